from pathlib import Path

import pytest

from acoustic import recipe
from acoustic.errors import AcousticError
from acoustic.workplace import Workplace


def test_a_step_is_done_once_for_the_same_inputs(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    (tmp_path / "in.txt").write_text("one")
    needed = []
    for _ in range(2):
        with place.step("a", tmp_path / "in.txt", 3) as it:
            needed.append(it)
    (tmp_path / "in.txt").write_text("two")
    with place.step("a", tmp_path / "in.txt", 3) as it:
        needed.append(it)
    assert needed == [True, False, True]


def test_a_step_that_failed_is_done_again(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    with pytest.raises(RuntimeError), place.step("a", 1):
        raise RuntimeError
    with place.step("a", 1) as needed:
        assert needed


def test_the_shipped_recipe_can_be_read() -> None:
    loaded = recipe.load()
    assert loaded.sources and loaded.net.contexts
    assert sum(s.weight for s in loaded.sources) == pytest.approx(1)


def test_an_unknown_word_in_a_recipe_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("[training]\nminuets = 3\n")
    with pytest.raises(AcousticError, match="minuets"):
        recipe.load(tmp_path / "r.toml")


@pytest.mark.parametrize(
    "source", ['name = "a"', 'name = "a"\nspeaks = "parrot"', 'name = "a"\nspeaks = "hts"\nmanifest = "m"']
)
def test_a_source_is_a_manifest_or_a_synthesiser(tmp_path: Path, source: str) -> None:
    (tmp_path / "r.toml").write_text(f"[[source]]\n{source}\n")
    with pytest.raises(AcousticError, match="needs a manifest"):
        recipe.load(tmp_path / "r.toml")

"""Which model hears."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import NotFound, Unavailable
from assistant.hearing.installing import replaced
from assistant.hearing.models import chosen_name, find_model, use_model


def _model(folder: Path) -> Path:
    (folder / "am").mkdir(parents=True)
    (folder / "am" / "final.mdl").write_bytes(b"net")
    return folder


@pytest.fixture(autouse=True)
def _no_models_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VOSK_MODEL_PATH", raising=False)


def test_a_setting_wins_over_the_choice_and_the_choice_over_what_was_found(tmp_path: Path) -> None:
    assert find_model("", tmp_path).name == "embedded"
    shop = _model(tmp_path / "models" / "shop")
    assert find_model("", tmp_path).path == shop
    official = _model(tmp_path / "models" / "vosk-model-small-fr-0.22")
    assert find_model("", tmp_path).path == official
    use_model("shop", tmp_path)
    assert find_model("", tmp_path).path == shop
    assert find_model(str(official), tmp_path).path == official
    use_model("embedded", tmp_path)
    assert find_model("", tmp_path).name == "embedded"


def test_a_chosen_model_that_went_away_is_passed_over(tmp_path: Path) -> None:
    shop = _model(tmp_path / "models" / "shop")
    use_model("shop", tmp_path)
    (shop / "am" / "final.mdl").unlink()
    assert find_model("", tmp_path).name == "embedded"
    assert chosen_name(tmp_path) == "shop"


def test_only_a_model_of_this_machine_can_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        use_model("zorblix", tmp_path)
    assert caught.value.code == "unknown_model"
    with pytest.raises(Unavailable):
        find_model(str(tmp_path / "nothing"), tmp_path)


def test_a_half_made_folder_is_no_model(tmp_path: Path) -> None:
    target = tmp_path / "models" / "shop"
    with pytest.raises(FileExistsError), replaced(target) as folder:
        _model(_model(folder / "x"))
    assert not target.exists()
    assert list(target.parent.iterdir()) == []


def test_what_stands_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = _model(tmp_path / "shop")
    with pytest.raises(RuntimeError), replaced(target):
        raise RuntimeError
    assert (target / "am" / "final.mdl").read_bytes() == b"net"
    with replaced(target) as folder:
        (folder / "new").touch()
        assert (target / "am" / "final.mdl").is_file()
    assert [p.name for p in target.iterdir()] == ["new"]


def test_a_process_killed_between_two_renames_loses_nothing(tmp_path: Path) -> None:
    target = _model(tmp_path / "shop")
    target.rename(tmp_path / ".shop.old-999999999")
    (tmp_path / ".shop.partial-999999999").mkdir()
    with pytest.raises(RuntimeError), replaced(target):
        raise RuntimeError
    assert (target / "am" / "final.mdl").is_file()
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["shop"]

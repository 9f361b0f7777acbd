"""What the intent engine knows by heart."""

from __future__ import annotations

import pytest

from assistant.errors import NotFound
from assistant.evaluation.meanings import parse_meanings
from assistant.evaluation.sentences import NOW, Sentence
from assistant.evaluation.training import known_by_heart, plain, read_training

WRITTEN = """
version: "3.1"
nlu:
- intent: add_items
  examples: |
    - [ajoute](act_add) du [lait](product)
    - [c'est parti]{"entity": "act_checkout", "value": "x"}
- lookup: product
  examples: |
    - beurre
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "some.yml").write_text(WRITTEN, encoding="utf-8")
    return tmp_path


def sentence(text):
    return Sentence(text, "any", parse_meanings("undo", NOW))


def test_sentences_are_read_with_their_marks_and_word_lists_are_none(project):
    marked = read_training(project)
    assert [plain(one) for one in marked] == ["ajoute du lait", "c'est parti"]


def test_what_the_patterns_give_is_training_as_well(project):
    (project / "patterns").mkdir()
    (project / "expand.py").write_text(
        "def expand(patterns, out):\n"
        "    given = 'nlu:\\n- intent: undo\\n  examples: |\\n    - reviens [en](pronoun)\\n'\n"
        "    (out / 'g.yml').write_text(given)\n",
        encoding="utf-8",
    )
    assert "reviens en" in [plain(one) for one in read_training(project)]


def test_only_word_for_word_counts_however_it_is_written(project):
    sentences = [sentence(text) for text in ("Ajoute du lait !", "ajoute du pain", "C’est parti", "beurre")]
    assert known_by_heart(sentences, read_training(project)) == {"Ajoute du lait !", "C’est parti"}


def test_without_training_data_nothing_can_be_compared(tmp_path):
    with pytest.raises(NotFound) as refused:
        read_training(tmp_path)
    assert refused.value.code == "training_not_found"


def test_patterns_that_cannot_be_expanded_are_no_training_data(project):
    (project / "expand.py").write_text("def expand(patterns, out): raise OSError('disk')", encoding="utf-8")
    with pytest.raises(NotFound, match="disk"):
        read_training(project)

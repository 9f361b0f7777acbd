"""Reading folders of sentences, and the held-out ones themselves."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.errors import BadInput, NotFound
from assistant.evaluation.meanings import CHANGES
from assistant.evaluation.sentences import load_sentences

GOOD = """
subject: trying
groups:
  - who: somebody
    expects: choice
    sentences:
      la deuxième: {choose: 2}
  - who: somebody else
    means: out_of_scope
    sentences: [allume, éteins]
"""


def test_a_file_gives_its_sentences_with_their_context(tmp_path):
    (tmp_path / "a.yml").write_text(GOOD, encoding="utf-8")
    first, second, third = load_sentences(tmp_path)
    assert (first.text, first.subject, first.expects) == ("la deuxième", "trying", "choice")
    assert first.changes
    assert not first.not_for_us
    assert second.not_for_us
    assert third.text == "éteins"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("choose: 2", "chose: 2", "la deuxième"),
        ("expects: choice", "expects: money", "money"),
        ("subject: trying", "topic: trying", "subject"),
        ("      la deuxième: {choose: 2}", "      non: deny\n      non: undo", "twice"),
        ("{choose: 2}", "{choose: 2", "a.yml"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong(tmp_path, before, after, reason):
    (tmp_path / "a.yml").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(BadInput, match=reason) as refused:
        load_sentences(tmp_path)
    assert refused.value.code == "bad_sentences"


def test_an_empty_folder_is_no_test(tmp_path):
    with pytest.raises(NotFound):
        load_sentences(tmp_path)


def test_the_held_out_set_is_large_and_covers_every_request(root):
    sentences = load_sentences(root / "intents" / "heldout")
    assert len(sentences) >= 600
    assert sum(sentence.not_for_us for sentence in sentences) >= 150
    assert all(count == 1 for count in Counter(s.text for s in sentences).values())
    types = Counter(w.type for s in sentences for m in s.meanings for w in m.requests)
    asked = {
        "read_basket",
        "ask_total",
        "ask_price",
        "ask_offers",
        "ask_product",
        "ask_why",
        "suggest_recipes",
    }
    talk = {"deny", "repeat", "help", "stop", "greet", "order_status", "out_of_scope"}
    assert {name for name, count in types.items() if count >= 4} >= CHANGES | asked | talk

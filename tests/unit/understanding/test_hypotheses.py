"""Sentences that cannot have been said as they were heard."""

from __future__ import annotations

from assistant.understanding import Understander
from assistant.understanding import requests as ask
from tests.unit.understanding.markup import parsed
from tests.unit.understanding.reading import NOW, requests


class Several:
    """A parser of a few sentences, in the project's markup."""

    def __init__(self, *marked):
        found = [parsed(one) for one in marked]
        self._parses = {parse.text: parse for parse in found}

    def parse(self, text):
        return self._parses[text]


SIX_OF_NOTHING = "mets [six](quantity) du [lait](product)"


SIX_EGGS = "mets [six](quantity) [œufs](product) du [lait](product)"


def test_a_number_before_an_article_counts_something_unheard_so_the_next_hypothesis_is_read():
    understander = Understander(Several(SIX_OF_NOTHING, SIX_EGGS))
    found = understander.interpret("mets six du lait", NOW, alternatives=("mets six œufs du lait",))
    assert found.text == "mets six œufs du lait"
    assert [i.product for i in found.requests[0].items] == ["œufs", "lait"]


def test_when_no_hypothesis_is_coherent_nothing_is_asked_for():
    found = Understander(Several(SIX_OF_NOTHING)).interpret("mets six du lait", NOW)
    assert found.requests == (ask.OutOfScope(),)
    assert found.confidence == 0


def test_a_unit_or_a_noun_may_stand_between_a_number_and_an_article():
    (add,) = requests(
        "[un](quantity) de la [crème](product) [deux](quantity) [pots](unit) de la [ferme](product)"
    )
    assert [i.product for i in add.items] == ["crème", "ferme"]

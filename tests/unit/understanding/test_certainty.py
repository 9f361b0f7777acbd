"""How sure an understanding is."""

from __future__ import annotations

import pytest

from assistant.understanding import Understander
from assistant.understanding import requests as ask
from tests.unit.understanding.markup import FakeParser, parsed
from tests.unit.understanding.reading import NOW, meant


def test_what_no_shop_sells_makes_an_addition_less_sure():
    class Names:
        def familiarity(self, name):
            return 0.0 if name == "chauffage" else 1.0

    def sure(text):
        return Understander(FakeParser(parsed(text, sure=0.9)), Names()).interpret(text, NOW).confidence

    assert sure("[mets](act_add) le [chauffage](product)") < sure("[mets](act_add) le [beurre](product)")


def test_words_that_nothing_explains_make_a_request_less_sure():
    plain = meant("[mets](act_add) le [beurre](product)", sure=0.9).confidence
    assert meant("[mets](act_add) le [beurre](product) fondu dedans", sure=0.9).confidence < plain
    assert (
        meant("tu peux [mettre](act_add) le [beurre](product) dans mon panier", sure=0.9).confidence == plain
    )


@pytest.mark.parametrize("intent", ["confirm", "deny"])
def test_a_yes_or_no_that_names_an_item_is_less_sure_than_a_plain_one(intent):
    mixed = meant("oui du [lait](product)", intent)
    assert mixed.requests == (ask.AddItems((ask.ItemWish("lait"),)),)
    assert mixed.confidence < meant("oui", intent).confidence


def test_a_plain_intent_that_names_an_item_clears_no_basket_at_full_confidence():
    assert meant("vide le [lait](product)", "clear_basket").confidence < 0.5


def test_a_no_that_names_nothing_of_the_shop_is_a_plain_no():
    class Names:
        def familiarity(self, name):
            return 0.0

    understander = Understander(FakeParser(parsed("non jamais de la [vie](product)", "deny")), Names())
    assert understander.interpret("non jamais de la vie", NOW).requests == (ask.Deny(),)


def test_a_sentence_is_surer_the_surer_its_intent_and_the_clearer_its_lead():
    spread = meant("oui", "confirm", ranking=(("confirm", 0.6), ("deny", 0.2), ("stop", 0.1), ("help", 0.1)))
    torn = meant("oui", "confirm", ranking=(("confirm", 0.5), ("deny", 0.5)))
    assert meant("oui", "confirm").confidence > spread.confidence > torn.confidence


def test_what_is_too_unlikely_for_a_question_is_left_alone():
    found = meant("oui", "confirm", ranking=(("confirm", 0.02), ("deny", 0.02), ("stop", 0.02)))
    assert found.requests == (ask.OutOfScope(),)
    assert found.confidence < 0.5


def interpreted(marked, ranking, expects):
    parser = FakeParser(parsed(marked, ranking[0][0], ranking=ranking))
    return Understander(parser).interpret("le texte", NOW, expects=expects)


def test_what_was_asked_settles_what_could_be_either():
    ranking = (("out_of_scope", 0.45), ("choose", 0.35), ("choose_slot", 0.2))
    assert interpreted("la deuxième", ranking, "choice").requests == (ask.Choose(2),)
    assert interpreted("la deuxième", ranking, None).requests == (ask.OutOfScope(),)


def test_a_yes_is_never_made_likelier_by_the_question():
    ranking = (("out_of_scope", 0.5), ("confirm", 0.4), ("deny", 0.1))
    assert interpreted("mouais", ranking, "confirmation").requests == (ask.OutOfScope(),)

"""What `vocabas say` prints in the end."""

from __future__ import annotations

import json

import pytest

from assistant.channels.terminal import say

pytestmark = pytest.mark.rasa


def test_an_order_called_off_is_shown_called_off(assistant, capsys):
    sentences = ("ajoute du lait", "commande en drive demain à dix-huit heures", "oui")
    say(assistant, sentences, "dupont", as_json=True)
    assert json.loads(capsys.readouterr().out)["order"]["state"] == "CONFIRMED"
    say(assistant, (*sentences, "annule ma commande", "oui"), "martin", as_json=True)
    assert json.loads(capsys.readouterr().out)["order"]["state"] == "CANCELLED"

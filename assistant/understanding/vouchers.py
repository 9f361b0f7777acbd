"""Coupon codes and the loyalty card: set phrases, since no intent of the engine stands for them."""

from __future__ import annotations

import re

from assistant.understanding import requests as ask

_LEAD = r"(?:(?:alors|bon|euh|et|ah|oh|au fait|tiens|dis|dites|attends|attendez|oui) )*"
_SURE = (
    r"(?:(?:code|coupon)s? (?:promo(?:tionnels?|tions?)?|de (?:réduction|remise|promotion)|réduction|remise)"
    r"|codes? coupon|bons? de (?:réduction|remise))"
)
_NOUN = rf"(?:{_SURE}|coupon|code)"
_GIVES = (
    r"(?:(?:j'ai|on a|nous avons|il y a|voici|voilà|(?:je voudrais|je veux|je peux|on peut|tu peux|peux-tu"
    r"|pouvez-vous|vous pouvez) (?:utiliser|mettre|appliquer|entrer|ajouter|donner)"
    r"|(?:utilise|applique|entre|saisi[st]|mets|ajoute|prends|enregistre|prenez|mettez|saisissez)[rz]?"
    r"|avec|c'est) (?:aussi |encore )?)"
)
_TAKES = r"(?:enlève|retire|supprime|oublie|annule|efface)[rz]?(?:-moi)? "
_ARTICLE = r"(?:un |une |le |la |les |l'|mon |mes |ce |notre |nos |cet |des |d'un )"
_NAMES = r"(?:qui (?:est|s'appelle) |c'est |est |s'appelle )"
_CODE = r"(?P<code>(?!de |d'|pour |postal|secret|pin |barre|d'accès|couleur)[\w' -]+?)"
_POLITE = r"(?: (?:s'il (?:te|vous) plaît|stp|svp|merci))"
_GIVE = re.compile(
    rf"{_LEAD}(?:(?:{_GIVES}{_ARTICLE}?|{_ARTICLE}){_NOUN}|{_SURE})(?: {_NAMES}?{_CODE})?{_POLITE}?"
)
_DROP = re.compile(rf"{_LEAD}{_TAKES}{_ARTICLE}?{_NOUN}(?: {_CODE})?{_POLITE}?")
_SAVED = r"(?:cagnotte|points? (?:de )?fidélité|(?:carte|compte)(?: de)? fidélité|avoir fidélité|mes points)"
_ASKS = (
    r"(?:combien|quel(?:le)? est|qu'est-ce|c'est quoi|j'ai|on a|ai-je|a-t-on|(?:il )?y a|que reste"
    r"|(?:il (?:me |nous )?)?reste|donne|dis|montre|(?:mon |le )?solde|regarde|où en est"
    r"|est-ce que j'ai|(?:sur )?(?:ma|la|mes))"
)
_HOW_MUCH = r"(?: (?:il (?:me |nous )?reste|j'ai|il y a|(?:elle )?est de) (?:combien|quoi))"
_CREDIT = re.compile(rf"{_LEAD}(?:{_ASKS}\b[\w' -]*?)?\b{_SAVED}{_HOW_MUCH}?{_POLITE}?")
_BESIDE = re.compile(r" (?:(?:et|puis|ensuite) (?:aussi )?|(?=avec ))")
_NAMED_BEHIND = re.compile(rf"\b({_NOUN}) et (?={_NAMES})")
"""A comma that was read as "et": "mon code de réduction, c'est cabas"."""


def of_voucher(text: str) -> ask.Request | None:
    """Return what is said of a coupon code or the loyalty card, or ``None`` for any other text.

    Args:
        text: a sentence or a part of one, normalised.
    """
    if found := _DROP.fullmatch(text):
        return ask.DropCode(found["code"] or "")
    if found := _GIVE.fullmatch(text):
        return ask.GiveCode(found["code"] or "")
    return ask.AskCredit() if _CREDIT.fullmatch(text) else None


def split_voucher(text: str) -> tuple[str, ask.Request | None, str]:
    """Cut a sentence at what it says of a coupon code: what comes before, the request, what comes behind.

    "Ajoute du lait et j'ai un code promo cabas": the engine reads "ajoute du lait" alone.
    """
    text = _NAMED_BEHIND.sub(r"\1 ", text)
    if (whole := of_voucher(text)) is not None and " et " not in text:
        return "", whole, ""
    for cut in _BESIDE.finditer(text):
        if (found := of_voucher(text[cut.end() :])) is not None:
            return text[: cut.start()], found, ""
        if (found := of_voucher(text[: cut.start()])) is not None:
            return "", found, text[cut.end() :]
    return text, None, ""

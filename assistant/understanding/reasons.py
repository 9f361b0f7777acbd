"""What is said beside a wish and asks for nothing itself: why it is wanted, and what is not to be bought.

"mon coloc a fini le ketchup, tu en remets un" has two parts. The first asks for nothing, but it says what
"en" means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.understanding import requests as ask
from assistant.understanding.rasa import Parse

_TAKES_BACK = re.compile(
    r".*\w (?:(?:euh|ah|oh|et puis|enfin|bon|en fait) )*(?:non|nan)(?: non)?(?: en fait| finalement)? "
    r"(?:laisse(?:z)? tomber|rien|oublie(?:z)?(?: ça)?|annule(?:z)?(?: ça)?|c'est bon|pas besoin"
    r"|on laisse(?: tomber)?|j'en ai(?: déjà| encore)?)"
)
_FORBIDS = re.compile(
    r"(?:(?:et|mais|non|euh|surtout|attention|par contre|alors) )*"
    r"(?:(?:(?:tu|vous|on|je|j') ?)?(?:n'|ne )(?:m'|me |nous |en |y )*"
    r"(?:ajout|rajout|met|pren|achèt|achet|command|veu|voul)\w*(?: surtout)? (?:pas|plus)"
    r"|(?:c'est |ce n'est )?(?:pas la peine|inutile|pas besoin|pas nécessaire)) (?:de |d').*"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence with what it asks for."""

    parse: Parse
    """Its words, as the intent engine read them."""
    request: ask.Request
    """What it asks for, `OutOfScope` when that is nothing."""
    confidence: float
    """How sure that is, 0 to 1."""

    @property
    def asks(self) -> bool:
        """Return whether it asks for something."""
        return not isinstance(self.request, ask.OutOfScope)


def takes_all_back(text: str) -> bool:
    """Return whether a sentence ends by dropping what it began: "du tofu, non, laisse tomber"."""
    return bool(_TAKES_BACK.fullmatch(text)) and not text.startswith(("non ", "nan "))


def without_reasons(parts: list[Part], expects: str | None = None) -> list[Part]:
    """Return the parts that ask for something, when there are any, with what "en" stands for filled in.

    Args:
        parts: at least two.
        expects: what the last reply asked for; where it offered nothing, nothing beside a wish is a choice.
    """
    wanted = [part for part in parts if part.asks and not _only_forbids(part, parts)]
    if expects is None:
        wanted = [part for part in wanted if not isinstance(part.request, ask.Choose)] or wanted
    if not wanted:
        return parts
    out: list[Part] = []
    named = ""
    for part in parts:
        if part in wanted:
            out.append(_about(part, named) if named else part)
            named = ""
        else:
            products = [span.text for span in part.parse.spans if span.entity == "product"]
            named = products[-1] if products else named
    return out


def _only_forbids(part: Part, parts: list[Part]) -> bool:
    """Return whether a part only says what not to buy: "du noir, ne prends pas de chocolat au lait"."""
    others = any(other.asks and other is not part for other in parts)
    return (
        others
        and isinstance(part.request, ask.RemoveItems | ask.AddItems)
        and bool(_FORBIDS.fullmatch(part.parse.text))
    )


def _about(part: Part, named: str) -> Part:
    request = part.request
    if not isinstance(request, ask.AddItems | ask.SetQuantity | ask.RemoveItems):
        return part
    first = request.items[0]
    if first.product or first.reference:
        return part
    items = (replace(first, product=named), *request.items[1:])
    kind = ask.AddItems if isinstance(request, ask.SetQuantity) else type(request)
    return replace(part, request=kind(items))

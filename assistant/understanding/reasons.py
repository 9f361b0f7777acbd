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


_DEPENDS = re.compile(
    r"(?:et |mais |bon |euh )*(?:s'il (?:n'y a|n'y en a|y a) (?:pas|plus)"
    r"|s'il? (?:n')?(?:y )?en a (?:pas|plus)"
    r"|si (?:jamais )?(?:vous n'avez|tu n'as|vous avez|t'as|y a|il n'y a) (?:pas|plus)|à défaut)\b.*"
)


def depends(text: str) -> bool:
    """Return whether a sentence asks for something in case another is missing, which nothing here keeps."""
    return _DEPENDS.fullmatch(text) is not None


def without_reasons(parts: list[Part], expects: str | None = None) -> list[Part]:
    """Return the parts that ask for something, when there are any, with what "en" stands for filled in.

    Args:
        parts: at least two.
        expects: what the last reply asked for; where it offered nothing, nothing beside a wish is a choice.
    """
    parts = _replaced(_kept(_about_topics([part for part in parts if not _takes_itself_back(part, parts)])))
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


_DROPPED = re.compile(
    r"\b(?:non|nan|pardon|zut|mince)(?: non)? "
    r"(?:laissez?(?:-l[ea]s?)?(?: tomber)?|rien|(?:je|j'|on|il|elle|c'est|ça|y a|il y a)\b.*)"
)
"""The end of a part that takes back what it began, with or without the reason."""


def _takes_itself_back(part: Part, parts: list[Part]) -> bool:
    """Return whether a part drops its own wish: "des abricots, ah mais non je suis allergique | mets…"."""
    if part is parts[-1] or not isinstance(part.request, ask.AddItems | ask.RemoveItems | ask.OutOfScope):
        return False
    found = _DROPPED.search(part.parse.text)
    named = [span for span in part.parse.spans if span.entity in ("product", "quantity", "attribute")]
    return (
        found is not None
        and found.end() == len(part.parse.text)
        and bool(named)
        and all(span.end <= found.start() for span in named)
    )


_TOPIC = re.compile(
    r"(?:(?:et|non|nan|ah|euh|bon|finalement|en fait|alors|j'ai changé d'avis|je change d'avis|j'hésite) )*"
    r"(?:pour|côté|question|concernant|niveau|au niveau d[eu]) (?:le |la |les |l'|mon |ma |mes |nos )?"
)
"""What stands before a product that the next part says something of: "non, pour les kiwis | j'ai dit dix"."""


def _about_topics(parts: list[Part]) -> list[Part]:
    """Return the parts without those that only name what the next one is about."""
    out: list[Part] = []
    topic = ""
    for at, part in enumerate(parts):
        products = [span for span in part.parse.spans if span.entity == "product"]
        others = [span for span in part.parse.spans if span.entity not in ("product", "act", "correction")]
        if (
            at + 1 < len(parts)
            and len(products) == 1
            and not others
            and products[0].end == len(part.parse.text)
            and _TOPIC.fullmatch(part.parse.text[: products[0].start])
            and _lacks_name(parts[at + 1].request)
        ):
            topic = products[0].text
            continue
        out.append(_named(part, topic) if topic else part)
        topic = ""
    return out


_ENDED = re.compile(
    r"(?:(?:ah|bon|non|tiens|y a|il n'y a|il y a|t'as|vous n'avez) )*plus (?:de |d'|du |des ).*"
)


def _replaced(parts: list[Part]) -> list[Part]:
    """Say what is exchanged for what: "plus de dinde | prends du canard à la place"."""
    out: list[Part] = []
    for part in parts:
        before = out[-1] if out else None
        if (
            isinstance(part.request, ask.ReplaceItem)
            and part.request.old == ask.ItemWish("")
            and before is not None
            and isinstance(before.request, ask.AddItems)
            and len(before.request.items) == 1
            and _ENDED.fullmatch(before.parse.text)
        ):
            out[-1] = replace(part, request=ask.ReplaceItem(before.request.items[0], part.request.new))
        else:
            out.append(part)
    return out


def _lacks_name(request: ask.Request) -> bool:
    if not isinstance(request, ask.AddItems | ask.SetQuantity | ask.RemoveItems):
        return False
    return not request.items[0].product and not request.items[0].reference


def _named(part: Part, name: str) -> Part:
    """Return a part whose first item has a name now."""
    request = part.request
    if not isinstance(request, ask.AddItems | ask.SetQuantity | ask.RemoveItems):
        return part
    items = (replace(request.items[0], product=name), *request.items[1:])
    return replace(part, request=type(request)(items))


_KEEPS = re.compile(
    r"(?:(?:tu|vous|on|je) )?(?:gard|conserv|laiss)\w*(?:-moi)? (?:le |la |les |l'|mon |ma |mes ).*"
)


def _kept(parts: list[Part]) -> list[Part]:
    """Join what is kept to what empties the rest: "tu gardes le lait | et tu supprimes tout le reste"."""
    out: list[Part] = []
    for part in parts:
        before = out[-1] if out else None
        names = [span.text for span in before.parse.spans if span.entity == "product"] if before else []
        if part.request == ask.ClearBasket() and before and names and _KEEPS.fullmatch(before.parse.text):
            out[-1] = replace(part, request=ask.ClearBasket(tuple(map(ask.ItemWish, names))))
        else:
            out.append(part)
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

"""Where a sentence that asks for several things is cut into parts with one verb each."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.understanding.rasa import Parse, Span

ACT = "act"
"""The entity of a verb, or set phrase, of the shop."""
_CONTENT = frozenset(
    (
        "product",
        "pronoun",
        "quantity",
        "unit",
        "attribute",
        "brand",
        "recipe",
        "when",
        "mode",
        "ordinal",
        "price",
    )
)
_JOINT = re.compile(
    r"(?:^|(?<= ))(?:et puis après|et puis|et ensuite|et aussi|et sinon|et après|et enfin|ah et|puis|ensuite"
    r"|après|mais|sinon|enfin|donc|alors|et)(?= |$)"
)
_LEADING = re.compile(rf"^(?:(?:{_JOINT.pattern}|(?:euh|bon|voilà|ah|aussi)(?= |$)|,) *)+")
_TRAILING = re.compile(r"(?: *(?:\bet puis|\bet|\bpuis|\bensuite|\baprès|\bmais|\beuh|,))+$")


def cut(parse: Parse) -> tuple[str, ...]:
    """Return the parts of a sentence, in order; mostly one, the sentence itself.

    A new part begins at a verb of the shop when something was already asked for before it, and at the last
    joining word between the two: "ajoute du lait dans la liste | et enlève le beurre".
    """
    places: list[int] = []
    has_act = has_content = swapping = False
    before: Span | None = None
    for at, span in enumerate(parse.spans):
        if span.entity == ACT and swapping and not has_act:
            has_act = True  # "à la place du lait, mets du soja" is one wish
        elif (
            span.entity == ACT
            and has_content
            and not has_act
            and not (before and before.entity == "ordinal" and "derni" not in before.text)
            and (_refers_back(parse.spans, at) or _taken_up(parse, at) or _comments(parse, at))
        ):
            has_act = True  # "les œufs, mets-en douze", "le beurre tu l'enlèves"
        elif span.entity == ACT and has_act and has_content and (topic := _topic(parse, at)) is not None:
            # "les yaourts tu les passes à huit | et le beurre tu l'enlèves"
            start = parse.spans[topic - 1].end
            joint = _last_joint(parse.text, start, parse.spans[topic].start)
            places.append(joint if joint is not None else start)
        elif span.entity == ACT:
            gap_start = before.end if before else 0
            if has_act and _starts_over(parse, at):
                return (_trimmed(parse.text[span.start :]),)  # "passe la commande, non attends, ajoute…"
            if has_content and _TAKES_BACK.search(parse.text[gap_start : span.end]):
                has_act = True  # "cinq cents grammes, non, mettez un kilo"
                before = span
                continue
            joint = _last_joint(parse.text, gap_start, span.start)
            behind = any(s.entity in _CONTENT for s in _until_next_act(parse.spans, at))
            if (
                has_content
                and not has_act
                and joint is None
                and _ASKS_BACK.search(span.text)
                and not _names(parse.spans, at)
            ):
                has_act = True  # "les fraises, c'est combien la barquette"
                before = span
                continue
            if has_content and (has_act or joint is not None or behind):
                places.append(joint if joint is not None else _verb_start(parse.text, gap_start, span.start))
                has_content = False
            elif has_act and not has_content and (joint is not None or gap_start == span.start - 1):
                # "c'est bon, commande": two verbs side by side are two requests when something parts them
                places.append(joint if joint is not None else span.start)
            has_act, swapping = True, False
        elif span.entity == "swap":
            swapping = True
        elif span.entity in _CONTENT and not (
            span.entity == "pronoun" and span.text in _BACK and not has_act
        ):
            has_content = True  # but not "en" in "j'en veux six"
        before = span
    if not places:
        return (parse.text,)
    edges = [0, *places, len(parse.text)]
    parts = [_trimmed(parse.text[a:b]) for a, b in pairwise(edges)]
    return tuple(part for part in parts if part) or (parse.text,)


_ASKS_BACK = re.compile(r"\b(?:combien|prix|coûte\w*|vaut|vend\w*)\b")
"""Questions that may stand behind what they are about."""
_TAKES_BACK = re.compile(r"\b(?:n[oa]n|pardon|ou plutôt|je voulais dire|je veux dire)\b")
_BACK = frozenset(("en", "le", "la", "les", "l'"))


def _starts_over(parse: Parse, at: int) -> bool:
    """Return whether what was said before a verb is taken back: nothing was named, or the same thing."""
    verb = parse.spans[at]
    before = [span for span in parse.spans[:at] if span.entity != "correction"]
    if not before or not _STARTS_OVER.search(parse.text[before[-1].end : verb.start]):
        return False
    named = {
        span.text for span in before if span.entity in _CONTENT and span.entity not in ("quantity", "unit")
    }
    again = {span.text for span in _until_next_act(parse.spans, at) if span.entity == "product"}
    return bool(again) and named <= again


_STARTS_OVER = re.compile(r"\b(?:non|pardon|attends|attendez|oups|je voulais dire|je veux dire)\b")


def _refers_back(spans: tuple[Span, ...], at: int) -> bool:
    """Return whether the verb is followed by a pronoun, and by no other product."""
    behind = _until_next_act(spans, at)
    swaps = len(behind) > 1 and behind[1].entity == "swap"
    return (
        bool(behind)
        and behind[0].entity == "pronoun"
        and behind[0].text in _BACK
        and (swaps or not any(span.entity == "product" for span in behind))
    )


_TOPIC = re.compile(
    r"(?:(?:et|ah|euh|bon|non|alors|finalement|en fait) )*(?:pour |côté |question |en )?(?:les? |la |l')?"
)
"""What stands before a product that the rest of a sentence is about."""


def _comments(parse: Parse, at: int) -> bool:
    """Return whether a verb says how much or what kind of the product before it: "les pizzas, mets en 3"."""
    before, behind = parse.spans[:at], _until_next_act(parse.spans, at)
    kinds = {span.entity for span in behind}
    return (
        bool(before)
        and [span.entity for span in before] in (["product"], ["product", "attribute"], ["product", "brand"])
        and _TOPIC.fullmatch(parse.text[: before[0].start]) is not None
        and bool(kinds & {"quantity", "attribute"})
        and not kinds & {"product", "recipe", "when", "mode"}
        and _last_joint(parse.text, before[-1].end, parse.spans[at].start) is None
    )


_TAKES_UP = re.compile(
    r"(?:^| )(?:tu|vous|on|je|faut|il faut|nous) (?:ne |n'|me |m'|nous )*"
    r"(?:(?:peux|pourrais|pouvez|pourriez|peut|va|vas) (?:me |m'|nous )?)?"
    r"(?:le |la |les |l'|en )(?:me )?$"
)


_HOLDS_PRONOUN = re.compile(
    r"(?:^| )(?:tu|vous|on|je|faut|il faut|nous) "
    r"(?:me |m'|nous )*(?:le |la |les |l'|en )\w"
)
"""A verb whose mark holds its pronoun: "tu les passes"."""


def _taken_up(parse: Parse, at: int) -> bool:
    """Return whether a pronoun before the verb takes up the product before it: "le beurre tu l'enlèves"."""
    spans = parse.spans
    topic = at - 1
    while topic >= 0 and (spans[topic].entity == "pronoun" and spans[topic].text in _BACK):
        topic -= 1
    return (
        topic >= 0
        and spans[topic].entity in ("product", "attribute", "brand")
        and (
            _TAKES_UP.search(parse.text[spans[topic].end : spans[at].start]) is not None
            or _HOLDS_PRONOUN.search(parse.text[spans[topic].end : spans[at].end]) is not None
        )
        and not _names_before_joint(parse, at)
    )


def _names_before_joint(parse: Parse, at: int) -> bool:
    """Return whether a product stands behind a verb before the next joining word: it is the verb's own."""
    behind = next((s for s in _until_next_act(parse.spans, at) if s.entity == "product"), None)
    return behind is not None and not _JOINT.search(parse.text[parse.spans[at].end : behind.start])


def _topic(parse: Parse, at: int) -> int | None:
    """Return where the product stands that a pronoun before the verb takes up."""
    if not _taken_up(parse, at):
        return None
    topic = at - 1
    while topic > 0 and parse.spans[topic].entity != "product":
        topic -= 1
    return topic if topic > 0 and parse.spans[topic].entity == "product" else None


def _names(spans: tuple[Span, ...], at: int) -> bool:
    """Return whether a product or a pronoun for one stands behind a verb."""
    return any(span.entity in ("product", "pronoun") for span in _until_next_act(spans, at))


def _until_next_act(spans: tuple[Span, ...], at: int) -> list[Span]:
    out: list[Span] = []
    for span in spans[at + 1 :]:
        if span.entity == ACT:
            break
        out.append(span)
    return out


def _last_joint(text: str, start: int, end: int) -> int | None:
    found = [match.start() for match in _JOINT.finditer(text, start, end)]
    return found[-1] if found else None


_PREFIX = re.compile(
    r"(?:(?:est-ce que )?(?:tu|vous) (?:peux|pourrais|pouvez|pourriez)|(?:peux|pourrais)-tu"
    r"|(?:pouvez|pourriez)-vous|je (?:voudrais|veux)|j'aimerais|il (?:faut|faudrait)(?: que tu| que vous)?"
    r"|faudrait|dis-moi|pense à|n'oublie pas d[e']|est-ce qu[e']|tu|vous|on|merci de|s'il (?:te|vous) plaît)"
    r"\s*(?:me |m'|nous )?$"
)
"""What stands before a verb and belongs to it."""


def _verb_start(text: str, start: int, end: int) -> int:
    """Return where the verb's own words begin: "tu peux" before "enlever"."""
    prefix = _PREFIX.search(text[start:end])
    return start + prefix.start() if prefix else end


def _trimmed(part: str) -> str:
    whole = part.strip()
    inner = _TRAILING.sub("", _LEADING.sub("", whole)).strip()
    return inner or whole

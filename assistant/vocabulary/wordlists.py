"""The lists in ``data/``: sections ``[name]`` of phrases, separated by ";" or line ends; "#" starts a
comment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Noun:
    """A product or a measure, with what French grammar needs to know about it."""

    name: str
    feminine: bool = False
    plural: bool = False

    @property
    def elides(self) -> bool:
        """Whether "de" becomes "d'" before it."""
        return elides(self.name)


@dataclass(frozen=True)
class Unit:
    """A container or a measure: "bouteille", "bouteilles"."""

    singular: str
    plural: str
    feminine: bool


_ASPIRATED = (
    *("haricot", "houmous", "huit", "hot-dog", "hareng", "homard", "hachis", "haddock", "hamburger"),
    *("halloumi", "harissa", "heineken", "haribo", "heinz", "herta", "halal", "onz", "yaourt", "yuzu"),
)


def elides(word: str) -> bool:
    """Whether le, la, de, je… lose their vowel before ``word``."""
    return word[0] in "aeiouyàâéèêëîïôûùœh" and not word.startswith(_ASPIRATED)


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Sections of ``data/NAME.txt``, in order."""
    found: dict[str, list[str]] = {}
    for line in _lines(name):
        if line.startswith("["):
            phrases = found.setdefault(line.strip("[]"), [])
        else:
            phrases += [p.strip() for p in line.split(";") if p.strip()]
    return {section: tuple(dict.fromkeys(phrases)) for section, phrases in found.items()}


@cache
def products() -> tuple[Noun, ...]:
    """Every product, with gender and number."""
    by_kind = sections("products")
    kinds = (("m", False, False), ("f", True, False), ("p", False, True))
    return tuple(Noun(n, feminine, plural) for k, feminine, plural in kinds for n in by_kind[k])


@cache
def units() -> tuple[Unit, ...]:
    """Every container and measure."""
    rows = (line.split(";") for line in _lines("units"))
    return tuple(Unit(singular, plural, gender == "f") for singular, plural, gender in rows)


def _lines(name: str) -> list[str]:
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def vocabulary() -> tuple[str, ...]:
    """Every phrase of every list: what must be heard even if no random sentence happens to hold it."""
    phrases = [
        p
        for name in ("phrases", "calendar", "products", "staples")
        for s in sections(name).values()
        for p in s
    ]
    measures = [form for unit in units() for form in (unit.singular, unit.plural)]
    return tuple(dict.fromkeys([p.replace("{}", "") for p in phrases] + measures))

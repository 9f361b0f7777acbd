"""How much of something: exact values with the unit that was said.

Source for the legal units: Council Directive 80/181/EEC; the rest are the shop's containers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Dimension(StrEnum):
    """What a unit measures; only amounts of one dimension can be added."""

    MASS = "mass"
    VOLUME = "volume"
    COUNT = "count"
    CONTAINER = "container"


class Unit(StrEnum):
    """A unit that people say or packs carry. Containers count packages of that kind."""

    MG = "mg"
    G = "g"
    KG = "kg"
    ML = "ml"
    CL = "cl"
    DL = "dl"
    L = "l"
    PIECE = "piece"
    PACKAGE = "package"
    BOTTLE = "bottle"
    CARTON = "carton"
    BOX = "box"
    PACKET = "packet"
    BAG = "bag"
    POT = "pot"
    JAR = "jar"
    TRAY = "tray"
    BUNCH = "bunch"
    SLICE = "slice"
    CLOVE = "clove"
    NET = "net"
    SLAB = "slab"
    BAR = "bar"
    ROLL = "roll"
    TUBE = "tube"
    CAN = "can"
    PACK = "pack"
    FLASK = "flask"
    JERRYCAN = "jerrycan"

    @property
    def dimension(self) -> Dimension:
        """Return what this unit measures."""
        if self in _SCALES:
            return _SCALES[self][0]
        return Dimension.COUNT if self in (Unit.PIECE, Unit.SLICE, Unit.CLOVE) else Dimension.CONTAINER

    @property
    def scale(self) -> Fraction:
        """Return how many grams, millilitres or pieces one of this unit is."""
        return _SCALES[self][1] if self in _SCALES else Fraction(1)


_SCALES = {
    Unit.MG: (Dimension.MASS, Fraction(1, 1000)),
    Unit.G: (Dimension.MASS, Fraction(1)),
    Unit.KG: (Dimension.MASS, Fraction(1000)),
    Unit.ML: (Dimension.VOLUME, Fraction(1)),
    Unit.CL: (Dimension.VOLUME, Fraction(10)),
    Unit.DL: (Dimension.VOLUME, Fraction(100)),
    Unit.L: (Dimension.VOLUME, Fraction(1000)),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact value and its unit, as it was said or printed on a pack."""

    value: Fraction
    """How many of `unit`; exact."""
    unit: Unit
    """The unit in which the value counts."""

    @classmethod
    def pieces(cls, value: int | Fraction) -> Amount:
        """Return a count of pieces."""
        return cls(Fraction(value), Unit.PIECE)

    @property
    def dimension(self) -> Dimension:
        """Return what this amount measures."""
        return self.unit.dimension

    @property
    def size(self) -> Fraction:
        """Return the value in the dimension's own unit: grams, millilitres or pieces."""
        return self.value * self.unit.scale

    def to(self, unit: Unit) -> Amount:
        """Return the same amount in another unit of the same dimension.

        Raises:
            ValueError: the dimensions differ.
        """
        if unit.dimension is not self.dimension:
            raise ValueError(f"{self.unit} is no {unit.dimension}")
        return Amount(self.size / unit.scale, unit)

    def can_add(self, other: Amount) -> bool:
        """Return whether the sum of both has a meaning."""
        if self.dimension is Dimension.CONTAINER or other.dimension is Dimension.CONTAINER:
            return self.unit is other.unit
        return self.dimension is other.dimension

    def __add__(self, other: Amount) -> Amount:
        if not self.can_add(other):
            raise ValueError(f"cannot add {other.unit} to {self.unit}")
        return Amount(self.value + other.size / self.unit.scale, self.unit)

    def __sub__(self, other: Amount) -> Amount:
        return self + Amount(-other.value, other.unit)

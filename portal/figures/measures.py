"""What a source counts, and what may be told of it. Only what `tell` gives is ever stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.figures import suppression

Told = dict[str, Any]
"""Ready for JSON, with a "form" and nothing that is not to be told."""


@dataclass(frozen=True)
class Total:
    """How many there were."""

    number: int

    def tell(self, *, zeros_are_secret: bool) -> Told:
        """Rounded; nothing below ten."""
        return {"form": "total", "number": suppression.total(self.number)}


@dataclass(frozen=True)
class Shares:
    """How many gave which answer, each counted once; in an order that does not hang on the counts, what matters most first."""

    counts: Mapping[str, int]
    whole: bool = True
    """Whether the sum of all is told; not where another table could be subtracted from it."""

    def tell(self, *, zeros_are_secret: bool) -> Told:
        """The answers that may be told."""
        told = suppression.suppressed(self.counts, zeros_are_secret=zeros_are_secret)
        number = suppression.total(sum(self.counts.values())) if self.whole else None
        return {"form": "shares", "rows": [[answer, people] for answer, people in told.items()], "total": number, "whole": self.whole}


@dataclass(frozen=True)
class Rate:
    """How many of all."""

    part: int
    base: int

    def tell(self, *, zeros_are_secret: bool) -> Told:
        """A share, for thirty and more."""
        share, bound = suppression.percent(self.part, self.base)
        return {"form": "rate", "base": suppression.total(self.base), "percent": share, "bound": bound}


@dataclass(frozen=True)
class Rates:
    """Several such shares under their names, such as one for each clock."""

    rates: Mapping[str, Rate]

    def tell(self, *, zeros_are_secret: bool) -> Told:
        """Each by itself."""
        return {"form": "rates", "rows": [[name, rate.tell(zeros_are_secret=zeros_are_secret)] for name, rate in self.rates.items()]}


@dataclass(frozen=True)
class Days:
    """How long things took: days, and how often."""

    counted: Mapping[int, int]

    def tell(self, *, zeros_are_secret: bool) -> Told:
        """Half, and nine of ten, took at most so long."""
        found = suppression.spread(self.counted)
        return {"form": "days", "median": found[0] if found else None, "ninetieth": found[1] if found else None}


Measure = Total | Shares | Rate | Rates | Days

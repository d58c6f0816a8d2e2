"""The fixed days on which figures appear, and what each of them counts. Pure.

The first of every month: consultations in work, up to that day. The first of the month after it: a quarter. The first
of February: the year before. A portal that was down on that day catches up, and still counts only up to it.
"""

import re
from dataclasses import dataclass
from datetime import date

SO_FAR = "so far"
_PERIOD = re.compile(r"(\d{4})(?:-Q([1-4]))?")
MONTHS = 12


@dataclass(frozen=True)
class Span:
    """What is counted: in which consultation ("" is all that are public), from which day (None: the beginning), before which day."""

    scope: str
    first: date | None
    end: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or self.first <= day) and day < self.end


def is_period(text: str) -> bool:
    """Whether this is "so far", a year such as 2026, or a quarter such as 2026-Q4."""
    return text == SO_FAR or _PERIOD.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether this is a whole year."""
    return text.isascii() and text.isdigit() and is_period(text)


def due(period: str, today: date) -> date | None:
    """The last publication day of a period; None while the first one has not come. Raises ValueError for what is no period."""
    if period == SO_FAR:
        return today.replace(day=1)
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(f"No period: {period}")
    year, quarter = int(found[1]), int(found[2] or 0)
    day = month_after(date(year, 3 * quarter, 1)) if quarter else date(year + 1, 2, 1)
    return day if day <= today else None


def span(period: str, scope: str, today: date) -> Span:
    """What a period counts."""
    if period == SO_FAR:
        return Span(scope, None, today.replace(day=1))
    year = int(period[:4])
    if is_year(period):
        return Span(scope, date(year, 1, 1), date(year + 1, 1, 1))
    last = date(year, 3 * int(period[-1]), 1)
    return Span(scope, date(year, last.month - 2, 1), month_after(last))


def last_year(today: date) -> int:
    """The newest year whose figures are due."""
    return today.year - 1 if today >= date(today.year, 2, 1) else today.year - 2


def month_after(day: date) -> date:
    """The first of the next month: when consultations in work are counted next."""
    return date(day.year + day.month // MONTHS, day.month % MONTHS + 1, 1)


def shown_from(today: date) -> date:
    """The next first of a month, or today when it is one."""
    return today if today.day == 1 else month_after(today)


def next_year_day(today: date) -> date:
    """The next first of February."""
    return date(today.year if today < date(today.year, 2, 1) else today.year + 1, 2, 1)

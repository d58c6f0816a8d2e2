"""What time it is, days that count, and spans that include their beginning and not their end."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

WEEKEND = frozenset({5, 6})
"""Saturday and Sunday; other countries rest on other days."""

_frozen: datetime | None = None


def now() -> datetime:
    """The present moment in UTC; tests stand still at a moment of their own."""
    return _frozen or datetime.now(UTC)


def today() -> date:
    """The present day in UTC. A participant's row carries this and nothing finer."""
    return now().date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stand still at a moment. For tests and for the demo, which tells of days gone by."""
    global _frozen
    if moment.tzinfo is None:
        raise ValueError("A moment needs its zone.")
    before, _frozen = _frozen, moment.astimezone(UTC)
    try:
        yield
    finally:
        _frozen = before


def between(start: datetime | None, moment: datetime, end: datetime | None) -> bool:
    """Whether a moment lies in the span; a missing end never comes, a missing start has not come."""
    return start is not None and start <= moment and (end is None or moment < end)


def add_working_days(start: date, days: int, holidays: Collection[date] = (), weekend: Collection[int] = WEEKEND) -> date:
    """The day that is so many working days after another, without weekends and holidays."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() not in weekend and day not in holidays:
            days -= 1
    return day


def count_working_days(start: date, end: date, holidays: Collection[date] = (), weekend: Collection[int] = WEEKEND) -> int:
    """How many working days lie after one day, up to and with another: the counterpart of adding them."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(day.weekday() not in weekend and day not in holidays for day in days)

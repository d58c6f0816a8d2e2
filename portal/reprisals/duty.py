"""When somebody is on duty, and by when a report gets its first answer. Hours of a weekday in UTC; nothing here asks a clock or a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

ON_DUTY = timedelta(hours=4)
OTHERWISE = timedelta(hours=24)
DAY = 24
WEEK = 7


class Hours(Protocol):
    """Some hours of a weekday (Monday 0); the last one is not included, 24 is the day's end."""

    weekday: int
    from_hour: int
    to_hour: int


@dataclass(frozen=True)
class Watch:
    """What the hours say about one moment."""

    on_duty: bool
    ends: datetime | None
    """When the present duty ends; None while nobody is on duty, or when somebody always is."""
    begins: datetime | None
    """When the next duty begins, while nobody is on duty; None without any hours."""
    answer_by: datetime
    """By when a report that arrives now gets its first answer from a person."""


def watch(hours: Iterable[Hours], moment: datetime) -> Watch:
    """Who looks at a report that arrives at this moment."""
    rows = list(hours)
    here = is_on_duty(rows, moment)
    change = _next_change(rows, moment, here)
    return Watch(on_duty=here, ends=change if here else None, begins=None if here else change, answer_by=moment + (ON_DUTY if here else OTHERWISE))


def is_on_duty(hours: Iterable[Hours], moment: datetime) -> bool:
    """Whether any of these hours holds the moment."""
    return any(one.weekday == moment.weekday() and one.from_hour <= moment.hour < one.to_hour for one in hours)


def split(weekday: int, from_hour: int, to_hour: int) -> Sequence[tuple[int, int, int]]:
    """Hours as they are kept: those that run over midnight are two."""
    if from_hour < to_hour:
        return [(weekday, from_hour, to_hour)]
    night = [(weekday, from_hour, DAY)]
    return [*night, ((weekday + 1) % WEEK, 0, to_hour)] if to_hour else night


def _next_change(rows: Sequence[Hours], moment: datetime, here: bool) -> datetime | None:
    full = moment.replace(minute=0, second=0, microsecond=0)
    coming = (full + timedelta(hours=number) for number in range(1, WEEK * DAY + 1))
    return next((hour for hour in coming if is_on_duty(rows, hour) is not here), None)

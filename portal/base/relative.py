"""How far off a moment is, in the words that every language has for it: in 12 days, 3 months ago."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta

from portal.base import clock
from portal.base.languages import language, locale

UNITS = ((60, "day"), (730, "month"))
"""Up to how many days each is counted; beyond, years."""
ONE_UNIT = 10**9
"""So large a threshold that no unit but the wanted one is used."""


def away(moment: datetime, zone: str = "UTC") -> str:
    """Days are those of the calendar at the place, so that "in 1 day" is tomorrow; within a day it is hours, then minutes, never rounded up."""
    now = clock.now()
    place = ZoneInfo(zone)
    left = moment - now
    days = (moment.astimezone(place).date() - now.astimezone(place).date()).days
    if days:
        return _words(days * 86_400, next((unit for most, unit in UNITS if abs(days) < most), "year"))
    seconds = int(left.total_seconds())
    unit, size = ("hour", 3600) if abs(seconds) >= 3600 else ("minute", 60)  # noqa: PLR2004 - an hour
    return _words(int(seconds / size) * size or size, unit)


def _words(seconds: int, unit: str) -> str:
    return format_timedelta(seconds, granularity=unit, threshold=ONE_UNIT, add_direction=True, locale=locale(language()))  # type: ignore[arg-type]

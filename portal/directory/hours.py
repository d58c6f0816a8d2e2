"""Hours of the week in a small writing of their own, such as `Mo-Fr 09:00-17:00; Sa 10:00-12:00` or `24/7`, in a time zone.

It is the plainest part of what OpenStreetMap calls opening_hours, so that it can be typed, exchanged and reckoned with.
"""

import re
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from portal.base.languages import _, language, locale

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ALWAYS = "24/7"
DAY, WEEK = 24 * 60, 7
_PART = re.compile(r"(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? ([0-2]\d):([0-5]\d)-([0-2]\d):([0-5]\d)")
Part = tuple[int, int, int, int]
"""First weekday, last weekday, minute at which it opens, minute at which it closes: after midnight, where it is not later."""


@lru_cache(maxsize=4096)
def parts(hours: str) -> tuple[Part, ...]:
    """What is written there. Raises ValueError for anything else than such hours."""
    if hours == ALWAYS:
        return ((0, WEEK - 1, 0, DAY),)
    return tuple(_part(one.strip()) for one in hours.split(";") if one.strip())


def _part(text: str) -> Part:
    found = _PART.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
    opens, closes = int(found[3]) * 60 + int(found[4]), int(found[5]) * 60 + int(found[6])
    if last < first or opens >= DAY or closes > DAY:
        raise ValueError(text)
    return first, last, opens, closes if closes > opens else closes + DAY


def is_zone(zone: str) -> bool:
    """Whether there is such a time zone."""
    return zone in available_timezones()


def is_open(hours: str, zone: str, moment: datetime) -> bool:
    """Whether somebody is there at this moment; of hours that are not known, no."""
    local = moment.astimezone(ZoneInfo(zone))
    today, minute = local.weekday(), local.hour * 60 + local.minute
    yesterday = (today - 1) % WEEK
    return any((first <= today <= last and opens <= minute < closes) or (first <= yesterday <= last and minute + DAY < closes) for first, last, opens, closes in parts(hours))


def in_words(hours: str) -> list[str]:
    """The hours for people, a line for each part."""
    if hours == ALWAYS:
        return [_("Day and night")]
    return [f"{_days(first, last)} {_clock(opens)}–{_clock(closes)}" for first, last, opens, closes in parts(hours)]


def _days(first: int, last: int) -> str:
    names = locale(language()).days["stand-alone"]["wide"]
    return str(names[first]) if first == last else f"{names[first]}–{names[last]}"


def _clock(minute: int) -> str:
    return "24:00" if minute == DAY else f"{minute % DAY // 60:02d}:{minute % 60:02d}"

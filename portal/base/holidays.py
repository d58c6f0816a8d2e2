"""Public holidays and weekends of a country, as the library `holidays` knows them. An empty country has none but weekends."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import ModuleType

from babel.core import get_global

from portal.base.clock import WEEKEND, add_working_days
from portal.base.languages import language, locale, place_in_alphabet


@lru_cache(maxsize=1)
def _library() -> ModuleType:
    import holidays  # late: most processes never ask for a country's days, and it brings the calendars of all along

    return holidays


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """The countries that the library knows (ISO 3166)."""
    return frozenset(_library().list_supported_countries(include_aliases=False))


def countries() -> list[tuple[str, str]]:
    """(code, name) in the reader's words and order."""
    return list(_named(language()))


@lru_cache(maxsize=32)
def _named(tag: str) -> tuple[tuple[str, str], ...]:
    names = locale(tag).territories
    return tuple(sorted(((code, names.get(code, code)) for code in known()), key=lambda pair: place_in_alphabet(pair[1])))


def country_of(zone: str) -> str:
    """The country in which a zone lies; empty when it is in none, or in one that the library does not know."""
    code = str(get_global("zone_territories").get(zone, ""))
    return code if code and code in known() else ""


def holidays_between(country: str, first: date, last: date) -> Mapping[date, str]:
    """The public holidays from one day to another, both included, with their names."""
    return {day: name for year in range(first.year, last.year + 1) for day, name in _of_year(country, year).items() if first <= day <= last}


@lru_cache(maxsize=256)
def _of_year(country: str, year: int) -> Mapping[date, str]:
    return dict(sorted(_library().country_holidays(country, years=[year]).items())) if country and country in known() else {}


@lru_cache(maxsize=256)
def weekend_of(country: str) -> Collection[int]:
    """The days of the week on which a country rests, Monday being 0."""
    return frozenset(_library().country_holidays(country, years=[]).weekend) if country and country in known() else WEEKEND


def working_day_after(day: date, working_days: int, country: str) -> date:
    """The day that is so many working days later in a country, at most a year away."""
    return add_working_days(day, working_days, holidays_between(country, day, day + timedelta(days=366)), weekend_of(country))

"""Months and quarters, as plans have them."""

from datetime import date

from portal.base.languages import _, format_month

YEAR = 12
QUARTER = 3


def month_after(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    count = day.year * YEAR + day.month - 1 + months
    return date(count // YEAR, count % YEAR + 1, 1)


def quarter_of(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)


def in_words(starts_on: date, months: int) -> str:
    """Such as May 2027, or April 2027 to June 2027."""
    first, last = format_month(starts_on), format_month(month_after(starts_on, months - 1))
    return first if months == 1 else _("%(first)s to %(last)s", first=first, last=last)

"""The fixed days, and what is counted on them."""

from datetime import date

import pytest

from portal.figures import days
from portal.figures.days import SO_FAR, Span


@pytest.mark.parametrize(
    ("period", "today", "due"),
    [
        (SO_FAR, date(2027, 5, 3), date(2027, 5, 1)),
        (SO_FAR, date(2027, 5, 1), date(2027, 5, 1)),
        ("2026", date(2027, 1, 31), None),
        ("2026", date(2027, 2, 1), date(2027, 2, 1)),
        ("2026", date(2029, 2, 1), date(2027, 2, 1)),
        ("2026-Q4", date(2026, 12, 31), None),
        ("2026-Q4", date(2027, 1, 1), date(2027, 1, 1)),
        ("2026-Q1", date(2026, 4, 1), date(2026, 4, 1)),
    ],
)
def test_a_period_is_due_on_its_day(period, today, due):
    assert days.due(period, today) == due


def test_what_is_no_period_is_refused():
    assert [text for text in ("2026", "2026-Q1", SO_FAR, "26", "2026-Q5", "", "2026-13", "always") if days.is_period(text)] == ["2026", "2026-Q1", SO_FAR]
    assert [text for text in ("2026", "2026-Q1", SO_FAR, "٢٠٢٦") if days.is_year(text)] == ["2026"]
    with pytest.raises(ValueError, match="No period"):
        days.due("always", date(2027, 1, 1))


@pytest.mark.parametrize(
    ("period", "first", "end"),
    [
        (SO_FAR, None, date(2027, 5, 1)),
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1)),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_counts_its_own_days(period, first, end):
    span = days.span(period, "park", date(2027, 5, 3))
    assert span == Span("park", first, end)
    assert (span.holds(date(2026, 1, 1)), span.holds(end)) == (first is None or first.month == 1, False)


@pytest.mark.parametrize(
    ("today", "month", "year", "last"),
    [
        (date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 1), 2025),
        (date(2027, 2, 1), date(2027, 3, 1), date(2028, 2, 1), 2026),
        (date(2027, 12, 31), date(2028, 1, 1), date(2028, 2, 1), 2026),
    ],
)
def test_the_next_days_are_known(today, month, year, last):
    assert (days.month_after(today), days.next_year_day(today), days.last_year(today)) == (month, year, last)


def test_a_decision_is_shown_from_the_next_first_of_a_month():
    assert (days.shown_from(date(2027, 5, 3)), days.shown_from(date(2027, 6, 1))) == (date(2027, 6, 1), date(2027, 6, 1))

"""Notice, weeks, holidays: against tables made by hand, and for all zones and days."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base.clock import add_working_days, count_working_days
from portal.base.holidays import countries, country_of, holidays_between, weekend_of
from portal.consultations.forms import local_moment
from portal.consultations.forms.dates import written
from portal.consultations.models import Consultation, ConsultationState
from portal.consultations.phases import Phase, phase_at
from portal.consultations.reckoning import NOTICE, RECOMMENDED, SHORTEST, Dates, dates_of, proposed
from tests.consultations.zones import ZONES

DAY = timedelta(days=1)
days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31)).map(lambda naive: naive.replace(second=0, microsecond=0, tzinfo=UTC))
zones = st.sampled_from(ZONES)
lands = st.sampled_from(["", "DE", "EG", "NP", "JP", "BR"])


def dates(zone, country, announced, opens, closes, due=None):
    return Dates(zone, country, *(local_moment(text, zone) for text in (announced, opens, closes)), local_moment(due, zone) if due else None)


@pytest.mark.parametrize(
    ("country", "announced", "opens", "notice"),
    [
        # Germany: Labour Day (Sat), Ascension Day 6 May, Whit Monday 17 May 2027
        ("DE", "2027-04-30", "2027-05-07", 4),
        ("DE", "2027-05-03", "2027-06-01", 19),
        ("DE", "2027-05-03", "2027-06-02", 20),
        ("DE", "2027-12-24", "2028-01-03", 6),
        # Egypt rests on Friday and Saturday; 1 May 2027 is a Saturday, 30 June and 1 July 2027 are a day of the revolution
        ("EG", "2027-05-05", "2027-05-09", 2),
        ("EG", "2027-05-06", "2027-05-08", 0),
        # Japan: Golden Week, 29 April and 3 to 5 May 2027
        ("JP", "2027-04-28", "2027-05-06", 2),
        ("JP", "2028-02-28", "2028-03-01", 2),
        # no country: weekends alone
        ("", "2027-05-03", "2027-05-31", 20),
        ("", "2027-05-03", "2027-05-30", 19),
        ("", "2028-02-28", "2028-03-01", 2),
        ("", "2027-05-03", "2027-05-03", 0),
    ],
)
def test_notice_against_a_table_made_by_hand(country, announced, opens, notice):
    found = dates("UTC", country, f"{announced} 23:00", f"{opens} 01:00", "2029-01-01 00:00")
    assert (found.notice, found.notice_is_short) == (notice, notice < 20)


@pytest.mark.parametrize(
    ("country", "opens", "closes", "named"),
    [
        ("DE", "2027-12-01", "2028-01-31", [date(2028, 1, 1)]),  # Christmas 2027 is a weekend, New Year 2028 is a Saturday
        ("DE", "2027-05-03", "2027-05-31", [date(2027, 5, 6), date(2027, 5, 17)]),
        ("JP", "2027-04-28", "2027-05-06", [date(2027, 4, 29), date(2027, 5, 3), date(2027, 5, 4), date(2027, 5, 5)]),
        ("", "2027-01-01", "2027-12-31", []),
    ],
)
def test_holidays_inside_are_those_on_which_people_would_work(country, opens, closes, named):
    found = dates("UTC", country, f"{opens} 00:00", f"{opens} 09:00", f"{closes} 18:00").holidays
    assert list(found) == [day for day in named if day.weekday() not in weekend_of(country)]


@pytest.mark.parametrize(
    ("zone", "opens", "closes", "short"),
    [
        ("Europe/Paris", "2027-03-01 09:00", "2027-04-12 09:00", False),  # an hour less by the sun, six weeks by the clock
        ("Europe/Paris", "2027-03-01 09:00", "2027-04-12 08:59", True),
        ("Europe/Paris", "2027-10-04 09:00", "2027-11-15 09:00", False),
        ("Europe/Paris", "2027-10-04 09:00", "2027-11-15 08:59", True),
        ("UTC", "2028-01-20 00:00", "2028-03-02 00:00", False),  # over a leap day
        ("UTC", "2027-01-20 00:00", "2027-03-02 00:00", True),
        ("Australia/Lord_Howe", "2027-03-01 09:00", "2027-04-12 09:00", False),
    ],
)
def test_weeks_are_those_of_the_clock(zone, opens, closes, short):
    assert dates(zone, "", opens, opens, closes).opening_is_short is short


def test_more_time_is_recommended_over_holidays():
    assert [dates("UTC", country, "2027-05-01 00:00", "2027-05-03 00:00", "2027-07-26 00:00").opening_is_below_advice for country in ("", "DE")] == [False, True]


@pytest.mark.parametrize(("due", "late"), [("2027-09-20 18:00", False), ("2027-09-20 18:01", True), (None, False)])
def test_answers_within_twelve_weeks(due, late):
    assert dates("Europe/Paris", "", "2027-05-01 00:00", "2027-05-03 00:00", "2027-06-28 18:00", due).answer_is_late is late


@given(days, st.integers(0, 60), lands)
def test_adding_and_counting_working_days_are_counterparts(start, number, country):
    holidays, weekend = holidays_between(country, start, start + timedelta(days=200)), weekend_of(country)
    end = add_working_days(start, number, holidays, weekend)
    assert count_working_days(start, end, holidays, weekend) == number
    assert number == 0 or count_working_days(start, end - DAY, holidays, weekend) == number - 1


@given(days, days, days, lands)
def test_working_days_add_up(one, two, three, country):
    first, middle, last = sorted((one, two, three))
    holidays, weekend = holidays_between(country, first, last), weekend_of(country)
    assert count_working_days(first, last, holidays, weekend) == count_working_days(first, middle, holidays, weekend) + count_working_days(middle, last, holidays, weekend)
    assert count_working_days(first, last, holidays, weekend) <= (last - first).days


@given(moments, zones, lands)
def test_proposed_dates_keep_all_the_rules_in_every_zone(now, zone, country):
    found = proposed(zone, country, now)
    assert not (found.notice_is_short or found.opening_is_short or found.opening_is_below_advice or found.answer_is_late)
    assert now < found.opens_at < found.closes_at < found.response_due_at


@given(moments, zones, st.timedeltas(timedelta(0), timedelta(days=300)), st.timedeltas(timedelta(0), timedelta(days=300)))
def test_later_dates_never_make_less_of_them(announced, zone, notice, span):
    found = Dates(zone, "", announced, announced + notice, announced + notice + span)
    later = Dates(zone, "", announced, announced + notice + DAY, announced + notice + span + 2 * DAY)
    assert later.notice >= found.notice >= 0
    assert later.open_for >= found.open_for
    assert found.weeks[0] * 7 + found.weeks[1] == found.open_for.days
    assert found.opening_is_short == (found.open_for < SHORTEST) and RECOMMENDED > SHORTEST and NOTICE == 20


@given(moments, zones)
def test_a_moment_that_is_written_is_read_as_the_same_minute(moment, zone):
    text = written(moment, zone)
    read = local_moment(text, zone)
    assert written(read, zone) == text
    # an hour that comes twice is read as its second time; nobody is cut off
    first = moment.astimezone(ZoneInfo(zone))
    assert read == moment or (read > moment and first.replace(fold=1).utcoffset() != first.replace(fold=0).utcoffset())


@given(moments, st.timedeltas(timedelta(0), timedelta(days=90)), st.timedeltas(timedelta(minutes=1), timedelta(days=90)), moments, zones)
def test_a_phase_depends_on_the_moment_and_not_on_the_zone(announced, notice, span, now, zone):
    one = Consultation(state=ConsultationState.PUBLIC, announced_at=announced, opens_at=announced + notice, closes_at=announced + notice + span)
    phase = phase_at(one, now)
    assert phase is phase_at(one, now.astimezone(ZoneInfo(zone)))
    expected = Phase.UNANNOUNCED if now < one.announced_at else Phase.ANNOUNCED if now < one.opens_at else Phase.OPEN if now < one.closes_at else Phase.CLOSED
    assert phase is expected
    assert phase_at(one, one.closes_at) is Phase.CLOSED
    assert phase_at(one, one.closes_at - timedelta(microseconds=1)) is Phase.OPEN


@given(moments, moments)
def test_a_draft_is_announced_now_at_the_earliest(planned, now):
    one = SimpleNamespace(state=ConsultationState.DRAFT, zone="UTC", country="", announced_at=planned, opens_at=now, closes_at=now, response_due_at=None)
    assert dates_of(one, now).announced_at == max(planned, now)


def test_countries_have_names_and_zones_lead_to_them():
    known = dict(countries())
    assert (known["DE"], len(known) > 200) == ("Germany", True)
    assert [country_of(zone) for zone in ("Europe/Berlin", "Asia/Kathmandu", "UTC", "Nowhere/At_All")] == ["DE", "NP", "", ""]
    assert weekend_of("EG") == {4, 5}
    assert (weekend_of(""), weekend_of("XX")) == ({5, 6}, {5, 6})

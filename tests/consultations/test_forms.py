"""Moments as the clock of the place shows them, and reasons in every language."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from portal.base.languages import Texts, speaking
from portal.consultations.choices import REGIONS, SECTORS
from portal.consultations.forms import deed_form, local_moment, regions, sectors
from tests.consultations.zones import ZONES

SHAPE = "Write the day and the time like this: 2027-05-02 18:00."


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2036, 1, 1)).map(lambda moment: moment.replace(second=0, microsecond=0)), st.sampled_from(ZONES))
def test_a_local_moment_is_the_later_one_that_the_clock_shows_or_is_refused(naive, zone):
    shown = {naive.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
    real = {moment for moment in shown if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == naive}
    if real:
        assert local_moment(f"{naive:%Y-%m-%d %H:%M}", zone) == max(real)
    else:
        with pytest.raises(ValueError, match="The clocks skip this moment"):
            local_moment(f"{naive:%Y-%m-%d %H:%M}", zone)


def test_a_moment_may_be_typed_in_many_ways():
    expected = datetime(2027, 5, 2, 16, 0, tzinfo=UTC)
    typed = ["2027-05-02 18:00", " 2027-05-02   18:00 ", "2027-05-02T18:00", "٢٠٢٧-٠٥-٠٢ ١٨:٠٠", "2027-5-2 18:00"]
    assert [local_moment(text, "Europe/Paris") for text in typed] == [expected] * len(typed)


@pytest.mark.parametrize("typed", ["", "tomorrow", "2027-05-02", "2027-05-02 18:00+05:00", "02.05.2027 18:00", "²"])
def test_what_is_no_moment_is_told_the_shape(typed):
    with pytest.raises(ValueError) as caught:
        local_moment(typed, "America/New_York")
    assert str(caught.value) == SHAPE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2027-02-29 18:00", "There is no such day in the calendar: 2027-02-29."),
        ("2027-02-30T18:00", "There is no such day in the calendar: 2027-02-30."),
        ("0000-01-01 00:00", "There is no such day in the calendar: 0000-01-01."),
        ("9999-12-31 23:59", "There is no such day in the calendar: 9999-12-31."),  # it is the year 10000 in UTC
        ("2027-05-02 25:00", "There is no such time of day: 25:00."),
        ("٢٠٢٧-٠٥-٠٢ ١٨:٦٠", "There is no such time of day: 18:60."),
    ],
)
def test_a_day_or_an_hour_that_does_not_exist_is_named(typed, sentence):
    with pytest.raises(ValueError) as caught:
        local_moment(typed, "America/New_York")
    assert str(caught.value) == sentence


def test_a_leap_day_is_a_day():
    assert local_moment("2028-02-29 18:00", "UTC") == datetime(2028, 2, 29, 18, 0, tzinfo=UTC)


def test_a_skipped_moment_is_told_the_next_one():
    with pytest.raises(ValueError) as caught:
        local_moment("2027-03-28 02:30", "Europe/Paris")
    assert str(caught.value) == "The clocks skip this moment. The next one that exists is Sunday, March 28, 2027, 03:00 (Europe/Paris)."
    with pytest.raises(ValueError) as caught:
        local_moment("2027-10-03 02:15", "Australia/Lord_Howe")
    assert str(caught.value) == "The clocks skip this moment. The next one that exists is Sunday, October 3, 2027, 02:30 (Australia/Lord_Howe)."


def test_of_a_moment_that_comes_twice_the_later_one_counts():
    assert local_moment("2027-10-31 02:30", "Europe/Paris") == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_a_whole_day_that_was_left_out_is_skipped_too():
    """Samoa had no 30 December 2011."""
    with pytest.raises(ValueError, match="The clocks skip this moment"):
        local_moment("2011-12-30 12:00", "Pacific/Apia")


def form(deed="extend", moment="needed", **typed):
    return deed_form(deed, ["en", "ar"], "Europe/Paris", MultiDict(typed), moment=moment)


def test_a_reason_is_needed_in_every_language():
    sent = form(**{"extend-closes_at": "2027-06-01 12:00", "extend-reason_en": "A storm.", "extend-reason_ar": "  "})
    assert not sent.validate()
    assert sent.faults() == [("extend-reason_ar", "Write the reason in this language, too: Arabic. Everybody can read it.")]


def test_a_right_form_gives_reason_and_moment():
    sent = form(**{"extend-closes_at": "2027-06-01 12:00", "extend-reason_en": "A storm.", "extend-reason_ar": "عاصفة"})
    assert sent.validate()
    assert sent.reason() == Texts(en="A storm.", ar="عاصفة")
    assert sent.needed_moment == datetime(2027, 6, 1, 10, 0, tzinfo=UTC)


def test_faults_stand_in_the_order_of_the_page():
    sent = form(**{"extend-closes_at": "soon"})
    assert not sent.validate()
    assert [field for field, _sentence in sent.faults()] == ["extend-closes_at", "extend-reason_en", "extend-reason_ar"]
    assert sent.faults()[0][1] == SHAPE


def test_an_optional_moment_may_stay_empty():
    sent = form("resume", "optional", **{"resume-closes_at": "", "resume-reason_en": "Dry.", "resume-reason_ar": "جاف"})
    assert sent.validate()
    assert sent.moment is None
    with pytest.raises(LookupError):
        _ = sent.needed_moment


def test_a_form_without_a_moment_has_none():
    assert form("cancel", "", **{"cancel-reason_en": "x", "cancel-reason_ar": "x"}).moment is None


def test_a_reason_has_a_limit():
    sent = form("cancel", "", **{"cancel-reason_en": "x" * 2001, "cancel-reason_ar": "x"})
    assert not sent.validate()
    assert sent.faults() == [("cancel-reason_en", "This is 1 character too long. The limit is 2000 for everybody.")]


@pytest.mark.parametrize(("offered", "table"), [(regions, REGIONS), (sectors, SECTORS)])
def test_silence_is_the_first_choice(offered, table):
    assert [code for code, _label in offered()] == ["", *table]
    with speaking("ar"):
        assert len({label for _code, label in offered()}) == len(table) + 1

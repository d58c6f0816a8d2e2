"""What everybody reads: narrowed lists, feeds and calendars; the calendar by month; how to follow."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.base import clock
from portal.base.languages import Texts
from portal.consultations.models import ConsultationState
from portal.plans.models import PlanState

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def three(make):
    """One about water for Oceania, one about schools for the whole world, one about both in English alone."""
    return [
        make.consultation("Water", topics=["environment"], region="oceania"),
        make.consultation("Schools", topics=["education", "youth"]),
        make.consultation("Ponds", topics=["environment", "education"], region="central-asia", languages=["en"], closes=timedelta(days=-1)),
    ]


def titles(page):
    return [words for words, address in page.links if "/consultations/" in address and "." not in address]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["Water", "Schools", "Ponds"]),
        ("?topic=environment", ["Water", "Ponds"]),
        ("?topic=youth", ["Schools"]),
        ("?region=oceania", ["Water", "Schools"]),
        ("?language=ar", ["Water", "Schools"]),
        ("?topic=education&language=ar", ["Schools"]),
        ("?phase=open", ["Water", "Schools"]),
        ("?phase=waiting&topic=environment", ["Ponds"]),
        ("?topic=nothing-known&region=mars", ["Water", "Schools", "Ponds"]),
    ],
)
def test_home_is_narrowed_by_all_that_is_asked_for_at_once(visitor, three, question, found):
    page = visitor.get(f"/en/{question}")
    assert titles(page) == found
    assert "set-cookie" not in page.headers
    assert page.headers["cache-control"] == ("public, max-age=0, must-revalidate" if not question else page.headers["cache-control"])


def test_the_form_keeps_what_was_chosen_and_so_does_another_language(visitor, three):
    visitor.get("/en/")
    page = visitor.press("Show these", topic="youth", phase="open")
    assert titles(page) == ["Schools"]
    assert any("/ar/?" in address and "topic=youth" in address and "phase=open" in address for _words, address in page.links)
    assert visitor.press("Show these", topic="justice", phase="").main.count("There is nothing of this kind.") == 1


def test_what_was_asked_for_is_kept_in_no_memory(visitor, three):
    first = visitor.get("/en/?topic=youth")
    assert "x-keep" not in first.headers
    assert titles(visitor.get("/en/?topic=environment")) == ["Water", "Ponds"]


def test_the_feed_tells_what_was_asked_for_and_knows_its_own_address(visitor, three):
    text = visitor.get("/en/feed.atom?topic=youth&region=oceania").text
    assert "Schools" in text
    assert "Water" not in text
    assert 'href="http://127.0.0.1:8000/en/feed.atom?topic=youth&amp;region=oceania"' in text


def test_the_calendar_file_has_the_moments_and_the_plans_asked_for(visitor, three, make):
    make.plan("The harbour", topic="environment", months=3, starts_on=date(2027, 7, 1))
    make.plan("The stage", topic="culture")
    text = visitor.get("/en/calendar.ics?topic=environment").text
    assert [word in text for word in ("Water", "Schools", "The harbour", "The stage")] == [True, False, True, False]
    assert "DTSTART;VALUE=DATE:20270701\r\nDTEND;VALUE=DATE:20271001\r\n" in text
    assert "SUMMARY:Planned: The harbour\r\n" in text
    assert "STATUS:TENTATIVE" in text


def test_a_dropped_plan_is_taken_out_of_calendars_and_told_with_its_reason(visitor, make):
    make.plan("The harbour", state=PlanState.DROPPED, reason=Texts(en="There is no money."))
    assert "STATUS:CANCELLED" in visitor.get("/en/calendar.ics").text
    assert "Dropped August 2027" in visitor.get("/en/calendar").main
    assert "There is no money." in visitor.page.main


def test_the_calendar_page_goes_month_by_month(visitor, make):
    make.consultation("Water", opens=timedelta(days=9), closes=timedelta(days=40))
    make.plan("The harbour", months=3, starts_on=date(2027, 7, 1))
    page = visitor.get("/en/calendar")
    assert [heading for heading in ("May 2027", "June 2027", "July 2027") if heading in page.main] == ["May 2027", "June 2027", "July 2027"]
    assert "Closes, Water" in page.main
    assert "July 2027 to September 2027" in page.main
    assert visitor.get("/en/calendar?topic=health").main.count("There is nothing of this kind.") == 1


def test_what_is_private_or_not_announced_is_in_no_calendar(visitor, make):
    make.consultation("Secret", private=True)
    make.consultation("Later", announced_at=clock.now() + timedelta(days=1), opens=timedelta(days=20), closes=timedelta(days=40))
    for address in ("/en/calendar", "/en/calendar.ics", "/en/feed.atom"):
        visitor.get(address)
        assert [word in visitor.page.text for word in ("Secret", "Later")] == [False, False]


def test_a_plan_stands_until_what_came_of_it_is_announced(visitor, make):
    draft = make.consultation("The harbour", state=ConsultationState.DRAFT)
    public = make.consultation("The stage")
    make.plan("The harbour", state=PlanState.SET_UP, consultation_id=draft.id)
    make.plan("The theatre", state=PlanState.SET_UP, consultation_id=public.id)
    page = visitor.get("/en/calendar")
    assert ["The harbour" in page.main, "The theatre" in page.main] == [True, False]


def test_a_plan_is_over_when_its_month_or_quarter_is(visitor, make):
    make.plan("April", starts_on=date(2027, 4, 1))
    make.plan("May", starts_on=date(2027, 5, 1))
    make.plan("Spring", starts_on=date(2027, 4, 1), months=3)
    page = visitor.get("/en/calendar")
    assert [word for word in ("April Planned", "Spring Planned", "May Planned") if word in page.main] == ["Spring Planned", "May Planned"]


def test_following_needs_nothing_but_an_address(visitor):
    visitor.get("/en/follow")
    page = visitor.press("Show these", topic="housing", language="ar")
    assert "http://127.0.0.1:8000/en/feed.atom?topic=housing&language=ar" in page.main
    assert "http://127.0.0.1:8000/en/calendar.ics?topic=housing&language=ar" in page.main
    assert 'type="application/atom+xml"' in page.text
    assert 'type="text/calendar"' in page.text
    assert "set-cookie" not in page.headers


def test_arabic_reads_it_too(visitor, make):
    make.plan("The harbour")
    assert visitor.get("/ar/calendar").status == 200
    assert visitor.get("/ar/follow").status == 200


def test_an_evening_in_america_stands_in_its_own_month(visitor, make):
    make.consultation("Water", zone="America/New_York", closes_at=datetime(2027, 6, 30, 22, 0, tzinfo=ZoneInfo("America/New_York")))  # in UTC it is July
    june = visitor.get("/en/calendar").text.split('id="month-2027-06-01"')[1].split("</section>")[0]
    assert "Closes" in june

"""Publishing: only what may be told is kept, on fixed days, once."""

import json
import re
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM
from portal.base.errors import NotAllowed
from portal.base.languages import Texts
from portal.consultations.models import ConsultationState
from portal.figures import commands, sources
from portal.figures.measures import Days, Rate, Rates, Shares, Total
from portal.figures.models import PublishedDecision, PublishedFigures
from portal.figures.sources import KINDS, Kind, Place
from tests.visitor import HTML, words

pytestmark = pytest.mark.usefixtures("now")
NEXT_MONTH = datetime(2027, 6, 1, 3, 0, tzinfo=UTC)


def rows(database, kind="participation"):
    return database.read(lambda session: {(row.scope, row.period): row for row in session.scalars(select(PublishedFigures).where(PublishedFigures.kind == kind))})


def told(database, **where):
    return next(iter(rows(database, **where).values())).told


def test_only_what_may_be_told_is_ever_stored(make, database):
    counts = {"a": Total(7), "b": Total(43), "c": Shares({"x": 40, "y": 31, "z": 3}), "d": Rate(7, 44), "e": Rate(7, 20), "f": Days({3: 9}), "g": Rates({"h": Rate(21, 42)})}
    make.published(**counts)
    assert told(database) == {
        "a": {"form": "total", "number": None},
        "b": {"form": "total", "number": 45},
        "c": {"form": "shares", "rows": [["x", 40], ["", 35]], "total": 75, "whole": True},
        "d": {"form": "rate", "base": 45, "percent": 23, "bound": "most"},
        "e": {"form": "rate", "base": 20, "percent": None, "bound": ""},
        "f": {"form": "days", "median": None, "ninetieth": None},
        "g": {"form": "rates", "rows": [["h", {"form": "rate", "base": 40, "percent": 50, "bound": ""}]]},
    }
    assert set(re.findall(r"\d+", json.dumps(told(database)))) & {"43", "44", "42", "21", "31", "3", "7", "9"} == set()


def test_figures_change_on_publication_days_alone(make, database, now):
    assert make.published(numbers=Total(12)) is True
    assert make.published(numbers=Total(80)) is False
    with clock.frozen(now + timedelta(days=27)):
        assert make.published(numbers=Total(80)) is False
    assert told(database) == {"numbers": {"form": "total", "number": 10}}
    with clock.frozen(NEXT_MONTH):
        assert [make.published(numbers=Total(80)), make.published(numbers=Total(99))] == [True, False]
    assert told(database) == {"numbers": {"form": "total", "number": 80}}


def test_a_year_is_published_on_the_first_of_february_and_then_stands(make, database):
    assert make.published(period="2027", numbers=Total(50)) is False
    with clock.frozen(datetime(2028, 2, 1, tzinfo=UTC)):
        assert make.published(period="2027", numbers=Total(50)) is True
    with clock.frozen(datetime(2029, 2, 1, tzinfo=UTC)):
        assert make.published(period="2027", numbers=Total(80)) is False
    assert list(rows(database)) == [("", "2027")]


def test_p69_reprisals_are_told_once_a_year_for_the_whole_portal_and_few_are_fewer_than_ten(make, visitor, database):
    for more in ({"period": "so far"}, {"period": "2026-Q4"}, {"period": "2026", "scope": "park"}):
        with pytest.raises(ValueError, match="whole years"):
            make.published("reprisals", received=Total(1), **more)
    assert make.published("reprisals", period="2027", received=Total(3)) is False
    assert make.published("reprisals", period="2026", received=Total(0), incidents=Shares({"threat": 0, "arrest": 0})) is True
    cells = [words(cell) for cell in visitor.get("/en/transparency/2026").tree.iter() if cell.tag in (f"{HTML}th", f"{HTML}td")]
    assert cells == ["What", "Number", "Reports received", "fewer than 10", "What happened", "fewer than 10"]
    assert told(database, kind="reprisals") == {"received": {"form": "total", "number": None}, "incidents": {"form": "shares", "rows": [], "total": None, "whole": True}}


def test_of_complaints_and_reprisals_not_even_a_nought_is_told(make, database):
    make.published("complaints", period="2026", categories=Shares({"process": 40, "host": 25, "staff": 0}))
    make.published(period="2026", voices=Shares({"process": 40, "host": 25, "staff": 0}))
    assert told(database, kind="complaints")["categories"]["rows"] == [["process", 40], ["", 25]]
    assert told(database)["voices"]["rows"] == [["process", 40], ["host", 25]]


def test_of_one_consultation_a_few_complaints_leave_no_trace(make, database, visitor):
    place, other = make.consultation(), make.consultation()
    clocks = Rates({"decide": Rate(1, 3)})
    assert make.published("complaints", scope=place.slug, period="2026", **{"received": Total(9), "in time": clocks}) is False
    assert make.published("complaints", scope=other.slug, period="2026", **{"received": Total(12), "in time": clocks}) is True
    make.figures_due()
    assert set(rows(database, kind="complaints")) == {(other.slug, "2026")}
    assert [("Complaints: the year 2026" in visitor.get(f"/en/transparency/consultations/{one.slug}").main) for one in (place, other)] == [False, True]


def test_nobody_but_the_portal_itself_publishes(database):
    for job in (
        lambda session: commands.publish(session, NOBODY, kind="moderation", period="so far", counts={}),
        lambda session: commands.publish_what_is_due(session, NOBODY),
        lambda session: commands.publish_decision(session, NOBODY, number=1, month=clock.today(), category="", outcome="", text=""),
        lambda session: commands.withdraw_decision(session, NOBODY, 1),
    ):
        with pytest.raises(NotAllowed):
            database.write(job)


def test_the_job_publishes_each_public_consultation_and_year_once(make, database, now):
    open_one = make.consultation()
    make.consultation("A room", private=True)
    make.consultation("A draft", state=ConsultationState.DRAFT)
    make.consultation("New this month", opens=timedelta(days=28))
    old = make.consultation("Old", opens=timedelta(days=-500), closes=timedelta(days=-400), archived_at=now - timedelta(days=100))
    assert make.figures_due() == 4  # two consultations, and the years since the first was announced
    assert set(rows(database)) == {(open_one.slug, "so far"), (old.slug, "so far"), ("", "2025"), ("", "2026")}
    assert make.figures_due() == 0
    with clock.frozen(NEXT_MONTH):
        assert make.figures_due() == 2  # the one in work, and the one that was new; what is over stands
        assert rows(database)[old.slug, "so far"].published_on == now.date()


def test_each_kind_that_counts_is_published(make, database):
    place = make.consultation()
    make.figures_due()
    kinds = database.read(lambda session: set(session.scalars(select(PublishedFigures.kind).where(PublishedFigures.scope == place.slug))))
    assert kinds == {name for name, kind in KINDS.items() if kind.count is not None} >= {"participation", "coverage", "moderation", "barriers"}


def test_what_happens_after_the_publication_day_is_counted_next_time(make, database, now):
    place = make.consultation()
    question = make.question(place)
    for _number in range(11):
        make.contribution(question, day=date(2027, 4, 30))
    for _number in range(30):
        make.contribution(question, day=date(2027, 5, 1))
    make.figures_due()
    assert rows(database)[place.slug, "so far"].told["numbers"]["number"] == 10
    with clock.frozen(NEXT_MONTH):
        make.figures_due()
    assert rows(database)[place.slug, "so far"].told["numbers"]["number"] == 40


def test_several_workers_publish_once(make, database, monkeypatch):
    """Each counts; one of them is first, and the others leave it at that."""
    asked = threading.Barrier(3, timeout=20)
    together = not database.is_sqlite

    def count(session, span):
        if together:
            asked.wait()  # on PostgreSQL all of them have found the same day due
        return {"numbers": Total(20)}

    monkeypatch.setattr(sources, "_places", [lambda session, slug: [Place("park", Texts(en="The park"), date(2027, 4, 1), None)]])
    monkeypatch.setitem(KINDS, "slow", Kind("slow", KINDS["moderation"].title, (), count))
    for kind in [name for name in KINDS if name != "slow"]:
        monkeypatch.delitem(KINDS, kind)
    failed = []

    def work():
        try:
            database.write(lambda session: commands.publish_what_is_due(session, SYSTEM))
        except Exception as fault:
            failed.append(fault)

    workers = [threading.Thread(target=work) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert list(rows(database, kind="slow")) == [("park", "so far")]


def test_public_pages_are_made_anew_when_figures_appear(make, database, visitor):
    assert "The year 2026" not in visitor.get("/en/transparency").main
    before = database.edition()
    make.published(period="2026", numbers=Total(50))
    assert database.edition() > before
    assert "The year 2026" in visitor.get("/en/transparency").main


def test_a_decision_is_published_once_under_its_own_number_and_taken_out_again(make, database):
    assert [make.published_decision(4), make.published_decision(4, "Other words.")] == [True, False]
    found = database.read(lambda session: session.scalars(select(PublishedDecision)).one())
    assert (found.month, found.shown_from, found.text) == (date(2027, 4, 1), date(2027, 6, 1), {"en": "The answer came too late. The host has apologised."})
    database.write(lambda session: commands.withdraw_decision(session, SYSTEM, 4))
    assert database.read(lambda session: session.scalars(select(PublishedDecision)).all()) == []

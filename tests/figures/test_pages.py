"""The transparency pages: empty, filled, in both directions, as files."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.languages import Texts, gettext, speaking
from portal.figures import kinds, queries
from portal.figures.charts import Bar, Chart, of_people, of_things
from portal.figures.measures import Days, Rate, Rates, Shares, Total
from portal.moderation.models import AppealState
from tests.visitor import HTML, words

pytestmark = pytest.mark.usefixtures("now")
SVG = "{http://www.w3.org/2000/svg}"
ACTIONS = Shares({"publish": 118, "decline": 31, "hide": 4, "hold": 0, "publish redacted": 26})


def rows_of(page, caption):
    table = next(one for one in page.tree.iter(f"{HTML}table") if words(one.find(f"{HTML}caption")) == caption)
    return [[words(cell) for cell in row] for row in table.iter(f"{HTML}tr")]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_before_there_are_figures_the_pages_say_so(visitor, language):
    page = visitor.get("/en/transparency")
    assert [sentence in page.main for sentence in ("No year has been counted yet.", "No consultation has been counted yet.")] == [True, True]
    assert "Next figures of consultations: June 1, 2027. Next figures of a year: February 1, 2028." in page.main
    assert "No figures of complaints are published yet." in visitor.get("/en/transparency/complaints").main
    assert "No decision is published yet." in visitor.get("/en/transparency/decisions").main
    for path in ("", "/complaints", "/decisions"):
        assert visitor.get(f"/{language}/transparency{path}").headers["cache-control"].startswith("public")


@pytest.mark.parametrize(
    "path",
    [
        "/2026",
        "/0",
        "/99999999999999",
        "/consultations/none",
        "/decisions/1",
        "/decisions/99999999999",
        "/tables/none/none",
        "/tables/moderation/none",
        "/tables/moderation/actions?period=2026",
        "/tables/moderation/actions?scope=%00",
        "/tables/moderation/actions?period=",
    ],
)
def test_what_is_not_there_is_not_found(visitor, path):
    visitor.get(f"/en/transparency{path}", status=404)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_year_shows_every_kind_with_its_tables_and_files(visitor, make, language):
    make.published("moderation", period="2026", actions=ACTIONS, rules=Shares({"1.3": 30, "2.1": 22}, whole=False), waits=Days({1: 9, 4: 3}), reversals=Rate(2, 12))
    make.published(period="2026", numbers=Total(222), languages=Shares({"ar": 31, "en": 200, "und": 30}))
    page = visitor.get(f"/{language}/transparency/2026")
    assert page.tree.get("dir") == ("rtl" if language == "ar" else "ltr")
    for _words, address in [link for link in page.links if "/tables/" in link[1]]:
        assert visitor.get(address).headers["content-type"].startswith("text/csv")


def test_the_tables_of_a_year_tell_what_may_be_told(visitor, make):
    make.published("moderation", period="2026", actions=ACTIONS, rules=Shares({"1.3": 30, "2.1": 22}, whole=False), waits=Days({1: 9, 4: 3}), reversals=Rate(2, 12))
    page = visitor.get("/en/transparency/2026")
    assert page.h1 == "The year 2026"
    assert rows_of(page, "Decisions") == [
        ["What was decided", "Number", "Share"],
        ["Published", "120", "67 %"],
        ["Not published", "30", "17 %"],
        ["All others together", "30", "17 %"],
        ["All", "about 180", "–"],
    ]
    assert rows_of(page, "Rules that were applied") == [["Rule", "Number"], ["Rule 3, version 1", "30"], ["Rule 1, version 2", "20"]]
    assert ("Rule 3, version 1", "/en/rules/1#rule-3") in page.links
    assert rows_of(page, "Moderation: key figures") == [
        ["What", "Number"],
        ["Waiting for a decision: half took at most", "1 day"],
        ["Waiting for a decision: 9 of 10 took at most", "4 days"],
        ["Decided appeals that overturned the decision", "too few to tell"],
    ]
    assert "Rows with few were taken together." in page.main
    assert "Published on May 3, 2027." in page.main


def test_a_table_can_be_taken_along(visitor, make):
    make.published("moderation", period="2026", actions=ACTIONS, reversals=Rate(30, 300), waits=Days({1: 5}))
    visitor.get("/en/transparency/2026")
    answer = visitor.follow("As a file (CSV): Decisions")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''moderation-actions-2026.csv"
    assert list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig")))) == [
        ["What was decided", "Number", "Share"],
        ["Published", "120", "67"],
        ["Not published", "30", "17"],
        ["All others together", "30", "17"],
        ["All", "about 180", ""],
    ]
    lines = visitor.get("/en/transparency/tables/moderation/key-figures?period=2026").body.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(lines)))[1:] == [
        ["Waiting for a decision: half took at most", ""],
        ["Waiting for a decision: 9 of 10 took at most", ""],
        ["Decided appeals that overturned the decision", "10 %"],
    ]


def test_a_consultation_has_its_figures_while_everybody_may_know_of_it(visitor, make, database):
    place = make.consultation("The park")
    make.figures_due()
    visitor.get("/en/transparency")
    page = visitor.follow("The park")
    assert page.h1 == "Figures: The park"
    assert [words(heading) for heading in page.tree.iter(f"{HTML}h2")] == [
        "Taking part",
        "What became of the contributions",
        "How it was to take part",
        "Moderation",
        "What keeps people out",
        "How we count",
    ]
    assert "fewer than 10" in page.main
    assert "No figures are published yet." not in visitor.get(f"/en/consultations/{place.slug}/moderation").main

    def close(session):
        session.get(type(place), place.id).private = True

    database.write(close)
    for path in (f"/consultations/{place.slug}", f"/tables/moderation/key-figures?scope={place.slug}"):
        visitor.get(f"/en/transparency{path}", status=404)
    assert "The park" not in visitor.get("/en/transparency").main


def test_the_register_of_complaints_tells_category_finding_and_each_clock(visitor, make, monkeypatch):
    counts = {
        "received": Total(64),
        "categories": Shares({"process": 31, "host": 33, "other": 0}),
        "outcomes": Shares({"upheld": 20, "overturned": 30}),
        "in time": Rates({"acknowledge": Rate(54, 64), "decide": Rate(33, 34), "triage": Rate(3, 9)}),
    }
    monkeypatch.setitem(kinds.KINDS, "complaints", kinds.KINDS["complaints"])
    monkeypatch.setattr(kinds.KINDS["complaints"], "tables", kinds.COMPLAINTS)
    kinds.speak("complaints", "outcomes", AppealState)
    make.published("complaints", **counts)
    make.published("complaints", period="2026", received=Total(12))
    page = visitor.get("/en/transparency/complaints")
    assert rows_of(page, "Complaints: key figures")[1:] == [
        ["Complaints received", "about 65"],
        ["In time: acknowledge", "85 % of about 65"],
        ["In time: decide", "at least 71 % of about 35"],
        ["In time: triage", "too few to tell"],
    ]
    assert rows_of(page, "What the complaints were about")[1:] == [
        ["process", "30", "46 %"],
        ["All others together", "35", "54 %"],
        ["All", "about 65", "–"],
    ]  # that nobody complained of something else is not told
    assert rows_of(page, "What was found")[1:] == [["The decision stands", "20", "40 %"], ["The decision was overturned", "30", "60 %"], ["All", "about 50", "–"]]
    assert "about 10" in visitor.follow("Period: 2026").main


def test_decisions_without_names_are_shown_from_a_publication_day_on(visitor, make):
    make.published_decision(4, "The answer came late.\n\nThe host has apologised.")
    assert "No decision is published yet." in visitor.get("/en/transparency/decisions").main
    visitor.get("/en/transparency/decisions/4", status=404)
    with clock.frozen(datetime(2027, 6, 1, tzinfo=UTC)):
        assert "April 2027, The process, or too little notice, The complaint is justified" in visitor.get("/en/transparency/decisions").main
        page = visitor.follow("Decision 4")
        assert page.h1 == "Decision 4"
        block = next(one for one in page.tree.iter(f"{HTML}div") if one.get("lang") == "en")
        assert [words(one) for one in block] == ["The answer came late.", "The host has apologised."]
        assert visitor.get("/ar/transparency/decisions/4").status == 200


def test_the_words_of_a_decision_are_words_and_no_markup(visitor, make):
    make.published_decision(1, "<script>alert(1)</script> & <b>more</b>", language="")
    with clock.frozen(datetime(2027, 6, 1, tzinfo=UTC)):
        page = visitor.get("/en/transparency/decisions/1")
    assert "<script>alert(1)</script> & <b>more</b>" in page.main


def test_many_decisions_are_read_page_by_page(visitor, make, statements):
    make.published_decision(1)
    before = statements(lambda session: queries.decisions(session, NOBODY))
    for number in range(2, 31):
        make.published_decision(number, month=date(2027, 1, 1), text=Texts(en="Yes.", ar="نعم."))
    with clock.frozen(datetime(2027, 6, 1, tzinfo=UTC)):
        visitor.get("/en/transparency/decisions")
        assert [text for text, address in visitor.page.links if "/decisions/" in address] == [f"Decision {number}" for number in range(30, 5, -1)]
        visitor.follow("Later")
        assert [text for text, address in visitor.page.links if "/decisions/" in address] == [f"Decision {number}" for number in range(5, 0, -1)]
        assert statements(lambda session: queries.decisions(session, NOBODY)) == before


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_drawing_says_nothing_that_the_table_does_not_and_needs_no_colour(visitor, make, language):
    make.published("moderation", period="2026", actions=ACTIONS)
    page = visitor.get(f"/{language}/transparency/2026")
    drawings = list(page.tree.iter(f"{SVG}svg"))[:3]
    assert [(one.get("aria-hidden"), words(one)) for one in drawings] == [("true", "")] * 3, "the number stands beside it"
    painted = {one.get(name) for drawing in drawings for one in drawing.iter() for name in ("fill", "stroke") if one.get(name)}
    assert painted == {"currentColor", "none"}
    full = [one for drawing in drawings for one in drawing.iter(f"{SVG}rect") if one.get("fill") == "currentColor"]
    assert [float(one.get("width")) for one in full] == [105.9, 26.9, 26.9]
    assert [float(one.get("x")) for one in full] == pytest.approx([1, 1, 1] if language == "en" else [53.1, 132.1, 132.1])


def test_a_chart_is_made_by_its_room_alone():
    with pytest.raises(TypeError, match=r"portal\.figures\.charts"):
        Chart("people", "People", "Answer", (Bar("one person", 1, 100, 100),))
    assert of_things("a", "b", "c", [("d", 3), ("e", 0)]).bars == (Bar("d", 3, 100, 100), Bar("e", 0, 0, 0))
    assert of_people("a", "b", "c", []).bars == ()


def test_words_are_said_in_the_readers_language():
    kind = kinds.KINDS["complaints"]
    assert str(kind.title) == "Complaints"
    with speaking("ar"):
        assert str(kind.title) == gettext("Complaints")


def test_a_private_room_says_that_it_is_not_counted(visitor, make):
    room = make.consultation("A room", private=True)
    make.figures_due()
    make.sign_in(visitor, make.staff("Moderator", roles=[(Role.MODERATOR, room)]))
    assert "Private rooms are not counted." in visitor.get(f"/en/consultations/{room.slug}/moderation").main


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_demo_has_figures_of_its_consultations_from_the_first_day(visitor, make, filled, language):
    make.figures_due()
    links = [address for _words, address in visitor.get(f"/{language}/transparency").links if "/transparency/consultations/" in address]
    assert len(links) >= 3
    for address in links:
        assert visitor.get(address).tree.get("lang") == language

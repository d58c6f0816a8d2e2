"""Filters combine, count and say what to loosen; the number of entries makes no difference."""

from datetime import date, timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotFound
from portal.directory import bits, queries
from portal.directory.models import EntryState, SuggestionKind, WhyOut
from portal.directory.queries import Wish

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def find(database):
    def look(after=None, most=queries.PAGE, **wish):
        return database.read(lambda session: queries.find(session, NOBODY, Wish(**wish), clock.now(), after, most))

    return look


def names(found):
    return [one.name for one in found.entries]


@pytest.fixture
def town(make):
    make.help_entry("Clinic")
    make.help_entry("Night line", kinds=["hotline"], themes=["expression"], audiences=["journalists"], regions=["world"], languages=["es"], hours="24/7", answer_hours=1)
    make.help_entry("House", kinds=["shelter"], themes=[], audiences=["everybody"], regions=["oceania"], languages=["en", "es"], hours="", answer_hours=None)
    make.help_entry("Draft", state=EntryState.DRAFT)
    make.help_entry("Gone", state=EntryState.OUT, why_out=WhyOut.GONE)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("wish", "fitting"),
    [
        ({}, ["Night line", "Clinic", "House"]),
        ({"kind": "legal"}, ["Clinic"]),
        ({"theme": "expression"}, ["Night line"]),
        ({"region": "oceania"}, ["Night line", "House"]),
        ({"region": "world"}, ["Night line"]),
        ({"audience": "journalists"}, ["Night line", "House"]),
        ({"language": "es"}, ["Night line", "House"]),
        ({"within": "2"}, ["Night line"]),
        ({"within": "24"}, ["Night line", "Clinic"]),
        ({"open": "now"}, ["Night line", "Clinic"]),
        ({"language": "es", "region": "oceania", "audience": "women"}, ["House"]),
        ({"kind": "shelter", "within": "168"}, []),
        ({"language": "tlh"}, []),
    ],
)
def test_p98_the_filters_combine(find, wish, fitting):
    found = find(**wish)
    assert (names(found), found.total) == (fitting, len(fitting))


@pytest.mark.usefixtures("town")
def test_nobody_is_there_by_night_but_the_night_line(find):
    with clock.frozen(clock.now() + timedelta(hours=9)):
        assert names(find(open="now")) == ["Night line"]


@pytest.mark.usefixtures("town")
def test_an_empty_result_says_what_each_choice_less_would_give(find):
    found = find(kind="shelter", language="en", within="24")
    assert found.looser == [("kind", 1), ("language", 0), ("within", 1)]


def test_a_page_ends_where_the_next_begins(make, find):
    for number in range(7):
        make.help_entry(f"Entry {number}", answer_hours=(1, 24, None)[number % 3])
    every = names(find())
    assert len(every) == 7
    seen, after = [], None
    for _ in range(4):
        found = find(after=after, most=2)
        seen += names(found)
        after = found.next
    assert (seen, after) == (every, None)


def test_the_number_of_entries_makes_no_difference_to_the_statements(make, statements):
    make.help_entry()
    look = lambda session: queries.find(session, NOBODY, Wish(kind="legal", open="now"), clock.now())
    one = statements(look)
    for _ in range(3):
        make.help_entry()
    assert one == statements(look) <= 3  # BEGIN, the bits, the page


def test_the_bits_follow_every_change(make, database):
    entry = make.help_entry(languages=["en"])

    def change(session):
        found = queries.entry(session, SYSTEM, entry.id)
        found.languages = ["fr"]
        bits.keep(session, [found])

    database.write(change)
    known = database.read(bits.read)
    assert ("language", "en") not in known
    assert list(bits.numbers(known["language", "fr"])) == [entry.number]


def test_what_is_not_shown_is_not_there_for_others(make, database):
    draft, out = make.help_entry(state=EntryState.DRAFT), make.help_entry(state=EntryState.OUT, why_out=WhyOut.UNSAFE)
    moderator = make.actor(Role.MODERATOR, None)
    for viewer, number in ((NOBODY, draft.number), (moderator, draft.number), (NOBODY, 999), (NOBODY, 2**40)):
        with pytest.raises(NotFound):
            database.read(lambda session, viewer=viewer, number=number: queries.by_number(session, viewer, number))
    for viewer in (NOBODY, moderator):
        with pytest.raises(NotFound):
            database.read(lambda session, viewer=viewer: queries.entry(session, viewer, out.id))
    assert database.read(lambda session: queries.by_number(session, NOBODY, out.number)).why_out is WhyOut.UNSAFE
    assert database.read(lambda session: queries.suggestions(session, moderator)) == ([], None)
    assert database.read(lambda session: queries.waiting(session, moderator, clock.today())) == (0, 0)


def test_what_may_hurt_somebody_is_heard_first(make, database, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    editor = make.actor(Role.EDITOR, None)
    for text, kind in (("a", SuggestionKind.WRONG), ("b", SuggestionKind.UNSAFE), ("c", SuggestionKind.BROKEN), ("d", SuggestionKind.UNSAFE), ("e", SuggestionKind.UNSAFE)):
        make.help_suggestion(text, kind=kind)
    first, after = database.read(lambda session: queries.suggestions(session, editor))
    second, more = database.read(lambda session: queries.suggestions(session, editor, after))
    third, end = database.read(lambda session: queries.suggestions(session, editor, more))
    assert {one.text for one in (*first, *second[:1])} == {"b", "d", "e"}
    assert ({one.text for one in (*second[1:], *third)}, end) == ({"a", "c"}, None)


def test_what_is_due_comes_in_the_order_of_its_day(make, database):
    editor = make.actor(Role.EDITOR, None)
    for name, days in (("late", -3), ("later", -1), ("today", 0), ("soon", 1)):
        make.help_entry(name, review_due_on=clock.today() + timedelta(days=days))
    rows, _after = database.read(lambda session: queries.due(session, editor, clock.today()))
    assert [one.name for one in rows] == ["late", "later", "today"]
    assert database.read(lambda session: queries.waiting(session, editor, clock.today())) == (0, 3)
    assert queries.is_stale(rows[0], date(2027, 5, 3))

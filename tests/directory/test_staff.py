"""The editors' desk: queue, entries, sheets."""

import csv
import io

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import Role
from portal.directory import bits
from portal.directory.models import DirectoryEntry, DirectorySuggestion, EntryState, SuggestionKind
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("now")
DESK = "/en/staff/directory"
TYPED = {
    "name": "River Clinic",
    "what-en": "Lawyers.",
    "ways": "phone +49 30 1234567\nsignal river.01",
    "source": "Their page",
    "source_on": "2027-05-01",
    "review_due_on": "2027-11-01",
}


@pytest.fixture
def staff(make, portal):
    """Signs somebody in."""
    visitors = []

    def sign_in(role):
        visitor = Visitor(portal)
        make.sign_in(visitor, make.staff("Ed", roles=[(role, None)]))
        visitors.append(visitor)
        return visitor

    yield sign_in
    for visitor in visitors:
        visitor.leave()


@pytest.fixture
def editor(staff):
    return staff(Role.EDITOR)


def rows(database, table=DirectoryEntry):
    return database.read(lambda session: session.scalars(select(table)).all())


def write(editor, button="Save", **typed):
    """Press with boxes ticked, which the press of a visitor knows only as values."""
    return editor.press(button, **{**TYPED, "kinds": "legal", "regions": "world", **typed})


def test_only_editors_and_administrators_come_in(staff):
    assert staff(Role.ADMINISTRATOR).get(DESK).h1 == "Directory of help"
    for role in (Role.MODERATOR, Role.ORGANISER, Role.TRANSLATOR):
        other = staff(role)
        for path in ("", "/new", "/entries", "/import", "/export.csv", "/entries/1", "/suggestions/1"):
            other.get(DESK + path, status=404)


def test_an_entry_is_written_shown_reviewed_and_taken_out(editor, visitor, database):
    editor.get(DESK + "/new")
    page = editor.press("Save", **TYPED, status=422)
    assert page.faults == ["Choose at least one kind of help.", "Choose a part of the world, or the whole of it."]
    page = write(editor)
    assert "It is saved." in page.main
    visitor.get("/en/help/1", status=404)
    assert "Everybody can read it now." in editor.press("Show it to everybody").main
    assert "Signal: river.01" in visitor.get("/en/help/1").main.replace("Signal :", "Signal:")
    assert "Nobody here has checked it yet." in visitor.page.main
    editor.press("I looked at it today, and it is right")
    assert "Checked on May 3, 2027." in visitor.get("/en/help/1").main
    assert editor.press("Take it out", status=422).faults == ["Choose one of the answers."]
    editor.press("Take it out", why="gone")
    assert "This help does not exist any more." in visitor.get("/en/help/1", status=410).main
    assert [one.state for one in rows(database)] == [EntryState.OUT]


def test_a_second_editor_is_told(editor, database):
    editor.get(DESK + "/new")
    write(editor)
    entry = rows(database)[0]
    at = f"{DESK}/entries/{entry.id}"
    editor.get(at)
    old = editor.page
    write(editor, name="River Clinic, new house")
    editor.page = old
    page = write(editor, name="River Clinic, old house", status=409)
    assert "Somebody else has changed this meanwhile" in page.main
    write(editor, name="River Clinic, old house")
    assert rows(database)[0].name == "River Clinic, old house"


def test_suggestions_are_settled(make, editor, database):
    make.help_suggestion("The door is watched.", entry=make.help_entry(), kind=SuggestionKind.UNSAFE)
    page = editor.get(DESK)
    assert "What people suggest (1)" in page.main
    page = editor.follow("A way of contact is not safe")
    assert "The door is watched." in page.main
    assert "Its words are erased." in editor.press("It is taken up: settle it").main
    assert rows(database, DirectorySuggestion) == []


def test_what_waits_stands_on_the_editors_start_page(make, editor):
    make.help_suggestion("The door is watched.")
    old = make.help_entry("Old Clinic", review_due_on=clock.today())
    make.help_entry("New Clinic")
    page = editor.get("/en/staff")
    assert [found in page.main for found in ("Look at a suggestion", f"Look at entry No. {old.number}: Old Clinic", "New Clinic")] == [True, True, False]
    assert "Directory of help" in [label for label, _address in page.links]
    assert editor.follow(f"Look at entry No. {old.number}").h1 == f"Entry No. {old.number}"
    editor.get("/en/staff")
    assert editor.follow("Look at a suggestion").h1 == "A way of contact does not work"


def test_the_starter_entries_come_as_drafts(editor, database):
    editor.get(DESK)
    editor.press("Take the entries to begin with")
    editor.get(DESK)
    editor.press("Take the entries to begin with")
    assert {one.state for one in rows(database)} == {EntryState.DRAFT}
    assert len(editor.get(DESK + "/entries?state=draft").tree.findall(".//{*}main/{*}ul/{*}li")) == 16


def sheet(*lines, header="name,what:en,kinds,regions,source,source_on,ways,hours,answer_hours"):
    return "\r\n".join([header, *lines]).encode()


GOOD = 'Clinic {n},"Lawyers, really.",legal,world,Their page,2027-05-01,phone +49 30 1 | mail a@example.org,Mo-Fr 09:00-17:00,24'
BAD = "Clinic {n},,legal,moon,Their page,yesterday,pigeon x,always,soon"


def send(editor, data, status=200):
    editor.get(DESK + "/import")
    return editor.press("Check the sheet", attached=[("sheet", "help.csv", data)], status=status)


def test_a_sheet_is_checked_first_and_the_good_rows_come_in_once(editor, database):
    lines = [(BAD if number % 5 == 4 else GOOD).format(n=number) for number in range(10)]
    page = send(editor, sheet(*lines))
    assert "8 entries are new. 0 entries change. 0 entries stay as they are. 2 lines are to be mended." in page.main
    assert rows(database) == []
    bad = editor.press("Download these lines with the reasons (CSV)")
    table = list(csv.DictReader(io.StringIO(bad.body.decode("utf-8-sig"))))
    assert [row["name"] for row in table] == ["Clinic 4", "Clinic 9"]
    for name in ("what", "regions", "source_on", "ways", "hours", "answer_hours"):
        assert f"{name}: " in table[0]["reasons"]
    send(editor, sheet(*lines))
    assert "8 entries are new." in editor.press("Enter 8 lines").main
    assert {(one.state, one.answer_hours, one.ways[0][0]) for one in rows(database)} == {(EntryState.DRAFT, 24, "mail")}
    page = send(editor, sheet(*lines))
    assert "0 entries are new. 0 entries change. 8 entries stay as they are." in page.main
    assert len(rows(database)) == 8


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b'name,source\n"open', b"name,source\n" + b"x,y\n" * 3001], ids=["empty", "no text", "no columns", "cut", "long"]
)
def test_what_is_no_sheet_is_refused_in_words(editor, database, data):
    page = send(editor, data, status=422)
    assert len(page.faults) == 1
    assert rows(database) == []


def test_a_sheet_goes_out_and_in_without_a_difference(make, editor, database):
    make.help_entry("=1+1", what={"en": "+ Lawyers", "ar": "محامون"}, state=EntryState.SHOWN, ways=[["signal", "x.01"]], review_due_on=clock.today())
    make.help_entry("'quoted'", state=EntryState.DRAFT, hours="", answer_hours=None)
    out = editor.get(DESK + "/export.csv").body
    assert b"\n'=1+1" not in out
    assert b",'=1+1," in out
    page = send(editor, out)
    assert "0 entries are new. 0 entries change. 2 entries stay as they are. 0 lines are to be mended." in page.main

    def empty(session):
        for one in session.scalars(select(DirectoryEntry)):
            one.state = EntryState.DRAFT
            bits.keep(session, [one])
            session.delete(one)

    database.write(empty)
    assert database.read(bits.read) == {}
    send(editor, out)
    editor.press("Enter 2 lines")
    assert editor.get(DESK + "/export.csv").body == out
    assert [one.name for one in rows(database) if one.state is EntryState.SHOWN] == ["=1+1"]


def test_a_sheet_makes_no_draft_of_what_is_shown(make, editor):
    entry = make.help_entry()
    line = f'{entry.key},Clinic,"Lawyers",legal,world,Their page,2027-05-01'
    page = send(editor, sheet(line, header="id,name,what:en,kinds,regions,source,source_on"))
    assert "1 line is to be mended." in page.main


def test_an_editor_finds_one_of_thousands_by_its_name_or_number(editor, make):
    other, clinic = make.help_entry("Money for bail"), make.help_entry("Legal Clinic 100%")
    make.help_entry("Legal Clinic")
    for typed, found in (("clinic 100%", [clinic]), (str(other.number), [other]), ("%", [clinic]), ("_", [])):
        editor.get("/en/staff/directory/entries")
        page = editor.press("Search", named=typed)
        assert [address.rpartition("/")[2] for _label, address in page.links if "/staff/directory/entries/" in address] == [str(one.id) for one in found]
    assert "There is nothing of this kind." in page.main
    assert "Money for bail" in editor.follow("Show all").main

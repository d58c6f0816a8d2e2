"""A flood, or a full disk: no word is lost, no report is turned away, and nothing is kept about who sends."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Role
from portal.base.database import DatabaseFault
from portal.complaints.pages import write
from portal.reprisals.pages import write as reports
from portal.vault.models import Case, CaseFile
from tests.complaints.filing import TEXT, avenue, complain, number_on

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them


def flood(turns, number=25):
    for _time in range(number):
        turns.overfull()


def count(vault, table):
    return vault.read(lambda session: session.scalar(select(func.count()).select_from(table)))


@pytest.mark.parametrize(("way", "typed"), [("1", {"category": "process"}), ("3", {"kind": "technical"})])
def test_in_a_flood_the_words_stay_on_the_page_and_are_taken_at_the_moment_it_names(visitor, make, vault, now, way, typed):
    make.officer()
    avenue(vault)
    visitor.get(f"/en/write/{way}")
    visitor.press("Continue", text=TEXT, **typed)
    flood(write.turns)
    page = visitor.press("Send it", status=429)
    assert [words in page.main for words in ("Very many write at this moment", "Nothing was sent yet.", TEXT, "Office of the Ombuds", "Then take this form")] == [True] * 5
    assert re.search(r"send them after [^.]*12:04", page.main)
    assert count(vault, Case) == 0
    visitor.press("Send it", status=429)
    visitor.press("Change something")
    visitor.press("Continue")
    flood(write.turns, 500)
    with clock.frozen(now + timedelta(minutes=4)):
        number_on(visitor.press("Send it"))
    assert count(vault, Case) == 1


def test_a_form_that_was_taken_shows_its_number_again_however_many_write(visitor, make, vault, now):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="process", text=TEXT)
    sent = visitor.page
    code = number_on(visitor.press("Send it"))
    flood(write.turns)
    visitor.page = sent
    assert number_on(visitor.press("Send it")) == code


def test_a_report_is_taken_at_once_and_its_files_are_asked_for_later(visitor, make, vault, now):
    make.officer(Role.PROTECTION_OFFICER)
    flood(reports.turns, 500)
    flood(write.turns, 500)
    visitor.get("/en/write/2")
    page = visitor.press("Send", text=TEXT, danger="life", attached=[("files", "a.txt", b"words\n")])
    number_on(page)
    assert "your files were not taken. Please send them on your page." in page.main
    assert (count(vault, Case), count(vault, CaseFile)) == (1, 0)
    visitor.press("Open your page")
    visitor.press("Send this message", text="Here they are.", attached=[("files", "a.txt", b"words\n")])
    assert count(vault, CaseFile) == 1


def test_a_report_without_files_hears_nothing_of_the_flood(visitor, make, vault, now):
    make.officer(Role.PROTECTION_OFFICER)
    flood(reports.turns, 500)
    visitor.get("/en/write/2")
    assert "were not taken" not in visitor.press("Send", text=TEXT).main


def test_looking_and_what_is_faulty_takes_no_turn(visitor, make, vault, now):
    make.officer()
    for _time in range(30):
        visitor.get("/en/write/1")
        visitor.press("Continue", text=TEXT, status=422)
        visitor.press("Continue", category="process")
    complain(visitor)


def full(*_given, **_more):
    """What a commit answers when the disk is full."""
    raise DatabaseFault("INSERT", {}, Exception("database or disk is full"))


def test_p60_a_full_disk_loses_no_word_of_a_complaint_and_takes_its_file_afterwards(visitor, make, vault, now, monkeypatch):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="process", text=TEXT, name="Lea", who="A. Person")
    with monkeypatch.context() as patched:
        patched.setattr("portal.complaints.commands.intake.complain", full)
        page = visitor.press("Send it", status=503, attached=[("files", "a.txt", b"words\n")])
    assert page.faults == ["The portal could not save this just now."]
    assert [words in page.main for words in (TEXT, "Lea", "A. Person")] == [True] * 3
    number_on(visitor.press("Send it", attached=[("files", "a.txt", b"words\n")]))
    assert (count(vault, Case), count(vault, CaseFile)) == (1, 1)


def test_p60_a_full_disk_loses_no_word_of_a_report(visitor, make, vault, now, monkeypatch):
    make.officer(Role.PROTECTION_OFFICER)
    visitor.get("/en/write/2")
    with monkeypatch.context() as patched:
        patched.setattr("portal.reprisals.commands.intake.report", full)
        page = visitor.press("Send", status=503, text=TEXT, danger="life", contact="my sister", consent="letter")
    assert page.faults == ["The portal could not save this just now."]
    assert page.main.index("In danger now? Call first") < page.main.index(TEXT)
    assert "my sister" in page.text
    number_on(visitor.press("Send"))
    assert count(vault, Case) == 1

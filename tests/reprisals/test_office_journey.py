"""The two sides of a report together, without JavaScript: written, answered, planned, allowed, done, hidden, closed."""

import pytest

from portal.base.access import Role
from portal.contributions.models import Contribution, ContributionState
from portal.vault.models import VaultEntry
from tests.visitor import Visitor

WORDS = "A man waited for me outside after the meeting."


@pytest.fixture
def officer(make):
    return make.officer(Role.PROTECTION_OFFICER)


@pytest.fixture
def holder(portal):
    """The person who reports, in a browser of their own."""
    visitor = Visitor(portal)
    yield visitor
    visitor.leave()


def test_a_report_from_both_sides(make, visitor, holder, officer, database):
    make.officer(Role.PROTECTION_OFFICER, name="Rui")
    spoken = make.contribution(make.question(), "More trees.")
    holder.get("/en/write/2")
    holder.press("Send", text=WORDS, traces=spoken.receipt.code, attached=[("files", "threat.txt", b"We know where you live.")])
    holder.press("Open your page")
    make.unlock(visitor, officer)
    visitor.get("/en/staff/desk")
    visitor.follow("Report of a reprisal")
    desk = visitor.page.url
    assert WORDS in visitor.page.main
    visitor.press("Keep the urgent check", danger="liberty")
    visitor.press("Send this message", text="I have read it. Are you safe tonight?")
    visitor.press("Contact is agreed", text="On this page, every evening.")
    visitor.press("Add this step", action="hide traces", what="Take your texts off the portal.", risk="Others may ask why.", due_on="")
    page = holder.press("Send this message", text="I am at my aunt's.")
    for said in ("I have read it. Are you safe tonight?", "On this page, every evening.", "Take your texts off the portal.", "Others may ask why."):
        assert said in page.main
    holder.press("Allow this (step 1)")
    visitor.get(desk)
    assert "I am at my aunt's." in visitor.page.main
    assert "Hidden. Texts and objections that are gone now: 1." in visitor.press("Hide all public traces now").main
    assert database.read(lambda session: session.get(Contribution, spoken.id).state) is ContributionState.WITHDRAWN
    visitor.press("Note it as done", text="They are gone.")
    visitor.press("Close the report", text="You are with your aunt, and well.", agreed="yes")
    page = holder.press("Send this message", text="Thank you.")
    assert "Your public traces are hidden." in page.main
    assert "You are with your aunt, and well." in page.main


def test_the_cleaned_copy_of_a_file_comes_first_and_taking_the_original_is_recorded(make, visitor, holder, officer):
    holder.get("/en/write/2")
    holder.press("Send", text=WORDS, attached=[("files", "threat.txt", b"We know where you live.")])
    make.unlock(visitor, officer)
    visitor.get("/en/staff/desk")
    visitor.follow("Report of a reprisal")
    desk = visitor.page.url
    names = [label for form in visitor.page.forms() for label, _name, _value in form.buttons if label.startswith("Save ")]
    assert b"We know where you live." in visitor.press(names[0]).body
    assert make.vault.read(lambda session: session.query(VaultEntry).filter_by(deed="open original").count()) == 0
    visitor.get(desk)
    taken = visitor.press(names[1])
    assert taken.body == b"We know where you live."
    assert "attachment" in taken.headers["content-disposition"]
    assert make.vault.read(lambda session: session.query(VaultEntry).filter_by(deed="open original").count()) == 1

"""The page of a report on the officers' desk, without JavaScript: from the urgent check to closing it."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import Role
from portal.reprisals.commands import holder
from portal.reprisals.models import FollowUp, IncidentKind, PlanStep, ProtectiveAction, Reprisal, StepState
from portal.reprisals.models import ReprisalState as State
from portal.vault import commands as vault
from portal.vault import holding
from portal.vault.models import CaseMessage, Officer, Standing, WrappedKey

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them


@pytest.fixture
def officer(make):
    return make.officer(Role.PROTECTION_OFFICER)


@pytest.fixture
def other(make):
    return make.officer(Role.PROTECTION_OFFICER, name="Rui")


@pytest.fixture
def made(make, officer, other):
    facts = {"text": "A man waited for me.", "language": "en", "who": "From the mayor's office", "contact": "Through my sister"}
    return make.reprisal(officer, other, facts=facts, urgent=True)


@pytest.fixture
def desk(make, visitor, officer, made):
    make.unlock(visitor, officer)
    visitor.get(f"/en/staff/desk/{made.case.id}")
    return visitor


def row(make, made):
    return make.vault.read(lambda session: session.query(Reprisal).filter_by(case_id=made.case.id).one())


def allow(make, made, action=ProtectiveAction.ADVISE):
    make.vault.write(lambda session: holder.allow(session, holding.HOLDER, holding.opened_by(session, made.code), action))


def test_the_page_tells_what_was_reported_and_how_contact_is_safe(desk):
    for words in ("A man waited for me.", "From the mayor's office", "Through my sister", "Urgent", "Nothing else may be done."):
        assert words in desk.page.main
    assert desk.page.h1 == "Desk"
    assert desk.page.headers["cache-control"] == "no-store"


def test_without_another_contact_the_page_says_that_nobody_may_write_or_call(make, visitor, officer):
    made = make.reprisal(officer)
    make.unlock(visitor, officer)
    assert "The portal alone. Do not write, call or visit." in visitor.get(f"/en/staff/desk/{made.case.id}").main


def test_a_report_from_the_check_to_closing(make, desk, made):
    desk.press("Keep the urgent check", danger="liberty")
    assert "The urgent check is written down." in desk.page.main
    desk.press("Contact is agreed", text="On this page, in the evening.")
    desk.press("Add this step", action="advise", what="Tell her about the shelter.", risk="None: it stays here.", due_on="2099-01-01")
    assert "The person has not allowed this. It cannot be carried out." in desk.page.main
    assert row(make, made).state is State.PLANNED
    allow(make, made)
    desk.get(f"/en/staff/desk/{made.case.id}")
    desk.press("Note it as done", text="She has the address.")
    assert row(make, made).state is State.ACTING
    desk.press("Go on to: Followed up")
    assert row(make, made).state is State.FOLLOW_UP
    desk.press("Keep what you found", text="She is well.")
    desk.press("Move the day", due_on=(clock.today() + timedelta(days=40)).isoformat(), text="She travels.")
    looks = make.vault.read(lambda session: sorted((one.after_days, one.done_on is not None, one.moved) for one in session.query(FollowUp)))
    assert looks == [(7, True, 0), (30, False, 1), (90, False, 0)]
    desk.press("Keep this", incident="threat", actor_type="state", region="eastern-asia", text="By phone.")
    assert row(make, made).incident is IncidentKind.THREAT
    refused = desk.press("Close the report", text="It has ended.", status=422)
    assert refused.faults == ["A report is closed by agreement only. Ask the person first."]
    assert "It has ended." in refused.text
    desk.press("Close the report", text="It has ended.", agreed="yes")
    assert row(make, made).state is State.CLOSED


def test_messages_and_notes_stand_on_the_page(make, desk):
    desk.press("Send this message", text="Are you safe tonight?")
    desk.press("Keep this note", text="I call Rui.")
    assert "Are you safe tonight?" in desk.page.main
    assert "I call Rui." in desk.page.main
    assert make.vault.read(lambda session: session.query(CaseMessage).count()) == 2


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(make, desk, made):
    desk.press("Keep the urgent check", danger="none")
    desk.press("Contact is agreed", text="Here.")
    page = desk.press("Add this step", what="Call the mayor.", risk=" ", due_on="soon", status=422)
    assert page.faults == ["Say what could go wrong. If it is nothing, say why.", "Write a day such as 2027-05-31."]
    assert "Call the mayor." in page.text
    assert make.vault.read(lambda session: session.query(PlanStep).count()) == 0
    page = desk.press("Send this message", text="x" * 20_001, status=422)
    assert page.faults == ["This is 1 character too long. The limit is 20000 for everybody."]


def test_a_waiting_step_has_no_button_and_the_door_refuses_it(make, desk, made):
    desk.press("Keep the urgent check", danger="none")
    desk.press("Contact is agreed", text="Here.")
    desk.press("Add this step", action="letter", what="Write.", risk="None.", due_on="")
    assert "Note it as done" not in desk.page.main
    token = dict(desk.page.forms()[-1].fields)["token"]
    page = desk.post(f"/en/staff/desk/{made.case.id}/step", {"token": token, "number": "1", "text": "Done."}, status=422)
    assert page.faults == ["The person has not allowed this: Write a letter. Nothing of it may be done."]
    assert make.vault.read(lambda session: session.query(PlanStep.state).scalar()) is StepState.WAITS_FOR_CONSENT
    desk.get(f"/en/staff/desk/{made.case.id}")
    desk.press("Drop this step", text="No longer needed.")
    assert "No longer needed." in desk.page.main


def test_two_officers_let_a_third_in_on_their_pages(make, desk, visitor, made, other):
    third = make.officer(Role.PROTECTION_OFFICER, name="Ana")
    desk.get(f"/en/staff/desk/{made.case.id}")
    desk.press("Ask for it", officer=str(third.officer.id), reason="Rui is away for a month.")
    assert "A second person has to agree." in desk.page.main
    assert "Agree: let Ana in" not in desk.page.main
    make.unlock(visitor, other)
    assert "Rui is away for a month." in visitor.get(f"/en/staff/desk/{made.case.id}").main
    assert "The third officer has a key now." in visitor.press("Agree: let Ana in").main
    held = make.vault.read(lambda session: session.query(WrappedKey.standing).filter_by(officer_id=third.officer.id).scalar())
    assert held is Standing.BROKE_GLASS


def test_an_administrator_is_the_second_person_where_one_officer_is_left(now, make, desk, visitor, officer, made, other):
    third, boss = make.officer(Role.PROTECTION_OFFICER, name="Ana"), make.staff("Boss", roles=[(Role.ADMINISTRATOR, None)])
    make.vault.write(lambda session: setattr(session.get(Officer, other.officer.id), "gone_on", now.date()))
    desk.get(f"/en/staff/desk/{made.case.id}")
    desk.press("Ask for it", officer=str(third.officer.id), reason="Rui has left.")
    make.sign_in(visitor, boss)
    visitor.get("/en/staff/desk/officers")
    page = visitor.follow("Letting a third officer in")
    assert "Noor asks to let Ana in" in page.main
    assert "Rui has left." not in page.text
    assert "Your decision is kept." in visitor.press("Agree: let Ana in").main
    make.unlock(visitor, officer)
    visitor.get(f"/en/staff/desk/{made.case.id}")
    assert "The third officer has a key now." in visitor.press("Let Ana in now").main
    visitor.get("/en/staff/desk/glass", status=404)


VERBS = ("check", "agree", "answer", "jot", "plan", "step", "follow-up", "stage", "take", "rest", "settle", "incident", "number", "enclosure", "glass", "hide")


def test_p42_other_officers_and_other_staff_find_nothing(make, visitor, made):
    stranger = make.officer(Role.PROTECTION_OFFICER, name="Ana")
    focal = make.officer(Role.FOCAL_POINT, name="Kim")
    for person in (stranger, focal):
        make.unlock(visitor, person)
        visitor.get(f"/en/staff/desk/{made.case.id}", status=404)
        visitor.get("/en/staff/desk")
        token = dict(visitor.page.forms()[0].fields)["token"]
        for verb in VERBS:
            visitor.post(f"/en/staff/desk/{made.case.id}/{verb}", {"token": token, "text": "x"}, status=404)
    assert row(make, made).state is State.REPORTED


def test_the_desk_lists_a_report_with_its_state(desk):
    page = desk.get("/en/staff/desk")
    assert "Report of a reprisal" in page.main
    assert "Arrived" in page.main


def test_a_locked_key_asks_for_the_passphrase_and_keeps_what_was_typed(make, visitor, officer, made, desk):
    desk.get(f"/en/staff/desk/{made.case.id}")
    make.vault.write(lambda session: vault.lock_again(session, officer.actor, visitor.client.cookies[next(iter(visitor.client.cookies))]))
    page = desk.press("Send this message", text="Are you safe tonight?", status=403)
    assert "Your key is locked" in page.main
    assert "Are you safe tonight?" in page.text

"""Consents: given and taken back by the holder alone, and what they hold up."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY
from portal.base.errors import Refused
from portal.reprisals import queries
from portal.reprisals.commands import holder, plan
from portal.reprisals.models import Consent, ProtectiveAction, StepState
from portal.vault.models import Notice
from tests.reprisals.reports import LETTER, by_holder, by_officer, held_of, open_page, planned, step_states, token_and_case


def test_p66_a_consent_taken_back_blocks_the_action_from_that_moment(make, visitor, made, officers, now):
    by_holder(make, made, holder.allow, LETTER)
    step = planned(make, made, officers[0])
    assert step_states(make) == [StepState.PLANNED]
    open_page(visitor, made)
    page = visitor.press("Take back: Write a letter")
    assert "You have taken it back: Write a letter. It holds from now on." in page.main
    assert "May 3, 2027: taken back, Write a letter" in page.main
    assert step_states(make) == [StepState.WAITS_FOR_CONSENT]
    assert not make.vault.read(lambda session: queries.allowed(session, NOBODY, held_of(session, made), LETTER))
    with pytest.raises(Refused, match="has not allowed this"):
        by_officer(make, made, officers[0], plan.carry_out, step.number, "Sent")
    page = visitor.press("Allow this (step 1)")
    assert "You allow it: Write a letter. You can take it back at any time." in page.main
    assert step_states(make) == [StepState.PLANNED]
    by_officer(make, made, officers[0], plan.carry_out, step.number, "Sent")
    by_holder(make, made, holder.take_back, LETTER)
    assert step_states(make) == [StepState.DONE]  # what is done stays done


def test_p66_only_steps_of_that_very_action_wait(make, made, officers, now):
    for action in (LETTER, ProtectiveAction.ADVISE):
        by_holder(make, made, holder.allow, action)
    planned(make, made, officers[0])
    by_officer(make, made, officers[0], plan.add_step, action=ProtectiveAction.ADVISE, what="Talk", risk="None", due_on=None)
    by_holder(make, made, holder.take_back, LETTER)
    assert step_states(make) == [StepState.WAITS_FOR_CONSENT, StepState.PLANNED]


def test_consents_are_lines_and_the_newest_counts(make, made, officers, now):
    for given in (True, True, False, False, True):
        by_holder(make, made, holder.allow if given else holder.take_back, LETTER)
    rows = make.vault.read(lambda session: session.execute(select(Consent.number, Consent.given, Consent.day).order_by(Consent.number)).all())
    assert rows == [(1, True, now.date()), (2, False, now.date()), (3, True, now.date())]
    newest = make.vault.read(lambda session: queries.consents(session, NOBODY, held_of(session, made)))
    assert {action: one.number for action, one in newest.items()} == {LETTER: 3}


def test_a_condition_is_sealed_and_a_new_one_is_a_new_line(make, visitor, made, now):
    open_page(visitor, made)
    page = visitor.press("Allow this", action="letter", conditions="Without my name")
    assert "Without my name" in page.main
    visitor.press("Take back: Write a letter")
    sealed = make.vault.read(lambda session: session.scalars(select(Consent.sealed).order_by(Consent.number)).all())
    assert b"Without my name" not in sealed[0]
    assert sealed[1] is None


def test_allowing_nothing_in_particular_is_a_fault_and_keeps_what_was_typed(make, visitor, made):
    open_page(visitor, made)
    page = visitor.press("Allow this", status=422, action="", conditions="Without my name")
    assert page.faults == ["Choose what may be done."]
    assert "Without my name" in page.text
    page = visitor.press("Allow this", status=422, action="letter", conditions="x" * 2001)
    assert "too long" in page.faults[0]
    assert make.vault.read(lambda session: session.scalar(select(func.count()).select_from(Consent))) == 0


def test_taking_back_is_told_to_the_officers_at_once_and_allowing_quietly(make, made, officers, now):
    by_holder(make, made, holder.allow, LETTER)
    by_holder(make, made, holder.take_back, LETTER)
    called = make.vault.read(lambda session: session.execute(select(Notice.staff_id, Notice.urgent)).all())
    assert sorted(called) == sorted((one.person.id, urgent) for one in officers for urgent in (False, True))


def test_a_page_that_has_ended_asks_for_the_number_and_keeps_what_was_typed(make, visitor, made, now):
    open_page(visitor, made)
    token, case = token_and_case(visitor.page)
    with clock.frozen(now + timedelta(hours=21)):
        page = visitor.post("/en/page/consent", {"token": token, "case": case, "action": "letter", "given": "yes", "conditions": "Without my name"}, status=403)
        assert "Without my name" in page.text
        page = visitor.press("Go on", code=made.code)
        assert "You allow it: Write a letter." in page.main
    held = make.vault.read(lambda session: queries.consent_record(session, NOBODY, held_of(session, made)))
    assert [one.facts for one in held] == ["Without my name"]

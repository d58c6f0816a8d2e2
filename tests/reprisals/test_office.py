"""What protection officers do on a report: check, answer, plan, act, follow up, rest, close."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

import portal.reprisals
from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.errors import NotAllowed, NotFound, Refused, WrongMoment
from portal.reprisals import jobs, queries
from portal.reprisals.commands import holder, office, plan
from portal.reprisals.models import ActorType, Danger, FollowUp, IncidentKind, PlanStep, ProtectiveAction, Reprisal, StepState
from portal.reprisals.models import ReprisalState as State
from portal.vault import commands as vault
from portal.vault import holding
from portal.vault import queries as cases
from portal.vault.models import Case, ClockName, MessageKind, Notice, VaultEntry

ACT = ProtectiveAction.LETTER


@pytest.fixture
def officers(make):
    return make.officer(Role.PROTECTION_OFFICER), make.officer(Role.PROTECTION_OFFICER, name="Rui")


@pytest.fixture
def made(make, officers):
    return make.reprisal(*officers, urgent=True)


@pytest.fixture
def work(make, officers, made):
    """`work(deed)`: an officer opens the report and does something; `work(deed, 1)` the other one."""

    def go(deed, which=0):
        one = officers[which]
        return make.vault.write(lambda session: deed(session, one.actor, vault.look_into(session, one.actor, made.case.id, one.pair)))

    return go


@pytest.fixture
def person(make, made):
    """`person(deed)`: the holder does something."""
    return lambda deed: make.vault.write(lambda session: deed(session, holding.HOLDER, holding.opened_by(session, made.code)))


def planned(work, action=ACT):
    """A report with a step in its plan."""
    work(lambda session, actor, opened: office.check_danger(session, actor, opened, Danger.LIBERTY))
    work(lambda session, actor, opened: office.agree_contact(session, actor, opened, "On this page, in the evening.", language="en"))
    return work(lambda session, actor, opened: plan.add_step(session, actor, opened, action=action, what="Write to the mayor.", risk="He may ask who told us.", due_on=None).number)


def carried_out(work, number=1):
    return work(lambda session, actor, opened: plan.carry_out(session, actor, opened, number, "The letter left."))


def row(make, made):
    return make.vault.read(lambda session: session.query(Reprisal).filter_by(case_id=made.case.id).one())


def test_the_first_message_is_the_first_answer(make, made, work, now):
    make.vault.write(lambda session: vault.start_hours(session, NOBODY, session.get(Case, made.case.id), ClockName.ANSWER, now + timedelta(hours=4)))
    work(lambda session, actor, opened: office.jot(session, actor, opened, "I call Rui.", language="en"))
    assert work(lambda session, actor, opened: [one.met_on for one in cases.clocks(session, actor, opened)]) == [None]
    work(lambda session, actor, opened: office.answer(session, actor, opened, "I have read it. Are you safe tonight?", language="en"))
    assert work(lambda session, actor, opened: [one.met_on for one in cases.clocks(session, actor, opened)]) == [now.date()]


def test_the_holder_reads_answers_and_no_notes(make, made, work, person):
    work(lambda session, actor, opened: office.jot(session, actor, opened, "For us alone.", language="en"))
    work(lambda session, actor, opened: office.answer(session, actor, opened, "For you.", language="en"))
    assert person(lambda session, actor, held: [one.facts["text"] for one in cases.messages(session, actor, held)]) == ["For you."]


def test_a_report_goes_through_its_states(make, made, work, now):
    assert planned(work) == 1
    assert row(make, made).danger is Danger.LIBERTY
    assert row(make, made).state is State.PLANNED
    for to in (State.ACTING, State.FOLLOW_UP, State.ACTING):
        work(lambda session, actor, opened, to=to: office.go_on(session, actor, opened, to))
        assert row(make, made).state is to
    with pytest.raises(WrongMoment):
        work(lambda session, actor, opened: office.go_on(session, actor, opened, State.CLOSED))


def test_a_report_is_closed_by_agreement_only_and_kept_for_ninety_days(make, made, work, now):
    planned(work)
    with pytest.raises(Refused, match="by agreement"):
        work(lambda session, actor, opened: office.settle(session, actor, opened, "Over.", agreed=False, language="en"))
    work(lambda session, actor, opened: office.settle(session, actor, opened, "The threats have ended.", agreed=True, language="en"))
    case = make.vault.read(lambda session: session.get(Case, made.case.id))
    assert (case.closed_on, case.erase_on) == (now.date(), now.date() + timedelta(days=91))  # the day after the last look


def test_a_report_rests_only_after_a_month_of_silence_and_then_no_step_is_added(make, made, work, person, now):
    planned(work)
    person(lambda session, actor, held: holder.allow(session, actor, held, ACT))
    with pytest.raises(WrongMoment, match="sign of life"):
        work(lambda session, actor, opened: office.let_rest(session, actor, opened, "The letter.", language="en"))
    with clock.frozen(now + timedelta(days=31)):
        work(lambda session, actor, opened: office.let_rest(session, actor, opened, "The letter.", language="en"))
        assert row(make, made).state is State.DORMANT
        with pytest.raises(WrongMoment, match="does not rest"):
            work(lambda session, actor, opened: plan.add_step(session, actor, opened, action=ACT, what="Another.", risk="None.", due_on=None))
        carried_out(work)
        assert row(make, made).state is State.DORMANT
        work(lambda session, actor, opened: office.agree_contact(session, actor, opened, "She is back.", language="en"))
        assert row(make, made).state is State.CONTACT_AGREED


def test_p66_a_step_without_consent_waits_and_cannot_be_carried_out(make, made, work):
    planned(work)
    assert work(lambda session, actor, opened: [one.row.state for one in queries.plan(session, actor, opened)]) == [StepState.WAITS_FOR_CONSENT]
    with pytest.raises(Refused, match="has not allowed this: Write a letter"):
        carried_out(work)


@pytest.mark.parametrize("action", list(ProtectiveAction))
def test_p66_every_kind_of_action_needs_a_consent_of_its_own(make, made, work, person, action):
    planned(work, action)
    for other in ProtectiveAction:
        if other is not action:
            person(lambda session, actor, held, other=other: holder.allow(session, actor, held, other))
    with pytest.raises(Refused, match="has not allowed"):
        carried_out(work)
    person(lambda session, actor, held: holder.allow(session, actor, held, action))
    carried_out(work)
    assert row(make, made).state is State.ACTING


def test_p66_a_consent_that_was_taken_back_blocks_from_that_moment(make, made, work, person):
    planned(work)
    person(lambda session, actor, held: holder.allow(session, actor, held, ACT))
    person(lambda session, actor, held: holder.take_back(session, actor, held, ACT))
    with pytest.raises(Refused, match="Nothing of it may be done"):
        carried_out(work)
    # Also when the row of the step says otherwise: the command asks the consents, not the row.
    make.vault.write(lambda session: session.query(PlanStep).update({"state": StepState.PLANNED}))
    with pytest.raises(Refused, match="Nothing of it may be done"):
        carried_out(work)


def test_p66_a_step_planned_with_consent_is_carried_out_once(make, made, work, person):
    person(lambda session, actor, held: holder.allow(session, actor, held, ACT))
    planned(work)
    carried_out(work)
    carried_out(work)
    step = work(lambda session, actor, opened: [(one.row.state, one.facts["outcome"]) for one in queries.plan(session, actor, opened)])
    assert step == [(StepState.DONE, "The letter left.")]


def test_a_step_needs_its_risk_and_a_dropped_one_its_reason(make, made, work):
    planned(work)
    with pytest.raises(Refused, match="what could go wrong"):
        work(lambda session, actor, opened: plan.add_step(session, actor, opened, action=ACT, what="Call.", risk=" ", due_on=None))
    with pytest.raises(Refused, match="why the step is dropped"):
        work(lambda session, actor, opened: plan.drop_step(session, actor, opened, 1, " "))
    work(lambda session, actor, opened: plan.drop_step(session, actor, opened, 1, "The mayor has left."))
    assert work(lambda session, actor, opened: queries.plan(session, actor, opened)[0].facts["reason"]) == "The mayor has left."
    assert "mayor" not in str(make.vault.read(lambda session: [vars(one) for one in session.query(VaultEntry)]))
    with pytest.raises(NotFound):
        work(lambda session, actor, opened: plan.drop_step(session, actor, opened, 9, "Why?"))


def test_the_same_form_sent_twice_adds_one_step(make, made, work):
    planned(work)
    facts = {"action": ACT, "what": "Call.", "risk": "None.", "due_on": None, "number": 2}
    for _again in range(2):
        assert work(lambda session, actor, opened: plan.add_step(session, actor, opened, **facts).number) == 2
    assert work(lambda session, actor, opened: plan.add_step(session, actor, opened, **(facts | {"what": "Another."})).number, 1) == 3


def test_p68_looks_at_7_30_and_90_days_are_done_or_moved_with_a_reason_and_nothing_else(make, made, work, now):
    planned(work)
    looks = work(lambda session, actor, opened: [(one.row.after_days, one.row.due_on) for one in queries.follow_ups(session, actor, opened)])
    assert looks == [(days, now.date() + timedelta(days=days)) for days in (7, 30, 90)]
    later = now.date() + timedelta(days=12)
    with pytest.raises(Refused, match="why the day is moved"):
        work(lambda session, actor, opened: plan.move_follow_up(session, actor, opened, 7, later, " "))
    with pytest.raises(Refused, match="within the next"):
        work(lambda session, actor, opened: plan.move_follow_up(session, actor, opened, 7, now.date() + timedelta(days=400), "Never."))
    with pytest.raises(Refused, match="within the next"):
        work(lambda session, actor, opened: plan.move_follow_up(session, actor, opened, 7, now.date() - timedelta(days=1), "Past."))
    work(lambda session, actor, opened: plan.move_follow_up(session, actor, opened, 7, later, "She travels."))
    work(lambda session, actor, opened: plan.do_follow_up(session, actor, opened, 30, "She is well."))
    with pytest.raises(WrongMoment):
        work(lambda session, actor, opened: plan.move_follow_up(session, actor, opened, 30, later, "Again."))
    work(lambda session, actor, opened: plan.begin_follow_ups(session, actor, opened))
    told = work(lambda session, actor, opened: [(one.row.due_on, one.row.done_on, one.facts) for one in queries.follow_ups(session, actor, opened)])
    assert told == [
        (later, None, {"moved": [{"from": (now.date() + timedelta(days=7)).isoformat(), "reason": "She travels."}]}),
        (now.date() + timedelta(days=30), now.date(), {"found": "She is well."}),
        (now.date() + timedelta(days=90), None, None),
    ]
    work(lambda session, actor, opened: office.settle(session, actor, opened, "Over.", agreed=True, language="en"))
    assert make.vault.read(lambda session: session.query(FollowUp).count()) == 3


def test_p68_no_line_of_the_room_deletes_a_row():
    """Only hours of duty and helplines, which are no part of a report, are ever taken out of a table."""
    allowed = {"desk_keeping.py", "helping.py"}
    guilty = []
    for path in Path(portal.reprisals.__file__).parent.rglob("*.py"):
        names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
        called = {node.func.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
        if path.name not in allowed and ("delete" in names | called):
            guilty.append(path.name)
    assert guilty == []


def test_officers_are_called_once_when_a_look_is_due(make, made, work, officers, now):
    planned(work)
    job = jobs.JOBS[0][2]
    make.vault.write(job)
    assert make.vault.read(lambda session: session.query(Notice).count()) == 0
    with clock.frozen(now + timedelta(days=7)):
        for _again in range(2):
            make.vault.write(job)
    called = make.vault.read(lambda session: sorted(one.staff_id for one in session.query(Notice)))
    assert called == sorted(one.person.id for one in officers)


def test_a_late_first_answer_calls_officers_and_administrators_at_once(make, made, officers, now):
    boss = make.staff("Boss", roles=[(Role.ADMINISTRATOR, None)])
    make.vault.write(lambda session: vault.start_hours(session, NOBODY, session.get(Case, made.case.id), ClockName.ANSWER, now + timedelta(hours=4)))
    with clock.frozen(now + timedelta(hours=6)):
        for _again in range(2):
            make.vault.write(jobs.JOBS[0][2])
    called = make.vault.read(lambda session: sorted((one.staff_id, one.urgent) for one in session.query(Notice)))
    assert called == sorted((one, True) for one in (officers[0].person.id, officers[1].person.id, boss.id))


def test_what_happened_is_written_down_and_its_words_are_sealed(make, made, work):
    facts = {"incident": IncidentKind.THREAT, "actor_type": ActorType.STATE, "region": "eastern-asia", "text": "By phone, twice.", "language": "en"}
    work(lambda session, actor, opened: office.document(session, actor, opened, **facts))
    assert (row(make, made).incident, row(make, made).actor_type, row(make, made).region) == (IncidentKind.THREAT, ActorType.STATE, "eastern-asia")
    notes = work(lambda session, actor, opened: [(one.kind, one.facts["text"]) for one in cases.messages(session, actor, opened)])
    assert notes == [(MessageKind.NOTE, "By phone, twice.")]


def test_the_other_officer_answers_for_it_and_the_holder_hears_of_it(make, made, work, officers, person):
    work(lambda session, actor, opened: office.take(session, actor, opened), 1)
    assert row(make, made).owner_id == officers[1].officer.id
    assert person(lambda session, actor, held: [one.kind for one in cases.messages(session, actor, held)]) == [MessageKind.NEWS]


def test_p42_no_officer_works_on_a_report_that_is_not_theirs(make, made, work, officers):
    stranger, focal = make.officer(Role.PROTECTION_OFFICER, name="Ana"), make.officer(Role.FOCAL_POINT, name="Kim")
    for one in (stranger, focal):
        with pytest.raises(NotFound):
            make.vault.write(lambda session, one=one: vault.look_into(session, one.actor, made.case.id, one.pair))
    opened = work(lambda session, actor, opened: opened)
    for one in (stranger, focal):
        with pytest.raises(NotAllowed):
            make.vault.write(lambda session, one=one: office.check_danger(session, one.actor, opened, Danger.NONE))


def test_an_erased_report_says_so_and_keeps_nothing_sealed(make, made, work, now):
    planned(work)
    work(lambda session, actor, opened: office.settle(session, actor, opened, "Over.", agreed=True, language="en"))
    from portal.base.access import SYSTEM

    make.vault.write(lambda session: vault.erase_over(session, SYSTEM, session.get(Case, made.case.id)))
    make.vault.write(jobs.JOBS[1][2])
    assert row(make, made).state is State.ERASED
    assert make.vault.read(lambda session: session.query(PlanStep.sealed).scalar()) == b""

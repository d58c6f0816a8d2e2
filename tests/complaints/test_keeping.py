"""How long a closed complaint is kept: never shorter than the complainant may still ask for something; and questions that nobody comes back to."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.errors import WrongMoment
from portal.complaints import jobs
from portal.complaints.commands import deciding, holder, office, second, talking
from portal.complaints.models import Category, ComplaintState, Finding, Remedy
from portal.complaints.queries import may_ask_again
from portal.vault import commands, queries
from portal.vault import jobs as vault_jobs
from portal.vault.holding import HOLDER
from portal.vault.models import Case, Clock, ClockName, MessageKind, Notice
from portal.web import tokens
from tests.complaints.working import after, arrived, decided, hold, row, work

S = ComplaintState
RIGHT, KEPT = timedelta(days=184), timedelta(days=90)


@pytest.fixture
def officer(make, now):
    return make.officer(name="Noor")


def close(make, officer, made):
    work(make, officer, made, lambda session, opened: office.close(session, officer.actor, opened, text="It is done."))


def case_of(make, made):
    return make.vault.read(lambda session: session.get_one(Case, made.case.id))


def nightly(make):
    for _name, _pause, job in (*jobs.JOBS, *vault_jobs.JOBS[:2]):
        while make.vault.write(job):
            pass


def ask_again(make, made):
    hold(make, made, lambda session, held: second.ask_again(session, HOLDER, held, text="The reasons are wrong.", language="en"))


def test_closed_on_the_day_of_the_decision_it_is_there_until_nobody_may_ask_any_more(make, officer):
    made = arrived(make, officer)
    decided(make, officer, made)
    close(make, officer, made)
    assert case_of(make, made).erase_on == made.case.day + RIGHT + timedelta(days=1)
    for day in (76, 90, 170, 171, 184):
        with after(day):
            nightly(make)
            assert (case_of(make, made).erased_on, may_ask_again(row(make, made))) == (None, True), day
    assert case_of(make, made).warned_on == made.case.day + timedelta(days=171)
    with after(185):
        assert not may_ask_again(row(make, made))
        nightly(make)
        assert (case_of(make, made).erased_on, row(make, made).state) == (made.case.day + timedelta(days=185), S.CLOSED)
        nightly(make)
        assert row(make, made).state is S.ERASED


def test_on_the_last_day_a_second_stage_is_asked_for_and_nothing_is_erased(make, officer):
    make.officer(name="Far")
    made = arrived(make, officer)
    decided(make, officer, made)
    close(make, officer, made)
    with after(184):
        nightly(make)
        ask_again(make, made)
        nightly(make)
        assert (row(make, made).state, case_of(make, made).erase_on) == (S.SECOND_STAGE, None)
    with after(400):
        nightly(make)
        assert case_of(make, made).erased_on is None


@pytest.mark.parametrize(("closed_after", "kept"), [(94, 185), (95, 185), (96, 186), (150, 240)])
def test_closed_late_it_is_kept_for_ninety_days_and_never_less_than_the_right(make, officer, closed_after, kept):
    made = arrived(make, officer)
    decided(make, officer, made)
    with after(closed_after):
        close(make, officer, made)
    assert case_of(make, made).erase_on == made.case.day + timedelta(days=kept)


def test_after_the_second_stage_no_right_is_left_and_ninety_days_are_enough(make, officer):
    far = make.officer(name="Far")
    made = arrived(make, officer)
    body = decided(make, officer, made)
    ask_again(make, made)
    decide_once_more(make, far, made, body)
    close(make, far, made)
    assert case_of(make, made).erase_on == made.case.day + KEPT


def decide_once_more(make, officer, made, body):
    work(make, officer, made, lambda session, opened: deciding.decide(session, officer.actor, opened, finding=Finding.PARTLY, reasons="Both.", remedy=Remedy.NONE, avenue=body.id))


def test_whoever_went_outside_may_still_ask_for_the_second_stage(make, officer):
    make.officer(name="Far")
    made = arrived(make, officer)
    decided(make, officer, made)
    hold(make, made, lambda session, held: holder.go_outside(session, HOLDER, held))
    ask_again(make, made)
    assert row(make, made).state is S.SECOND_STAGE


def test_what_is_closed_by_time_is_kept_for_ninety_days_more(make, officer):
    made = arrived(make, officer)
    decided(make, officer, made)
    with after(185):
        nightly(make)
        assert (row(make, made).state, case_of(make, made).erase_on) == (S.CLOSED, made.case.day + timedelta(days=185) + KEPT)


@pytest.fixture
def question(make, officer):
    """Asked of the help desk, and answered."""
    made = arrived(make, officer, category=Category.HELP)
    work(make, officer, made, lambda session, opened: office.acknowledge(session, officer.actor, opened, text="Begin with a draft."))
    return made


def ask_more(make, made, text="And then?"):
    def job(session, held):
        commands.send(session, HOLDER, held, MessageKind.MESSAGE, {"text": text, "language": "en"}, token=tokens.read(tokens.issue()))
        holder.heard(session, HOLDER, held.case)

    hold(make, made, job)


def help_clocks(make):
    return make.vault.read(lambda session: [(one.due_on, one.met_on) for one in session.scalars(select(Clock).where(Clock.name == ClockName.HELP).order_by(Clock.started_on))])


def test_an_answered_question_is_closed_when_nobody_comes_back_and_erased_later(make, officer, question):
    with after(90):
        nightly(make)
        assert row(make, question).state is S.ACKNOWLEDGED
    with after(91):
        nightly(make)
        assert (row(make, question).state, case_of(make, question).erase_on) == (S.CLOSED, question.case.day + timedelta(days=181))
    with after(167):
        nightly(make)
    with after(181):
        nightly(make)
        assert case_of(make, question).erased_on is not None


def test_whoever_asks_the_help_desk_once_more_gets_an_answer_by_a_day(make, officer, question):
    with after(7):
        ask_more(make, question)
        assert help_clocks(make)[-1] == (question.case.day + timedelta(days=21), None)
        ask_more(make, question, "Please.")
        assert len(help_clocks(make)) == 2
        work(make, officer, question, lambda session, opened: talking.write(session, officer.actor, opened, text="Then you invite people."))
        assert help_clocks(make)[-1][1] == question.case.day + timedelta(days=7)
    with after(97):
        nightly(make)
        assert row(make, question).state is S.ACKNOWLEDGED  # ninety days after the last answer, not after the first
    with after(98):
        nightly(make)
        assert row(make, question).state is S.CLOSED


def test_an_unanswered_question_is_late_and_not_closed(make, officer, question):
    with after(7):
        ask_more(make, question)
    with after(300):
        nightly(make)
        assert row(make, question).state is S.ACKNOWLEDGED
        assert queries.late(make.vault.read(lambda session: queries.running(session, HOLDER, question.case))[ClockName.HELP])
    assert make.vault.read(lambda session: session.scalars(select(Notice.staff_id).distinct()).all()) == [officer.person.id]


def test_a_message_to_a_complaint_starts_no_clock_of_the_help_desk(make, officer):
    made = arrived(make, officer)
    work(make, officer, made, lambda session, opened: office.acknowledge(session, officer.actor, opened, text="I have read it."))
    ask_more(make, made)
    assert help_clocks(make) == []
    with pytest.raises(WrongMoment):
        close(make, officer, made)

"""What the clock demands of complaints, and what is counted of them."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotAllowed
from portal.complaints import clocks, jobs
from portal.complaints.clocks import CLOCKS, OURS
from portal.complaints.commands import office, timely
from portal.complaints.figures import WORDS, Outcome, counted
from portal.complaints.models import Category, Complaint, ComplaintRating, ComplaintState, Finding, Remedy
from portal.figures.kinds import COMPLAINTS
from portal.figures.measures import Rate
from portal.vault import commands, queries
from portal.vault.models import Case, Clock, ClockName, Notice, Standing
from tests.complaints.working import after, arrived, row, work

S = ComplaintState


def run(make):
    return make.vault.write(jobs.call_for_late)


def called(make):
    return [one.staff_id for one in make.vault.read(lambda session: session.scalars(select(Notice).order_by(Notice.id)).all())]


def test_p52_whatever_is_late_calls_owner_stand_in_and_administrators_once(make, now):
    owner, helper, boss = make.officer(name="Owner"), make.officer(name="Helper"), make.staff("Boss", roles=[(Role.ADMINISTRATOR, None)])
    make.officer(name="Somebody else")
    arrived(make, owner, others=((helper, Standing.STAND_IN),))
    run(make)
    assert called(make) == []
    everybody = sorted([owner.person.id, helper.person.id, boss.id])
    for days, times in ((2, 0), (3, 1), (4, 1), (15, 2), (31, 4), (91, 5), (200, 5)):
        with after(days):
            run(make)
            run(make)
        assert sorted(called(make)) == sorted(everybody * times), days


def test_p52_after_an_outage_of_a_year_everything_that_is_late_is_told(make, now):
    arrived(make, make.officer(name="Owner"))
    with after(400):
        run(make)
    assert len(called(make)) == len(OURS) - 2  # all but the second stage, and the help desk


def test_the_letter_says_nothing_of_the_case(make, now):
    owner = make.officer(name="Owner")
    made = arrived(make, owner)
    with after(5):
        run(make)
    told = " ".join(str(vars(one)) for one in make.vault.read(lambda session: session.scalars(select(Notice)).all()))
    assert [word for word in (str(made.case.id), made.code, "hall", "process") if word in told] == []


def test_an_extended_clock_is_told_again_when_it_runs_over_again(make, now):
    owner = make.officer(name="Owner")
    made = arrived(make, owner)
    for name in (ClockName.ACKNOWLEDGE, ClockName.TRIAGE, ClockName.PROPOSE, ClockName.NEWS):
        make.vault.write(lambda session, name=name: commands.drop_clock(session, SYSTEM, made.case, name))
    with after(91):
        run(make)
        work(make, owner, made, lambda session, opened: office.extend(session, owner.actor, opened, until=clock.today() + timedelta(days=30), text="A witness is away."))
        run(make)
    assert len(called(make)) == 1
    with after(122):
        run(make)
    assert len(called(make)) == 2


def test_a_paused_clock_and_a_closed_case_call_nobody(make, now):
    owner = make.officer(name="Owner")
    paused, closed = arrived(make, owner), arrived(make, owner)
    for name in (ClockName.ACKNOWLEDGE, ClockName.TRIAGE, ClockName.PROPOSE, ClockName.DECIDE, ClockName.NEWS):
        make.vault.write(lambda session, name=name: commands.pause(session, SYSTEM, paused.case, name, "court"))
    make.vault.write(lambda session: setattr(session.get_one(Case, closed.case.id), "closed_on", clock.today()))
    with after(400):
        run(make)
    assert called(make) == []


def test_the_complainants_own_clock_calls_the_officers_alone(make, now):
    owner = make.officer(name="Owner")
    make.staff("Boss", roles=[(Role.ADMINISTRATOR, None)])
    made = make.complaint(owner)
    make.vault.write(lambda session: clocks.start_comment(session, SYSTEM, made.case, made.row))
    with after(20):
        run(make)
    assert called(make) == [owner.person.id]


def test_the_nightly_run_reads_what_is_due_and_nothing_else(make, now):
    owner = make.officer(name="Owner")
    made = arrived(make, owner)
    others = [Clock(case_id=made.case.id, name=ClockName.NEWS, started_on=clock.today(), due_on=clock.today(), met_on=clock.today()) for _number in range(300)]
    make.vault.write(lambda session: session.add_all(others))

    def statements():
        sent = []
        event.listen(make.vault.writer, "before_cursor_execute", note := lambda *given: sent.append(given[2]))
        run(make)
        event.remove(make.vault.writer, "before_cursor_execute", note)
        return sent

    assert [sent.split()[0] for sent in statements() if sent.startswith(("SELECT", "UPDATE"))] == ["SELECT"]
    if make.vault.is_sqlite:
        waiting = "EXPLAIN QUERY PLAN SELECT id FROM clocks WHERE met_on IS NULL AND alerted_on IS NULL AND due_on < '2027-05-20' ORDER BY due_on, id LIMIT 100"
        plan = make.vault.read(lambda session: session.connection().exec_driver_sql(waiting).all())
        assert [line[3] for line in plan if "clocks" in line[3]] == ["SEARCH clocks USING INDEX ix_clocks_waiting (due_on<?)"]


@pytest.mark.parametrize("state", [S.DECIDED, S.DECLINED, S.REFERRED])
def test_184_days_after_a_decision_it_is_closed_when_nobody_asked(make, now, state):
    made = make.complaint(make.officer())
    make.vault.write(lambda session: session.execute(update(Complaint).values(state=state, state_since=clock.today())))
    with after(184):
        make.vault.write(jobs.close_what_is_over)
        assert row(make, made).state is state
    with after(185):
        make.vault.write(jobs.close_what_is_over)
        assert row(make, made).state is S.CLOSED
        case = make.vault.read(lambda session: session.get_one(Case, made.case.id))
        assert (case.closed_on, case.erase_on) == (clock.today(), clock.today() + timedelta(days=90))


@pytest.mark.parametrize("state", [S.ACCEPTED, S.REMEDY, S.SECOND_STAGE, S.EXTERNAL, S.WITHDRAWN])
def test_what_is_under_way_is_not_closed_by_time(make, now, state):
    made = make.complaint(make.officer())
    make.vault.write(lambda session: session.execute(update(Complaint).values(state=state)))
    with after(999):
        make.vault.write(jobs.close_what_is_over)
    assert row(make, made).state is state


def figures(make, year=2027):
    return make.vault.read(lambda session: counted(session, SYSTEM, year))


def test_only_the_portal_counts(make, now):
    with pytest.raises(NotAllowed):
        make.vault.read(lambda session: counted(session, NOBODY, 2027))


def test_a_year_without_complaints_is_told_as_one(make, now):
    make.officer()
    assert list(figures(make)) == [""]
    assert figures(make)[""]["received"].number == 0


def test_p52_the_late_rate_rises_with_every_clock_that_runs_over_also_when_nobody_does_anything(make, now):
    arrived(make, make.officer())
    expected = {0: 0, 3: 1, 15: 2, 31: 4, 91: 5}
    for days, late in expected.items():
        with after(days):
            rates = figures(make)[""]["in time"].rates
            assert sum(rate.base - rate.part for rate in rates.values()) == late


def test_a_clock_that_was_met_in_time_counts_as_such(make, now):
    owner = make.officer()
    made = arrived(make, owner)
    work(make, owner, made, lambda session, opened: office.acknowledge(session, owner.actor, opened, text="I have read it."))
    with after(20):
        work(make, owner, made, lambda session, opened: office.take_up(session, owner.actor, opened, text="I ask."))
        rates = figures(make)[""]["in time"].rates
    assert (rates["acknowledge"], rates["triage"], rates["decide"]) == (Rate(1, 1), Rate(0, 1), Rate(0, 0))


def test_complaints_are_counted_by_category_outcome_remedy_satisfaction_and_place(make, now):
    owner = make.officer()
    make.complaint(owner, category=Category.DATA, place="park", finding=Finding.PARTLY, remedy=Remedy.APOLOGY)
    make.complaint(owner, category=Category.DATA, place="park", finding=Finding.JUSTIFIED, remedy=Remedy.NONE)
    make.vault.write(lambda session: session.add_all(ComplaintRating(year=2027, place="park", stars=stars) for stars in (5, 2)))
    make.complaint(owner, category=Category.HOST)
    withdrawn = make.complaint(owner, category=Category.OTHER)
    make.vault.write(lambda session: session.execute(update(Complaint).where(Complaint.id == withdrawn.row.id).values(state=S.WITHDRAWN)))
    with after(400):
        make.complaint(owner, category=Category.BARRIER)
    told = figures(make)
    assert set(told) == {"", "park"}
    whole = told[""]
    assert whole["received"].number == 4
    assert {name: number for name, number in whole["categories"].counts.items() if number} == {"data": 2, "host": 1, "other": 1}
    assert {name: number for name, number in whole["outcomes"].counts.items() if number} == {"partly": 1, "justified": 1, "open": 1, "withdrawn": 1}
    assert {name: number for name, number in whole["remedies"].counts.items() if number} == {"apology": 1, "none": 1}
    assert (whole["satisfied"], told["park"]["received"].number) == (Rate(1, 2), 2)


def test_every_table_of_the_register_is_counted_and_has_words(make, now):
    assert set(figures(make)[""]) == {table.name for table in COMPLAINTS}
    assert {one.value for one in Finding} < {one.value for one in Outcome}
    assert set(WORDS) < {table.name for table in COMPLAINTS}
    assert all(str(label) for words in WORDS.values() for label in (words.values() if isinstance(words, dict) else [one.label for one in words]))
    assert set(WORDS["categories"]) == {one.value for one in Category} - {"help"}  # a question is no complaint
    assert set(OURS) == {name for name, length in CLOCKS.items() if not length.holders}


def test_a_withdrawn_complaint_keeps_its_lateness_and_gets_no_later(make, now):
    owner = make.officer()
    made = arrived(make, owner)
    with after(5):
        make.vault.write(lambda session: clocks.stop_all(session, SYSTEM, made.case))
    with after(300):
        rates = figures(make)[""]["in time"].rates
        assert {name: rate for name, rate in rates.items() if rate.base} == {"acknowledge": Rate(0, 1)}
        assert make.vault.read(lambda session: queries.running(session, SYSTEM, made.case)) == {}
    assert timely.AT_ONCE == 100

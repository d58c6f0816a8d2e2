"""The help desk: the machinery of complaints with a clock of its own, and counted apart."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import SYSTEM
from portal.base.errors import WrongMoment
from portal.complaints import figures, queries
from portal.complaints.commands import holder, office, timely
from portal.complaints.models import Category, Complaint, ComplaintState, HelpKind
from portal.figures.measures import Rate, Total
from portal.vault.holding import HOLDER
from portal.vault.models import Clock, ClockName, MessageKind
from tests.complaints.filing import complain, number_on, opened
from tests.complaints.working import arrived, hold, messages, row, work

pytestmark = pytest.mark.usefixtures("now")
QUESTION = "How do we set up a consultation in three languages?"


@pytest.fixture
def officer(make):
    return make.officer(name="Noor")


def ask(visitor, **more):
    visitor.get("/en/write/3")
    visitor.press("Continue", **{"kind": "setting up", "text": QUESTION, **more})
    return number_on(visitor.press("Send it", officer=""))


def the_case(make):
    return make.vault.read(lambda session: session.scalars(select(Complaint)).one())


def clocks(make):
    return make.vault.read(lambda session: [(one.name, one.due_on, one.met_on) for one in session.scalars(select(Clock).order_by(Clock.due_on))])


def test_the_form_states_the_time_of_the_answer_and_so_does_the_page(visitor, officer, make):
    assert "You get an answer within 10 working days." in visitor.get("/en/write/3").main
    code = ask(visitor, name="Town office")
    assert clocks(make) == [(ClockName.HELP, date(2027, 5, 17), None)]
    page = opened(visitor, code)
    assert "A question to the help desk" in page.main
    assert "A person of the help desk reads it and answers you." in page.main
    assert "A proof that you complained" not in page.main


def test_it_is_listed_among_the_ways_and_a_complaint_cannot_be_one(visitor, officer):
    visitor.get("/en/write")
    assert visitor.follow("I need help, or want to set up a consultation").status == 200
    visitor.get("/en/write/1")
    assert 'value="help"' not in visitor.page.text
    page = visitor.press("Continue", category="help", text="Help.", status=422)
    assert page.faults == ["Choose what it is about."]


@pytest.mark.parametrize(("typed", "fault"), [({"kind": ""}, "Choose with what you need help."), ({"text": " "}, "Write your question. A few words are enough.")])
def test_what_is_missing_is_said_and_nothing_is_lost(visitor, officer, make, typed, fault):
    visitor.get("/en/write/3")
    page = visitor.press("Continue", status=422, **{"kind": "technical", "text": "Words", "name": "Town office", **typed})
    assert page.faults == [fault]
    assert "Town office" in page.text
    assert make.vault.read(lambda session: session.scalars(select(Complaint)).all()) == []


def test_change_leads_back_to_the_same_form(visitor, officer):
    visitor.get("/en/write/3")
    visitor.press("Continue", kind="technical", text=QUESTION)
    page = visitor.press("Change something")
    assert "Ask the help desk" in page.main
    assert QUESTION in page.text


def test_it_is_answered_and_closed_and_may_be_opened_again(make, officer):
    made = arrived(make, officer, category=Category.HELP)
    work(make, officer, made, lambda session, opened: office.acknowledge(session, officer.actor, opened, text="Begin with a draft."))
    assert clocks(make) == [(ClockName.HELP, date(2027, 5, 17), date(2027, 5, 3))]
    work(make, officer, made, lambda session, opened: office.close(session, officer.actor, opened, text="It is answered."))
    assert row(make, made).state is ComplaintState.CLOSED
    assert [kind for kind, _facts in messages(make, made)] == [MessageKind.MESSAGE, MessageKind.REASON]
    work(make, officer, made, lambda session, opened: office.reopen(session, officer.actor, opened, text="You asked more."))
    assert row(make, made).state is ComplaintState.ACKNOWLEDGED
    assert [name for name, _due, met in clocks(make) if met is None] == [ClockName.HELP]


def test_nothing_is_found_out_decided_or_rated_in_it(make, officer):
    made = arrived(make, officer, category=Category.HELP, referral_allowed=True)
    work(make, officer, made, lambda session, opened: office.acknowledge(session, officer.actor, opened, text="Begin with a draft."))
    refused = [
        lambda session, opened: office.take_up(session, officer.actor, opened, text="I look."),
        lambda session, opened: office.refer(session, officer.actor, opened, to="Them", text="Because."),
        lambda session, opened: office.decline(session, officer.actor, opened, reason="No.", alternative="There."),
    ]
    for deed in refused:
        with pytest.raises(WrongMoment):
            work(make, officer, made, deed)
    work(make, officer, made, lambda session, opened: office.close(session, officer.actor, opened, text="It is answered."))
    with pytest.raises(WrongMoment):
        hold(make, made, lambda session, held: holder.rate(session, HOLDER, held, 5))
    assert not queries.may_ask_again(row(make, made))


def test_a_complaint_is_not_closed_before_it_was_heard(make, officer):
    made = arrived(make, officer)
    work(make, officer, made, lambda session, opened: office.acknowledge(session, officer.actor, opened, text="I have read it."))
    with pytest.raises(WrongMoment):
        work(make, officer, made, lambda session, opened: office.close(session, officer.actor, opened, text="Enough."))


def test_the_desk_shows_the_question_and_offers_the_answer_alone(visitor, make, officer):
    ask(visitor, name="Town office")
    make.unlock(visitor, officer)
    page = visitor.get(f"/en/staff/desk/{the_case(make).case_id}")
    assert ["We want to set up a consultation" in page.main, QUESTION in page.main, "Town office" in page.main] == [True, True, True]
    buttons = {button[0] for form in page.forms() for button in form.buttons}
    assert "Send the answer" in buttons
    assert buttons & {"Take it up", "Do not take it up", "Move the day", "Decide"} == set()


def test_what_it_is_about_is_sealed(visitor, officer, make):
    ask(visitor)
    complaint = the_case(make)
    assert (complaint.category, complaint.state, complaint.place) == (Category.HELP, ComplaintState.SUBMITTED, "")
    assert HelpKind.SETTING_UP.value not in repr({name: value for name, value in vars(complaint).items() if not name.startswith("_")})


def test_late_answers_are_called_for(visitor, officer, make):
    ask(visitor)
    with clock.frozen(clock.now() + timedelta(days=15)):
        make.vault.write(lambda session: timely.call_for_late(session, SYSTEM))
    called = make.vault.read(lambda session: [one.alerted_on for one in session.scalars(select(Clock))])
    assert called == [date(2027, 5, 18)]


def test_the_register_of_complaints_does_not_count_it(visitor, officer, make):
    ask(visitor)
    complain(visitor)
    found = make.vault.read(lambda session: figures.counted(session, SYSTEM, 2027))[""]
    assert found["received"] == Total(1)
    assert sum(found["categories"].counts.values()) == 1
    assert "help" not in found["categories"].counts
    assert found["help"] == Total(1)
    assert found["help in time"] == Rate(0, 0)
    with clock.frozen(clock.now() + timedelta(days=20)):
        assert make.vault.read(lambda session: figures.counted(session, SYSTEM, 2027))[""]["help in time"] == Rate(0, 1)

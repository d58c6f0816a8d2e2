"""Reporting, answering, withdrawing and forgetting, whoever calls."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.barriers import commands, jobs, numbers, queries
from portal.barriers.models import BarrierReport, BarrierState
from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role, can
from portal.base.access import Permission as P
from portal.base.errors import NotAllowed, NotFound, Refused, WrongMoment
from portal.base.languages import Texts
from portal.receipts import codes
from portal.receipts.models import Receipt
from portal.web import tokens

pytestmark = pytest.mark.usefixtures("now")
WHOLE = {"barrier": Texts(en="A", ar="أ"), "adaptation": Texts(en="B", ar="ب")}


def token():
    return tokens.read(tokens.issue())


def report(database, form=None, **more):
    form = form or token()
    return database.write(lambda session: commands.report(session, NOBODY, token=form, text="Too low.", language="en", **more))


def answer(database, actor, row, **more):
    def job(session):
        commands.answer(session, actor, queries.mine(session, SYSTEM, row.id), **{"state": BarrierState.ADAPTED, **WHOLE, **more})

    database.write(job)


def fresh(database, row):
    return database.read(lambda session: session.get(BarrierReport, row.id))


def test_one_form_is_one_report_however_often_it_comes(database):
    form = token()
    first, second = report(database, form), report(database, form)
    assert (first.report.id, first.code) == (second.report.id, second.code)
    assert codes.is_whole(first.code)


def test_the_number_is_kept_as_a_hash_of_its_own_purpose(database, make):
    """A receipt's number opens no report, and a report's no receipt, even of the same form."""
    form = token()
    made = report(database, form)
    assert made.report.code_hash not in (codes.lookup_hash(made.code), made.code.encode())
    assert made.code != codes.from_token(form.name)
    assert database.read(lambda session: session.scalar(select(Receipt).where(Receipt.code_hash == codes.lookup_hash(made.code)))) is None
    assert database.read(lambda session: numbers.opened_by(session, " ".join(codes.groups(made.code)))).report.id == made.report.id
    assert database.read(lambda session: numbers.opened_by(session, codes.from_token(form.name))) is None
    assert [database.read(lambda session, text=text: numbers.opened_by(session, text)) for text in ("", "12", "x" * 20)] == [None, None, None]


def test_a_ticket_opens_its_report_for_a_while_and_nothing_else_does(database):
    made = report(database)
    held = database.read(lambda session: numbers.opened_by(session, made.code))
    ticket = numbers.ticket(held)
    assert database.read(lambda session: numbers.held_by(session, ticket)).report.id == made.report.id
    assert [database.read(lambda session, text=text: numbers.held_by(session, text)) for text in ("", "x", ticket[:-2])] == [None, None, None]
    with clock.frozen(clock.now() + timedelta(hours=21)):
        assert database.read(lambda session: numbers.held_by(session, ticket)) is None


def test_withdrawing_needs_the_number(database, make):
    row = report(database).report
    for actor in (NOBODY, make.actor(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            database.write(lambda session, actor=actor: commands.withdraw(session, actor, session.merge(row)))


def test_who_may_answer(database, make):
    place, other = make.consultation(), make.consultation()
    here, general = make.barrier(consultation_id=place.id), make.barrier()
    asked = [
        make.actor(Role.ADMINISTRATOR),
        make.actor(Role.ORGANISER, place),
        make.actor(Role.ORGANISER, other),
        make.actor(Role.ORGANISER),
        make.actor(Role.MODERATOR, place),
        NOBODY,
    ]
    assert [can(actor, P.ANSWER_BARRIER, here) for actor in asked] == [True, True, False, False, False, False]
    assert [can(actor, P.ANSWER_BARRIER, general) for actor in asked] == [True, False, False, False, False, False]
    with pytest.raises(NotAllowed):
        answer(database, asked[2], here)


def test_numbers_are_given_in_the_order_of_the_answers(database, make):
    admin = make.actor(Role.ADMINISTRATOR)
    first, second = make.barrier(), make.barrier()
    answer(database, admin, second)
    answer(database, admin, first, state=BarrierState.DECLINED)
    assert (fresh(database, second).number, fresh(database, first).number) == (1, 2)


def test_what_is_planned_is_answered_once_more_when_it_is_done(database, make):
    admin, row = make.actor(Role.ADMINISTRATOR), make.barrier()
    day = clock.today() + timedelta(days=7)
    answer(database, admin, row, state=BarrierState.PLANNED, until=day)
    assert (fresh(database, row).state, fresh(database, row).due_on) == (BarrierState.PLANNED, day)
    answer(database, admin, row, adaptation=Texts(en="Done.", ar="تم."))
    assert (fresh(database, row).state, str(fresh(database, row).adaptation)) == (BarrierState.ADAPTED, "Done.")
    with pytest.raises(WrongMoment):
        answer(database, admin, row, state=BarrierState.DECLINED)


@pytest.mark.parametrize(
    "more",
    [
        {"barrier": Texts(en="Only English")},
        {"adaptation": Texts()},
        {"state": BarrierState.PLANNED},
        {"state": BarrierState.PLANNED, "until": clock.today() - timedelta(days=900)},
        {"state": BarrierState.REPORTED},
        {"state": BarrierState.WITHDRAWN},
    ],
)
def test_an_answer_that_is_not_whole_is_refused(database, make, more):
    with pytest.raises(Refused):
        answer(database, make.actor(Role.ADMINISTRATOR), make.barrier(), **more)


def test_p205_words_of_closed_reports_are_erased_after_six_months_and_no_others(database, make):
    old = clock.today() - timedelta(days=185)
    over = [make.barrier(state=state, state_since=old, page="/x") for state in (BarrierState.ADAPTED, BarrierState.DECLINED)]
    stays = [
        make.barrier(state_since=old),
        make.barrier(state=BarrierState.PLANNED, state_since=old),
        make.barrier(state=BarrierState.ADAPTED, state_since=old + timedelta(days=2)),
    ]
    (_name, _every, job), *_more = jobs.JOBS
    assert database.write(job) is False
    assert [(one.text, one.page, one.code_hash) for one in (fresh(database, row) for row in over)] == [("", "", None)] * 2
    assert [bool(fresh(database, row).text) and bool(fresh(database, row).code_hash) for row in stays] == [True] * 3
    assert str(fresh(database, over[0]).adaptation) == "The button has a name now."


def test_public_queries_never_load_what_was_typed(database, make):
    from sqlalchemy.exc import InvalidRequestError

    make.barrier(state=BarrierState.ADAPTED)
    one = database.read(lambda session: queries.public_ones(session, NOBODY))[0][0]
    with pytest.raises(InvalidRequestError):
        database.read(lambda session: session.merge(one, load=False).text)


def test_p205_reports_are_for_nobody_but_those_who_answer(database, make):
    row = make.barrier()
    for actor in (NOBODY, make.actor(Role.MODERATOR, make.consultation()), make.actor(Role.ORGANISER)):
        with pytest.raises(NotFound):
            database.read(lambda session, actor=actor: queries.mine(session, actor, row.id))
    with pytest.raises(NotFound):
        database.read(lambda session: queries.public_one(session, NOBODY, 1))


def test_a_report_about_a_private_room_names_it_to_nobody_outside(make, visitor, database):
    place = make.consultation("The secret park", private=True)
    row = make.barrier(state=BarrierState.ADAPTED, consultation_id=place.id)
    for path in ("/en/barriers", f"/en/barriers/{row.number}"):
        assert "The secret park" not in visitor.get(path).text
    assert database.read(lambda session: queries.place_of(session, NOBODY, f"/consultations/{place.slug}/x")) is None

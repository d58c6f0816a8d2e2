"""Three questions after closing: answered once, joined with nothing, told only when ten people have answered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, Actor, Kind
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.figures.days import Span
from portal.ratings import commands, counting, queries
from portal.ratings.models import Rated, Rating
from portal.receipts.models import Receipt


@pytest.fixture
def spoke(make, now):
    """Somebody who spoke in a consultation that has closed: the receipt, its holder, and the consultation."""
    question = make.question(make.consultation(closes=-timedelta(days=2)))
    contribution = make.contribution(question)
    receipt = make.database.read(lambda session: session.get(Receipt, contribution.receipt_id))
    return receipt, Actor(kind=Kind.RECEIPT, receipt_id=receipt.id), question.consultation


def rate(make, spoke, **answers):
    receipt, holder, consultation = spoke
    make.database.write(lambda session: commands.rate(session, holder, receipt, consultation, answers))


def test_answers_count_once_and_hold_neither_number_nor_day(make, spoke, now):
    rate(make, spoke, heard="4", easy="5")
    rate(make, spoke, heard="1")
    [row] = make.database.read(lambda session: session.scalars(select(Rating)).all())
    assert (row.heard, row.safe, row.easy, row.month) == (4, None, 5, now.date().replace(day=1))
    [rated] = make.database.read(lambda session: session.scalars(select(Rated)).all())
    assert {spoke[0].id, row.id, row.consultation_id} & {rated.id} == set()
    assert not make.database.read(lambda session: queries.may_rate(session, spoke[1], spoke[2]))


def test_an_empty_form_and_answers_that_do_not_exist_are_refused(make, spoke):
    for answers in ({}, {"heard": "6"}, {"safe": "x"}, {"other": "3"}):
        with pytest.raises(Refused):
            rate(make, spoke, **answers)


def test_nobody_answers_for_somebody_else_or_too_early(make, spoke):
    receipt, _holder, consultation = spoke
    for actor in (NOBODY, Actor(kind=Kind.RECEIPT, receipt_id=receipt.id + 1)):
        with pytest.raises(NotAllowed):
            make.database.write(lambda session, actor=actor: commands.rate(session, actor, receipt, consultation, {"heard": "3"}))
    running = make.consultation()
    with pytest.raises(WrongMoment):
        make.database.write(lambda session: commands.rate(session, spoke[1], receipt, running, {"heard": "3"}))


def test_figures_count_each_answer_and_are_told_from_ten_on(make, spoke, now):
    make.save(*[Rating(consultation_id=spoke[2].id, heard=5) for _ in range(9)])
    span = Span(spoke[2].slug, None, (now + timedelta(days=40)).date())
    few = make.database.read(lambda session: counting.how_it_was(session, span))["heard"].tell(zeros_are_secret=True)
    assert (few["rows"], few["total"]) == ([], None)
    make.save(*[Rating(consultation_id=spoke[2].id, heard=5) for _ in range(11)])
    many = make.database.read(lambda session: counting.how_it_was(session, span))["heard"].tell(zeros_are_secret=False)
    assert dict(many["rows"])["5"] == 20


def test_the_way_from_the_number_to_the_thanks(make, visitor, now):
    question = make.question(make.consultation(closes=timedelta(days=1)))
    code = make.contribution(question).receipt.code

    with clock.frozen(now + timedelta(days=3)):
        visitor.get("/en/track")
        visitor.press("Show what became of it", code=code)
        visitor.press("Answer three questions")
        assert visitor.press("Send these answers", status=422).faults == ["Choose an answer to at least one question."]
        assert visitor.press("Send these answers", heard="4", safe="", easy="2").h1 == "Thank you"
        visitor.press("Back to your page")
        assert "How was it to take part?" not in visitor.page.main

"""Joining costs the same for one as for many, and nobody joins what is not theirs."""

import pytest

from portal.base import clock
from portal.base.access import NOBODY, Actor, Kind, Role
from portal.base.errors import NotFound
from portal.contributions.models import ContributionState
from portal.journeys import queries

pytestmark = pytest.mark.usefixtures("now")


def holder(receipt):
    return Actor(kind=Kind.RECEIPT, receipt_id=receipt.id)


def test_a_journey_costs_the_same_for_one_contribution_and_for_three(make, statements):
    costs = []
    for number in (1, 3):
        place = make.answerable(number)
        receipt = make.receipt(place)
        for point in place.points:
            make.behind(point, make.contribution(place.question, receipt=receipt))
            make.answer(point)
            make.news(make.commitment(point))
        costs.append(statements(lambda session, receipt=receipt: queries.journey(session, holder(receipt), clock.now())))
    assert costs[0] == costs[1]


def test_a_stretch_and_the_reach_cost_the_same_for_one_and_for_three(make, statements):
    costs = []
    for number in (1, 3):
        place = make.answerable(number)
        for point in place.points:
            make.behind(point, make.contribution(place.question))
            make.answer(point)
            make.news(make.commitment(point))
        question = place.question
        costs.append(
            statements(
                lambda session, place=place, question=question: (
                    queries.of_question(session, NOBODY, question),
                    queries.reach(session, NOBODY, place),
                    queries.all_promises(session, NOBODY, place),
                )
            )
        )
    assert costs[0] == costs[1]


def test_only_the_holder_has_a_journey(make, database):
    place = make.answerable()
    make.contribution(place.question)
    for nobody in (NOBODY, make.actor(Role.MODERATOR, place), make.actor(Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            database.read(lambda session, nobody=nobody: queries.journey(session, nobody, clock.now()))


def test_a_journey_holds_what_is_under_the_number_and_no_more(make, database):
    place = make.answerable()
    mine, other = make.contribution(place.question, state=ContributionState.RECEIVED), make.contribution(place.question, state=ContributionState.RECEIVED)
    found = database.read(lambda session: queries.journey(session, holder(mine.receipt), clock.now()))
    assert [way.contribution.id for way in found.ways] == [mine.id]
    assert other.id not in [way.contribution.id for way in found.ways]

"""Whoever answers sees how far it is, goes on from point to point, and can take all points along on paper."""

import pytest

from portal.base.access import Role
from portal.responses import queries

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def park(make, visitor):
    """Three points that wait, and their responder at the screen."""
    place = make.answerable(points=3)
    make.sign_in(visitor, make.staff(roles=[(Role.RESPONDER, place)]))
    return place


def test_the_desk_tells_how_far_it_is_and_each_answer_leads_to_the_next_point(visitor, park):
    main = visitor.get(f"/en/staff/{park.slug}/responses").main
    assert "3 points wait for an answer. 0 of 3 are answered." in main
    visitor.follow("Answer point 1")
    visitor.press("Publish this answer", verdict="not accepted", reason_en="There is no money for it this year.", unit="Parks office")
    assert visitor.follow("Go on with point 2").h1.startswith("Point 2")
    assert "2 points wait for an answer. 1 of 3 are answered." in visitor.get(f"/en/staff/{park.slug}/responses").main


def test_after_the_last_number_comes_the_first_that_still_waits(database, make, park):
    viewer = make.actor(Role.RESPONDER, park)
    make.answer(park.points[1])
    after = [getattr(database.read(lambda session, number=number: queries.next_open(session, viewer, park, number)), "number", None) for number in (1, 2, 3)]
    assert after == [3, 3, 1]


def test_all_points_stand_on_paper_with_room_for_a_signature_and_answers_that_are_given(visitor, make, park):
    make.answer(park.points[0])
    main = visitor.get(f"/en/staff/{park.slug}/responses/paper").main
    assert [f"Point {number}: " in main for number in (1, 2, 3)] == [True] * 3
    assert main.count("Date and signature") == 2


def test_nobody_else_finds_the_paper(visitor, make, park):
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, park)]))
    visitor.get(f"/en/staff/{park.slug}/responses/paper", status=404)

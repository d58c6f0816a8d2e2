"""The workspace shows how far each question is, and gives reasons in every language."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.access import Role
from portal.summaries import queries
from portal.summaries.forms import READY
from portal.summaries.models import NoPoint


@pytest.fixture
def place(make, now, visitor):
    """A closed consultation with two questions and a draft of its summary, and its moderator at the screen."""

    class Place:
        consultation = make.consultation(opens=timedelta(days=-30), closes=timedelta(days=-1), slug="park")
        trees, roads = make.question(consultation, "Trees?"), make.question(consultation, "Roads?")
        summary = make.summary(consultation)

    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, Place.consultation)]))
    return Place


def test_each_question_tells_what_is_left_and_leads_there(make, visitor, place):
    make.point(place.summary, number=1, behind=[make.contribution(place.trees, "Keep the oak.")])
    make.contribution(place.trees, "Plant more.")
    make.contribution(place.roads, "Close the road.")
    main = visitor.get("/en/staff/park/summary").main
    trees, roads = place.trees.number, place.roads.number
    for told in (f"{trees}. Trees?1 of 2 Place 1 (question {trees})", f"{roads}. Roads?0 of 1 Place 1 (question {roads})"):
        assert told in main
    main = visitor.follow(f"Place 1 (question {trees})").main
    assert ("Plant more." in main, "Keep the oak." in main, "Close the road." in main) == (True, False, False)


def test_a_ready_reason_is_told_in_every_language_and_typed_words_come_first(make, visitor, place, database):
    one = make.contribution(place.trees, "Thank you.")
    visitor.get("/en/staff/park/summary")
    visitor.press("Record the reason", chosen=str(one.id), ready="thanks", reason_en="It says thanks.")
    (kept,) = database.read(lambda session: list(session.scalars(select(NoPoint))))
    assert kept.reason["en"] == "It says thanks."
    assert set(kept.reason) == set(place.consultation.languages)
    assert kept.reason["ar"] != ""


def test_every_ready_reason_can_be_chosen(make, visitor, place):
    make.contribution(place.trees, "Thank you.")
    text = visitor.get("/en/staff/park/summary").text
    assert [name for name in READY if f'<option value="{name}">' not in text] == []


def test_how_far_each_question_is_needs_one_statement(make, database, place, statements):
    viewer = make.actor(Role.MODERATOR, place.consultation)
    few = statements(lambda session: queries.coverage_by_question(session, viewer, place.consultation))
    for number in range(3):
        make.contribution(place.roads, f"Road {number}.")
    assert statements(lambda session: queries.coverage_by_question(session, viewer, place.consultation)) == few

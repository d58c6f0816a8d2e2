"""A consultation may offer some ways of speaking; the others are not offered, and not taken."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY
from portal.base.errors import Refused
from portal.consultations import queries as consultations
from portal.contributions import commands
from portal.contributions.models import Voice
from portal.web import tokens
from tests.visitor import HTML


@pytest.fixture
def question(make, now):
    return make.question(make.consultation(voices=["pseudonym", "name"]), number=1)


def path_of(question):
    return f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write"


def offered(page):
    return [(one.get("value"), one.get("checked") is not None) for one in page.tree.iter(f"{HTML}input") if one.get("name") == "voice"]


def test_only_the_offered_ways_stand_in_the_form(visitor, question):
    page = visitor.get(path_of(question))
    assert (offered(page), "Is your organisation confirmed?" in page.main) == ([("pseudonym", True), ("name", False)], False)


def test_where_nothing_is_said_every_way_is_offered(visitor, make):
    page = visitor.get(path_of(make.question(number=1)))
    assert (offered(page), "Is your organisation confirmed?" in page.main) == ([("anonymous", True), ("pseudonym", False), ("name", False), ("organisation", False)], True)


def test_another_way_is_not_taken_and_the_words_stay(visitor, question):
    visitor.get(path_of(question))
    page = visitor.press("Continue", status=422, text="More trees.", voice="anonymous")
    assert (page.faults, "More trees." in page.text) == (["Choose how you want to speak."], True)


def test_the_command_knows_it_too(database, question):
    def send(session):
        token = tokens.read(tokens.issue(opened=clock.now() - timedelta(minutes=5)))
        asked = consultations.question(session, NOBODY, question.consultation.slug, 1)
        commands.submit(session, NOBODY, asked, token=token, text="More trees.", language="en", voice=Voice.ANONYMOUS)

    with pytest.raises(Refused, match="cannot speak in this way here"):
        database.write(send)

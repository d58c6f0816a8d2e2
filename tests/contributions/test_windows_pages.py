"""Words that wait for their hour, as their author, a reader and a moderator meet them."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import joinedload

from portal.base import clock
from portal.base import settings as base
from portal.base.access import Role
from portal.consultations.models import ConsultationState
from portal.contributions.models import Contribution
from portal.contributions.models import ContributionState as State
from portal.receipts import tickets
from portal.web import tokens
from tests.contributions.hours import fresh, job, states, windows  # noqa: F401  a fixture
from tests.contributions.test_pages_writing import fields, path_of

pytestmark = pytest.mark.usefixtures("now", "hours")
TOLD = "What is accepted appears together with others: on May 3, 2027 at the latest."


@pytest.fixture
def hours(portal, windows):  # noqa: F811
    """Building the portal has put its own settings in force."""
    base.use(windows)


@pytest.fixture
def place(make):
    make.policy()
    return make.question(make.consultation(premoderated=False))


def own_page(visitor, words):
    return visitor.post("/en/track", {"token": tokens.issue(), "ticket": tickets.issue(words.receipt)})


def test_whoever_has_sent_words_reads_by_which_day_they_appear(visitor, place):
    page = visitor.post(path_of(place), fields())
    assert TOLD in page.text
    assert "Your answer is public now." not in page.text


def test_the_page_behind_a_number_says_it_too_and_the_number_of_the_words_comes_later(visitor, place, database, now):
    with clock.frozen(now - timedelta(hours=1)):
        visitor.post(path_of(place), fields())
    words = database.read(lambda session: session.query(Contribution).options(joinedload(Contribution.receipt)).one())
    assert TOLD in own_page(visitor, words).text
    job(database, now + timedelta(hours=6))
    page = own_page(visitor, words)
    assert TOLD not in page.text
    assert f"No. {fresh(database, words).number}" in page.text


def test_in_a_suspended_consultation_no_day_is_promised(visitor, make):
    words = make.contribution(make.question(make.consultation(state=ConsultationState.SUSPENDED)), state=State.ACCEPTED)
    page = own_page(visitor, words)
    assert "appears together with others: on" not in page.text
    assert "Accepted, appears together with others" in page.text


def test_a_moderator_finds_what_waits_and_puts_it_aside(visitor, make, place, database):
    words = make.contribution(place, "Words that wait.", state=State.ACCEPTED)
    make.sign_in(visitor, make.staff("Mo", roles=[(Role.MODERATOR, place.consultation)]))
    here = f"/en/staff/{place.consultation.slug}"
    assert "1 accepted" in visitor.get(f"{here}/queue").text
    page = visitor.get(f"{here}/published")
    assert ("Words that wait." in page.text, TOLD in page.text) == (True, True)
    page = visitor.get(f"{here}/queue/{words.id}")
    assert TOLD in page.text
    visitor.get(f"{here}/queue/{words.id}/restrict")
    visitor.press("Decide and open the next one", action="hold", rule="3", facts="It may name a neighbour.")
    assert states(database, words) == ["held"]


def test_publishing_says_that_it_is_accepted(visitor, make, place, database):
    words = make.contribution(place, state=State.RECEIVED)
    make.sign_in(visitor, make.staff("Mo", roles=[(Role.MODERATOR, place.consultation)]))
    visitor.get(f"/en/staff/{place.consultation.slug}/queue/{words.id}")
    page = visitor.press("Publish and open the next one")
    assert "Accepted, appears together with others" in page.text
    assert states(database, words) == ["accepted"]


def test_no_reader_finds_them(visitor, make, place):
    make.contribution(place, "Words that wait.", state=State.ACCEPTED)
    page = visitor.get(f"/en/consultations/{place.consultation.slug}/questions/{place.number}")
    assert "Words that wait." not in page.text

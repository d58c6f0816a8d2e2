"""A flood in one thread waits its turn; nobody is refused, and nobody elsewhere notices."""

from collections import Counter
from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.languages import Texts
from portal.consultations import commands as consultations
from portal.consultations import queries as reading
from portal.contributions import commands, rush
from portal.contributions.models import Contribution, Voice
from portal.contributions.models import ContributionState as State
from portal.web import tokens
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture(autouse=True)
def calm():
    rush._left.clear()


@pytest.fixture
def threads(make):
    """Two questions of a consultation in which words appear at once."""
    consultation = make.consultation(premoderated=False)
    return [make.question(consultation, number=number) for number in (1, 2)]


def speak(database, question, text="More benches."):
    with clock.frozen(clock.now() - timedelta(minutes=1)):
        token = tokens.issue()
    of = question.consultation.slug, question.number
    return database.write(
        lambda session: commands.submit(session, NOBODY, reading.question(session, NOBODY, *of), token=tokens.read(token), text=text, language="en", voice=Voice.ANONYMOUS)
    )


def states(database, question):
    return Counter(database.read(lambda session: [one.state for one in session.query(Contribution).filter_by(question_id=question.id)]))


def test_p34_a_burst_in_one_thread_waits_and_other_threads_stay_open(database, threads):
    here, there = threads
    made = [speak(database, here, f"Words {number}.") for number in range(200)]
    assert states(database, here) == {State.PUBLISHED: 20, State.RECEIVED: 180}
    assert len({one.code for one in made}) == 200  # everybody has a number, and nothing is lost
    assert speak(database, there).contribution.state is State.PUBLISHED


def test_p34_a_thread_opens_again_when_the_flood_is_over(database, threads):
    here, _there = threads
    for number in range(25):
        speak(database, here, f"Words {number}.")
    with clock.frozen(NOON + timedelta(seconds=29)):
        assert speak(database, here, "Soon.").contribution.state is State.RECEIVED
    with clock.frozen(NOON + timedelta(minutes=2)):
        assert speak(database, here, "Later.").contribution.state is State.PUBLISHED


def test_p34_ten_times_as_many_as_usual_in_an_hour_is_no_reason_when_they_are_few(database, threads):
    here, _there = threads
    for minute in range(30):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            assert speak(database, here, f"Words {minute}.").contribution.state is State.PUBLISHED


def test_p34_an_organiser_switches_on_calm_and_every_word_waits(database, make, threads):
    here, there = threads
    organiser = make.actor(Role.ORGANISER, here.consultation)

    def switch(session):
        one = reading.one(session, organiser, here.consultation.slug)
        consultations.set_premoderation(session, organiser, one, True, Texts(en="Somebody floods us.", ar="أحدهم يغرقنا."))

    database.write(switch)
    assert [speak(database, question).contribution.state for question in (here, there)] == [State.RECEIVED] * 2


def test_threads_that_were_left_alone_are_forgotten():
    for question in range(rush.MOST_THREADS + 5):
        assert not rush.overfull(question)
    assert len(rush._left) == rush.MOST_THREADS
    assert 0 not in rush._left

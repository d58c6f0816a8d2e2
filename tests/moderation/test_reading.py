"""Reading many texts: only some of them, with the oldest's day in sight, ready sentences, and a way back from the last decision."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import Role
from portal.base.languages import speaking
from portal.contributions.models import Contribution, ContributionState
from portal.moderation import queries, ready
from portal.moderation.models import Decision

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def place(make):
    make.policy()
    return make.question(make.consultation())


@pytest.fixture
def moderator(make, place, visitor):
    person = make.staff("Mo", roles=[(Role.MODERATOR, place.consultation)])
    make.sign_in(visitor, person)
    return person


def waiting(make, place, words, **more):
    return make.contribution(place, words, state=ContributionState.RECEIVED, **more)


def state(database, words):
    return database.read(lambda session: session.get(Contribution, words.id).state)


def queue_of(place):
    return f"/en/staff/{place.consultation.slug}/queue"


def test_whoever_reads_one_language_is_given_only_that_one_until_it_is_done(make, place, moderator, visitor):
    waiting(make, place, "First words.", day=clock.today() - timedelta(days=3))
    waiting(make, place, "Premiers mots.", language="fr", day=clock.today() - timedelta(days=2))
    waiting(make, place, "Derniers mots.", language="fr")
    page = visitor.get(f"{queue_of(place)}?language=fr")
    assert ("First words." in page.main, "Premiers mots." in page.main, "2 texts" in page.main) == (False, True, True)
    assert "Premiers mots." in visitor.press("Start reviewing").main
    assert "Derniers mots." in visitor.press("Publish and open the next one").main
    page = visitor.press("Publish and open the next one")
    assert ("It is published." in page.main, "Nothing waits." in page.main) == (True, True)
    assert "First words." in visitor.follow("Show all that waits").main if "Show all that waits" in page.main else visitor.get(queue_of(place)).main


@pytest.mark.parametrize("asked", ["question=x", "question=99999999", "language=../..", "part=..", "part=1", "language=xx", "before=9", "before=x"])
def test_a_strange_choice_harms_nothing(make, place, moderator, visitor, asked):
    waiting(make, place, "Words.")
    visitor.get(f"{queue_of(place)}?{asked}")


def test_the_queue_tells_how_old_it_is_and_by_when_it_should_be_read(make, place, moderator, visitor):
    waiting(make, place, "Old.", day=clock.today() - timedelta(days=5))
    waiting(make, place, "New.")
    main = visitor.get(queue_of(place)).main
    assert "The oldest should be read by April 30, 2027. Late You decided on 0 texts today." in main
    assert "How long they have waited" in main
    visitor.press("Start reviewing")
    visitor.press("Publish and open the next one")
    assert "The oldest should be read by May 5, 2027. You decided on 1 text today." in visitor.get(queue_of(place)).main


def test_the_progress_needs_as_many_statements_for_many(database, make, place, statements):
    viewer = make.actor(Role.MODERATOR, place.consultation)
    ask = lambda session: queries.progress(session, viewer, place.consultation)
    few = statements(ask)
    for number in range(5):
        waiting(make, place, f"Bench {number}", day=clock.today() - timedelta(days=number), language="fr")
    assert statements(ask) == few


@pytest.mark.parametrize(("action", "left"), [("decline", ContributionState.DECLINED), ("hold", ContributionState.HELD)])
def test_the_last_decision_can_be_taken_back_from_the_next_page(make, place, moderator, visitor, database, action, left):
    words, _other = waiting(make, place, "Wrongly decided.", day=clock.today() - timedelta(days=1)), waiting(make, place, "Next.")
    visitor.get(f"{queue_of(place)}/{words.id}/restrict")
    page = visitor.press("Decide and open the next one", action=action, rule="3", ready="insult")
    assert ("Next." in page.main, state(database, words)) == (True, left)
    page = visitor.press(next(label for form in page.forms() for label, _n, _v in form.buttons if label.startswith("Take back the decision before")))
    assert ("It is taken back. It waits as before." in page.main, "Wrongly decided." in page.main) == (True, True)
    assert state(database, words) is ContributionState.RECEIVED


def test_publishing_is_taken_back_too_and_the_button_comes_after_the_one_that_goes_on(make, place, moderator, visitor, database):
    words, _other = waiting(make, place, "Wrongly published.", day=clock.today() - timedelta(days=1)), waiting(make, place, "Next.")
    visitor.get(f"{queue_of(place)}/{words.id}")
    page = visitor.press("Publish and open the next one")
    buttons = [label for form in page.forms() for label, _n, _v in form.buttons]
    assert buttons[0] == "Publish and open the next one"
    assert ("Look at No. 1 again", True) == (next(said for said, _to in page.links if said.startswith("Look")), buttons[1].startswith("Take back"))
    visitor.press(buttons[1])
    assert state(database, words) is ContributionState.RECEIVED


def test_after_ten_minutes_no_way_leads_back(make, place, moderator, visitor):
    words, _other = waiting(make, place, "Published.", day=clock.today() - timedelta(days=1)), waiting(make, place, "Next.")
    visitor.get(f"{queue_of(place)}/{words.id}")
    address = visitor.press("Publish and open the next one").url
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert "Take back" not in visitor.get(address).main


@pytest.mark.six
def test_a_ready_sentence_is_said_in_the_language_of_the_author(make, place, moderator, visitor, database):
    words = waiting(make, place, "Premiers mots.", language="fr")
    visitor.get(f"{queue_of(place)}/{words.id}/restrict")
    visitor.press("Decide and open the next one", action="decline", rule="3", ready="insult", facts="Zone 4.")
    with speaking("fr"):
        sentence = str(ready.SENTENCES["insult"])
    assert database.read(lambda session: session.query(Decision).one().facts) == f"{sentence} Zone 4."


def test_neither_a_ready_sentence_nor_words_of_ones_own_is_refused(make, place, moderator, visitor):
    words = waiting(make, place, "Words.")
    visitor.get(f"{queue_of(place)}/{words.id}/restrict")
    assert visitor.press("Decide and open the next one", status=422, action="decline", rule="3").faults == [
        "Say in plain words what in the text goes against the rule. The author reads it."
    ]

"""The loop that the portal exists for, from the open question to the late promise, in a real browser.

Once without JavaScript and once with htmx; nothing on the way may differ.
"""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import Role
from tests.browser import chromium, needs_chromium
from tests.conftest import NOON
from tests.journeys.people import Person

WORDS = "My neighbour Quenzel Ortabas agrees: we need shade by the river."
FACTS = "It names a neighbour who was never asked about it."


@pytest.fixture
def stage(make, now):
    """One consultation with two organisations and everybody who works on it."""
    make.policy()
    consultation = make.consultation("Shade by the river", closes=timedelta(days=5), languages=["en"])
    question = make.question(consultation, "What is missing by the river?")
    staff = {role: make.staff(role.value.title(), roles=[(role, consultation)]) for role in (Role.MODERATOR, Role.REVIEWER, Role.RESPONDER)}
    for person in staff.values():
        make.totp(person)
    make.contribution(question, "Benches for old people.")
    return consultation, question, staff


@needs_chromium
@pytest.mark.browser
@pytest.mark.parametrize("script", [False, True], ids=["without JavaScript", "with htmx"])
def test_p21_whoever_speaks_also_hears_back(stage, live, script):
    consultation, question, staff = stage
    here, desk = f"/en/consultations/{consultation.slug}", f"/en/staff/{consultation.slug}"
    with chromium(script=script) as page:
        person = Person(page, live)
        number = speak(person, question)
        restrict(person, staff[Role.MODERATOR], desk)
        contest(person, number)
        hear(person, staff[Role.REVIEWER], desk)
        assert WORDS in person.open(f"{here}/questions/{question.number}")
        with clock.frozen(NOON + timedelta(days=6)):
            summarise(person, staff[Role.MODERATOR], desk)
            object_to(person, here)
        with clock.frozen(NOON + timedelta(days=23)):
            finish(person, staff[Role.MODERATOR], desk)
            respond(person, staff[Role.RESPONDER], desk)
        with clock.frozen(NOON + timedelta(days=200)):
            hear_back(person, number)
            walk_the_trace(person, here)


def speak(person, question):
    """From the start page to the number, without an account, with one mistake on the way."""
    person.open("/en/")
    person.follow("Shade by the river")
    person.follow("What is missing by the river?")
    person.follow("Write an answer")
    assert "Write your answer before you continue" in person.press("Continue", text="")
    assert "Check your answer" in person.press("Continue", text=WORDS)
    person.press("Change")
    person.press("Continue", voice="pseudonym", shown_name="Amal")
    assert "We have your answer" in person.press("Send my answer")
    assert person.page.context.cookies() == []
    return person.number()


def restrict(person, moderator, desk):
    """The moderator finds it in the queue and decides with a reason."""
    person.sign_in(moderator)
    person.open(f"{desk}/queue")
    assert WORDS in person.press("Start reviewing")
    person.follow("Do not publish")
    person.press("Decide and open the next one", action="decline", rule="3", facts=FACTS, passage="Quenzel Ortabas")


def contest(person, number):
    """The author reads the reason and contests it, with nothing but the number."""
    person.page.context.clear_cookies()
    person.open("/en/track")
    assert FACTS in person.press("Show what became of it", code=number)
    person.press(person.button_beginning("Contest this decision"))
    assert "We have your appeal" in person.press("Contest the decision", text="He agreed that I say his name.")


def hear(person, reviewer, desk):
    """Somebody else hears the appeal."""
    person.sign_in(reviewer)
    person.open(f"{desk}/appeals")
    assert WORDS in person.follow("He agreed that I say his name.")
    person.press("Decide the appeal", outcome="overturn", reason="The neighbour agreed, so nobody is harmed.")


def summarise(person, moderator, desk):
    """Points from contributions; nothing is shown while anything has no place."""
    person.sign_in(moderator)
    person.open(f"{desk}/summary")
    person.press("Begin the summary")
    person.follow("Add a point")
    person.press("Add the point", title_en="Give shade by the river.")
    person.open(f"{desk}/summary?words=shade")
    first = person.page.locator('[name="chosen"]').first.get_attribute("value")
    person.press("Link to the point", chosen=first, point="1")
    person.open(f"{desk}/summary/check-back")
    assert "neither a point nor a reason" in person.press("Show it now")
    person.open(f"{desk}/summary?place=without")
    rest = person.page.locator('[name="chosen"]').first.get_attribute("value")
    person.press("Record the reason", chosen=rest, reason_en="Benches are planned already.")
    person.open(f"{desk}/summary/check-back")
    assert "The summary is public." in person.press("Show it now", days="14")


def object_to(person, here):
    """A reader says what was missed."""
    person.page.context.clear_cookies()
    person.open(f"{here}/summary/object")
    person.press("Send it", kind="missed", text="Benches are missing.")
    assert person.number()


def finish(person, moderator, desk):
    """Every objection is answered; then the summary is final."""
    person.sign_in(moderator)
    person.open(f"{desk}/objections")
    person.follow("Objection 1")
    person.press("Send the answer", verdict="not accepted", answer_en="Benches stand in another plan.", shown="yes")
    person.open(f"{desk}/summary/check-back")
    person.press("Make the summary final")


def respond(person, responder, desk):
    """The responsible body accepts the point and promises."""
    person.sign_in(responder)
    person.open(f"{desk}/responses/1")
    due = (clock.today() + timedelta(days=60)).isoformat()
    promise = {"what_en": "Plant forty trees.", "owner": "Parks office", "due_on": due, "measure_en": "They stand."}
    assert "Your answer is public now." in person.press("Publish this answer", verdict="accepted", reason_en="Shade is missing.", unit="Parks office", **promise)


def hear_back(person, number):
    """With the number alone: where the words went, what was answered, what is promised, and that it is late."""
    person.page.context.clear_cookies()
    person.open("/en/track")
    words = person.press("Show what became of it", code=number)
    for sign in ("Give shade by the river.", "Accepted", "Shade is missing.", "Plant forty trees.", "Late:", "The neighbour agreed"):
        assert sign in words, sign
    assert number.replace(" ", "").replace(",", "") not in person.page.url


def walk_the_trace(person, here):
    """In public, in both directions."""
    assert "Late:" in person.open(f"{here}/responses")
    person.open(f"{here}/trace")
    person.follow("Question")
    assert "Plant forty trees." in person.words()
    person.open(f"{here}/trace")
    person.follow("Behind promise 1")
    assert WORDS in person.words()

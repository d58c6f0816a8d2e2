"""Participants who speak in several places, and organisations that speak under their name: a real browser without JavaScript."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import SYSTEM
from portal.identity import commands as identity
from portal.identity.models import Organisation
from tests.browser import chromium, needs_chromium
from tests.conftest import NOON
from tests.journeys.people import Person

PASSPHRASE = "seven herons cross the yellow bridge"


@pytest.fixture
def stage(make, now):
    """Two open consultations."""
    make.policy()
    return [make.question(make.consultation(title, languages=["en"], premoderated=False), "What is missing?") for title in ("Shade by the river", "Night buses")]


def at(minutes):
    """People type slower than programs."""
    return clock.frozen(NOON + timedelta(minutes=minutes))


@needs_chromium
@pytest.mark.browser
def test_several_consultations_under_one_made_up_name(stage, live):
    river, buses = stage
    with chromium(script=False) as page:
        person = Person(page, live)
        person.open(f"/en/consultations/{river.consultation.slug}/questions/{river.number}/write")
        with at(1):
            person.press("Continue", text="More trees.")
            person.press("Send my answer")
            number = person.number()
            person.press("Keep this number under a made-up name")
            shown = person.press("Continue", name="Winter owl", password=PASSPHRASE)
            assert PASSPHRASE in shown
            assert "Shade by the river" in person.press("I have written it down")
            person.press("Write here under this pseudonym", question=f"{buses.consultation.slug}/{buses.number}")
        with at(2):
            person.press("Continue", text="A bus at three.")
            assert "It is kept under your made-up name." in person.press("Send my answer")
            both = person.press("Back to your made-up name")
            assert "Shade by the river" in both
            assert "Night buses" in both
        with at(3):
            person.open("/en/track")
            person.follow("One place for several consultations")
            person.press("Open", name="winter owl", password=PASSPHRASE)
            assert "What became of your words" in person.press("Open this page (1)")
            person.open("/en/pseudonym")
            person.press("Open", name="winter owl", password=PASSPHRASE)
            person.press("Delete this made-up name")
            assert "Nothing of it is left here." in person.press("Yes, delete it")
            person.open("/en/track")
            assert "Shade by the river" in person.press("Show what became of it", code=number)
        assert page.context.cookies() == []


@needs_chromium
@pytest.mark.browser
def test_a_confirmed_organisation_writes_and_supports(stage, live, make, database):
    river, _buses = stage
    union = make.organisation("Tenants' union")
    number = database.write(lambda session: identity.confirm_organisation(session, SYSTEM, session.get(Organisation, union.id)))
    words = make.contribution(river, "Benches for old people.")
    here = f"/en/consultations/{river.consultation.slug}"
    with chromium(script=False) as page:
        person = Person(page, live)
        assert str(union.name) in person.open("/en/organisations")
        person.open(f"{here}/questions/{river.number}/write")
        with at(1):
            assert "No confirmed organisation has this number" in person.press("Continue", text="Lifts.", voice="organisation", speaking_number="0" * 20)
            assert f"{union.name} (confirmed)" in person.press("Continue", speaking_number=number)
            person.press("Send my answer")
        assert f"{union.name} (confirmed)" in person.open(f"{here}/questions/{river.number}")
        person.open(f"{here}/contributions/{words.number}")
        person.follow("Support this for an organisation")
        person.press("Continue", speaking_number=number)
        person.press("Yes, support it")
        assert f"Also supported by: {union.name}" in person.follow("Back to No.")
        assert number not in page.url
        person.follow("Support this for an organisation")
        person.press("Continue", speaking_number=number)
        person.press("Take the support back")
        assert "Also supported by" not in person.follow("Back to No.")
        assert page.context.cookies() == []

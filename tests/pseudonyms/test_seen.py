"""Every page that a participant meets under a made-up name, or for an organisation, as far as axe can tell (WCAG 2.2 A and AA)."""

import pytest

from portal.base.access import SYSTEM
from portal.identity import commands as identity
from portal.identity.models import Organisation
from tests.browser import needs_chromium
from tests.factories.pseudonyms import PASSPHRASE
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("now")]


def walk(eyes, steps):
    """Send each form and look at what comes."""
    for name, to, button, typed in steps:
        eyes.send(to, button, **typed)
        eyes.look(f"{to}: {name}")


@pytest.mark.parametrize("language", ["ar"])  # the harder direction; tests/house/test_axe.py takes turns
def test_under_a_made_up_name(make, live, language):
    words = make.contribution()
    make.pseudonym("Heron", words.receipt.code)
    with looker(live) as eyes:
        eyes.open(f"/{language}/pseudonym")
        eyes.look("the way in")
        walk(eyes, [("left empty", "/pseudonym", 0, {}), ("begin, left empty", "/pseudonym/begin", 0, {})])
        walk(eyes, [("shown once more", "/pseudonym/begin", 0, {"name": "Winter owl"}), ("ready", "/pseudonym/begin", 0, {})])
        walk(eyes, [("a number that is none", "/pseudonym/add", 0, {"code": "12"}), ("no passphrase", "/pseudonym/passphrase", 0, {})])
        eyes.open(f"/{language}/pseudonym")
        walk(eyes, [("open", "/pseudonym", 0, {"name": "Heron", "password": PASSPHRASE}), ("a number shown", "/pseudonym/take-out", 0, {})])
        walk(eyes, [("back", "/pseudonym", 0, {}), ("writing", "/pseudonym/write", 0, {})])
        eyes.open(f"/{language}/pseudonym")
        walk(eyes, [("open", "/pseudonym", 0, {"name": "Heron", "password": PASSPHRASE}), ("sure?", "/pseudonym/delete", 0, {}), ("deleted", "/pseudonym/delete", 0, {})])
    assert eyes.faults == []


@pytest.mark.parametrize("language", ["ar"])  # the harder direction; tests/house/test_axe.py takes turns
def test_for_an_organisation(make, live, database, language):
    words, union = make.contribution(), make.organisation("Tenants' union")
    number = database.write(lambda session: identity.confirm_organisation(session, SYSTEM, session.get(Organisation, union.id)))
    place = f"/consultations/{words.consultation.slug}/contributions/{words.number}"
    with looker(live) as eyes:
        eyes.open(f"/{language}/organisations")
        eyes.look("the confirmed ones")
        eyes.open(f"/{language}{place}/support")
        eyes.look("support")
        walk(eyes, [("left empty", "/support", 0, {}), ("whose", "/support", 0, {"speaking_number": number}), ("done", "/support", 0, {})])
        eyes.open(f"/{language}{place}")
        eyes.look("with support")
    assert eyes.faults == []

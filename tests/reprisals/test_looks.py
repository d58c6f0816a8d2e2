"""Every page of somebody who reports pressure, as far as axe can tell (WCAG 2.2 A and AA), and by keyboard alone."""

import pytest

from portal.base.access import Role
from portal.reprisals.commands import office
from portal.reprisals.models import Duty
from portal.vault import holding
from portal.vault.models import Helpline
from tests.browser import needs_chromium
from tests.complaints.test_looks import go, number_in
from tests.factories.vault import MadeCase
from tests.looking import looker
from tests.reprisals.reports import by_officer, planned

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("now")]


def unfold(eyes):
    eyes.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_the_advice_to_the_end(make, live, language):
    officers = [make.officer(Role.PROTECTION_OFFICER, name=name) for name in ("Amal", "Rui")]
    make.vault.write(lambda session: session.add(Helpline(name={"en": "Night line"}, ways={"en": "https://help.example.org"}, languages=["en", "ar"], region="western-asia")))
    with looker(live) as eyes:
        eyes.open(f"/{language}/write/2")
        eyes.look("/write/2: nobody on duty")
        make.vault.write(lambda session: session.add_all(Duty(officer_id=one.officer.id, weekday=0, from_hour=8, to_hour=18) for one in officers))
        eyes.open(f"/{language}/write/2")
        eyes.look("/write/2")
        eyes.walk("/write/2")
        go(eyes, "/write/2", "left empty")
        go(eyes, "/write/2", "the number", text="They follow my son.")
        code = number_in(eyes)
        held = make.vault.read(lambda session: holding.opened_by(session, code))
        made = MadeCase(held.case, held.key, code, None)
        go(eyes, "/page", "it has arrived")
        planned(make, made, officers[0])
        by_officer(make, made, officers[0], office.answer, "Is your son at home?", language="en")
        eyes.open(f"/{language}/page")
        go(eyes, "/page", "a plan", code=code)
        go(eyes, "/page/consent", "allowed")
        go(eyes, "/page/text", "the first words")
        unfold(eyes)
        go(eyes, "/page/contact", "contact")
        unfold(eyes)
        go(eyes, "/page/traces", "no number")
        go(eyes, "/page/delete", "an answer deleted")
        go(eyes, "/page/end", "ended")
    assert eyes.faults == []


@pytest.mark.parametrize("language", ["ar"])
def test_without_any_officer(make, live, language):
    with looker(live) as eyes:
        eyes.open(f"/{language}/write/2")
        eyes.look("/write/2: nobody at all")
        eyes.walk("/write/2: nobody at all")
    assert eyes.faults == []

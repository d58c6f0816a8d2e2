"""The desk of complaints, as far as axe can tell (WCAG 2.2 A and AA), and by keyboard alone."""

import pytest

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.complaints.models import Route
from portal.identity.queries import cookie_name
from portal.vault import commands
from portal.vault.models import ClockName, Standing
from tests.browser import needs_chromium
from tests.complaints.working import arrived, avenue, hold
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("now")]
MOST = 140


def come(eyes, visitor):
    """With the cookie of whoever has signed in at the other browser."""
    eyes.page.context.clear_cookies()
    eyes.page.context.add_cookies([{"name": cookie_name(), "value": visitor.client.cookies[cookie_name()], "url": eyes.address}])


def unfold(eyes):
    eyes.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")


def go(eyes, to, name, **typed):
    unfold(eyes)
    eyes.send(to, **typed)
    unfold(eyes)
    eyes.look_once(f"{to}: {name}")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_the_first_answer_to_closing(make, visitor, live, language):
    officer, body = make.officer(name="Noor"), avenue(make)
    made = arrived(make, officer, others=((make.officer(name="Rui"), Standing.STAND_IN),), referral_allowed=True)
    make.unlock(visitor, officer)
    with looker(live) as eyes:
        come(eyes, visitor)
        assert eyes.open(f"/{language}/staff/desk/{made.case.id}") == 200
        unfold(eyes)
        eyes.look("a case")
        eyes.open(f"/{language}/staff/desk/{made.case.id}")
        unfold(eyes)
        eyes.walk("a case", MOST)
        go(eyes, "/acknowledge", "left empty")
        go(eyes, "/acknowledge", "answered", text="I have read it.")
        go(eyes, "/decline", "left empty")
        go(eyes, "/take-up", "taken up", text="I ask.")
        go(eyes, "/propose", "proposed", text="A new date.")
        hold(make, made, lambda session, held: commands.meet(session, SYSTEM, held.case, ClockName.COMMENT))
        eyes.open(f"/{language}/staff/desk/{made.case.id}")
        go(eyes, "/decide", "left empty")
        go(eyes, "/decide", "decided", finding="partly", reason="Both are right.", remedy="none", avenue=str(body.id))
        go(eyes, "/publish", "for the public", text="Both were right.")
        go(eyes, "/close", "closed", text="It is done.")
    assert eyes.faults == []


@pytest.mark.parametrize("language", ["ar"])
def test_standing_in_and_what_administrators_keep(make, visitor, live, language):
    owner, helper = make.officer(name="Owner", away_until=clock.today()), make.officer(name="Helper")
    arrived(make, owner, others=((helper, Standing.STAND_IN),))
    make.officer(name="Third")
    body = avenue(make, categories=["data"])
    make.vault.write(lambda session: session.add(Route(region="oceania", officer_id=owner.officer.id)))
    make.unlock(visitor, helper)
    with looker(live) as eyes:
        come(eyes, visitor)
        eyes.open(f"/{language}/staff/desk/standing-in")
        eyes.look("standing in")
        eyes.walk("standing in")
        go(eyes, "/take-over", "taken over")
        go(eyes, "/hand-over", "nobody chosen", text="I am ill.")
        make.sign_in(visitor, make.staff("Boss", roles=[(Role.ADMINISTRATOR, None)]))
        come(eyes, visitor)
        for path in ("routes", "avenues", f"avenues/{body.id}"):
            assert eyes.open(f"/{language}/staff/desk/{path}") == 200
            eyes.look_once(path)
            eyes.walk(path)
    assert eyes.faults == []

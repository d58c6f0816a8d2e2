"""No page on the way in keeps anybody out, in both directions of writing (axe, and 320 pixels)."""

import pytest

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.identity import commands, queries
from tests.browser import needs_chromium
from tests.factories.identity import PASSWORD, code_of
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once]


def come(eyes, cookie):
    eyes.page.context.clear_cookies()
    eyes.page.context.add_cookies([{"name": queries.cookie_name(), "value": cookie, "url": eyes.address}])


@pytest.mark.parametrize("language", ["ar"])  # the harder direction; tests/house/test_axe.py takes turns
def test_every_page_on_the_way_in(language, live, make, database, now):
    ada, ben = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)]), make.staff("Ben")
    make.totp(ada)
    with looker(live) as eyes:
        eyes.open(f"/{language}/staff/sign-in")
        eyes.send("/staff/sign-in", sign_in_name=ben.sign_in_name, password=PASSWORD)
        eyes.look("set up")
        eyes.send("/staff/second-factor/set-up")
        eyes.look("set up, left empty")
        eyes.page.context.clear_cookies()
        eyes.open(f"/{language}/staff/sign-in")
        eyes.send("/staff/sign-in", sign_in_name=ada.sign_in_name, password=PASSWORD)
        eyes.look("second factor")
        eyes.send("/staff/second-factor", code="000000")
        eyes.look("second factor refused")
        eyes.send("/staff/second-factor", code=code_of(ada))
        for path in ("/staff/account", "/staff/admin/security"):
            assert eyes.open(f"/{language}{path}") == 200
            eyes.look(path)
        eyes.open(f"/{language}/staff/account")
        eyes.send("/staff/account/recovery")
        eyes.look("recovery codes")
        cookie = database.write(lambda session: commands.begin_session(session, NOBODY, ada, proven=True))
        come(eyes, cookie)
        eyes.open(f"/{language}/staff/account")
        eyes.page.context.clear_cookies()
        eyes.send("/staff/account/password", old_password="x", new_password="y")
        eyes.look("signed out")
        with clock.frozen(now.replace(minute=5)):
            eyes.send("/staff/sign-in", sign_in_name=ada.sign_in_name, password=PASSWORD)
            eyes.send("/staff/second-factor", code=code_of(ada))
            eyes.look("signed in again")
    assert eyes.faults == []

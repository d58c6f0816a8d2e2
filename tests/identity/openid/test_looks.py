"""The pages of a sign-in service in the states that one meets only on the way, as axe, the keyboard and a narrow screen see them."""

import json

import pytest

from portal.base.access import Role
from portal.identity.queries import cookie_name
from portal.identity.queries.providers import browser_cookie
from tests.browser import needs_chromium
from tests.looking import looker
from tests.oidc import back_address

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def cookie(make, visitor):
    """The session of an administrator."""
    make.sign_in(visitor, make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)]))
    return visitor.client.cookies[cookie_name()]


@pytest.mark.parametrize("language", ["ar"])  # the harder direction; tests/house/test_axe.py takes turns
def test_no_page_on_the_way_keeps_anybody_out(language, live, wrong, enter, make, cookie):
    park = make.consultation("The park")
    enter(wrong.issuer, rules=[("groups", "staff", None, None), ("groups", "moderators", Role.MODERATOR, park.id), ("groups", "judges", Role.REVIEWER, None)])
    place = f"/{language}/staff/admin/providers/city"
    state = {"state": "s" * 43, "code": "c" * 40, "iss": wrong.issuer}
    with looker(live) as eyes:
        for path in (f"/{language}/staff/sign-in", back_address(state, "city", language), f"/{language}/staff/providers/city/signed-out"):
            assert eyes.open(path) == 200
            eyes.look(path)
            eyes.walk(path)
        eyes.open(back_address(state, "city", language))
        eyes.page.locator("main form button").click()
        eyes.look_once("failed")
        eyes.walk("failed")
        eyes.page.context.add_cookies([{"name": cookie_name(), "value": cookie, "url": live}])
        assert eyes.open(place) == 200
        eyes.look(place)
        eyes.walk(place)
        eyes.page.locator(f"form[action='{place}/look'] button").click()
        eyes.look_once("looked at")
        wrong.metadata = {"token_endpoint": "http://203.0.113.5/" + "long/" * 20}
        eyes.page.locator(f"form[action='{place}/look'] button").click()
        eyes.look_once("looked at, wrong")
        eyes.page.locator(f"form[action='{place}/rules'] button").click()
        eyes.look_once("an empty rule")
        assert eyes.open(f"/{language}/staff/account/services") == 200
        eyes.look_once("services of one's own account")
    assert json.dumps(eyes.faults) == "[]"
    assert browser_cookie() == "signing-in"

"""Full sign-ins with a real provider, on the engine of this run: password there, consent, code, tokens, claims."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, update

from portal.base.access import SYSTEM, Role
from portal.base.settings import use as use_settings
from portal.identity import commands
from portal.identity.models import ProviderAccount, ProviderSignIn, Staff, StaffSession
from portal.identity.queries.providers import browser_cookie
from tests.browser import chromium, needs_chromium
from tests.oidc import PASSWORD, Browser
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def without_second_factor(settings, portal):
    """The second factor has tests of its own; here it would only lengthen the way."""
    use_settings(replace(settings, second_factor=False))


def there_and_back(visitor, settings, to_provider, name, answer="accept"):
    with Browser(settings.address) as browser:
        back = browser.go(to_provider(visitor), name=name, answer=answer)
    return back.removeprefix(settings.address)


def test_somebody_whom_a_rule_lets_in_gets_an_account_and_the_role(visitor, canaille, enter, settings, to_provider, table, database):
    enter(canaille.issuer)
    name = canaille.person("Zoe", ["moderators"])
    back = there_and_back(visitor, settings, to_provider, name)
    page = visitor.get(back)
    assert page.h1 == "Back from City"
    assert table.count(StaffSession) == 0, "a page that is read saves nothing"
    page = visitor.press("Go on")
    assert page.h1 == "Your rooms"
    assert (table.people, table.roles) == (["Zoe Doe"], [("moderator", True)])
    subject, sign_in_name, password = database.read(lambda session: session.execute(select(ProviderAccount.subject, Staff.sign_in_name, Staff.password_hash).join(Staff)).one())
    assert (subject, sign_in_name, password) == (name, f"city:{name}", "")
    assert table.count(ProviderSignIn) == 0
    assert table.kinds == ["account made", "role changed", "signed in"]


def test_the_second_time_nothing_new_is_made(visitor, canaille, enter, settings, to_provider, table, portal):
    enter(canaille.issuer)
    name = canaille.person("Yan", ["moderators"])
    visitor.get(there_and_back(visitor, settings, to_provider, name))
    visitor.press("Go on")
    again = Visitor(portal)
    again.get(there_and_back(again, settings, to_provider, name))
    assert again.press("Go on").h1 == "Your rooms"
    again.leave()
    assert (table.people, table.count(ProviderAccount), table.count(StaffSession)) == (["Yan Doe"], 1, 2)


@pytest.mark.once
def test_somebody_who_presses_cancel_there_is_told_that_nothing_happened(visitor, canaille, enter, settings, to_provider, table):
    enter(canaille.issuer)
    back = there_and_back(visitor, settings, to_provider, canaille.person("Xu", ["moderators"]), answer="deny")
    assert parse_qs(urlsplit(back).query)["error"] == ["access_denied"]
    visitor.get(back)
    page = visitor.press("Go on")
    assert (page.h1, "You stopped at the service, so nothing happened." in page.main) == ("You are not signed in through City", True)
    assert (table.nothing_new, table.log) == (True, ["city: cancelled"])
    assert visitor.follow("Sign in another way").h1 == "Sign in for staff"


@pytest.mark.once
def test_an_answer_works_once_and_only_in_the_browser_that_began(visitor, canaille, enter, settings, to_provider, table, portal):
    enter(canaille.issuer)
    back = there_and_back(visitor, settings, to_provider, canaille.person("Wim", ["moderators"]))
    thief = Visitor(portal)
    thief.get(back)
    assert "begun in another browser" in thief.press("Go on", status=410).main
    thief.client.cookies.set(browser_cookie(), "another value")
    thief.get(back)
    thief.press("Go on", status=410)
    thief.leave()
    assert table.count(Staff) == 0
    visitor.get(back)
    assert visitor.press("Go on").h1 == "Your rooms"
    visitor.get(back)
    page = visitor.press("Go on", status=410)
    assert "This sign-in is used already" in page.main
    assert table.count(Staff) == 1
    assert table.log == ["city: used or too old"] * 3


@pytest.mark.once
def test_the_provider_itself_takes_a_code_once_too(visitor, canaille, enter, settings, to_provider, table, portal):
    """The same code under a new state of our own: the provider refuses it, in clear words."""
    enter(canaille.issuer)
    back = there_and_back(visitor, settings, to_provider, canaille.person("Vic", ["moderators"]))
    visitor.get(back)
    visitor.press("Go on")
    other = Visitor(portal)
    state = parse_qs(urlsplit(to_provider(other)).query)["state"][0]
    given = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()} | {"state": state}
    from tests.oidc import back_address

    other.get(back_address(given, "city"))
    page = other.press("Go on", status=410)
    assert "The service did not accept the answer" in page.main
    assert table.log == ["city: code refused"]
    other.leave()


@pytest.mark.once
def test_roles_follow_the_claims_at_every_sign_in_and_those_given_by_hand_stay(visitor, canaille, enter, settings, to_provider, table, database, portal, make):
    park = make.consultation("The park")
    enter(canaille.issuer, rules=[("groups", "everybody", None, None), ("groups", "moderators", Role.MODERATOR, park.id), ("groups", "judges", Role.REVIEWER, None)])
    name = canaille.person("Uma", ["everybody", "moderators", "judges"])
    visitor.get(there_and_back(visitor, settings, to_provider, name))
    assert "The park" in visitor.press("Go on").main
    assert table.roles == [("moderator", True), ("reviewer", True)]

    def by_hand(session):
        person = session.scalars(select(Staff)).one()
        commands.give_role(session, SYSTEM, person, Role.REVIEWER, None)
        commands.give_role(session, SYSTEM, person, Role.RESPONDER, None)

    database.write(by_hand)
    assert table.roles == [("moderator", True), ("responder", False), ("reviewer", False)]
    canaille.leave_group(name, "moderators")
    canaille.leave_group(name, "judges")
    again = Visitor(portal)
    again.get(there_and_back(again, settings, to_provider, name))
    assert again.press("Go on").h1 == "Your rooms"
    again.leave()
    assert table.roles == [("responder", False), ("reviewer", False)]


@pytest.mark.once
def test_somebody_whom_no_rule_fits_is_told_what_to_ask_and_nothing_is_made(visitor, canaille, enter, settings, to_provider, table):
    enter(canaille.issuer)
    visitor.get(there_and_back(visitor, settings, to_provider, canaille.person("Tom", ["gardeners"])))
    page = visitor.press("Go on", status=403)
    assert "This portal does not know yet what your work here is." in page.main
    assert "groups gardeners" in page.main
    assert (table.nothing_new, table.log) == (True, ["city: no rule fits"])


@pytest.mark.once
def test_whoever_has_lost_the_claim_loses_the_role_and_does_not_come_in(visitor, canaille, enter, settings, to_provider, table, portal):
    enter(canaille.issuer)
    name = canaille.person("Sue", ["moderators", "gardeners"])
    visitor.get(there_and_back(visitor, settings, to_provider, name))
    visitor.press("Go on")
    canaille.leave_group(name, "moderators")
    again = Visitor(portal)
    again.get(there_and_back(again, settings, to_provider, name))
    again.press("Go on", status=403)
    again.leave()
    assert (table.people, table.roles) == (["Sue Doe"], [])


@pytest.mark.once
def test_an_account_is_tied_by_its_owner_alone_and_never_by_a_mail_address(visitor, canaille, enter, settings, to_provider, table, portal, make, database):
    enter(canaille.issuer)
    name = canaille.person("Rob", ["moderators"])
    rob = make.staff("Rob")
    database.write(lambda session: session.execute(update(Staff).where(Staff.id == rob.id).values(sign_in_name=f"{name}@example.org")))
    make.sign_in(visitor, rob)
    back = there_and_back(visitor, settings, lambda who: to_provider(who, button="Use City to sign in", start="/en/staff/account/services"), name)
    visitor.get(back)
    page = visitor.press("Go on")
    assert (page.h1, "It opens your account." in page.main) == ("Sign in through a service", True)
    assert (table.count(ProviderAccount), table.people) == (1, ["Rob"])
    later = Visitor(portal)
    later.get(there_and_back(later, settings, to_provider, name))
    later.press("Go on")
    assert later.get("/en/staff/account").h1 == "Your account"
    assert f"{name}@example.org" in later.page.main
    later.leave()
    assert table.people == ["Rob"], "nobody new"


@pytest.mark.once
def test_signing_out_leads_to_the_provider_too_and_back(visitor, canaille, enter, settings, to_provider, table):
    enter(canaille.issuer)
    visitor.get(there_and_back(visitor, settings, to_provider, canaille.person("Pia", ["moderators"])))
    visitor.press("Go on")
    page = visitor.press("Sign out")
    assert page.h1 == "You are signed out"
    assert table.count(StaffSession) == 0
    page = visitor.press("Sign out at City")
    address = next(address for text, address in page.links if text == "Sign out at City")
    asked = parse_qs(urlsplit(address).query)
    assert (address.startswith(f"{canaille.issuer}/"), asked["client_id"], asked["post_logout_redirect_uri"]) == (
        True,
        ["hearback"],
        [f"{settings.address}/en/staff/providers/city/gone"],
    )
    assert visitor.get("/en/staff/providers/city/gone?state=ar").url.endswith("/ar/staff/providers/city/gone")
    assert visitor.get("/en/staff/providers/city/gone?state=xx").h1 == "You are signed out here and at City"


@pytest.mark.once
def test_what_was_typed_before_the_session_ended_survives_the_way_through_the_provider(visitor, canaille, enter, settings, to_provider):
    enter(canaille.issuer, rules=[("groups", "moderators", Role.ADMINISTRATOR, None)])
    name = canaille.person("Ned", ["moderators"])
    visitor.get(there_and_back(visitor, settings, to_provider, name))
    visitor.press("Go on")
    visitor.get("/en/staff/admin/providers/new")
    visitor.client.cookies.clear()
    page = visitor.press("Enter it", name="Friends of the park", status=403)
    assert page.h1 == "Please sign in again"
    visitor.press("Sign in", status=422)  # without a name: the page with every way to sign in
    visitor.get(there_and_back(visitor, settings, lambda who: address_in(who.press("Sign in through City")), name))
    page = visitor.press("Go on")
    assert (page.h1, "Friends of the park" in page.text) == ("You are signed in again", True)


def address_in(page):
    return next(address for text, address in page.links if text.startswith("Go to "))


@needs_chromium
@pytest.mark.once
@pytest.mark.browser
def test_the_whole_way_in_a_real_browser_without_javascript(live, canaille, enter, settings, table):
    use_settings(replace(settings, address=live, second_factor=False))
    canaille.client(live, "city")
    enter(canaille.issuer)
    name = canaille.person("Mia", ["moderators"])
    with chromium(script=False) as page:
        page.goto(f"{live}/en/staff")
        page.get_by_role("button", name="Sign in through City").click()
        page.wait_for_url(f"{canaille.issuer}/**")
        page.locator("input[name=login]").fill(name)
        page.locator("form button[type=submit]").first.click()
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("form button[type=submit]").first.click()
        page.locator("button[value=accept]").click()
        page.wait_for_url(f"{live}/**")
        assert page.locator("h1").inner_text() == "Back from City"
        page.get_by_role("button", name="Go on").click()
        assert page.locator("h1").inner_text() == "Your rooms"
        cookies = {one["name"]: (one["httpOnly"], one["sameSite"]) for one in page.context.cookies(live)}
        assert cookies == {"staff": (True, "Strict"), "signing-in": (True, "Lax")}
    assert table.people == ["Mia Doe"]

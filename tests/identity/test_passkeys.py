"""Passkeys in a real Chromium with a virtual authenticator, and what is refused when somebody else answers."""

import dataclasses
import json
import re
from datetime import timedelta

import pytest
from fido2.utils import websafe_encode
from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import NOBODY
from portal.base.settings import use as use_settings
from portal.identity import commands, queries, webauthn
from portal.identity.models import Passkey, SecurityEvent, SecurityEventKind, StaffSession
from tests.browser import chromium, needs_chromium
from tests.factories.identity import PASSWORD

pytestmark = [needs_chromium, pytest.mark.browser]
KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}


@pytest.fixture
def address_here(live, settings):
    """The portal under a name: browsers make no passkeys for a number."""
    address = live.replace("127.0.0.1", "localhost")
    use_settings(dataclasses.replace(settings, address=address))
    return address


@pytest.fixture
def page(address_here):
    """A browser with a key in it; `page.key(…)` speaks to the key."""
    with chromium(base_url=address_here, patience=60_000) as page:
        cable = page.context.new_cdp_session(page)
        cable.send("WebAuthn.enable")
        key = cable.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
        page.ask_key = lambda what, **more: cable.send(f"WebAuthn.{what}", {"authenticatorId": key, **more})
        yield page


def password(page, person):
    page.context.clear_cookies()
    page.goto("/en/staff/sign-in")
    page.fill("[name=sign_in_name]", person.sign_in_name)
    page.fill("[name=password]", PASSWORD)
    press(page, "Sign in")


def press(page, button):
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def heading(page):
    return page.locator("h1").inner_text()


def sent_answers(page):
    """What the browser sends as a key's answer from now on."""
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" and request.url.endswith("/passkey") else None)
    return sent


def set_up(page, person):
    password(page, person)
    assert heading(page) == "Set up your second factor"
    page.fill("[name=name]", "Desk")
    press(page, "Make a passkey")
    assert heading(page) == "Your recovery codes"


def test_a_passkey_is_made_signs_in_and_the_same_answer_opens_nothing_again(page, make, database, address_here):
    ada = make.staff()
    set_up(page, ada)
    page.get_by_role("link", name="I have kept them: go on").click()
    assert heading(page) == "Your rooms"

    sent = sent_answers(page)
    password(page, ada)
    press(page, "Use my passkey")
    assert heading(page) == "Your rooms"
    assert database.read(lambda session: session.scalars(select(SecurityEvent.detail).where(SecurityEvent.kind == SecurityEventKind.SIGNED_IN)).all()).count("passkey") == 2

    password(page, ada)
    forged = page.evaluate(
        """async ([body]) => {
            const token = document.querySelector('form.passkey [name=token]').value
            const fields = new URLSearchParams(body)
            fields.set('token', token)
            await fetch('/en/staff/second-factor/ask', {method: 'POST', body: new URLSearchParams({token})})
            const answer = await fetch('/en/staff/second-factor/passkey', {method: 'POST', body: fields})
            return [answer.status, await answer.text()]
        }""",
        sent,
    )
    assert (forged[0], "The passkey did not fit." in forged[1]) == (422, True), "another challenge was asked meanwhile"
    page.goto("/en/staff")
    assert heading(page) == "Sign in for staff"

    assert database.read(lambda session: session.scalar(select(StaffSession.challenge).where(StaffSession.second_at.is_(None)))) is None, "a challenge is used once"


def test_a_copied_key_whose_count_goes_back_is_refused(page, make, database):
    ada = make.staff()
    set_up(page, ada)
    password(page, ada)
    database.write(lambda session: session.execute(update(Passkey).values(sign_count=1000)))
    press(page, "Use my passkey")
    assert heading(page) == "Show your second factor"
    assert "The passkey did not fit. Please try again, or use a code." in page.locator("main").inner_text()
    assert SecurityEventKind.SECOND_REFUSED in database.read(lambda session: session.scalars(select(SecurityEvent.kind)).all())


def test_without_its_key_the_browser_says_so_and_stays_on_the_page(page, make, database):
    ada = make.staff()
    set_up(page, ada)
    password(page, ada)
    for credential in page.ask_key("getCredentials")["credentials"]:
        page.ask_key("removeCredential", credentialId=credential["credentialId"])
    page.ask_key("setUserVerified", isUserVerified=False)
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_text("The passkey gave no answer. Please try again.").wait_for()
    assert heading(page) == "Show your second factor"


def test_a_second_passkey_is_added_named_and_removed_on_the_account_page(page, make, database):
    ada = make.staff()
    set_up(page, ada)
    make.totp(ada)
    page.goto("/en/staff/account")
    page.fill("li [name=name]", "Key in the drawer")
    press(page, "Rename Desk")
    assert database.read(lambda session: session.scalars(select(Passkey.name)).all()) == ["Key in the drawer"]
    press(page, "Remove Key in the drawer")
    assert database.read(lambda session: session.scalars(select(Passkey.name)).all()) == []


def answered(address, asked, **changes):
    """An answer as a browser would send it, of a key that does not exist, with something changed."""
    told = {"type": "webauthn.get", "challenge": websafe_encode(asked), "origin": address, "crossOrigin": False, **changes}
    data = websafe_encode(json.dumps(told).encode())
    return json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": data, "authenticatorData": "A" * 64, "signature": "AAAA"}})


@pytest.mark.parametrize("typed", ["", "[]", "{}", "null", '{"id": "AAAA"}', "not json"])
def test_answers_that_are_none_are_refused(settings, typed):
    asked = webauthn.challenge()
    with pytest.raises(webauthn.NotThisKey):
        webauthn.signed(asked, [], typed)
    with pytest.raises(webauthn.NotThisKey):
        webauthn.registered(asked, typed)


def test_another_origin_another_challenge_and_an_old_one_are_refused(settings):
    settings = use_settings(dataclasses.replace(settings, address="https://hearback.example.org"))
    asked = webauthn.challenge()
    for changes in ({"origin": "https://evil.example.org"}, {"origin": "https://hearback.example.org:444"}, {"challenge": "AAAA"}, {"type": "webauthn.create"}, {}):
        with pytest.raises(webauthn.NotThisKey):
            webauthn.signed(asked, [], answered(settings.address, asked, **changes))
    with clock.frozen(clock.now() + timedelta(seconds=webauthn.LIFETIME + 2)), pytest.raises(webauthn.NotThisKey, match="too old"):
        webauthn.signed(asked, [], answered(settings.address, asked))


def test_a_challenge_that_was_never_asked_for_opens_nothing(make, database, now):
    ada = make.staff()
    database.write(lambda session: commands.begin_session(session, NOBODY, ada))
    waiting = database.read(lambda session: session.scalar(select(StaffSession.id)))
    me = queries.actor_for(ada, roles=(), session_id=str(waiting))
    assert database.write(lambda session: commands.try_passkey(session, me, answered("http://localhost", webauthn.challenge()))) is None


def test_a_portal_under_a_number_offers_no_passkeys(settings):
    for address, offered in (("http://127.0.0.1:8000", False), ("http://[::1]:8000", False), ("http://localhost:8000", True), ("https://hearback.example.org", True)):
        use_settings(dataclasses.replace(settings, address=address))
        assert webauthn.possible() is offered


def test_the_scripts_of_signing_in_are_small_and_ask_nobody_else():
    from portal.web.style import STATIC

    for name, most in (("idle.js", 1500), ("passkey.js", 2500)):
        words = (STATIC / name).read_text()
        assert len(words.encode()) <= most
        assert re.findall(r"https?://|localStorage|sessionStorage|eval|innerHTML", words) == []


def test_p30_five_minutes_before_the_end_a_page_says_so_and_one_press_extends_it(live, make, database):
    ada = make.staff()
    cookie = database.write(lambda session: commands.begin_session(session, NOBODY, ada, proven=True))
    with chromium(base_url=live, patience=60_000) as page:
        page.clock.install()
        page.context.add_cookies([{"name": queries.cookie_name(), "value": cookie, "url": live}])
        page.goto("/en/staff/account")
        page.fill("[name=new_password]", "typed already")
        status = page.locator("#session [role=status]")
        assert (status.inner_text(), page.get_by_role("button", name="Stay signed in", exact=True).count()) == ("", 1)
        page.clock.fast_forward("54:00")
        assert status.inner_text() == ""
        page.clock.fast_forward("01:30")
        assert status.inner_text() == "You are signed out in 5 minutes. Press the button to stay."
        page.get_by_role("button", name="Stay signed in").click()
        page.get_by_text("Signed in until", exact=False).nth(1).wait_for()
        assert page.locator("#session").get_attribute("class") in (None, "")
        assert (page.locator("[name=new_password]").input_value(), len(page.context.pages)) == ("typed already", 1)
        page.clock.fast_forward("54:00")
        assert page.locator("#session.ending").count() == 0
        page.clock.fast_forward("07:00")
        assert status.inner_text().startswith("You are signed out. Send your form all the same")

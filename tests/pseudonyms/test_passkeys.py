"""Passkeys in a real browser: with an authenticator that derives a secret, with one that does not, and with none."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.settings import use as use_settings
from portal.pseudonyms.models import Pseudonym, PseudonymPasskey
from tests.browser import chromium, needs_chromium
from tests.factories.pseudonyms import PASSPHRASE

pytestmark = [needs_chromium, pytest.mark.browser]


@contextmanager
def browser(live, settings, *, derives=True, authenticator=True):
    """A page of Chromium at a name instead of a number (passkeys belong to names), with a virtual authenticator."""
    address = live.replace("127.0.0.1", "localhost")
    use_settings(replace(settings, address=address))
    with chromium() as page:
        tools = page.context.new_cdp_session(page)
        tools.send("WebAuthn.enable")
        if authenticator:
            options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
            tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "hasPrf": derives}})
        faults = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"{address}/en/pseudonym")
        yield page, address
        assert faults == []


def open_with_passphrase(page, address):
    page.goto(f"{address}/en/pseudonym")
    page.locator("#open-name").fill("Winter owl")
    page.locator("#open-password").fill(PASSPHRASE)
    with page.expect_navigation():
        page.get_by_role("button", name="Open", exact=True).click()


def test_a_passkey_opens_the_wallet_and_is_removed_again(live, settings, make, database):
    words = make.contribution()
    make.pseudonym("Winter owl", words.receipt.code)
    with browser(live, settings) as (page, address):
        open_with_passphrase(page, address)
        with page.expect_navigation():
            page.get_by_role("button", name="Add a passkey").click()
        assert "The passkey opens your made-up name now." in page.locator("main").inner_text()
        page.goto(f"{address}/en/pseudonym")
        with clock.frozen(clock.now() + timedelta(hours=1)), page.expect_navigation():  # nobody must hurry
            page.get_by_role("button", name="Open with a passkey").click()
        assert page.locator("h1").inner_text() == "Your consultations"
        assert "The park" in page.locator("main").inner_text()
        assert page.url == f"{address}/en/pseudonym/passkey/open"
        with page.expect_navigation():
            page.get_by_role("button", name="Remove passkey 1").click()
        page.goto(f"{address}/en/pseudonym")
        with page.expect_navigation():
            page.get_by_role("button", name="Open with a passkey").click()
        assert "This passkey opens nothing here." in page.locator("main").inner_text()
        assert page.context.cookies() == []
    assert database.read(lambda session: session.query(PseudonymPasskey).count()) == 0


def test_what_the_passkey_derives_is_not_stored(live, settings, make, database):
    opened = make.pseudonym("Winter owl")
    sent = []
    with browser(live, settings) as (page, address):
        page.on("request", lambda request: sent.append(request.post_data or "") if "/passkey/add" in request.url else None)
        open_with_passphrase(page, address)
        with page.expect_navigation():
            page.get_by_role("button", name="Add a passkey").click()
    from urllib.parse import parse_qs

    from portal.base.secrets import from_text
    from portal.pseudonyms import wallets

    secret = from_text(parse_qs(sent[0])["derived_password"][0])
    row = database.read(lambda session: session.query(PseudonymPasskey).one())
    assert len(secret) == 32
    assert secret not in row.locked_key + row.credential
    assert wallets.unlock(row.locked_key, secret) == opened.key


@pytest.mark.parametrize("authenticator", [True, False], ids=["that derives nothing", "none at all"])
def test_without_a_fitting_authenticator_the_page_says_so_and_the_passphrase_works(live, settings, make, database, authenticator):
    make.pseudonym("Winter owl")
    with browser(live, settings, derives=False, authenticator=authenticator) as (page, address):
        open_with_passphrase(page, address)
        page.get_by_role("button", name="Add a passkey").click()
        if authenticator:
            page.get_by_text("This device cannot do it, or you stopped.").wait_for()
        assert page.locator("h1").inner_text() == "Your consultations"
    assert database.read(lambda session: (session.query(Pseudonym).count(), session.query(PseudonymPasskey).count())) == (1, 0)


def test_without_javascript_the_page_explains_and_offers_no_dead_button(live, settings):
    address = live.replace("127.0.0.1", "localhost")
    use_settings(replace(settings, address=address))
    with chromium(script=False) as page:
        page.goto(f"{address}/en/pseudonym")
        assert page.get_by_text("A passkey needs JavaScript. Without it, use your passphrase.").is_visible()
        assert page.get_by_role("button", name="Open with a passkey").count() == 0


def test_at_an_address_without_a_name_there_are_no_passkeys(visitor):
    assert "Passkeys do not work at this address of the portal." in visitor.get("/en/pseudonym").main

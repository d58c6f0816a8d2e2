"""Leaving quickly and quietly: the way out on every quiet page, with and without script, and what stays behind: nothing."""

import re
import shutil
import subprocess

import pytest

import portal.app  # noqa: F401 - the doors
from portal.base.access import NOBODY
from portal.base.settings import ROOT
from portal.identity import commands as identity
from portal.identity.models import Staff
from portal.identity.queries import cookie_name
from portal.web.doors import doors
from tests.browser import chromium, needs_chromium
from tests.visitor import HTML, words

NEUTRAL = {"Write to us", "Your page", "Information"}
AWAY = re.compile(r"https://(en|ar)\.wikipedia\.org/")
PATHS = sorted(
    path.removeprefix("/{language:str}") for door in doors for path in door.paths if "GET" in door.http_methods and re.match(r"/{language:str}/(write|page)(/[^{]*)?$", path)
)
SLOWEST = 5  # seconds from the press until the browser is on its way


def stops(page):
    """What Tab reaches, in the order of the page."""
    return [one for one in page.tree.iter() if one.tag in (f"{HTML}a", f"{HTML}button", f"{HTML}textarea", f"{HTML}input", f"{HTML}select") and one.get("type") != "hidden"]


def test_there_are_quiet_pages(portal):
    assert {"/write", "/page"} <= set(PATHS)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_p31_the_exit_is_the_first_stop_after_the_skip_link(visitor, language, path):
    skip, out, *_more = stops(visitor.get(f"/{language}{path}"))
    assert skip.get("href") == "#main"
    assert out.get("href") == f"/{language}/leave"
    assert "noreferrer" in out.get("rel")


@pytest.mark.parametrize("path", ["/write/no-such-page", "/page/no-such-page"])
def test_p31_failures_on_quiet_pages_have_it_too(visitor, path):
    assert stops(visitor.get(f"/en{path}", status=404))[1].get("href") == "/en/leave"


def test_p31_without_script_it_leads_to_a_page_that_says_nothing_and_names_nothing(visitor):
    for language in ("en", "ar"):
        answer = visitor.get(f"/{language}/leave", status=303)
        assert answer.headers["location"] == f"https://{language}.wikipedia.org/"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.body == b""


def test_p24_leaving_asks_the_browser_to_forget(visitor):
    assert visitor.get("/en/leave", status=303).headers["clear-site-data"] == '"cache", "cookies", "storage"'


@pytest.mark.parametrize("how", ["leaves", "signs out"])
def test_p24_whoever_leaves_or_signs_out_is_signed_out_on_the_server(visitor, make, database, how):
    person = make.staff("Somebody")
    cookie = database.write(lambda session: identity.begin_session(session, NOBODY, session.get(Staff, person.id), proven=True))
    visitor.client.cookies.set(cookie_name(), cookie)
    assert visitor.get("/en/staff").h1 != "Sign in"
    answer = visitor.get("/en/leave", status=303) if how == "leaves" else visitor.press("Sign out", status=303)
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    visitor.client.cookies.clear()
    visitor.client.cookies.set(cookie_name(), cookie)  # somebody kept it, and sends it again
    assert visitor.get("/en/staff", status=303).headers["location"].startswith("/en/staff/sign-in")


@pytest.mark.parametrize("path", PATHS)
def test_p32_title_address_and_icon_are_those_of_any_page(visitor, path):
    page, any_page = visitor.get(f"/en{path}"), visitor.get("/en/how-it-works")
    assert page.h1 in NEUTRAL
    assert words(page.tree.find(f".//{HTML}title")) == f"{page.h1} – Hearback"
    assert re.fullmatch(r"/(write|page)(/([123]|[a-z-]+))?", path)
    assert not re.search(r"complain|repris|protect|case|safe|danger|help", path)
    assert icons(page) == icons(any_page)


def icons(page):
    return [(link.get("rel"), link.get("href"), link.get("type")) for link in page.tree.iter(f"{HTML}link")]


@pytest.mark.parametrize("path", PATHS)
def test_p32_the_page_is_kept_nowhere_and_found_by_no_search(visitor, path):
    page = visitor.get(f"/en{path}")
    assert page.headers["cache-control"] == "no-store"
    assert "etag" not in page.headers
    assert page.tree.find(f"{HTML}body").get("data-hx-history") == "false"
    assert [one.get("content") for one in page.tree.iter(f"{HTML}meta") if one.get("name") == "robots"] == ["noindex, nofollow"]
    assert not [address for _words, address in page.links if "from=" in address]  # nor named to another page


@pytest.mark.textbrowser
@pytest.mark.once
@pytest.mark.parametrize("browser", ["lynx", "w3m"])
def test_p31_in_a_text_browser_it_is_the_second_link(live, browser):
    if not shutil.which(browser):
        pytest.skip(f"{browser} is not installed on this machine")
    if browser == "lynx":
        listed = subprocess.run(["lynx", "-dump", "-listonly", "-nonumbers", f"{live}/en/write"], capture_output=True, text=True, check=True).stdout.split()
        assert next(address for address in listed if "#main" not in address and "://" in address) == f"{live}/en/leave"
    else:
        shown = subprocess.run(["w3m", "-dump", f"{live}/en/write"], capture_output=True, text=True, check=True).stdout
        assert [line.strip() for line in shown.splitlines() if line.strip()][1] == "Leave this site now"


@pytest.fixture
def watched(live):
    """A real browser that has come to a quiet page by another one. Where it goes, there is no network; what it asks for is noted."""
    with chromium() as page:
        away = []
        page.on("request", lambda request: away.append(request) if AWAY.match(request.url) else None)
        page.goto(f"{live}/en/how-it-works")
        page.goto(f"{live}/en/write")
        yield page, away, live


def leave_by_pointer(page):
    page.locator(".leave a").click(no_wait_after=True)


def leave_by_enter(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def leave_by_shift(page):
    for _press in range(3):
        page.keyboard.press("Shift")


@needs_chromium
@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("leave", [leave_by_pointer, leave_by_enter, leave_by_shift])
def test_p31_with_script_the_page_goes_at_once_and_is_no_longer_behind(watched, leave):
    page, _away, live = watched
    page.evaluate("localStorage.setItem('mark', 'x'); document.cookie = 'mark=x'")
    with page.expect_event("requestfailed", lambda request: AWAY.match(request.url), timeout=SLOWEST * 1000):
        leave(page)
    while page.url.startswith(live):  # until the browser shows that there is no network
        page.wait_for_timeout(50)
    page.go_back()
    assert page.url == f"{live}/en/how-it-works"
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]


@needs_chromium
@pytest.mark.browser
@pytest.mark.once
def test_p31_the_page_is_blank_before_anything_has_answered(watched):
    page, _away, live = watched
    page.route(f"{live}/en/leave", lambda route: route.fulfill(status=204))  # no other page comes
    leave_by_shift(page)
    assert page.evaluate("[document.title, document.body.innerText.trim()]") == ["…", "Leaving."]


@needs_chromium
@pytest.mark.browser
@pytest.mark.once
def test_p31_the_keys_are_told_and_forgotten(watched):
    page, away, _live = watched
    status = page.locator("#leaving")
    assert status.inner_text() == "Press Shift three times to leave this site at once."
    page.keyboard.press("Shift")
    assert status.inner_text() == "Press Shift two more times to leave."
    page.keyboard.press("Shift")
    assert status.inner_text() == "Press Shift once more to leave."
    page.keyboard.press("Shift+a")  # a capital letter is no press of Shift, and begins anew
    assert status.inner_text() == "Press Shift once more to leave."
    page.keyboard.press("Shift")
    assert status.inner_text() == "Press Shift two more times to leave."
    page.clock.install()
    page.clock.fast_forward(6000)
    page.keyboard.press("Shift")
    assert (status.inner_text(), away) == ("Press Shift two more times to leave.", [])


@needs_chromium
@pytest.mark.browser
@pytest.mark.once
def test_p31_without_script_the_link_is_a_link(live):
    with chromium(script=False) as page:
        page.goto(f"{live}/en/write")
        assert page.locator("#leaving").inner_text() == ""
        with page.expect_request(AWAY):
            page.locator(".leave a").click(no_wait_after=True)


def test_the_script_does_nothing_else():
    script = (ROOT / "static" / "leave.js").read_text()
    assert not re.search(r"fetch|XMLHttp|Storage|cookie|sendBeacon|indexedDB|import|eval|https?:", script)
    assert len(script) < 2000

"""What every answer carries and what none does, on all doors; and what stays behind in the browser of somebody who only reads: nothing."""

import re
from urllib.parse import urlsplit

import pytest

from portal.base.settings import ROOT
from portal.exchange.demo import TOLD
from tests.browser import chromium, needs_chromium
from tests.visitor import HTML, Visitor
from tests.ways import Ways

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.once]
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "img-src": "'self' data:", "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip
FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}
BANNERS = {"server", "x-powered-by", "x-aspnet-version", "via", "x-generator"}
NEVER = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.|navigator\.(sendBeacon|serviceWorker|userAgent)|https?://(?!www\.w3\.org/)")


_everywhere = []


@pytest.fixture
def everywhere(filled, request):
    """Every GET door with what it answered: (way, page). They are opened once for all tests here, since that takes long."""
    if not _everywhere:
        visitor, guest = request.getfixturevalue("visitor"), Visitor(request.getfixturevalue("portal"))
        found, _left = Ways(request.getfixturevalue("database"), request.getfixturevalue("make")).find(visitor, guest)
        _everywhere.extend((way, (visitor if way.staff else guest).get(f"/en{way.path}")) for way in found)
        guest.leave()
        visitor.client.cookies.clear()
    return _everywhere


def faults_of(headers):
    """Which rules an answer breaks."""
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    style = policy.pop("style-src")
    if policy != POLICY or not re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/]{43}='", style):
        yield f"policy {policy} {style}"
    yield from (f"{name}: {headers.get(name)}" for name, value in FIXED.items() if headers.get(name) != value)
    yield from (f"banner {name}" for name in BANNERS & set(headers))


def test_p22_every_answer_of_every_door_carries_the_rules(everywhere, visitor):
    broken = [f"{way.path}: {fault}" for way, page in everywhere for fault in faults_of(page.headers)]
    for path, status in (("/", 303), ("/health", 200), ("/ready", 200), ("/en/nowhere", 404), ("/en/leave", 303), ("/static/0/x.js", 404), ("/en/track/edit", 404)):
        broken += [f"{path}: {fault}" for fault in faults_of(visitor.get(path, status=status).headers)]
    for path, data, status in (("/en/track", {}, 403), ("/en/track", {"code": "1" * 3_100_000}, 413), ("/en/no-such", {}, 404)):
        broken += [f"POST {path}: {fault}" for fault in faults_of(visitor.post(path, data, status=status).headers)]
    assert broken == []
    assert len(everywhere) > 60


def test_p20_no_public_page_gives_a_cookie_or_asks_another_host(everywhere):
    told = []
    for way, page in everywhere:
        if way.staff:
            continue
        told += [f"{way.path}: cookie"] if "set-cookie" in page.headers else []
        if way.page:
            told += [f"{way.path}: {address}" for address in asked_for(page) if urlsplit(address).scheme not in ("", "data") or address.startswith("//")]
    assert told == []


def asked_for(page):
    """The addresses that a browser asks for by itself."""
    for element in page.tree.iter():
        name = str(element.tag).removeprefix(HTML)
        if name in ("script", "img", "iframe", "source", "video", "audio", "embed", "track", "input"):
            yield from filter(None, (element.get("src"), element.get("srcset")))
        if name == "link" and element.get("rel") != "alternate":
            yield element.get("href")


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "static").glob("*.js") if not path.name.startswith("htmx")))
def test_p20_no_script_of_ours_stores_anything_or_calls_another_host(name):
    assert NEVER.findall((ROOT / "static" / name).read_text()) == []


@needs_chromium
@pytest.mark.browser
def test_p20_a_real_browser_keeps_nothing_of_what_was_read(filled, live):
    code = next(code for key, label in TOLD.items() for what, code in filled.receipts if what is label)
    asked = []
    with chromium() as page:
        page.on("request", lambda request: asked.append(request.url))
        for path in (
            "/en/",
            "/ar/",
            "/en/consultations/demo-river-park",
            "/en/consultations/demo-river-park/questions/1",
            "/en/consultations/demo-school-air/responses",
            "/en/privacy",
            "/en/write",
        ):
            assert page.goto(live + path).ok
        page.goto(f"{live}/en/track")
        page.locator("#code").fill(code)
        with page.expect_navigation():
            page.locator("main form button").first.click()
        assert page.locator("h1").inner_text() != "Follow up with your number"
        left = page.evaluate("async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]")
        assert (left, page.context.cookies()) == ([0, 0, "", 0], [])
    assert [url for url in asked if not url.startswith((live, "data:"))] == []


def test_p23_what_belongs_to_a_number_is_kept_nowhere(filled, visitor):
    code = next(code for key, label in TOLD.items() for what, code in filled.receipts if what is label)
    visitor.get("/en/track")
    pages = [visitor.press("Show what became of it", code=code)]
    for form in pages[0].forms():
        if form.method == "post" and "/track" in form.action and form.action.rsplit("/", 1)[-1] not in ("withdraw", "letters"):
            pages.append(visitor.post(urlsplit(form.action).path, form.fields))
    for page in pages:
        assert page.headers["cache-control"] == "no-store", page.url
        assert {"etag", "last-modified", "set-cookie"} & set(page.headers) == set(), page.url
        assert page.tree.find(f"{HTML}body").get("data-hx-history") == "false", page.url
        assert code not in page.url
    assert len(pages) > 1


def test_p23_a_page_that_shows_a_new_number_is_kept_nowhere(make, visitor):
    consultation = make.consultation("The park")
    question = make.question(consultation)
    visitor.get(f"/en/consultations/{consultation.slug}/questions/{question.number}/write")
    visitor.press("Continue", text="Benches in the shade, please.")
    page = visitor.press("Send my answer")
    assert page.headers["cache-control"] == "no-store"
    assert {"etag", "last-modified"} & set(page.headers) == set()
    assert page.tree.find(f"{HTML}body").get("data-hx-history") == "false"
    assert page.tree.find(f".//{HTML}script") is None


def test_p23_pages_of_staff_leave_no_snapshots(everywhere):
    for way, page in everywhere:
        if way.staff and way.page:
            assert page.headers["cache-control"] == "no-store", way.path
            assert "etag" not in page.headers, way.path
            assert not any(one.get("name") == "htmx-config" and '"history":false' not in one.get("content") for one in page.tree.iter(f"{HTML}meta")), way.path

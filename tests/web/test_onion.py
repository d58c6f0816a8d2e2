"""By the onion service: the same portal, and not a word of its other address."""

import base64
import hashlib

import pytest

from portal.base import onions
from portal.base.access import NOBODY
from portal.base.settings import Settings, SettingsError, public_address, reached_at, use
from portal.base.settings import settings as in_use
from portal.identity import commands as identity
from portal.identity.models import Staff
from portal.identity.queries import cookie_name
from portal.notifications import mails
from tests.conftest import settings_for
from tests.visitor import Visitor
from tests.ways import Ways

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("now")]
CLEAR = "hearback.example.org"


def onion_of(key, version=b"\x03"):
    check = hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2]
    return base64.b32encode(key + check + version).decode().lower() + ".onion"


ONION = onion_of(b"k" * 32)
OLD = onion_of(b"k" * 32, version=b"\x02")


@pytest.fixture
def settings_at_onion(address, folder):
    """A portal on the clear web by https, and on an onion service by http."""
    one = settings_for(address, folder)
    return use(Settings(**{name: getattr(one, name) for name in one.__dataclass_fields__} | {"address": f"https://{CLEAR}", "onion": f"http://{ONION}"}))


@pytest.fixture
def settings(settings_at_onion):
    return settings_at_onion


@pytest.fixture
def hidden(portal):
    """Somebody who comes through the onion service."""
    hidden = Visitor(portal, headers={"host": ONION})
    yield hidden
    hidden.leave()


def test_p25_no_page_on_the_onion_names_the_other_address(filled, database, make, portal, visitor, hidden):
    ways = Ways(database, make)
    guest = Visitor(portal, headers={"host": ONION})
    with reached_at(ONION):
        found, _left = ways.find(hidden, guest)
    told = []
    for way in found:
        for language in ("en", "ar"):
            page = (hidden if way.staff else guest).glance(f"/{language}{way.path}")
            whole = page.content + repr(page.headers).encode()
            told += [f"{way.pattern}: {word}" for word in (CLEAR, "strict-transport-security", "onion-location") if word.encode() in whole.lower()]
    guest.leave()
    assert told == []
    assert len(found) > 60


@pytest.mark.parametrize("path", ["/en/feed.atom", "/en/calendar.ics", "/en/consultations/demo-river-park/feed.atom", "/en/consultations/demo-river-park/calendar.ics"])
def test_p25_feeds_and_calendars_name_the_address_by_which_one_came(filled, hidden, visitor, path):
    assert f"http://{ONION}/en/" in hidden.get(path).text.replace("\r\n ", "")
    assert CLEAR not in hidden.get(path).text
    there = visitor.get(path).text.replace("\r\n ", "")
    assert f"https://{CLEAR}/en/" in there  # the shelf of kept pages does not mix them up
    assert ".onion" not in there


def test_p25_the_cookie_of_staff_works_on_the_onion_without_https(make, database, hidden, visitor):
    person = make.staff("Somebody")
    with reached_at(ONION):
        assert cookie_name() == "staff"
        hidden.client.cookies.set(cookie_name(), database.write(lambda session: identity.begin_session(session, NOBODY, session.get(Staff, person.id), proven=True)))
    assert cookie_name() == "__Host-staff"
    assert hidden.get("/en/staff").status == 200
    assert hidden.press("Sign out", status=303).headers["clear-site-data"] == '"cache", "cookies", "storage"'


def test_p25_cookies_on_the_onion_are_not_marked_secure(settings):
    from portal.identity.pages.letting_in import cookie_header

    with reached_at(ONION):
        assert cookie_header("x") == "staff=x; Path=/; HttpOnly; SameSite=Strict"
    assert cookie_header("x") == "__Host-staff=x; Path=/; HttpOnly; SameSite=Strict; Secure"


def test_p25_forms_on_the_onion_come_from_the_onion(hidden):
    hidden.get("/en/track")
    assert hidden.press("Show what became of it", code="1234", status=422).h1 == "Follow up with your number"
    token = next(value for form in hidden.page.forms() for name, value in form.fields if name == "token")
    hidden.post("/en/track", {"token": token, "code": "1"}, headers={"origin": f"http://{ONION}"}, status=422)
    hidden.post("/en/track", {"token": token, "code": "1"}, headers={"origin": f"https://{CLEAR}"}, status=403)


@pytest.mark.parametrize("path", ["/en/", "/ar/privacy", "/en/track", "/en/barriers/report?from=%2Fx%20y"])
def test_p25_pages_of_the_clear_web_say_where_they_stand_on_the_onion(visitor, path):
    for _first_and_kept in range(2):
        page = visitor.get(path)
        assert page.headers["onion-location"] == f"http://{ONION}{path}"
        assert page.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 303), ("/en/staff/sign-in", 200), ("/en/nowhere", 404), ("/en/feed.atom", 200), ("/health", 200), ("/en/rooms/enter?key=x", 410), ("/en/letters?key=x", 200)],
)
def test_p25_what_is_no_public_page_names_no_onion(visitor, path, status):
    assert "onion-location" not in visitor.get(path, status=status).headers


def test_letters_never_tell_who_came_through_the_onion(settings):
    with reached_at(ONION):
        assert public_address() == f"https://{CLEAR}"
        assert mails.confirming_address("en", "k") == f"https://{CLEAR}/en/letters?key=k"
        assert mails.ending_address("en", "k") == f"https://{CLEAR}/en/letters/end?key=k"
        assert ".onion" not in mails.confirmation("en", "k")[1] + mails.digest("en", "k")[1]


@pytest.mark.parametrize("host", [ONION, ONION.upper(), f"{ONION}:80", f"www.{ONION}", f"{ONION}."])
def test_the_onion_is_known_by_its_name(settings, host):
    with reached_at(host) as known:
        assert known
        assert use_now() == f"http://{ONION}"
    assert use_now() == f"https://{CLEAR}"


@pytest.mark.parametrize("host", ["", CLEAR, f"x{ONION}", f"{ONION}.{CLEAR}", onion_of(b"l" * 32)])
def test_another_name_is_not_the_onion(settings, host):
    with reached_at(host) as known:
        assert not known


def use_now():
    return in_use().address


WHOLE = {"HEARBACK_SECRET": "x" * 32, "HEARBACK_ADDRESS": f"https://{CLEAR}"}


@pytest.mark.parametrize("typed", [f"http://{ONION}", f"https://{ONION}", f"http://{ONION}:8080", f"http://www.{ONION}/", f"http://{ONION.upper()}"])
def test_a_real_onion_is_taken(typed):
    assert Settings.from_environment({**WHOLE, "HEARBACK_ONION": typed}).onion == typed.rstrip("/")


@pytest.mark.parametrize(
    "typed",
    [
        ONION,
        f"ftp://{ONION}",
        f"http://{ONION}/en",
        f"http://me@{ONION}",
        f"http://{ONION}?x",
        "http://abcdefghij234567.onion",
        f"http://{'b' * 56}.onion",
        f"http://{CLEAR}",
        f"http://{OLD}",
        f"http://{'é' * 56}.onion",
        "http://[x",
        f"http://{ONION}:x",
    ],
)
def test_a_misprint_is_told(typed):
    with pytest.raises(SettingsError) as gaps:
        Settings.from_environment({**WHOLE, "HEARBACK_ONION": typed})
    assert [fault.split(":")[0] for fault in gaps.value.faults] == ["HEARBACK_ONION"]


def test_the_published_example_is_a_real_name():
    """The Tor Project's own service."""
    assert onions.fault_of("http://2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion") == ""

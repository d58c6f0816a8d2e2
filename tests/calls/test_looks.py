"""The pages of lists and calls as axe sees them, in two languages, all colours and on a narrow screen."""

import pytest

from portal.base.access import NOBODY, Role
from portal.calls import demo
from portal.calls.models import Call, CallState, ContactList
from portal.identity import commands as identity
from portal.identity.queries import cookie_name
from tests.browser import needs_chromium
from tests.calls.reading import rows
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("now")]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


@LANGUAGES
def test_pages_for_everybody_and_for_members(live, database, language):
    code = database.write(demo.fill)
    public = [one.number for one in rows(database, Call) if one.public]
    place = next(one.slug for one in rows(database, ContactList) if one.takes_requests)
    with looker(live) as eyes:
        for path in ("/calls", *(f"/calls/{number}" for number in public), "/lists", f"/lists/{place}/join", "/lists/member", "/lists/leave?key=x", "/lists/number?key=x"):
            assert eyes.open(f"/{language}{path}") == 200, path
            eyes.look(path)
            eyes.walk(path)
        eyes.open(f"/{language}/lists/{place}/join")
        eyes.send("/join")
        eyes.look("/join, left empty")
        for to in ("/call", "/propose", "/tell", "/wishes"):
            eyes.open(f"/{language}/lists/member")
            eyes.send("/lists/member", code=code)
            eyes.look("/lists/member, opened") if to == "/call" else None
            eyes.send(f"/lists/member{to}")
            eyes.look(f"/lists/member{to}")
            if to == "/call":
                eyes.send("/lists/member/act")
                eyes.look("/lists/member/act")
            if to in ("/propose", "/tell"):
                eyes.send(f"/lists/member{to}")
                eyes.look(f"/lists/member{to}, left empty")
    assert not eyes.faults, "\n".join(eyes.faults)


def test_pages_of_the_chair(live, database, make):
    language = "ar"
    database.write(demo.fill)
    make.call(state=CallState.CHECKED)
    chair = make.staff("Chair", roles=[(Role.CHAIR, None)])
    cookie = database.write(lambda session: identity.begin_session(session, NOBODY, chair, proven=True))
    place = next(one.slug for one in rows(database, ContactList) if one.takes_requests)
    doors = {CallState.PROPOSED: ("edit", "steps", "check", "end"), CallState.CHECKED: ("send",), CallState.SENT: ("send", "update", "outcome", "end")}
    paths = ["/staff", "/staff/lists", "/staff/lists/new", f"/staff/lists/{place}", f"/staff/lists/{place}/edit", "/staff/calls", "/staff/calls/new"]
    for call in rows(database, Call):
        paths += [f"/staff/calls/{call.number}", *(f"/staff/calls/{call.number}/{door}" for door in doors.get(call.state, ()))]
    with looker(live) as eyes:
        eyes.page.context.add_cookies([{"name": cookie_name(), "value": cookie, "url": eyes.address}])
        for path in paths:
            assert eyes.open(f"/{language}{path}") == 200, path
            eyes.look_once(path)
            eyes.walk(path)
        for path in ("/staff/lists/new", "/staff/calls/new"):
            eyes.open(f"/{language}{path}")
            eyes.send(path)
            eyes.look_once(f"{path}, left empty")
        eyes.open(f"/{language}/staff/lists/{place}")
        eyes.page.locator('main a[href*="/requests/"]').first.click()
        eyes.look_once("a request")
    assert not eyes.faults, "\n".join(eyes.faults)

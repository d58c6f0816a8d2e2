"""Nothing changes by a GET, by a form that this portal did not make, or by a form that another site sent; no door is without a lock."""

import re
from datetime import timedelta

import pytest
from litestar import get
from litestar.config.app import AppConfig
from sqlalchemy import inspect, text

from portal.base import clock
from portal.base.access import EVERYWHERE, IN_ONE_CONSULTATION, NEEDS_TRAINING, NOBODY
from portal.identity import commands as identity
from portal.identity.models import HeldRole, Staff
from portal.identity.queries import cookie_name
from portal.web import tokens
from portal.web.doors import doors
from tests.visitor import BASE, Loop

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them

UNPROVEN = {
    "/letters/end": "a mail program ends letters by itself (RFC 8058); the secret in the link is the proof",
    "/lists/leave": "a mail program leaves the lists by itself (RFC 8058); the secret in the link is the proof",
    "/staff/providers/{slug:str}/back": "a sign-in service sends the browser back; the secret of the sign-in that is under way is the proof",
    "/staff/providers/{slug:str}/logout": "a sign-in service says that somebody left; its signature is the proof",
}
"""Doors that ask for no form token, each with the reason."""
PERSON = "staff_sessions"  # reading notes that somebody is still there


def posts():
    """The addresses of all doors that change something."""
    return sorted({path for door in doors for path in door.paths if "POST" in door.http_methods})


def unproven():
    return sorted({path.removeprefix("/{language:str}") for door in doors for path in door.paths if not door.opt.get("proven", True)})


def filled(path):
    return re.sub(r"{\w+:\w+}", "1", path.replace("{language:str}", "en"))


def state(*databases):
    """Every row of every table."""
    found = {}
    for database in databases:
        for name in inspect(database.reader).get_table_names():
            if name != PERSON:
                found[database.address, name] = sorted(map(str, database.read(lambda session, name=name: session.execute(text(f'SELECT * FROM "{name}"')).all())))
    return found


@pytest.fixture
def person(visitor, make, database):
    """Somebody who may do everything, signed in: whom a forged form would use."""
    one = make.staff("Everybody")
    for role in EVERYWHERE:
        make.save(HeldRole(staff_id=one.id, role=role, consultation_id=None, trained_until=clock.today() + timedelta(days=99) if role in NEEDS_TRAINING else None))
    cookie = database.write(lambda session: identity.begin_session(session, NOBODY, session.get(Staff, one.id), proven=True))
    visitor.client.cookies.set(cookie_name(), cookie)
    place = make.contribution().consultation_id
    for role in IN_ONE_CONSULTATION:
        make.save(HeldRole(staff_id=one.id, role=role, consultation_id=place))
    return one


def ask(visitor, method, path, **more):
    return Loop.run(visitor.client.request(method, BASE + filled(path), **more))


def sent(visitor, path, *, headers=None, **fields):
    return ask(visitor, "POST", path, data={"text": "Forged words", **fields}, headers=headers or {})


def test_p28_no_state_changes_by_reading(visitor, person, database, make):
    before = state(database, make.vault)
    for path in posts():
        assert ask(visitor, "GET", path).status_code in (200, 303, 403, 404, 405, 409, 410), path
    assert state(database, make.vault) == before


def test_p28_no_form_is_taken_without_a_token_of_its_own(visitor, person, database, make):
    before = state(database, make.vault)
    strangers = tokens.issue("another session")
    for path in posts():
        if path.removeprefix("/{language:str}") in UNPROVEN:
            continue
        for token in ({}, {"token": ""}, {"token": "x" * 60}, {"token": strangers}):
            assert sent(visitor, path, **token).status_code == 403, path
    assert state(database, make.vault) == before


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}], ids=lambda one: next(iter(one.values()))
)
def test_p28_no_form_is_taken_from_another_site(visitor, person, database, make, headers):
    visitor.get("/en/staff/account")
    token = next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")
    before = state(database, make.vault)
    for path in posts():
        if path.removeprefix("/{language:str}") not in UNPROVEN:
            assert sent(visitor, path, headers=headers, token=token).status_code == 403, path
    assert state(database, make.vault) == before


def test_p28_only_named_doors_ask_for_no_token():
    assert unproven() == sorted(UNPROVEN)


def test_p28_a_door_without_a_token_knows_nobody(visitor, person, database, make):
    """Whoever is signed in is nobody there, and without the secret nothing happens."""
    before = state(database, make.vault)
    for path in UNPROVEN:
        assert sent(visitor, "/{language:str}" + path).status_code in (200, 400, 404, 410, 422), path
    assert state(database, make.vault) == before


def test_p29_a_handler_without_a_permission_is_not_built():
    from portal.app import _no_surprises

    @get("/naked")
    async def naked() -> str:
        return ""

    with pytest.raises(RuntimeError, match="Handlers without a permission"):
        _no_surprises(AppConfig(route_handlers=[naked]))


def test_p29_the_route_table_holds_nothing_but_doors_and_what_the_portal_needs_itself(portal):
    own = {"/", "/health", "/ready", "/static/{version:str}/{name:str}"}
    assert {route.path_format for route in portal.inside.routes} - {re.sub(r":\w+}", "}", path) for door in doors for path in door.paths} == {
        re.sub(r":\w+}", "}", path) for path in own
    }

"""Back-channel logout: a provider ends the sessions that began there, and nothing else gets it to."""

import time
from datetime import timedelta

import pytest

from portal.base import clock
from portal.identity import jobs
from portal.identity.models import LogoutToken, ProviderSignIn, StaffSession
from tests.oidc import EVENT
from tests.visitor import Visitor

pytestmark = pytest.mark.once
PLACE = "/en/staff/providers/city/logout"


@pytest.fixture
def inside(visitor, wrong, enter, come_in):
    """Somebody who came in through the provider."""
    enter(wrong.issuer, second_factor=True)
    wrong.claims = {"amr": ["mfa"]}
    come_in(visitor)
    return visitor


def told(portal, token, status=200):
    provider = Visitor(portal)
    answer = provider.post(PLACE, {"logout_token": token}, status=status)
    provider.leave()
    assert answer.headers["cache-control"] == "no-store"
    return answer


@pytest.mark.parametrize("whom", [{}, {"sid": "session-1"}, {"sid": "session-1", "sub": None}])
def test_a_logout_token_ends_the_session(whom, inside, wrong, portal, table):
    assert inside.get("/en/staff").h1 == "Your rooms"
    told(portal, wrong.logout_token(**whom))
    assert table.count(StaffSession) == 0
    assert inside.get("/en/staff").h1 == "Sign in for staff"
    assert "sessions ended" in table.kinds


def test_only_the_sessions_of_that_provider_and_person_end(inside, wrong, portal, table, make, database, come_in):
    make.sign_in(Visitor(portal), make.staff())
    wrong.subject = "subject-2"
    other = Visitor(portal)
    wrong.claims = {"amr": ["mfa"], "sid": "session-2"}
    come_in(other)
    told(portal, wrong.logout_token(sub="subject-1"))
    assert inside.get("/en/staff").h1 == "Sign in for staff"
    assert other.get("/en/staff").h1 == "Your rooms"
    other.leave()
    assert table.count(StaffSession) == 2


@pytest.mark.parametrize("whom", [{"sid": "session-of-nobody"}, {"sub": "nobody"}, {"sid": "session-1", "sub": "nobody"}])
def test_an_unknown_session_is_no_fault_and_ends_nothing(whom, inside, wrong, portal, table):
    told(portal, wrong.logout_token(**whom))
    assert table.count(StaffSession) == 1


WRONG = {
    "no event": {"events": None},
    "another event": {"events": {"http://example.org/event": {}}},
    "an event that is no object": {"events": {EVENT: "yes"}},
    "a nonce": {"nonce": "n"},
    "nobody": {"sub": None},
    "no number": {"jti": None},
    "no end": {"exp": None},
    "no beginning": {"iat": None},
    "ended": {"exp": int(time.time()) - 1000},
    "another audience": {"aud": "somebody-else"},
    "another issuer": {"iss": "https://evil.example"},
    "an access token": {"typ": "at+jwt"},
    "a session that is no word": {"sid": 7},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_token_that_is_not_quite_right_ends_nothing(name, inside, wrong, portal, table):
    assert told(portal, wrong.logout_token(**WRONG[name]), status=400).body == b'{"error":"invalid_request"}'
    assert (table.count(StaffSession), table.count(LogoutToken)) == (1, 0)
    assert len(table.log) == 1


def test_neither_an_id_token_nor_rubbish_ends_a_session(inside, wrong, portal, table):
    told(portal, wrong.id_token("nonce", "access"), status=400)
    told(portal, "", status=400)
    told(portal, "rubbish", status=400)
    assert table.count(StaffSession) == 1


def test_a_logout_token_counts_once(inside, wrong, portal, table, come_in):
    token = wrong.logout_token()
    told(portal, token)
    come_in(inside)
    told(portal, token, status=400)
    assert table.count(StaffSession) == 1


def test_what_was_begun_or_carried_out_leaves_nothing_when_it_is_old(inside, wrong, portal, table, database, to_provider):
    to_provider(inside)
    told(portal, wrong.logout_token(sub="nobody"))
    assert (table.count(ProviderSignIn), table.count(LogoutToken)) == (1, 1)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        database.write(jobs.clear_ended_provider_sign_ins)
    assert (table.count(ProviderSignIn), table.count(LogoutToken)) == (0, 0)


def test_whoever_signed_in_here_signs_out_as_before(visitor, make):
    make.sign_in(visitor, make.staff())
    visitor.get("/en/staff")
    assert visitor.press("Sign out", status=303).headers["location"] == "/en/"


def test_a_provider_without_a_place_to_sign_out_says_so(inside, wrong):
    from portal.identity import openid

    wrong.metadata = {"end_session_endpoint": None}
    openid.forget()
    inside.get("/en/staff")
    inside.press("Sign out")
    assert "offers no way to sign out from here" in inside.press("Sign out at City").main

"""Signing in and out, invitations, one's own account: as a person with a browser does it."""

from datetime import timedelta
from urllib.parse import urlsplit

import pyotp
import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.identity import commands, queries
from portal.identity.brake import Brake
from portal.identity.models import Staff, StaffSession
from portal.web import keeping
from tests.conftest import settings_for
from tests.factories.identity import PASSWORD
from tests.visitor import Visitor

NEW = "three words and more"


def sign_in(visitor, person, password=PASSWORD, status=200):
    visitor.get("/en/staff/sign-in")
    return visitor.press("Sign in", sign_in_name=person.sign_in_name, password=password, status=status)


def code(secret, steps=0):
    """What the app shows now, or some half minutes away from now."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()) + 30 * steps)


def come_in(visitor, make, person):
    """With both factors, as a person with an app; the app's key."""
    secret = make.totp(person)
    sign_in(visitor, person)
    visitor.press("Go on", code=code(secret))
    return secret


def cookie(visitor):
    return visitor.client.cookies.get(queries.cookie_name())


def test_a_member_of_staff_signs_in_and_sees_the_own_rooms(visitor, make):
    ada = make.staff("Ada", roles=[(Role.MODERATOR, make.consultation("The park"))])
    secret = make.totp(ada)
    assert sign_in(visitor, ada).h1 == "Show your second factor"
    page = visitor.press("Go on", code=code(secret))
    assert page.h1 == "Your rooms"
    assert "The park" in page.main
    assert "Moderator" in page.main


def test_the_cookie_is_for_this_host_alone_and_out_of_reach_of_scripts(visitor, make):
    page = sign_in(visitor, make.staff(), status=303)
    value = page.headers["set-cookie"]
    assert value.split("=")[0] == "staff"
    assert value.split("; ")[1:] == ["Path=/", "HttpOnly", "SameSite=Strict"]
    assert page.headers["cache-control"] == "no-store"


def test_with_https_the_cookie_is_bound_to_the_host_by_the_browser_itself(address, folder, database, vault, make):
    from portal.app import build
    from portal.base.settings import use

    secure = use(settings_for(address, folder).__class__(**{**settings_for(address, folder).__dict__, "address": "https://hearback.example.org"}))
    visitor = Visitor(build(secure, database, vault))
    page = sign_in(visitor, make.staff(), status=303)
    visitor.leave()
    assert page.headers["set-cookie"].startswith("__Host-staff=")
    assert page.headers["set-cookie"].split("; ")[1:] == ["Path=/", "HttpOnly", "SameSite=Strict", "Secure"]


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(visitor, make):
    ada = make.staff()
    wrong = sign_in(visitor, ada, "not the password", status=422).faults
    visitor.get("/en/staff/sign-in")
    unknown = visitor.press("Sign in", sign_in_name="nobody@example.org", password="not the password", status=422)
    assert wrong == unknown.faults == ["Name and password do not fit. Please try again."]
    assert "nobody@example.org" in unknown.text, "what was typed stays"
    assert "not the password" not in unknown.text, "the password does not"


def test_a_closed_account_does_not_open(visitor, make, database):
    ada = make.staff()
    database.write(lambda session: commands.remove_staff(session, SYSTEM, session.get(Staff, ada.id)))
    assert sign_in(visitor, ada, status=422).faults == ["Name and password do not fit. Please try again."]


def test_signing_in_replaces_the_session_that_the_browser_had(visitor, make, database, portal, now):
    ada = make.staff()
    secret = come_in(visitor, make, ada)
    old = cookie(visitor)
    sign_in(visitor, ada)
    assert visitor.press("Go on", code=code(secret, 1)).h1 == "Your rooms"
    assert cookie(visitor) != old
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(StaffSession))) == 1
    thief = Visitor(portal)
    thief.client.cookies.set(queries.cookie_name(), old)
    assert thief.get("/en/staff").h1 == "Sign in for staff"
    thief.leave()


def test_after_signing_out_the_cookie_is_dead_and_the_browser_forgets(visitor, make, portal):
    come_in(visitor, make, make.staff())
    old = cookie(visitor)
    page = visitor.press("Sign out", status=303)
    assert page.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert page.headers["location"] == "/en/"
    assert "Max-Age=0" in page.headers["set-cookie"]
    thief = Visitor(portal)
    thief.client.cookies.set(queries.cookie_name(), old)
    assert thief.get("/en/staff").h1 == "Sign in for staff"
    thief.leave()


def test_a_session_ends_after_an_hour_without_a_sign_of_life(visitor, make, now):
    make.sign_in(visitor, make.staff())
    with clock.frozen(now + timedelta(minutes=59)):
        assert visitor.get("/en/staff").h1 == "Your rooms"
    with clock.frozen(now + timedelta(minutes=118)):
        assert visitor.get("/en/staff").h1 == "Your rooms"
    with clock.frozen(now + timedelta(minutes=180)):
        assert visitor.get("/en/staff").h1 == "Sign in for staff"


def test_a_session_ends_after_twelve_hours_however_busy_it_was(visitor, make, now):
    make.sign_in(visitor, make.staff())
    for half_hours in range(1, 25):
        with clock.frozen(now + timedelta(minutes=30) * half_hours):
            assert visitor.get("/en/staff").h1 == "Your rooms"
    with clock.frozen(now + timedelta(hours=12, minutes=1)):
        assert visitor.get("/en/staff").h1 == "Sign in for staff"


def test_p30_staying_signed_in_is_one_press_and_every_staff_page_says_until_when(visitor, make, now):
    make.sign_in(visitor, make.staff())
    visitor.get("/en/staff")
    assert "Signed in until Monday, May 3, 2027, 13:00 (UTC)" in visitor.page.main
    with clock.frozen(now + timedelta(minutes=58)):
        page = visitor.press("Stay signed in (opens another page)")
        assert (page.h1, "Signed in until Monday, May 3, 2027, 13:58 (UTC)" in page.main) == ("You stay signed in", True)
    with clock.frozen(now + timedelta(minutes=117)):
        assert visitor.get("/en/staff").h1 == "Your rooms"
    with clock.frozen(now + timedelta(minutes=200)):
        visitor.post("/en/staff/stay", {"token": "x"}, status=403)


def test_staying_does_not_last_beyond_twelve_hours(visitor, make, database, now):
    make.sign_in(visitor, make.staff())
    database.write(lambda session: session.scalars(select(StaffSession)).one().__setattr__("began_at", now - timedelta(hours=11, minutes=50)))
    visitor.get("/en/staff")
    assert "Signed in until Monday, May 3, 2027, 12:10 (UTC)" in visitor.press("Stay signed in (opens another page)").main


def test_a_room_that_was_asked_for_is_opened_after_signing_in(visitor, make):
    park = make.consultation("The park")
    ada = make.staff(roles=[(Role.ORGANISER, park)])
    secret = make.totp(ada)
    visitor.get(f"/en/staff/{park.slug}/team")
    visitor.press("Sign in", sign_in_name=ada.sign_in_name, password=PASSWORD)
    page = visitor.press("Go on", code=code(secret))
    assert urlsplit(page.url).path == f"/en/staff/{park.slug}/team"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/staff//evil.example", "/staff/../evil", "/staff\\evil", "/consultations", "/staff/x?y=1", "/staff/\r\nSet-Cookie: a=b"],
)
def test_signing_in_leads_nowhere_else(visitor, make, elsewhere):
    ada = make.staff()
    secret = make.totp(ada)
    visitor.get("/en/staff/sign-in")
    assert visitor.press("Sign in", sign_in_name=ada.sign_in_name, password=PASSWORD, next=elsewhere, status=303).headers["location"] == "/en/staff/second-factor?next=%2Fstaff"
    visitor.get("/en/staff/second-factor")
    assert visitor.press("Go on", code=code(secret), next=elsewhere, status=303).headers["location"] == "/en/staff"


def test_a_form_with_another_sessions_token_is_refused_and_the_words_are_kept(visitor, make, portal):
    park = make.consultation()
    ada = make.staff(roles=[(Role.ORGANISER, park)])
    other = Visitor(portal)
    make.sign_in(other, make.staff("Ben", roles=[(Role.ORGANISER, park)]))
    token = next(value for form in other.get(f"/en/staff/{park.slug}/team").forms() for name, value in form.fields if name == "token")
    other.leave()
    make.sign_in(visitor, ada)
    page = visitor.post(
        f"/en/staff/{park.slug}/team", {"token": token, "role": "moderator", "organisation": "x", "new_organisation": "Friends", "text": "What I wrote"}, status=403
    )
    assert page.h1 == "Please send this once more"
    assert "What I wrote" in page.text
    assert "Friends" in page.text


def test_a_form_sent_after_the_session_ended_is_kept_and_can_be_sent_from_another_page(visitor, make, database):
    park = make.consultation()
    ada = make.staff(roles=[(Role.ORGANISER, park)])
    make.sign_in(visitor, ada)
    visitor.get(f"/en/staff/{park.slug}/team")
    visitor.client.cookies.clear()
    page = visitor.press("Make the link", new_organisation="Friends of the park", status=403)
    assert page.h1 == "Please sign in again"
    assert "Friends of the park" in page.text
    kept = visitor.page
    make.sign_in(visitor, ada)
    visitor.page = kept
    visitor.press("Send it again", status=403)
    assert visitor.press("Send it again").h1 == "The invitation is ready"


def test_p30_after_the_session_ended_every_typed_field_goes_along_through_signing_in_and_is_sent(visitor, make, now):
    park = make.consultation()
    ada = make.staff(roles=[(Role.ORGANISER, park)])
    secret = make.totp(ada)
    make.sign_in(visitor, ada)
    with clock.frozen(now + timedelta(minutes=30)):
        visitor.get(f"/en/staff/{park.slug}/team")
    with clock.frozen(now + timedelta(hours=3)):
        visitor.press("Make the link", role="reviewer", new_organisation="Friends of the park", status=403)
        assert visitor.press("Sign in", sign_in_name=ada.sign_in_name, password="not the password", status=422).h1 == "Sign in for staff"
        assert visitor.press("Sign in", sign_in_name=ada.sign_in_name, password=PASSWORD).h1 == "Show your second factor"
        visitor.press("Go on", code="000000", status=422)
        page = visitor.press("Go on", code=code(secret))
        assert (page.h1, "Friends of the park" in page.main) == ("You are signed in again", True)
        assert visitor.press("Send it now").h1 == "The invitation is ready"
        assert "Friends of the park" in visitor.get(f"/en/staff/{park.slug}/team").text


def test_kept_words_come_from_the_portal_alone(visitor, make):
    ada = make.staff()
    secret = make.totp(ada)
    visitor.get("/en/staff/sign-in")
    visitor.press("Sign in", sign_in_name=ada.sign_in_name, password=PASSWORD, kept="bWFkZSB1cA")
    assert visitor.press("Go on", code=code(secret)).h1 == "Your rooms"


def test_a_password_typed_into_a_form_is_not_kept_with_it(visitor, make, now):
    make.sign_in(visitor, make.staff())
    visitor.get("/en/staff/account")
    visitor.client.cookies.clear()
    page = visitor.press("Change my password", old_password="one secret of mine", new_password="another secret of mine", status=403)
    assert ("one secret" in page.text, "another secret" in page.text) == (False, False)
    sealed = next(value for form in page.forms() for name, value in form.fields if name == "kept")
    assert keeping.unpack(sealed) == ("/staff/account/password", [])


def test_a_password_is_never_given_back_by_a_failure_page(visitor, make):
    page = visitor.post("/en/staff/sign-in", {"token": "wrong", "sign_in_name": "ada", "password": "my secret words"}, status=403)
    assert "my secret words" not in page.text


def test_an_invitation_makes_one_account_once(visitor, make, database, now):
    park, office = make.consultation("The park"), make.organisation("Office")
    key = database.write(lambda session: commands.invite(session, SYSTEM, session.merge(office), Role.MODERATOR, park.id))
    visitor.get(f"/en/staff/invitation?key={key}")
    page = visitor.press("Make my account", name="Zoë", sign_in_name="Zoe@Example.org", new_password="short", status=422)
    assert page.faults == ["The password needs at least 12 characters. Three or four words are good."]
    assert visitor.press("Make my account", new_password=NEW).h1 == "Set up your second factor"
    secret = "".join(visitor.page.main.split("The key, for typing:")[1].split("The code")[0].split()[:8])
    assert visitor.press("Use these codes", code=code(secret)).h1 == "Your recovery codes"
    page = visitor.follow("I have kept them: go on")
    assert page.h1 == "Your rooms"
    assert "The park" in page.main
    assert visitor.get(f"/en/staff/invitation?key={key}", status=410).h1 == "This invitation has ended"
    assert visitor.get("/en/staff/invitation", status=410).h1 == "This invitation has ended"
    visitor.client.cookies.clear()
    visitor.get("/en/staff/sign-in")
    visitor.press("Sign in", sign_in_name="zoe@example.ORG", password=NEW)
    assert visitor.press("Go on", code=code(secret, 1)).h1 == "Your rooms"


def test_a_taken_sign_in_name_is_said_beside_its_field_and_the_invitation_stays(visitor, make, database):
    ada, office = make.staff(), make.organisation("Office")
    key = database.write(lambda session: commands.invite(session, SYSTEM, session.merge(office), Role.ADMINISTRATOR, None))
    visitor.get(f"/en/staff/invitation?key={key}")
    page = visitor.press("Make my account", name="Another", sign_in_name=ada.sign_in_name, new_password=NEW, status=422)
    assert page.faults == ["There is somebody with this sign-in name already."]
    assert visitor.press("Make my account", sign_in_name="another", new_password=NEW).h1 == "Set up your second factor"


def test_an_old_invitation_has_ended(visitor, make, database):
    office = make.organisation("Office")
    key = database.write(lambda session: commands.invite(session, SYSTEM, session.merge(office), Role.MODERATOR, None))
    visitor.get(f"/en/staff/invitation?key={key}")
    with clock.frozen(clock.now() + timedelta(days=7, minutes=1)):
        assert visitor.press("Make my account", name="Zoe", sign_in_name="zoe", new_password=NEW, status=410).h1 == "This invitation has ended"


def test_changing_the_password_ends_the_other_sessions(visitor, make, portal, now):
    ada = make.staff()
    other = Visitor(portal)
    make.sign_in(other, ada)
    secret = come_in(visitor, make, ada)
    old = cookie(visitor)
    visitor.follow("Your account")
    assert visitor.press("Change my password", old_password="not the password", new_password=NEW, status=422).faults == ["This is not your password."]
    page = visitor.press("Change my password", old_password=PASSWORD, new_password=NEW)
    assert "Your password is changed." in page.main
    assert cookie(visitor) != old
    assert other.get("/en/staff").h1 == "Sign in for staff"
    other.leave()
    visitor.press("Sign out")
    assert sign_in(visitor, ada, status=422).faults
    sign_in(visitor, ada, NEW)
    assert visitor.press("Go on", code=code(secret, 1)).h1 == "Your rooms"


def test_other_sessions_can_be_ended_one_by_one_or_together(visitor, make, portal):
    ada = make.staff()
    others = [Visitor(portal) for _ in range(3)]
    with clock.frozen(clock.now() - timedelta(minutes=30)):
        make.sign_in(others[0], ada)
    for other in others[1:]:
        make.sign_in(other, ada)
    make.sign_in(visitor, ada)
    page = visitor.get("/en/staff/account")
    labels = [label for form in page.forms() for label, _name, _value in form.buttons if label.startswith("End this session")]
    assert len(labels) == 3
    visitor.press(labels[-1])
    assert others[0].get("/en/staff").h1 == "Sign in for staff"
    assert others[1].get("/en/staff").h1 == "Your rooms"
    visitor.get("/en/staff/account")
    visitor.press("End all others")
    assert others[1].get("/en/staff").h1 == "Sign in for staff"
    assert visitor.get("/en/staff").h1 == "Your rooms"
    for other in others:
        other.leave()


def test_nobody_ends_a_strangers_session(visitor, make, database):
    ben = make.staff("Ben")
    stranger = database.write(lambda session: (commands.begin_session(session, SYSTEM, ben), session.flush(), session.scalar(select(StaffSession.id)))[-1])
    make.sign_in(visitor, make.staff())
    page = visitor.get("/en/staff/account")
    token = dict(page.forms()[0].fields)["token"]
    visitor.post("/en/staff/account/sessions", {"token": token, "session": str(stranger)}, status=404)
    assert database.read(lambda session: session.get(StaffSession, stranger)) is not None


def test_many_failures_slow_everybody_a_little_and_lock_nobody_out():
    brake = Brake()
    for _ in range(20):
        brake.failed()
    assert brake.wait() == 0
    for _ in range(100_000):
        brake.failed()
    assert brake.wait() == 8


def test_sign_in_pages_speak_arabic_from_right_to_left(visitor, make, database):
    office = make.organisation("Office")
    key = database.write(lambda session: commands.invite(session, SYSTEM, session.merge(office), Role.MODERATOR, None))
    assert visitor.get("/ar/staff/sign-in").tree.get("dir") == "rtl"
    page = visitor.get(f"/ar/staff/invitation?key={key}")
    assert (page.tree.get("dir"), f"/en/staff/invitation?key={key}" in [address for _words, address in page.links]) == ("rtl", True)

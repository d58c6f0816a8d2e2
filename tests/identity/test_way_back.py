"""Who has lost the password or the second factor comes back without a shell, and no administrator ever knows the password."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from portal.base import clock
from portal.base.access import Role
from portal.identity.models import SecurityEvent, Staff
from tests.factories.identity import PASSWORD, code_of
from tests.visitor import Visitor

NEW = "seven quiet owls in winter"


@pytest.fixture
def ada(make):
    """Somebody with a second factor, who has lost the password."""
    person = make.staff("Ada", roles=[])
    make.totp(person)
    return person


@pytest.fixture
def admin(visitor, make):
    make.sign_in(visitor, make.staff("Root", roles=[(Role.ADMINISTRATOR, None)]))
    return visitor


@pytest.fixture
def other(portal):
    visitor = Visitor(portal)
    yield visitor
    visitor.leave()


def link_for(admin, person):
    admin.get(f"/en/staff/admin/people/{person.id}")
    page = admin.press("Make a link for a new password")
    found = urlsplit(re.search(r'value="(http[^"]+new-password[^"]+)"', page.text)[1].replace("&amp;", "&"))
    return f"{found.path}?{found.query}"


def test_a_link_sets_a_new_password_once_and_the_second_factor_is_asked_for(admin, other, ada, make, database):
    make.sign_in(other, ada)
    link = link_for(admin, ada)
    other.client.cookies.clear()
    other.get(link)
    other.press("Set the password", new_password=NEW)
    assert urlsplit(other.page.url).path == "/en/staff/second-factor"
    other.press("Go on", code=code_of(ada))
    assert other.page.h1 == "Your rooms"
    other.get(link, status=410)
    other.post("/en/staff/new-password", {"key": link.partition("key=")[2]}, status=403)
    events = database.read(lambda session: [(event.kind, event.detail) for event in session.query(SecurityEvent).filter_by(staff_id=ada.id, detail="link")])
    assert events == [("password changed", "link")]


def test_all_sessions_of_before_have_ended(admin, other, ada, make, portal):
    make.sign_in(other, ada)
    link = link_for(admin, ada)
    owner = Visitor(portal)
    owner.get(link)
    owner.press("Set the password", new_password=NEW)
    owner.leave()
    other.get("/en/staff", status=303)
    assert "/staff/sign-in" in other.page.headers["location"]


@pytest.mark.parametrize("password", ["short", "password password", "a" * 201])
def test_a_poor_password_is_refused_and_the_link_goes_on(admin, other, ada, password):
    link = link_for(admin, ada)
    other.client.cookies.clear()
    other.get(link)
    other.press("Set the password", status=422, new_password=password)
    assert len(other.page.faults) == 1
    other.get(link)


def test_a_link_ends_after_a_day_with_a_new_password_and_with_the_account(admin, other, ada, make, database):
    with clock.frozen(clock.now()):
        link = link_for(admin, ada)
    with clock.frozen(clock.now() + timedelta(days=1)):
        other.get(link, status=410)
    other.get(link[:-4] + "AAAA", status=410)
    other.get("/en/staff/new-password", status=410)
    database.write(lambda session: setattr(session.get_one(Staff, ada.id), "active", False))
    other.get(link, status=410)


def test_a_lost_second_factor_is_taken_away_after_a_question(admin, other, ada, make):
    admin.get(f"/en/staff/admin/people/{ada.id}")
    admin.press("Take away a lost second factor…")
    admin.press("Take it away")
    assert "The second factor is taken away." in admin.page.main
    other.get("/en/staff/sign-in")
    other.press("Sign in", sign_in_name=ada.sign_in_name, password=PASSWORD)
    assert urlsplit(other.page.url).path == "/en/staff/second-factor/set-up"


@pytest.mark.parametrize("path", ["way-back", "second-factor"])
def test_an_organiser_opens_no_way_back(visitor, make, ada, path):
    make.sign_in(visitor, make.staff("Olga", roles=[(Role.ORGANISER, make.consultation())]))
    visitor.get("/en/staff")
    (form, *_more) = [one for one in visitor.page.forms() if one.method == "post"]
    visitor.post(f"/en/staff/admin/people/{ada.id}/{path}", {"token": dict(form.fields)["token"]}, status=404)

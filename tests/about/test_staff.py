"""The start page, the room of a consultation, and its team."""

import pytest
from sqlalchemy import event

from portal.about import queries
from portal.base.access import Role
from portal.contributions.models import ContributionState
from portal.identity.queries import actor_for
from tests.visitor import Visitor


@pytest.fixture
def statements(database):
    """How many statements a job needs."""

    def counted(job):
        seen = []
        event.listen(database.reader, "before_cursor_execute", lambda *_: seen.append(1))
        database.read(job)
        return len(seen)

    return counted


def test_what_waits_is_counted_by_room(database, make):
    question = make.question()
    for state in (ContributionState.RECEIVED, ContributionState.HELD, ContributionState.PUBLISHED):
        make.contribution(question, state=state)
    moderator = make.actor(Role.MODERATOR, question.consultation)
    (room,) = database.read(lambda session: queries.rooms(session, moderator))
    assert (room.roles, room.waiting) == ([Role.MODERATOR], {"queue": 2})


def test_the_start_page_needs_as_many_statements_for_three_rooms_as_for_one(database, make, statements):
    parks = [make.consultation() for _ in range(3)]
    person = make.staff()
    one, three = (actor_for(person, roles=[(Role.MODERATOR, park.id) for park in some]) for some in (parks[:1], parks))
    assert statements(lambda session: queries.rooms(session, one)) == statements(lambda session: queries.rooms(session, three))


def test_nobody_sees_rooms_in_which_they_have_no_part(visitor, make, portal):
    park, pool = make.consultation("The park"), make.consultation("The pool")
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, park)]))
    page = visitor.get("/en/staff")
    assert ("The park" in page.main, "The pool" in page.main) == (True, False)
    visitor.get(f"/en/staff/{pool.slug}", status=404)
    visitor.get("/en/staff/nowhere", status=404)


@pytest.mark.parametrize(
    ("role", "desks"),
    [
        (Role.MODERATOR, ["queue", "flags", "messages", "published", "summary", "objections", "translations"]),
        (Role.REVIEWER, ["appeals", "give-back"]),
        (Role.RESPONDER, ["responses"]),
        (Role.ORGANISER, ["setup", "settings", "team", "links", "meetings", "corrections", "journal"]),
        (Role.HELPER, ["assist"]),
    ],
)
def test_each_role_finds_its_desks(visitor, make, role, desks):
    park = make.consultation()
    make.sign_in(visitor, make.staff(roles=[(role, park)]))
    page = visitor.get(f"/en/staff/{park.slug}")
    assert [address.rsplit("/", 1)[1] for _words, address in page.links if address.startswith(f"/en/staff/{park.slug}/")] == desks


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.REVIEWER, Role.RESPONDER, Role.ORGANISER])
def test_every_desk_that_is_named_opens(visitor, make, role):
    park = make.consultation()
    make.sign_in(visitor, make.staff(roles=[(role, park)]))
    for _words, address in visitor.get(f"/en/staff/{park.slug}").links:
        if address.startswith(f"/en/staff/{park.slug}/"):
            visitor.get(address)


def test_somebody_without_any_part_is_told_so(visitor, make):
    make.sign_in(visitor, make.staff())
    assert "You have no part in any consultation yet." in visitor.get("/en/staff").main


def test_an_organiser_invites_and_the_link_is_shown_once(visitor, make, portal):
    park = make.consultation("The park")
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    visitor.get(f"/en/staff/{park.slug}")
    visitor.follow("Team")
    page = visitor.press("Make the link", role="reviewer", new_organisation="Ombuds office")
    link = page.text.split('value="http://127.0.0.1:8000')[1].split('"')[0].replace("&amp;", "&")
    assert page.headers["cache-control"] == "no-store"
    guest = Visitor(portal)
    guest.get(link)
    assert guest.press("Make my account", name="Zoe", sign_in_name="zoe", new_password="three words and more").h1 == "Set up your second factor"
    guest.leave()
    assert "Ombuds office: Reviewer of appeals" in visitor.get(f"/en/staff/{park.slug}/team").main


def test_a_role_ends_from_the_next_page_on(visitor, make, portal):
    park = make.consultation("The park")
    ben = make.staff("Ben", roles=[(Role.MODERATOR, park)])
    guest = Visitor(portal)
    make.sign_in(guest, ben)
    assert guest.get(f"/en/staff/{park.slug}").h1 == "The park"
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park)]))
    visitor.get(f"/en/staff/{park.slug}/team")
    visitor.press("End the part of Ben: Moderator")
    guest.get(f"/en/staff/{park.slug}", status=404)
    guest.leave()


def test_a_moderator_finds_no_team_page(visitor, make):
    park, own, office = make.consultation(), make.consultation(), make.organisation()
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, park), (Role.ORGANISER, own)]))
    visitor.get(f"/en/staff/{park.slug}/team", status=404)
    visitor.get(f"/en/staff/{own.slug}/team")
    token = next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")
    visitor.post(f"/en/staff/{park.slug}/team", {"token": token, "role": "moderator", "organisation": office.slug}, status=404)

"""The team page: who works here, who comes, who is borrowed, who goes."""

import pytest
from sqlalchemy import func, select

from portal.base.access import Role
from portal.consultations.models import Consultation
from portal.identity.models import HeldRole, Invitation, Organisation, Staff
from tests.visitor import Visitor


@pytest.fixture
def guest(portal):
    """A second browser."""
    guest = Visitor(portal)
    yield guest
    guest.leave()


@pytest.fixture
def park(make):
    """A consultation."""
    return make.consultation("The park")


@pytest.fixture
def organiser(visitor, make, park):
    """Its organiser, at the team page."""
    make.sign_in(visitor, make.staff("Olga", organisation=make.organisation("Office"), roles=[(Role.ORGANISER, park)]))
    visitor.get(f"/en/staff/{park.slug}/team")
    return visitor


def held(database):
    return database.read(lambda session: {(name, role) for name, role in session.execute(select(Staff.name, HeldRole.role).join(HeldRole, HeldRole.staff_id == Staff.id))})


def lend(database, person):
    def job(session):
        session.get(Staff, person.id).lent = True

    database.write(job)


def test_somebody_of_the_own_organisation_gets_a_part_at_once(organiser, make, park, database, guest):
    olga = database.read(lambda session: session.scalar(select(Staff).where(Staff.name == "Olga")))
    ben = make.staff("Ben", organisation=database.read(lambda session: session.get(Organisation, olga.organisation_id)))
    make.staff("Zoe")
    make.sign_in(guest, ben)
    guest.get(f"/en/staff/{park.slug}/queue", status=404)
    page = organiser.follow("Give a part to somebody who is here already")
    assert [label for label, address in page.links if "/team/give/" in address] == ["Ben", "Olga"]
    organiser.follow("Ben")
    assert organiser.press("Give the part", status=422).faults == ["Choose the part."]
    page = organiser.press("Give the part", role="moderator")
    assert "The part is given." in page.main
    assert guest.get(f"/en/staff/{park.slug}/queue").status == 200


def test_people_of_moderating_organisations_are_listed_and_anybody_is_found_by_the_sign_in_name(organiser, make, park):
    youth = make.moderating(park)
    make.staff("Mira", organisation=youth)
    zoe = make.staff("Zoe")
    found = lambda query: [label for label, address in organiser.get(f"/en/staff/{park.slug}/team/give{query}").links if "/team/give/" in address]
    assert found("") == ["Mira", "Olga"]
    assert found("?q=zo") == []
    assert found(f"?q={zoe.sign_in_name.upper()}") == ["Zoe"]


def test_an_ended_part_can_be_given_back(organiser, make, park, database):
    make.staff("Ben", roles=[(Role.MODERATOR, park)])
    organiser.get(f"/en/staff/{park.slug}/team")
    page = organiser.press("End the part of Ben: Moderator")
    assert ("The part has ended: Ben, Moderator." in page.main, ("Ben", Role.MODERATOR) in held(database)) == (True, False)
    organiser.press("Give it back to Ben")
    assert ("Ben", Role.MODERATOR) in held(database)


def test_the_last_reviewer_stays_with_the_reason(organiser, make, park, database):
    make.staff("Rosa", roles=[(Role.REVIEWER, park)])
    organiser.get(f"/en/staff/{park.slug}/team")
    page = organiser.press("End the part of Rosa: Reviewer of appeals", status=422)
    assert page.faults == ["Nobody would be left to hear appeals in “The park”. Give that part to somebody else first."]
    assert ("Rosa", Role.REVIEWER) in held(database)


def test_a_reviewer_is_borrowed_works_here_and_gives_the_part_back_unless_last(organiser, make, park, database, guest):
    zoe = make.staff("Zoe", organisation=make.organisation("Ombuds"))
    make.sign_in(guest, zoe)
    assert "Nobody is lent at the moment." in organiser.follow("Borrow a reviewer of another organisation").main
    lend(database, zoe)
    organiser.get(f"/en/staff/{park.slug}/team/borrow")
    page = organiser.press("Borrow Zoe")
    assert "The reviewer is borrowed" in page.main
    assert "The park" in guest.get("/en/staff").main
    guest.follow("The park")
    guest.follow("Give back your part as a reviewer")
    page = guest.press("Give my part back", status=422)
    assert page.faults == ["Nobody would be left to hear appeals in “The park”. Give that part to somebody else first."]
    make.staff("Rosa", roles=[(Role.REVIEWER, park)])
    guest.press("Give my part back")
    assert ("Zoe", Role.REVIEWER) not in held(database)
    guest.get(f"/en/staff/{park.slug}/give-back", status=404)


def test_who_is_not_lent_is_not_borrowed(organiser, make, park, database):
    zoe, lent = make.staff("Zoe"), make.staff("Lena")
    lend(database, lent)
    organiser.get(f"/en/staff/{park.slug}/team/borrow")
    assert "not lent" in organiser.press("Borrow Lena", status=422, person=str(zoe.id)).main
    assert held(database) == {("Olga", Role.ORGANISER)}


def test_moderating_organisations_are_named_and_unnamed_in_public(organiser, make, park, guest):
    youth = make.organisation("Youth council")
    organiser.get(f"/en/staff/{park.slug}/team")
    organiser.press("Name this organisation", organisation=youth.slug)
    assert youth.name["en"] in guest.get(f"/en/consultations/{park.slug}").main
    organiser.press(f"Name it no more: {youth.name['en']}")
    assert youth.name["en"] not in guest.get(f"/en/consultations/{park.slug}").main


def test_independent_moderation_is_switched_with_the_reason_when_it_cannot_be(organiser, make, park, database):
    host = database.read(lambda session: session.get(Organisation, park.host_id))
    make.staff("Ben", organisation=host, roles=[(Role.MODERATOR, park)])
    organiser.get(f"/en/staff/{park.slug}/team")
    page = organiser.press("Have it moderated independently", status=422)
    assert page.faults == ["Nobody would be left to moderate. Invite moderators of another organisation first."]
    assert not database.read(lambda session: session.get(Consultation, park.id).moderated_independently)
    make.staff("Mira", roles=[(Role.MODERATOR, park)])
    page = organiser.press("Have it moderated independently")
    assert ("The consultation is moderated independently now." in page.main, "Does not count" in page.main) == (True, True)
    assert "People of the host can moderate again." in organiser.press("Let people of the host moderate").main


def test_the_hosts_own_people_are_not_given_a_judging_part(organiser, make, database):
    host = make.organisation("Host")
    pool = make.consultation("The pool", host=host, moderated_independently=True)
    ada = make.staff("Ada", organisation=host)
    make.sign_in(organiser, make.staff("Olga", roles=[(Role.ORGANISER, pool)]))
    organiser.get(f"/en/staff/{pool.slug}/team/give/{ada.id}")
    page = organiser.press("Give the part", status=422, role="reviewer")
    assert page.faults == ["This consultation is moderated independently. People of its host can neither moderate it nor hear its appeals."]
    organiser.get(f"/en/staff/{pool.slug}/team")
    assert organiser.press("Make the link", status=422, role="moderator", organisation=host.slug).faults == page.faults


def test_the_same_invitation_sent_twice_is_one(organiser, park, database):
    form = next(form for form in organiser.page.forms() if "Make the link" in [button[0] for button in form.buttons])
    fields = [(name, "Friends" if name == "new_organisation" else value) for name, value in form.fields]
    first, second = (organiser.post(form.action.removeprefix("http://127.0.0.1:8000"), fields) for _ in range(2))
    link = lambda page: page.text.split("key=")[1].split('"')[0]
    assert link(first) == link(second)
    count = lambda table: database.read(lambda session: session.scalar(select(func.count()).select_from(table)))
    assert (count(Invitation), database.read(lambda session: [one for one in session.scalars(select(Organisation.slug)) if "friends" in one])) == (1, ["friends"])


@pytest.mark.parametrize("path", ["team", "team/give", "team/borrow", "team/give/1", "give-back"])
def test_organisers_of_other_consultations_find_nothing(visitor, make, park, path):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, make.consultation()), (Role.MODERATOR, park)]))
    visitor.get(f"/en/staff/{park.slug}/{path}", status=404)

"""Organisations, people, roles, invitations and contact points, as an administrator with a browser keeps them in order."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.languages import Texts
from portal.identity import commands, queries
from portal.identity.models import ContactPoint, HeldRole, Invitation, Organisation, Staff
from tests.visitor import Visitor, words


@pytest.fixture
def admin(visitor, make):
    """An administrator at work."""
    make.sign_in(visitor, make.staff("Admin", roles=[(Role.ADMINISTRATOR, None)]))
    return visitor


@pytest.fixture
def guest(portal):
    """A second browser."""
    guest = Visitor(portal)
    yield guest
    guest.leave()


def count(database, table):
    return database.read(lambda session: session.scalar(select(func.count()).select_from(table)))


def code_on(page):
    (shown,) = [element for element in page.tree.iter("{http://www.w3.org/1999/xhtml}p") if element.get("class") == "code"]
    return words(shown)


def test_an_organisation_is_added_found_and_renamed(admin, database):
    admin.get("/en/staff/admin/organisations")
    admin.press("Add the organisation", status=422)
    assert admin.page.faults == ["Write the name in one language at least."]
    page = admin.press("Add the organisation", **{"name-en": "Water Works", "name-ar": "مصلحة المياه", "contact-en": "1 Lake Road"})
    assert (page.h1, "The organisation is entered." in page.main) == ("Water Works", True)
    for text in ("water", "مياه", "WATER-W"):
        page = admin.get(f"/en/staff/admin/organisations?q={text}")
        assert [label for label, address in page.links if address.endswith("/water-works")] == ["Water Works"], text
    assert "No organisation has these letters" in admin.get("/en/staff/admin/organisations?q=nothing").main
    admin.get("/en/staff/admin/organisations/water-works")
    page = admin.press("Save name and contact", **{"name-en": "Water and Sewage"})
    assert page.h1 == "Water and Sewage"
    kept = database.read(lambda session: queries.organisation(session, SYSTEM, "water-works"))
    assert (kept.name, kept.contact) == (Texts(en="Water and Sewage", ar="مصلحة المياه"), Texts(en="1 Lake Road"))


def test_the_same_organisation_is_not_added_twice(admin, make):
    office = make.organisation("Office")
    admin.get("/en/staff/admin/organisations")
    admin.press("Add the organisation", status=422, **{"name-en": office.name["en"]})
    assert admin.page.faults == ["There is an organisation of this name already."]


def test_two_who_rename_an_organisation_see_both_versions(admin, make, database, guest):
    office = make.organisation("Office")
    make.sign_in(guest, make.staff("Other", roles=[(Role.ADMINISTRATOR, None)]))
    for browser in (admin, guest):
        browser.get(f"/en/staff/admin/organisations/{office.slug}")
    guest.press("Save name and contact", **{"name-en": "What the other wrote"})
    page = admin.press("Save name and contact", status=409, **{"name-en": "What I wrote"})
    assert ("What the other wrote" in page.main, 'value="What I wrote"' in page.text) == (True, True)
    assert admin.press("Save name and contact").h1 == "What I wrote"


def test_an_organisation_is_confirmed_gets_another_number_and_loses_it(admin, make, database):
    office = make.organisation("Office")
    speaking = lambda code: database.read(lambda session: queries.speaking_as(session, NOBODY, code))
    admin.get(f"/en/staff/admin/organisations/{office.slug}")
    form = next(form for form in admin.page.forms() if form.action.endswith("/confirm"))
    first = code_on(admin.press("Confirm and make the number"))
    assert (speaking(first).id, speaking(first[:-1] + "x")) == (office.id, None)
    again = admin.post(form.action.removeprefix("http://127.0.0.1:8000"), form.fields)
    assert code_on(again) == first, "the same form gives the same number"
    assert admin.page.headers["cache-control"] == "no-store"
    admin.get(f"/en/staff/admin/organisations/{office.slug}")
    admin.press("Give a new number…")
    assert speaking(first).id == office.id, "it asks first"
    second = code_on(admin.press("Give a new number"))
    assert (second != first, speaking(first), speaking(second).id) == (True, None, office.id)
    assert [one.id for one in database.read(lambda session: queries.confirmed(session, NOBODY))] == [office.id]
    admin.get(f"/en/staff/admin/organisations/{office.slug}")
    admin.press("End the confirmation…")
    assert "The number no longer works." in admin.press("End the confirmation").main
    assert (speaking(second), database.read(lambda session: session.get(Organisation, office.id).confirmed_on)) == (None, None)


def test_people_are_found_by_name_and_organisation(admin, make):
    office, other = make.organisation("Office"), make.organisation("Other")
    make.staff("Zoé", organisation=office)
    make.staff("Ada", organisation=other)
    found = lambda query: [label for label, address in admin.get(f"/en/staff/admin/people{query}").links if "/admin/people/" in address]
    assert found("") == ["Ada", "Admin", "Zoé"]
    assert found("?q=ZOÉ") == ["Zoé"]
    assert found(f"?organisation={other.slug}") == ["Ada"]
    assert found(f"?organisation={other.slug}&q=zo") == []
    assert "Nobody fits." in admin.page.main


def test_a_role_is_given_and_ended_and_counts_at_once_in_another_browser(admin, make, guest):
    park = make.consultation("The park")
    make.staff("Zoe", roles=[(Role.REVIEWER, park)])
    ben = make.staff("Ben")
    make.sign_in(guest, ben)
    guest.get(f"/en/staff/{park.slug}/queue", status=404)
    admin.get(f"/en/staff/admin/people/{ben.id}")
    page = admin.press("Give the role", role="moderator", where=str(park.id))
    assert "The role is given." in page.main
    assert guest.get(f"/en/staff/{park.slug}/queue").status == 200
    admin.press("End this role: Moderator, The park…")
    assert guest.get(f"/en/staff/{park.slug}/queue").status == 200, "it asks first"
    assert "This person has no role." in admin.press("End the role").main
    guest.get(f"/en/staff/{park.slug}/queue", status=404)


def test_a_form_that_was_open_when_the_role_ended_is_refused(admin, make, guest, database):
    park = make.consultation("The park")
    ben = make.staff("Ben", roles=[(Role.ORGANISER, park)])
    make.sign_in(guest, ben)
    guest.get(f"/en/staff/{park.slug}/team")
    database.write(lambda session: commands.end_role(session, SYSTEM, session.get(Staff, ben.id), Role.ORGANISER, park.id))
    guest.press("Make the link", status=404, role="moderator", new_organisation="Friends")
    assert count(database, Invitation) == 0


def test_a_closed_account_is_out_at_once(admin, make, guest, database):
    ben = make.staff("Ben", roles=[(Role.MODERATOR, make.consultation())])
    make.sign_in(guest, ben)
    assert guest.get("/en/staff").h1 != "Sign in for staff"
    admin.get(f"/en/staff/admin/people/{ben.id}")
    admin.press("Close the account…")
    assert "This account is closed." in admin.press("Close the account").main
    assert guest.get("/en/staff").h1 == "Sign in for staff"
    assert count(database, HeldRole) == 1, "the administrator's own"


def test_the_last_administrator_and_the_last_reviewer_stay_with_the_reason(admin, make, database):
    park, office = make.consultation("The park"), make.organisation()
    rosa = make.staff("Rosa", organisation=office, roles=[(Role.REVIEWER, park)])
    me = database.read(lambda session: session.scalar(select(Staff.id).where(Staff.name == "Admin")))
    admin.get(f"/en/staff/admin/people/{me}")
    assert "Close the account" not in admin.page.main
    admin.press("End this role: Administrator, whole portal…")
    assert "Make somebody else an administrator first." in admin.press("End the role", status=422).main
    admin.get(f"/en/staff/admin/people/{rosa.id}")
    admin.press("End this role: Reviewer of appeals, The park…")
    assert "Nobody would be left to hear appeals in “The park”" in admin.press("End the role", status=422).main
    admin.get(f"/en/staff/admin/people/{rosa.id}")
    admin.press("Close the account…")
    assert "Nobody would be left to hear appeals in “The park”" in admin.press("Close the account", status=422).main
    assert database.read(lambda session: session.get(Staff, rosa.id).active)
    assert count(database, HeldRole) == 2


def test_moving_the_only_reviewer_to_the_host_is_refused_and_what_was_typed_stays(admin, make, database):
    host = make.organisation("Host")
    park = make.consultation("The park", host=host, moderated_independently=True)
    rosa = make.staff("Rosa", roles=[(Role.REVIEWER, park)])
    admin.get(f"/en/staff/admin/people/{rosa.id}")
    page = admin.press("Save name, organisation and unit", status=422, name="Rosalind", organisation=host.slug)
    assert page.faults == ["Nobody would be left to hear appeals in “The park”. Give that part to somebody else first."]
    assert 'value="Rosalind"' in page.text
    kept = database.read(lambda session: session.get(Staff, rosa.id))
    assert (kept.name, kept.organisation_id != host.id) == ("Rosa", True)
    make.staff("Zoe", roles=[(Role.REVIEWER, park)])
    page = admin.press("Save name, organisation and unit")
    assert page.h1 == "Rosalind"
    assert "Does not count" in page.main


def test_the_hosts_own_people_get_no_judging_role_with_the_reason(admin, make):
    host = make.organisation("Host")
    park = make.consultation("The park", host=host, moderated_independently=True)
    ada = make.staff("Ada", organisation=host)
    admin.get(f"/en/staff/admin/people/{ada.id}")
    page = admin.press("Give the role", status=422, role="reviewer", where=str(park.id))
    assert page.faults == ["This consultation is moderated independently. People of its host can neither moderate it nor hear its appeals."]
    admin.get("/en/staff/admin/invitations")
    assert admin.press("Make the link", status=422, label="Ben", organisation=host.slug, role="moderator", where=str(park.id)).faults == page.faults


def test_a_lapsed_training_is_shown_plainly(admin, make):
    ada = make.staff("Ada")
    admin.get(f"/en/staff/admin/people/{ada.id}")
    page = admin.press("Give the role", role="focal point")
    assert "Does not count No training is noted." in page.main
    today = clock.today()
    page = admin.press("Note the training as Focal point for complaints", trained=today.isoformat())
    assert ("The training is current until" in page.main, "Does not count" in page.main) == (True, False)
    page = admin.press("Note the training as Focal point for complaints", trained=(today - timedelta(days=1)).isoformat())
    assert "Does not count The training lapsed after" in page.main
    admin.press("Note the training as Focal point for complaints", status=422, trained="soon")


def test_somebody_is_lent_and_no_longer(admin, make, database):
    ada = make.staff("Ada")
    lent = lambda: database.read(lambda session: session.get(Staff, ada.id).lent)
    admin.get(f"/en/staff/admin/people/{ada.id}")
    admin.press("Lend as a reviewer")
    assert lent()
    admin.press("Lend no longer")
    assert not lent()


def test_an_invitation_is_made_listed_renewed_and_withdrawn(admin, make, database, guest):
    office = make.organisation("Office")
    admin.get("/en/staff/admin/invitations")
    assert admin.press("Make the link", status=422).faults == ["Say whom it is for, as you call them."]
    page = admin.press("Make the link", label="Zoe of the works", organisation=office.slug, unit="Legal", role="organiser", where="")
    link = page.text.split('value="http://127.0.0.1:8000')[1].split('"')[0].replace("&amp;", "&")
    page = admin.get("/en/staff/admin/invitations")
    assert ("Zoe of the works" in page.main, "Legal" in page.main, link.split("key=")[1] in page.text) == (True, True, False)
    with clock.frozen(clock.now() + timedelta(days=7, minutes=1)):
        make.sign_in(admin, database.read(lambda session: session.scalar(select(Staff).where(Staff.name == "Admin"))))
        assert "Expired The link works no more since" in admin.get("/en/staff/admin/invitations").main
        guest.get(link, status=410)
        page = admin.press("Make a new link for Zoe of the works")
        new = page.text.split('value="http://127.0.0.1:8000')[1].split('"')[0].replace("&amp;", "&")
        guest.get(link, status=410)
        assert guest.get(new).h1 != ""
        guest.press("Make my account", name="Zoe", sign_in_name="zoe", new_password="three unusual words and more")
    kept = database.read(lambda session: session.scalar(select(Staff).where(Staff.sign_in_name == "zoe")))
    assert (kept.unit, kept.organisation_id) == ("Legal", office.id)
    make.sign_in(admin, database.read(lambda session: session.scalar(select(Staff).where(Staff.name == "Admin"))))
    assert "No invitation is open." in admin.get("/en/staff/admin/invitations").main
    admin.press("Make the link", label="Ben", organisation=office.slug, role="moderator", where="")
    admin.get("/en/staff/admin/invitations")
    admin.press("Withdraw the invitation of Ben…")
    assert "is withdrawn" in admin.press("Withdraw the invitation").main
    assert count(database, Invitation) == 1, "the used one"


def test_contact_points_are_published_checked_and_taken_away(admin, make, database, guest):
    office = make.organisation("Office")
    assert "No contact point is published yet." in guest.get("/en/contacts").main
    admin.get(f"/en/staff/admin/contacts/new?organisation={office.slug}")
    page = admin.press("Publish the contact point", status=422, spoken="en, xx-unknown", checked="2999-01-01")
    assert page.faults == ["Say in one language at least what it is for.", "Say in one language at least how to reach it.", "There is no language with this code: xx-unknown."]
    typed = {"title-en": "Complaints", "title-ar": "الشكاوى", "ways-en": "Call 123", "hours-en": "Monday, 9 to 12", "spoken": "en, ar", "region": "northern-africa"}
    admin.press("Publish the contact point", status=422, **{**typed, "checked": "2999-01-01"})
    assert admin.page.faults == ["Nobody can have checked this in the future."]
    assert "The contact point is public." in admin.press("Publish the contact point", checked="2026-01-05").main
    page = guest.get("/en/contacts")
    for said in ("Complaints", "Call 123", "Monday, 9 to 12", "English, Arabic", "Northern Africa", "January 5, 2026"):
        assert said in page.main
    assert "الشكاوى" in guest.get("/ar/contacts").main
    for query, found in (("region=northern-africa", True), ("region=oceania", False), ("language=ar", True), ("language=fr", False), ("region=nowhere", False)):
        assert ("Call 123" in guest.get(f"/en/contacts?{query}").main) is found, query
    assert "Nobody is named for this place and language." in guest.page.main
    admin.get("/en/staff/admin/contacts")
    admin.follow("Complaints")
    form = next(form for form in admin.page.forms() if "Save" in [button[0] for button in form.buttons])
    admin.press("Save", **{"ways-en": "Call 456"})
    assert "Call 456" in guest.get("/en/contacts").main, "the kept page is replaced at once"
    page = admin.post(form.action.removeprefix("http://127.0.0.1:8000"), [(name, "Call 789" if name == "ways-en" else value) for name, value in form.fields], status=409)
    assert ("Call 456" in page.main, "Call 789" in page.text) == (True, True)
    admin.press("Take it off the public page…")
    admin.press("Take it off")
    assert count(database, ContactPoint) == 0
    assert "No contact point is published yet." in guest.get("/en/contacts").main


@pytest.mark.parametrize("number", [0, 1, 1000])
def test_every_list_works_with_none_one_and_a_thousand(admin, make, database, number):
    office = make.organisation("Office")

    def job(session):
        session.add_all(Organisation(slug=f"many-{one:04}", name=Texts(en=f"Many {one:04}", ar=f"كثيرون {one}"), contact=Texts()) for one in range(number))
        session.flush()
        session.add_all(Staff(sign_in_name=f"many{one}", name=f"Many {one:04}", password_hash="", organisation_id=office.id, lent=True) for one in range(number))
        session.add_all(
            Invitation(link_hash=f"{one:032}".encode(), organisation_id=office.id, role=Role.MODERATOR, label=f"Many {one:04}", expires_at=clock.now() + timedelta(days=1))
            for one in range(number)
        )
        point = {"title": Texts(en="Help"), "ways": Texts(en="Call"), "hours": Texts(), "languages": ["en"]}
        session.add_all(ContactPoint(organisation_id=office.id, position=one, **point) for one in range(min(number, 100)))

    database.write(job)
    park = make.consultation("The park", host=make.organisation())
    lists = [
        ("/en/staff/admin/organisations", "Many"),
        ("/en/staff/admin/people", "Many"),
        ("/en/staff/admin/invitations", "Make a new link for Many"),
        ("/en/staff/admin/contacts", "Help"),
        (f"/en/staff/{park.slug}/team/borrow", "Borrow Many"),
        (f"/en/staff/{park.slug}/team/give", "Many"),
        (f"/en/staff/{park.slug}/team", "The park"),
        ("/en/contacts", "Help"),
    ]
    import brotli

    for address, _said in lists:
        page = admin.get(address)
        assert len(brotli.compress(page.body, quality=5)) < 30_000, address
    if number == 1000:
        seen = set()
        page = admin.get("/en/staff/admin/people?q=many")
        while True:
            seen |= {label for label, address in page.links if "/admin/people/" in address}
            if "Later" not in [label for label, _ in page.links]:
                break
            page = admin.follow("Later")
        assert len(seen) == 1000


def test_a_list_costs_as_many_statements_for_three_as_for_one(make, database, statements):
    def cost():
        return [
            statements(job)
            for job in (
                lambda session: queries.find_organisations(session, SYSTEM),
                lambda session: queries.find_people(session, SYSTEM),
                lambda session: queries.invitations(session, SYSTEM),
                lambda session: queries.contact_points(session, SYSTEM),
                lambda session: queries.confirmed(session, SYSTEM),
                lambda session: queries.parts_of(session, SYSTEM, people[0]),
                lambda session: queries.candidates(session, SYSTEM, park),
            )
        ]

    people, park = [], make.consultation()
    database.read(lambda session: None)
    park.__dict__["moderators"] = []

    def grow():
        office = make.organisation()
        people.append(make.staff("Ada", organisation=office, roles=[(Role.MODERATOR, make.consultation())]))
        make.save(HeldRole(staff_id=people[0].id, role=Role.RESPONDER, consultation_id=make.consultation().id))
        database.write(lambda session: commands.invite(session, SYSTEM, session.merge(office), Role.MODERATOR, make_id))
        point = {"title": Texts(en="Help"), "ways": Texts(en="Call"), "hours": Texts(), "languages": ["en"], "region": "", "checked_on": clock.today()}
        database.write(lambda session: commands.add_contact_point(session, SYSTEM, session.merge(office), **point))
        database.write(lambda session: commands.confirm_organisation(session, SYSTEM, session.get(Organisation, office.id)))

    make_id = park.id
    grow()
    one = cost()
    grow()
    grow()
    assert cost() == one


@pytest.mark.parametrize("path", ["organisations", "people", "invitations", "contacts", "contacts/new", "organisations/organisation-1", "people/1", "contacts/1"])
def test_nobody_else_finds_these_pages(visitor, make, path):
    park = make.consultation()
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, park), (Role.MODERATOR, park)]))
    visitor.get(f"/en/staff/admin/{path}", status=404)

"""Staff come, get roles and leave; each command asks for its right."""

import pytest
from sqlalchemy import func, select

from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotAllowed, NotFound, Refused
from portal.base.languages import Texts
from portal.identity import commands, queries
from portal.identity.models import HeldRole, Invitation, Organisation, Staff, StaffSession
from portal.journal.models import Entry


def count(database, table):
    return database.read(lambda session: session.scalar(select(func.count()).select_from(table)))


def deeds(database):
    return database.read(lambda session: list(session.scalars(select(Entry.deed).order_by(Entry.deed))))


def test_an_organisation_is_entered_once(database):
    first, second = (database.write(lambda session: commands.found_organisation(session, SYSTEM, "city", Texts(en="City")).id) for _ in range(2))
    assert (first == second, deeds(database)) == (True, ["found"])


def test_sign_in_names_are_one_whatever_their_letters(database, make):
    office = make.organisation()
    database.write(lambda session: commands.add_staff(session, SYSTEM, office, " Ada@Example.ORG ", "Ada", "hash"))
    with pytest.raises(Refused):
        database.write(lambda session: commands.add_staff(session, SYSTEM, office, "ada@example.org", "Another", "hash"))
    assert database.read(lambda session: queries.password_of(session, NOBODY, "ADA@example.org")[1]) == "hash"
    assert database.read(lambda session: queries.password_of(session, NOBODY, "nobody")) == (None, None)


def test_a_role_is_held_once(database, make):
    ada = make.staff()
    for _ in range(2):
        database.write(lambda session: commands.give_role(session, SYSTEM, ada, Role.ADMINISTRATOR, None))
    assert count(database, HeldRole) == 1


def test_an_organiser_invites_into_the_own_consultation_alone(database, make):
    mine, other, office = make.consultation(), make.consultation(), make.organisation()
    organiser = make.actor(Role.ORGANISER, mine)
    assert database.write(lambda session: commands.invite_to(session, organiser, mine, Role.MODERATOR, organisation_slug=office.slug))
    with pytest.raises(NotAllowed):
        database.write(lambda session: commands.invite_to(session, organiser, other, Role.MODERATOR, organisation_slug=office.slug))
    with pytest.raises(Refused):
        database.write(lambda session: commands.invite_to(session, organiser, mine, Role.ADMINISTRATOR, organisation_slug=office.slug))
    with pytest.raises(Refused):
        database.write(lambda session: commands.invite_to(session, organiser, mine, Role.MODERATOR, organisation_slug="nowhere"))
    for forbidden in (
        lambda session: commands.invite(session, organiser, office, Role.ADMINISTRATOR, None),
        lambda session: commands.add_staff(session, organiser, office, "x", "X", "hash"),
    ):
        with pytest.raises(NotAllowed):
            database.write(forbidden)
    assert count(database, Invitation) == 1


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.REVIEWER, Role.RESPONDER])
def test_other_roles_manage_no_staff(database, make, role):
    park = make.consultation()
    actor, ben = make.actor(role, park), make.staff("Ben", roles=[(Role.MODERATOR, park)])
    for forbidden in (
        lambda session: commands.invite_to(session, actor, park, Role.MODERATOR, organisation_slug="x"),
        lambda session: commands.give_role(session, actor, ben, Role.ORGANISER, park.id),
        lambda session: commands.take_role(session, actor, park, ben, Role.MODERATOR),
        lambda session: commands.replace_password(session, actor, ben, "hash"),
        lambda session: commands.remove_staff(session, actor, ben),
        lambda session: commands.end_role(session, actor, ben, Role.MODERATOR, park.id),
    ):
        with pytest.raises(NotAllowed):
            database.write(forbidden)
    with pytest.raises(NotFound):
        database.read(lambda session: queries.team(session, actor, park))
    with pytest.raises(NotFound):
        database.read(lambda session: queries.everybody(session, actor))


def test_a_new_organisation_gets_an_address_of_its_own(database, make):
    park = make.consultation()
    organiser = make.actor(Role.ORGANISER, park)
    for name in ("Wasserwerk Köln", "Wasserwerk Köln", "حديقة"):
        database.write(lambda session, name=name: commands.invite_to(session, organiser, park, Role.RESPONDER, organisation_slug="", new_organisation=name))
    slugs = database.read(lambda session: set(session.scalars(select(Organisation.slug))))
    assert {"wasserwerk-koln", "wasserwerk-koln-2", "organisation"} <= slugs


def test_the_invitations_secret_is_not_kept(database, make):
    office = make.organisation()
    key = database.write(lambda session: commands.invite(session, SYSTEM, session.merge(office), Role.MODERATOR, None))
    (kept,) = database.read(lambda session: list(session.scalars(select(Invitation.link_hash))))
    assert key.encode() not in kept
    with pytest.raises(NotFound):
        database.write(lambda session: commands.accept(session, NOBODY, key + "x", sign_in_name="a", name="A", password_hash="hash"))


def test_a_refused_account_leaves_the_invitation_open(database, make):
    ada, office = make.staff(), make.organisation()
    key = database.write(lambda session: commands.invite(session, SYSTEM, session.merge(office), Role.MODERATOR, None))
    with pytest.raises(Refused):
        database.write(lambda session: commands.accept(session, NOBODY, key, sign_in_name=ada.sign_in_name, name="A", password_hash="hash"))
    assert database.write(lambda session: commands.accept(session, NOBODY, key, sign_in_name="new", name="A", password_hash="hash").sign_in_name) == "new"
    with pytest.raises(NotFound):
        database.write(lambda session: commands.accept(session, NOBODY, key, sign_in_name="newer", name="A", password_hash="hash"))


def test_an_organiser_ends_a_role_but_never_the_own(database, make):
    park = make.consultation()
    organiser = make.actor(Role.ORGANISER, park)
    ben = make.staff("Ben", roles=[(Role.MODERATOR, park)])
    database.write(lambda session: commands.take_role(session, organiser, park, ben, Role.MODERATOR))
    with pytest.raises(NotFound):
        database.write(lambda session: commands.take_role(session, organiser, park, ben, Role.MODERATOR))
    with pytest.raises(Refused):
        database.write(lambda session: commands.take_role(session, organiser, park, session.get(Staff, organiser.staff_id), Role.ORGANISER))
    assert deeds(database) == ["take role"]


def test_a_removed_account_has_no_session_no_role_and_stays_named(database, make):
    park = make.consultation()
    ada = make.staff(roles=[(Role.MODERATOR, park)])
    database.write(lambda session: commands.begin_session(session, NOBODY, ada))
    database.write(lambda session: commands.remove_staff(session, SYSTEM, session.get(Staff, ada.id)))
    assert (count(database, StaffSession), count(database, HeldRole), count(database, Staff)) == (0, 0, 1)
    with pytest.raises(NotFound):
        database.read(lambda session: queries.account(session, SYSTEM, ada.id))


def test_a_replaced_password_ends_every_session(database, make):
    ada = make.staff()
    database.write(lambda session: commands.begin_session(session, NOBODY, ada))
    database.write(lambda session: commands.replace_password(session, SYSTEM, session.get(Staff, ada.id), "another hash"))
    assert (count(database, StaffSession), database.read(lambda session: session.get(Staff, ada.id).password_hash)) == (0, "another hash")


def test_the_cookie_is_not_kept(database, make):
    ada = make.staff()
    cookie = database.write(lambda session: commands.begin_session(session, NOBODY, ada))
    (kept,) = database.read(lambda session: list(session.scalars(select(StaffSession.cookie_hash))))
    assert (len(kept), cookie.encode() in kept) == (32, False)

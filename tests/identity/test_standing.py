"""Nobody goes who cannot be spared; the host's own people do not judge; reviewers are lent, borrowed and given back."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotAllowed, NotFound, Refused
from portal.identity import commands, queries
from portal.identity.models import HeldRole, Staff
from portal.identity.queries import actor_of
from tests.moderation.cases import decided, open_appeal

PAST = {"opens": timedelta(days=-60), "closes": timedelta(days=-30)}


def take(database, person, role=Role.REVIEWER, where=None):
    database.write(lambda session: commands.end_role(session, SYSTEM, session.get(Staff, person.id), role, where.id if where else None))


def close(database, person):
    database.write(lambda session: commands.remove_staff(session, SYSTEM, session.get(Staff, person.id)))


def move(database, person, organisation, unit=""):
    database.write(lambda session: commands.change_person(session, SYSTEM, session.get(Staff, person.id), name=person.name, organisation=session.merge(organisation), unit=unit))


def names(database, ask, actor, consultation):
    return [one.name for one in database.read(lambda session: ask(session, actor, session.merge(consultation)))]


def roles(database, person):
    return database.read(lambda session: {(one.role, one.consultation_id) for one in session.scalars(select(HeldRole).where(HeldRole.staff_id == person.id))})


def test_the_last_administrator_stays(database, make):
    ada = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)])
    for deed in (lambda: take(database, ada, Role.ADMINISTRATOR), lambda: close(database, ada)):
        with pytest.raises(Refused, match="look after this portal"):
            deed()
    assert roles(database, ada) == {(Role.ADMINISTRATOR, None)}
    make.staff("Ben", roles=[(Role.ADMINISTRATOR, None)])
    take(database, ada, Role.ADMINISTRATOR)
    assert roles(database, ada) == set()


def test_an_administrator_whose_account_is_closed_does_not_count(database, make):
    ada, ben = (make.staff(name, roles=[(Role.ADMINISTRATOR, None)]) for name in ("Ada", "Ben"))
    close(database, ben)
    with pytest.raises(Refused, match="look after this portal"):
        close(database, ada)


def test_nobody_closes_the_own_account(database, make):
    ada = make.staff("Ada", roles=[(Role.ADMINISTRATOR, None)])
    make.staff("Ben", roles=[(Role.ADMINISTRATOR, None)])
    with pytest.raises(Refused, match="your own account"):
        database.write(lambda session: commands.remove_staff(session, actor_of(session, NOBODY, session.get(Staff, ada.id)), session.get(Staff, ada.id)))


@pytest.mark.parametrize("times", [{"opens": timedelta(days=-5)}, {"opens": timedelta(days=5), "closes": timedelta(days=9)}], ids=["open", "announced"])
@pytest.mark.parametrize("way", [take, close], ids=["role", "account"])
def test_the_last_reviewer_of_a_running_consultation_stays(database, make, times, way):
    park = make.consultation("The park", **times)
    rosa = make.staff("Rosa", roles=[(Role.REVIEWER, park)])
    deed = (lambda: take(database, rosa, where=park)) if way is take else (lambda: close(database, rosa))
    with pytest.raises(Refused, match="hear appeals in “The park”"):
        deed()
    assert roles(database, rosa) == {(Role.REVIEWER, park.id)}
    assert database.read(lambda session: session.get(Staff, rosa.id).active)
    make.staff("Zoe", roles=[(Role.REVIEWER, None)])
    deed()
    assert roles(database, rosa) == set()


def test_a_reviewer_of_a_consultation_that_is_over_may_go(database, make):
    park = make.consultation(**PAST)
    rosa = make.staff("Rosa", roles=[(Role.REVIEWER, park)])
    take(database, rosa, where=park)
    assert roles(database, rosa) == set()


def test_the_last_one_who_may_hear_an_open_appeal_stays_even_when_the_consultation_is_over(database, make):
    park = make.consultation("The park", **PAST)
    rosa = make.staff("Rosa", roles=[(Role.REVIEWER, park)])
    ben = make.staff("Ben", roles=[(Role.MODERATOR, park), (Role.REVIEWER, park)])
    open_appeal(database, make, decided(make, park, ben))
    with pytest.raises(Refused, match="An appeal waits in “The park”"):
        take(database, rosa, where=park)
    take(database, ben, where=park)
    assert roles(database, ben) == {(Role.MODERATOR, park.id)}


def test_nobody_is_moved_into_the_unit_that_decided_while_its_appeal_waits_for_them(database, make):
    park, office, other = make.consultation("The park"), make.organisation(), make.organisation()
    ben = make.staff("Ben", organisation=office, roles=[(Role.MODERATOR, park)])
    rosa = make.staff("Rosa", organisation=other, roles=[(Role.REVIEWER, park)])
    open_appeal(database, make, decided(make, park, ben))
    with pytest.raises(Refused, match="An appeal waits"):
        move(database, rosa, office)
    assert database.read(lambda session: session.get(Staff, rosa.id).organisation_id) == other.id
    move(database, rosa, office, "Ombuds")
    with pytest.raises(Refused, match="An appeal waits"):
        move(database, rosa, office, "")


def test_a_unit_is_one_however_it_is_typed(database, make):
    office = make.organisation()
    ada, ben = make.staff("Ada", organisation=office), make.staff("Ben", organisation=office)
    move(database, ada, office, "Legal  Service")
    move(database, ben, office, "legal service")
    assert database.read(lambda session: session.get(Staff, ben.id).unit) == "Legal Service"


def test_the_hosts_own_people_get_no_judging_part_where_others_moderate(database, make):
    host = make.organisation()
    park = make.consultation("The park", host=host, moderated_independently=True)
    ada = make.staff("Ada", organisation=host)
    for role in (Role.MODERATOR, Role.REVIEWER):
        for deed in (
            lambda session, role=role: commands.give_role(session, SYSTEM, session.get(Staff, ada.id), role, park.id),
            lambda session, role=role: commands.give_role_in(session, SYSTEM, park, session.get(Staff, ada.id), role),
            lambda session, role=role: commands.invite(session, SYSTEM, session.merge(host), role, park.id),
            lambda session, role=role: commands.invite_to(session, SYSTEM, park, role, organisation_slug=host.slug),
        ):
            with pytest.raises(Refused, match="moderated independently"):
                database.write(deed)
    database.write(lambda session: commands.give_role(session, SYSTEM, session.get(Staff, ada.id), Role.RESPONDER, park.id))
    assert roles(database, ada) == {(Role.RESPONDER, park.id)}


def test_a_part_that_somebody_of_the_host_had_before_counts_no_more(database, make):
    host = make.organisation()
    park, pool = make.consultation("The park", host=host, moderated_independently=True), make.consultation("The pool", host=host)
    ada = make.staff("Ada", organisation=host, roles=[(Role.MODERATOR, None), (Role.REVIEWER, park)])
    make.staff("Zoe", roles=[(Role.REVIEWER, park), (Role.MODERATOR, park)])
    actor = database.read(lambda session: actor_of(session, NOBODY, ada))
    assert (actor.holds(Role.MODERATOR, park.id), actor.holds(Role.MODERATOR, pool.id), actor.holds(Role.REVIEWER, park.id)) == (False, True, False)
    assert names(database, queries.moderators_of, SYSTEM, park) == ["Zoe"]
    assert names(database, queries.reviewers_of, SYSTEM, park) == ["Zoe"]
    assert names(database, queries.moderators_of, SYSTEM, pool) == ["Ada"]


def test_the_hosts_reviewer_is_no_reason_to_let_the_last_one_go(database, make):
    host = make.organisation()
    park = make.consultation(host=host, moderated_independently=True)
    make.staff("Ada", organisation=host, roles=[(Role.REVIEWER, None)])
    zoe = make.staff("Zoe", roles=[(Role.REVIEWER, park)])
    with pytest.raises(Refused):
        take(database, zoe, where=park)
    with pytest.raises(Refused):
        move(database, zoe, host)


def test_a_reviewer_is_lent_borrowed_and_gives_the_part_back(database, make):
    park = make.consultation("The park")
    organiser = make.actor(Role.ORGANISER, park)
    zoe = make.staff("Zoe")
    with pytest.raises(Refused, match="not lent"):
        database.write(lambda session: commands.borrow(session, organiser, park, session.get(Staff, zoe.id)))
    assert names(database, queries.lent_reviewers, organiser, park) == []
    database.write(lambda session: commands.lend(session, SYSTEM, session.get(Staff, zoe.id), True))
    assert names(database, queries.lent_reviewers, organiser, park) == ["Zoe"]
    database.write(lambda session: commands.borrow(session, organiser, park, session.get(Staff, zoe.id)))
    assert (names(database, queries.lent_reviewers, organiser, park), names(database, queries.reviewers_of, organiser, park)) == ([], ["Zoe"])
    actor = database.read(lambda session: actor_of(session, NOBODY, zoe))
    with pytest.raises(Refused, match="Nobody would be left"):
        database.write(lambda session: commands.give_back(session, actor, park))
    make.staff("Rosa", roles=[(Role.REVIEWER, park)])
    database.write(lambda session: commands.give_back(session, actor, park))
    assert names(database, queries.reviewers_of, organiser, park) == ["Rosa"]
    with pytest.raises(NotFound):
        database.write(lambda session: commands.give_back(session, actor, park))


def test_the_hosts_own_people_are_not_lent_to_the_host(database, make):
    host = make.organisation()
    park = make.consultation(host=host)
    ada = make.staff("Ada", organisation=host)
    database.write(lambda session: commands.lend(session, SYSTEM, session.get(Staff, ada.id), True))
    assert names(database, queries.lent_reviewers, SYSTEM, park) == []
    with pytest.raises(Refused):
        database.write(lambda session: commands.borrow(session, SYSTEM, park, session.get(Staff, ada.id)))


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.PROTECTION_OFFICER])
def test_a_role_that_needs_a_training_counts_only_while_it_is_current(database, make, role):
    ada = make.staff("Ada")
    held = database.write(lambda session: commands.give_role(session, SYSTEM, session.get(Staff, ada.id), role, None))
    expected = []
    for until in (None, clock.today(), clock.today() - timedelta(days=1)):
        database.write(lambda session, until=until: commands.note_training(session, SYSTEM, session.get(HeldRole, held.id), until))
        expected.append(database.read(lambda session: actor_of(session, NOBODY, ada)).holds(role))
    assert expected == [False, True, False]
    for wrong in (clock.today() + timedelta(days=3000),):
        with pytest.raises(Refused, match="five years"):
            database.write(lambda session, wrong=wrong: commands.note_training(session, SYSTEM, session.get(HeldRole, held.id), wrong))
    with pytest.raises(Refused, match="no training date"):
        database.write(lambda session: commands.give_role(session, SYSTEM, session.get(Staff, ada.id), Role.MODERATOR, None, clock.today()))


def test_roles_of_the_whole_portal_are_not_given_in_one_consultation(database, make):
    park, ada = make.consultation(), make.staff()
    organiser = make.actor(Role.ORGANISER, park)
    for role in (Role.ADMINISTRATOR, Role.FOCAL_POINT, Role.PROTECTION_OFFICER):
        with pytest.raises(Refused):
            database.write(lambda session, role=role: commands.give_role_in(session, organiser, park, session.get(Staff, ada.id), role))


def test_an_organiser_gives_parts_in_the_own_consultation_alone(database, make):
    park, pool, ada, office = make.consultation(), make.consultation(), make.staff(), make.organisation()
    organiser = make.actor(Role.ORGANISER, park)
    database.write(lambda session: commands.give_role_in(session, organiser, park, session.get(Staff, ada.id), Role.MODERATOR))
    for forbidden in (
        lambda session: commands.give_role_in(session, organiser, pool, session.get(Staff, ada.id), Role.MODERATOR),
        lambda session: commands.borrow(session, organiser, pool, session.get(Staff, ada.id)),
        lambda session: commands.lend(session, organiser, session.get(Staff, ada.id), True),
        lambda session: commands.give_role(session, organiser, session.get(Staff, ada.id), Role.MODERATOR, park.id),
        lambda session: commands.change_person(session, organiser, session.get(Staff, ada.id), name="X", organisation=session.merge(office), unit=""),
    ):
        with pytest.raises(NotAllowed):
            database.write(forbidden)
    assert roles(database, ada) == {(Role.MODERATOR, park.id)}


def test_a_closed_account_gets_no_role(database, make):
    ada = make.staff()
    database.write(lambda session: session.execute(update(Staff).values(active=False)))
    with pytest.raises(Refused, match="closed"):
        database.write(lambda session: commands.give_role(session, SYSTEM, session.get(Staff, ada.id), Role.MODERATOR, None))


def test_looking_who_would_be_left_costs_the_same_for_one_and_three(database, make, statements):
    parks = []

    def cost():
        from portal.identity.queries.standing import gaps

        park = parks[0]
        return [
            statements(job)
            for job in (
                lambda session: gaps(session, SYSTEM),
                lambda session: queries.reviewers_of(session, SYSTEM, park),
                lambda session: queries.moderators_of(session, SYSTEM, park),
                lambda session: queries.lent_reviewers(session, SYSTEM, park),
                lambda session: queries.members(session, SYSTEM, park),
                lambda session: queries.places(session, SYSTEM),
            )
        ]

    def grow():
        park = make.consultation()
        parks.append(park)
        ben = make.staff("Ben", roles=[(Role.MODERATOR, park), (Role.REVIEWER, parks[0])])
        open_appeal(database, make, decided(make, park, ben))
        make.staff("Zoe", roles=[(Role.REVIEWER, None)])
        lent = make.staff("Lent")
        database.write(lambda session: commands.lend(session, SYSTEM, session.get(Staff, lent.id), True))

    grow()
    one = cost()
    grow()
    grow()
    assert cost() == one


def test_the_security_log_tells_of_roles_that_are_given_and_ended(database, make):
    from portal.identity.models import SecurityEventKind
    from portal.identity.queries import security

    ada, admin = make.staff(), make.actor(Role.ADMINISTRATOR, None)
    database.write(lambda session: commands.give_role(session, admin, session.get(Staff, ada.id), Role.MODERATOR, None))
    take(database, ada, Role.MODERATOR)
    lines = database.read(lambda session: security.events(session, admin)[0])
    assert sorted((line.event.kind, line.person.id, line.detail) for line in lines) == [
        (SecurityEventKind.ROLE_CHANGED, ada.id, "ended: Moderator"),
        (SecurityEventKind.ROLE_CHANGED, ada.id, "given: Moderator"),
    ]

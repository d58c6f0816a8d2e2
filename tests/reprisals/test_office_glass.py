"""Two people let a third officer in: who may ask, who may agree, and who sees it."""

import pytest

from portal.base.access import Actor, Kind, Role
from portal.base.errors import NotAllowed, NotFound, PortalError, Refused, WrongMoment
from portal.identity.queries import actor_for
from portal.reprisals import glass
from portal.reprisals.commands import glass as breaking
from portal.reprisals.models import BreakGlass
from portal.vault import commands as vault
from portal.vault import holding
from portal.vault import queries as cases
from portal.vault.models import Notice, Officer, Standing, WrappedKey


@pytest.fixture
def one(make):
    return make.officer(Role.PROTECTION_OFFICER)


@pytest.fixture
def two(make):
    return make.officer(Role.PROTECTION_OFFICER, name="Rui")


@pytest.fixture
def third(make):
    return make.officer(Role.PROTECTION_OFFICER, name="Ana")


@pytest.fixture
def fourth(make):
    return make.officer(Role.PROTECTION_OFFICER, name="Lin")


@pytest.fixture
def boss(make):
    return actor_for(make.staff("Boss", roles=[(Role.ADMINISTRATOR, None)]), roles=[(Role.ADMINISTRATOR, None)])


def doing(make, case, who):
    """`doing(...)(deed)`: an officer opens the case and does something."""
    return lambda deed: make.vault.write(lambda session: deed(session, who.actor, vault.look_into(session, who.actor, case.id, who.pair)))


def asked(make, case, who, third, reason="Rui is in hospital."):
    return doing(make, case, who)(lambda session, actor, opened: breaking.ask(session, actor, opened, third.officer.id, reason).id)


def agreed(make, case, who, number):
    return doing(make, case, who)(lambda session, actor, opened: breaking.agree(session, actor, opened, number))


def standings(make, case, who):
    wanted = {"case_id": case.id, "officer_id": who.officer.id}
    return make.vault.read(lambda session: [row.standing for row in session.query(WrappedKey).filter_by(**wanted)])


def test_p46_two_people_let_a_third_in_and_holder_and_owner_see_it(make, one, two, third, now):
    made = make.reprisal(one, two)
    number = asked(make, made.case, one, third)
    assert standings(make, made.case, third) == []
    agreed(make, made.case, two, number)
    assert standings(make, made.case, third) == [Standing.BROKE_GLASS]
    assert doing(make, made.case, third)(lambda session, actor, opened: opened.standing) is Standing.BROKE_GLASS
    for who in (one, two):
        seen = doing(make, made.case, who)(lambda session, actor, opened: cases.accesses(session, actor, opened))
        assert (Standing.BROKE_GLASS, 1, now.date()) in seen

    def told(session):
        held = holding.opened_by(session, made.code)
        return [said.facts["text"] for said in cases.messages(session, holding.HOLDER, held)], cases.accesses(session, holding.HOLDER, held)

    words, looks = make.vault.read(told)
    assert words == ["A third protection officer was let into your case. Two people agreed to it. You see below how often it is opened."]
    assert (Standing.BROKE_GLASS, 1, now.date()) in looks


def test_who_may_agree_over_all_parts(make, one, two, third, fourth, boss):
    """The other officer of the case, and nobody else: not who asked, not the third, no stranger, no administrator, no holder."""
    made = make.reprisal(one, two)
    number = asked(make, made.case, one, third)
    with pytest.raises(Refused, match="Two people"):
        agreed(make, made.case, one, number)
    for stranger in (third, fourth):
        with pytest.raises(NotFound):
            agreed(make, made.case, stranger, number)
    with pytest.raises(Refused, match="The other officer of the case decides"):
        make.vault.write(lambda session: breaking.agree_overseeing(session, boss, number))
    held = make.vault.read(lambda session: holding.opened_by(session, made.code))
    with pytest.raises(NotAllowed):
        make.vault.write(lambda session: breaking.agree(session, holding.HOLDER, held, number))
    assert standings(make, made.case, third) == []
    agreed(make, made.case, two, number)
    with pytest.raises(WrongMoment):
        agreed(make, made.case, two, number)


ROLES = sorted(Role)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_lets_anybody_in_without_a_key_to_the_case(make, one, two, third, role):
    made = make.reprisal(one, two)
    number = asked(make, made.case, one, third)
    person = make.staff("Somebody", roles=[(role, None)])
    actor = actor_for(person, roles=[(role, None)])
    opened = doing(make, made.case, two)(lambda session, actor, opened: opened)
    deeds = [
        lambda session: breaking.ask(session, actor, opened, third.officer.id, "Because."),
        lambda session: breaking.agree(session, actor, opened, number),
        lambda session: breaking.let_in(session, actor, opened, number),
        lambda session: breaking.refuse(session, actor, opened, number),
        lambda session: breaking.agree_overseeing(session, actor, number),
        lambda session: breaking.refuse_overseeing(session, actor, number),
    ]
    for deed in deeds:
        with pytest.raises(PortalError) as refused:
            make.vault.write(deed)
        assert isinstance(refused.value, Refused if role is Role.ADMINISTRATOR and deed in deeds[4:] else NotAllowed)
    assert standings(make, made.case, third) == []


def test_participants_and_the_clock_let_nobody_in(make, one, two, third):
    made = make.reprisal(one, two)
    number = asked(make, made.case, one, third)
    for kind in (Kind.NOBODY, Kind.RECEIPT, Kind.HOLDER, Kind.SYSTEM):
        with pytest.raises(NotAllowed):
            make.vault.write(lambda session, kind=kind: breaking.agree_overseeing(session, Actor(kind=kind), number))


def test_with_one_officer_left_an_administrator_is_the_second_person(make, one, two, third, boss, now):
    made = make.reprisal(one, two)
    make.vault.write(lambda session: setattr(session.get(Officer, two.officer.id), "gone_on", now.date()))
    number = asked(make, made.case, one, third)
    assert make.vault.read(lambda session: [row.staff_id for row in session.query(Notice)]) == [boss.staff_id]
    waiting = make.vault.read(lambda session: glass.for_overseers(session, boss))
    assert [(row.by, row.third) for row in waiting] == [("Noor", "Ana")]
    let_in = doing(make, made.case, one)
    with pytest.raises(Refused, match="Nobody has agreed"):
        let_in(lambda session, actor, opened: breaking.let_in(session, actor, opened, number))
    make.vault.write(lambda session: breaking.agree_overseeing(session, boss, number))
    assert standings(make, made.case, third) == []
    let_in(lambda session, actor, opened: breaking.let_in(session, actor, opened, number))
    let_in(lambda session, actor, opened: breaking.let_in(session, actor, opened, number))
    assert standings(make, made.case, third) == [Standing.BROKE_GLASS]


def test_an_officer_who_is_administrator_too_is_not_two_people(make, one, third):
    made = make.reprisal(one)
    number = asked(make, made.case, one, third)
    for who in (one, third):
        both = Actor(kind=Kind.STAFF, staff_id=who.person.id, roles=frozenset({(Role.ADMINISTRATOR, None), (Role.PROTECTION_OFFICER, None)}))
        with pytest.raises(Refused, match="Two people"):
            make.vault.write(lambda session, both=both: breaking.agree_overseeing(session, both, number))


def test_whoever_was_let_in_lets_nobody_else_in(make, one, two, third, fourth):
    made = make.reprisal(one, two)
    agreed(make, made.case, two, asked(make, made.case, one, third))
    with pytest.raises(Refused, match="Only the officers of the case"):
        asked(make, made.case, third, fourth)
    number = asked(make, made.case, one, fourth)
    with pytest.raises(Refused, match="Only the officers of the case"):
        agreed(make, made.case, third, number)


def test_only_an_officer_with_a_key_and_training_can_be_let_in_and_nobody_of_the_host(make, one, two):
    place = make.consultation("Our park")
    host = make.database.read(lambda session: session.get(type(place), place.id).host_id)
    made = make.reprisal(one, two, facts={"text": "Words.", "language": "en", "place": place.slug})
    from portal.identity.models import Organisation

    hosts = make.officer(Role.PROTECTION_OFFICER, name="Host", organisation=make.database.read(lambda session: session.get(Organisation, host)))
    focal = make.officer(Role.FOCAL_POINT, name="Focal")
    lapsed = make.officer(Role.PROTECTION_OFFICER, name="Lapsed", trained=False)
    for who in (hosts, focal, lapsed, one, two):
        with pytest.raises(Refused, match="Choose a protection officer"):
            asked(make, made.case, one, who)


def test_a_request_that_was_refused_lets_nobody_in(make, one, two, third):
    made = make.reprisal(one, two)
    number = asked(make, made.case, one, third)
    doing(make, made.case, two)(lambda session, actor, opened: breaking.refuse(session, actor, opened, number))
    with pytest.raises(WrongMoment):
        agreed(make, made.case, two, number)
    assert asked(make, made.case, one, third) != number
    assert asked(make, made.case, one, third) == make.vault.read(lambda session: session.query(BreakGlass.id).filter(BreakGlass.refused_on.is_(None)).scalar())

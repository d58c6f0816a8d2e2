"""No unit hears an appeal against its own decision; the host's own people are kept out, but never so that nobody is left."""

import pytest

from portal.about import queries as about
from portal.base.access import Role
from portal.base.errors import NotAllowed, NotFound, Refused
from portal.consultations.models import Consultation
from portal.contributions.models import ContributionState
from portal.identity.models import Staff
from portal.identity.queries import actor_of
from portal.moderation import commands, queries
from portal.moderation.models import Decision
from tests.moderation.cases import decided, open_appeal


def acting(database, make, person, unit=""):
    def job(session):
        kept = session.get(Staff, person.id)
        kept.unit = unit
        session.flush()
        return actor_of(session, kept, kept)

    return database.write(job)


@pytest.mark.parametrize(
    ("same_organisation", "units", "may"), [(True, ("", ""), False), (True, ("A", "A"), False), (True, ("A", "B"), True), (False, ("", ""), True), (False, ("A", "A"), True)]
)
def test_p218_a_reviewer_of_the_unit_that_decided_finds_no_appeal(database, make, same_organisation, units, may):
    park, office, other = make.consultation(), make.organisation(), make.organisation()
    ben = make.staff("Ben", organisation=office, roles=[(Role.MODERATOR, park)])
    rosa = make.staff("Rosa", organisation=office if same_organisation else other, roles=[(Role.REVIEWER, park)])
    acting(database, make, ben, units[0])
    appeal = open_appeal(database, make, decided(make, park, ben, unit=units[0]))
    reviewer = acting(database, make, rosa, units[1])
    assert [one.id for one in database.read(lambda session: queries.appeals(session, reviewer, park))] == ([appeal.id] if may else [])
    (room,) = database.read(lambda session: about.rooms(session, reviewer))
    assert room.waiting.get("appeals", 0) == int(may)
    if may:
        database.write(lambda session: commands.uphold(session, reviewer, queries.appeal(session, reviewer, park.slug, appeal.id), "It was right so."))
        return
    with pytest.raises(NotFound):
        database.read(lambda session: queries.appeal(session, reviewer, park.slug, appeal.id))

    def around(session):
        found = session.merge(appeal)
        found.__dict__["deciders"], found.__dict__["decided_in"] = frozenset(), (office.id, units[0])
        commands.uphold(session, reviewer, found, "It was right so.")

    with pytest.raises(NotAllowed):
        database.write(around)


def test_an_appeal_that_was_not_looked_up_is_heard_by_nobody(database, make):
    park = make.consultation()
    appeal = open_appeal(database, make, decided(make, park, make.staff()))
    reviewer = make.actor(Role.REVIEWER, park)
    with pytest.raises(NotAllowed):
        database.write(lambda session: commands.uphold(session, reviewer, session.merge(appeal), "It was right so."))


def test_the_unit_of_the_decider_is_kept_with_the_decision(database, make):
    park, policy = make.consultation(), make.policy()
    ben = acting(database, make, make.staff("Ben", roles=[(Role.MODERATOR, park)]), "Legal service")
    words = make.contribution(make.question(park), state=ContributionState.RECEIVED)
    database.write(lambda session: commands.decide(session, ben, session.merge(words), action=queries.Action.PUBLISH, version=words.version))
    assert policy.version == 1
    assert database.read(lambda session: [(one.organisation_id, one.unit) for one in session.query(Decision)]) == [(ben.organisation_id, "Legal service")]


def switch(database, actor, park, on=True):
    database.write(lambda session: commands.set_independent(session, actor, session.get(Consultation, park.id), on))


def test_independent_moderation_is_not_switched_on_while_it_would_leave_nobody(database, make):
    host = make.organisation()
    park = make.consultation(host=host)
    organiser = make.actor(Role.ORGANISER, park)
    make.staff("Ben", organisation=host, roles=[(Role.MODERATOR, park)])
    make.staff("Rosa", organisation=host, roles=[(Role.REVIEWER, None)])
    with pytest.raises(Refused, match="left to moderate"):
        switch(database, organiser, park)
    make.staff("Mira", roles=[(Role.MODERATOR, park)])
    with pytest.raises(Refused, match="hear appeals"):
        switch(database, organiser, park)
    make.staff("Zoe", roles=[(Role.REVIEWER, park)])
    switch(database, organiser, park)
    assert database.read(lambda session: session.get(Consultation, park.id).moderated_independently)
    switch(database, organiser, park, on=False)
    assert not database.read(lambda session: session.get(Consultation, park.id).moderated_independently)


def test_it_is_switched_on_before_anybody_is_there(database, make):
    park = make.consultation()
    switch(database, make.actor(Role.ORGANISER, park), park)
    with pytest.raises(NotAllowed):
        switch(database, make.actor(Role.MODERATOR, park), park, on=False)


def test_it_is_not_switched_on_while_an_appeal_waits_for_the_hosts_reviewer(database, make):
    host, other = make.organisation(), make.organisation()
    park = make.consultation(host=host)
    make.staff("Rosa", organisation=host, roles=[(Role.REVIEWER, park)])
    mira = make.staff("Mira", organisation=other, roles=[(Role.MODERATOR, park), (Role.REVIEWER, park)])
    open_appeal(database, make, decided(make, park, mira))
    with pytest.raises(Refused, match="An appeal waits"):
        switch(database, make.actor(Role.ORGANISER, park), park)


def test_the_hosts_own_reviewer_hears_nothing_where_others_moderate(database, make):
    host = make.organisation()
    park = make.consultation(host=host, moderated_independently=True)
    rosa = acting(database, make, make.staff("Rosa", organisation=host, roles=[(Role.REVIEWER, park), (Role.MODERATOR, park)]))
    appeal = open_appeal(database, make, decided(make, park, make.staff()))
    words = make.contribution(make.question(park))
    for ask in (
        lambda session: queries.appeals(session, rosa, park),
        lambda session: queries.appeal(session, rosa, park.slug, appeal.id),
        lambda session: queries.queue(session, rosa, park),
    ):
        with pytest.raises(NotFound):
            database.read(ask)
    with pytest.raises(NotAllowed):
        database.write(lambda session: commands.claim(session, rosa, session.merge(words)))

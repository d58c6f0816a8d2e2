"""Which cases nobody can open: kept beside each case, whatever happens to keys, so that very many are counted in one glance."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import SYSTEM, Actor, Kind, Role
from portal.vault import commands, holding, overview, passphrases
from portal.vault.holding import HOLDER
from portal.vault.models import Case, Standing
from portal.vault.ordering import BESIDE, NOBODY, WAITS, look_through_all
from portal.vault.overview import Forsaken
from tests.factories.vault import PASSPHRASE

OVERSEER = Actor(kind=Kind.STAFF, staff_id=1, roles=frozenset({(Role.ADMINISTRATOR, None)}))


def told(make):
    return make.vault.read(lambda session: overview.forsaken(session, OVERSEER))


def marks(make):
    return make.vault.read(lambda session: session.scalars(select(Case.forsaken).order_by(Case.day, Case.id)).all())


def send_off(make, one):
    make.vault.write(lambda session: commands.send_off(session, OVERSEER, one.officer.id))


def forget(make, one):
    make.vault.write(lambda session: commands.forget_passphrase(session, one.actor, passphrases.kept(PASSPHRASE)))


def holds(make, made, job):
    return make.vault.write(lambda session: job(session, holding.Held(session.get_one(Case, made.case.id), made.key)))


@pytest.fixture
def officer(make, now):
    return make.officer()


def test_a_case_with_somebody_at_work_is_not_counted(make, officer):
    make.complaint(officer)
    assert told(make) == Forsaken(0, 0, 0)


def test_whoever_goes_leaves_cases_to_nobody_or_to_whoever_stands_in(make, officer):
    helper = make.officer(name="Rui")
    make.complaint(officer)
    make.complaint(officer, others=((helper, Standing.STAND_IN),))
    send_off(make, officer)
    assert told(make) == Forsaken(1, 0, 1)
    send_off(make, helper)
    assert told(make) == Forsaken(2, 0, 0)


def test_whoever_forgot_the_passphrase_waits_until_somebody_comes_by(make, officer):
    made = make.complaint(officer)
    forget(make, officer)
    assert told(make) == Forsaken(0, 1, 0)
    holds(make, made, lambda session, held: commands.rewrap_for_absent(session, HOLDER, held))
    assert told(make) == Forsaken(0, 0, 0)


def test_taken_away_and_entrusted_again(make, officer):
    made = make.complaint(officer)
    holds(make, made, lambda session, held: commands.part(session, SYSTEM, held.case, session.merge(officer.officer)))
    assert told(make) == Forsaken(1, 0, 0)
    holds(make, made, lambda session, held: commands.entrust(session, SYSTEM, held, session.merge(officer.officer), Standing.SECOND))
    assert told(make) == Forsaken(0, 0, 0)


def test_what_is_closed_or_erased_needs_nobody(make, officer):
    closed, erased = make.complaint(officer), make.complaint(officer)
    send_off(make, officer)
    make.vault.write(lambda session: setattr(session.get_one(Case, closed.case.id), "closed_on", clock.today()))
    make.vault.write(lambda session: commands.erase_over(session, SYSTEM, session.get_one(Case, erased.case.id)))
    assert (told(make), marks(make)) == (Forsaken(0, 0, 0), [0, 0])
    make.vault.write(lambda session: setattr(session.get_one(Case, closed.case.id), "closed_on", None))
    assert told(make) == Forsaken(1, 0, 0)


def test_looking_through_all_finds_what_was_noted_one_by_one(make, officer):
    helper, gone = make.officer(name="Rui"), make.officer(name="Ada")
    for owner, others in ((officer, ()), (gone, ()), (gone, ((helper, Standing.STAND_IN),)), (helper, ())):
        make.complaint(owner, others=others)
    send_off(make, gone)
    forget(make, officer)
    before = marks(make)
    assert sorted(before) == [0, NOBODY, WAITS, BESIDE]
    make.vault.write(lambda session: session.execute(Case.__table__.update().values(forsaken=NOBODY)))
    make.vault.write(lambda session: look_through_all(session.connection()))
    assert marks(make) == before


def test_counting_walks_through_no_table(make, officer, vault_statements, vault):
    make.complaint(officer)
    few = vault_statements(lambda session: overview.forsaken(session, OVERSEER))
    for _number in range(3):
        make.complaint(officer)
    send_off(make, officer)
    assert vault_statements(lambda session: overview.forsaken(session, OVERSEER)) == few
    if vault.is_sqlite:
        asked = "EXPLAIN QUERY PLAN SELECT forsaken, count(*) FROM cases WHERE forsaken != 0 GROUP BY forsaken"
        plan = vault.read(lambda session: session.connection().exec_driver_sql(asked).all())
        assert [line[3] for line in plan] == ["SCAN cases USING COVERING INDEX ix_cases_forsaken"]


def test_an_officer_who_is_only_away_still_has_the_case(make, officer):
    make.complaint(officer)
    make.vault.write(lambda session: commands.set_times(session, officer.actor, clock.today() + timedelta(days=3), [], []))
    assert told(make) == Forsaken(0, 0, 0)

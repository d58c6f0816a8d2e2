"""The two ways in: what was acknowledged is there, what raised is not, and the edition follows what the public sees."""

import threading

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from portal.base.database import Database
from portal.base.languages import Texts
from portal.identity.models import Organisation, Staff


def organisation(number: int) -> Organisation:
    return Organisation(slug=f"o{number}", name=Texts(en=str(number)), contact=Texts())


def count(database: Database) -> int:
    return database.read(lambda session: session.scalar(select(func.count(Organisation.id))))


def test_a_job_that_returns_is_kept_and_one_that_raises_is_not(database):
    database.write(lambda session: session.add(organisation(1)))

    def broken(session):
        session.add(organisation(2))
        session.flush()
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        database.write(broken)
    assert count(database) == 1


def test_jobs_that_share_a_commit_fail_alone(database):
    """Many at once: the odd ones raise, the even ones stay."""
    faults = []

    def one(number):
        def job(session):
            session.add(organisation(number))
            session.flush()
            if number % 2:
                raise RuntimeError

        try:
            database.write(job)
        except RuntimeError:
            faults.append(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(40)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (len(faults), count(database)) == (20, 20)


def test_a_job_that_a_unique_key_refuses_is_run_once_more_and_not_for_ever(database):
    """The first time another process was faster; the second time the job sees what that one wrote."""
    tries = []

    def late(session):
        tries.append("late")
        session.add_all([organisation(1), organisation(1)] if len(tries) == 1 else [organisation(1)])

    def hopeless(session):
        tries.append("hopeless")
        session.add_all([organisation(2), organisation(2)])

    database.write(late)
    with pytest.raises(IntegrityError):
        database.write(hopeless)
    assert (tries, count(database)) == (["late", "late", "hopeless", "hopeless"], 1)


def test_reading_saves_nothing(database):
    def sneaky(session):
        session.add(organisation(1))
        try:
            session.flush()
        except Exception as refused:
            return type(refused).__name__
        return "written"

    database.read(sneaky)
    assert count(database) == 0


def test_read_then_write_of_many_at_once_counts_right(database):
    def add_one(session):
        session.execute(text("SELECT number FROM edition"))
        session.execute(text("UPDATE edition SET number = number + 1"))

    before = database.edition()
    threads = [threading.Thread(target=lambda: [database.write(add_one) for _ in range(5)]) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert database.edition() == before + 40


def test_what_the_public_sees_raises_the_edition_and_nothing_else_does(database, make):
    first = database.edition()
    host = make.organisation()
    second = database.edition()
    database.write(lambda session: session.add(Staff(sign_in_name="a", name="A", password_hash="x", organisation_id=host.id)))
    assert (second > first, database.edition()) == (True, second)


def test_a_waiting_contribution_changes_no_public_page(database, make):
    from portal.contributions.models import ContributionState

    question = make.question()
    before = database.edition()
    make.contribution(question, state=ContributionState.RECEIVED)
    assert database.edition() == before
    make.contribution(question)
    assert database.edition() > before


def test_durability_is_full_and_keys_are_foreign(database, engine):
    if engine != "sqlite":
        pytest.skip("about SQLite's own switches")
    seen = database.write(lambda session: [session.execute(text(f"PRAGMA {name}")).scalar() for name in ("synchronous", "foreign_keys", "journal_mode", "secure_delete")])
    assert seen == [2, 1, "wal", 1]


def test_ids_tell_no_order(database):
    ids = []
    for number in range(50):
        one = organisation(number)
        database.write(lambda session, one=one: session.add(one))
        ids.append(one.id)
    ranks = [sorted(ids).index(one) for one in ids]
    mean = 24.5
    rho = sum((a - mean) * (b - mean) for a, b in enumerate(ranks)) / sum((a - mean) ** 2 for a in range(50))
    assert abs(rho) < 0.5  # 0.3 is passed by chance in 97 of 100 runs; this bound in practically all


def test_a_moment_without_a_zone_is_refused(database, make):
    from datetime import datetime

    from sqlalchemy.exc import StatementError

    with pytest.raises(StatementError):
        make.consultation(opens_at=datetime(2027, 1, 1))

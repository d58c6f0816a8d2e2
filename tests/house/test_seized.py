"""What the stolen public database tells: no order, no ties, and nothing of what was erased."""

import base64
from datetime import timedelta
from itertools import combinations

import numpy as np
import pytest
from sqlalchemy import Integer, inspect, text

from portal.base import clock
from portal.base.access import NOBODY, Actor, Kind
from portal.base.database import Base
from portal.contributions import commands as contributions
from portal.contributions import queries as reading
from portal.contributions.models import Contribution
from portal.moderation.jobs import JOBS
from portal.web import tokens
from tests.complaints.filing import complain
from tests.house.test_kill import code_in

MARKER = "zanzibarquill"
PARTICIPATION = ("contributions", "versions", "receipts", "self_descriptions", "flags", "appeals", "messages", "objections", "wishes", "barrier_reports", "co_signatures")
"""Tables whose rows are made by people who take part."""


def rows(database, table):
    return [dict(row) for row in database.read(lambda session: session.execute(text(f'SELECT * FROM "{table}"')).mappings().all())]


def tables(database):
    return [name for name in inspect(database.reader).get_table_names() if name != "alembic_version"]


def ranks(values):
    return np.argsort(np.argsort(np.array(values, dtype=float)))


def spearman(one, other):
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def speak(database, question, words, *, code=""):
    """Words as the form brings them; the row and the number."""
    made = database.write(
        lambda session: contributions.submit(
            session,
            NOBODY,
            reading_question(session, question),
            token=tokens.read(tokens.issue()),
            text=words,
            language="en",
            voice=reading.Voice.ANONYMOUS,
            code=code,
        )
    )
    return made.contribution, made.code


def reading_question(session, question):
    from portal.consultations.queries import question as of

    return of(session, NOBODY, question.consultation.slug, question.number)


def test_p06_no_id_tells_the_order_of_arrival(database, make):
    """Three hundred, so that chance alone does not reach 0.3."""
    question = make.question()
    made = [speak(database, question, f"Words {number}")[0] for number in range(300)]
    order = list(range(300))
    assert abs(spearman(order, [one.id for one in made])) < 0.3
    assert abs(spearman(order, [one.receipt_id for one in made])) < 0.3
    stored = {row["id"]: row for row in rows(database, "contributions")}
    for column in ("token_hash",):
        assert abs(spearman(order, [int.from_bytes(bytes(stored[one.id][column])[:6], "big") for one in made])) < 0.3
    in_order = [row["contribution_id"] for row in sorted(rows(database, "versions"), key=lambda row: row["id"])]
    assert abs(spearman(order, [in_order.index(one.id) for one in made])) < 0.3


@pytest.mark.parametrize("name", sorted(Base.metadata.tables))
def test_p06_no_table_counts_its_rows(database, engine, name):
    table = Base.metadata.tables[name]
    assert [column.name for column in table.columns if column.autoincrement is True or column.identity is not None] == []
    if engine == "sqlite":
        assert database.read(lambda session: session.execute(text("SELECT name FROM sqlite_master WHERE name = 'sqlite_sequence'")).all()) == []
        own = database.read(lambda session: session.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}).scalar_one())
        whole = [column for column in table.primary_key if isinstance(column.type, Integer)]
        assert len(table.primary_key.columns) > 1 or whole, "a hidden row number would tell the order"
        assert "AUTOINCREMENT" not in own.upper()
    else:
        counted = "SELECT column_name FROM information_schema.columns WHERE table_name = :name AND (column_default LIKE '%nextval%' OR is_identity = 'YES')"
        assert database.read(lambda session: session.execute(text(counted), {"name": name}).scalars().all()) == []


@pytest.mark.parametrize("name", PARTICIPATION)
def test_p06_a_participants_row_has_a_day_and_no_hour(name):
    kinds = {column.name: str(column.type) for column in Base.metadata.tables[name].columns}
    assert [column for column, kind in kinds.items() if kind.upper().startswith(("DATETIME", "TIMESTAMP", "TIME"))] == []


def marks(row):
    """Values of a row that are so rare that the same one elsewhere is a tie."""
    return {value if isinstance(value, str) else bytes(value) if isinstance(value, (bytes, memoryview)) else value for value in row.values() if rare(value)}


def rare(value):
    if isinstance(value, bool) or value is None:
        return False
    return value > 2**40 if isinstance(value, int) else len(value) >= 16 if isinstance(value, (str, bytes, memoryview)) else False


def every_row(*databases):
    """(table, row) of everything that is stored."""
    return [(name, row) for database in databases for name in tables(database) for row in rows(database, name)]


def tied(left, start, shared):
    """The rows that can be reached from some values, by values that rows share; not by way of what stood there before, such as the question, at which all answers meet."""
    reached, known = [], set(start)
    while found := [(name, row) for name, row in left if (marks(row) - shared) & known]:
        left = [one for one in left if one not in found]
        reached += found
        known |= {mark for _name, row in found for mark in marks(row) - shared}
    return reached


def test_p08_words_of_one_browser_in_two_consultations_are_not_tied(visitor, make, database):
    """A walk from row to row along every shared value that is rare, from the words in one place, never comes to those in the other."""
    first, second = make.question(), make.question()
    before = {mark for _name, row in every_row(database) for mark in marks(row)}
    for number, question in enumerate((first, second)):
        visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
        visitor.press("Continue", text=f"My very own words, number {number}.", region="")
        assert code_in(visitor.press("Send my answer").text)
    here, there = (next(row for row in rows(database, "contributions") if row["question_id"] == question.id) for question in (first, second))
    reached = {row.get("id") for _name, row in tied(every_row(database), marks(here) - before, before)}
    assert here["id"] in reached
    assert {there["id"], there["receipt_id"]} & reached == set()


def test_p08_two_numbers_have_nothing_in_common(make, database):
    receipts = [make.contribution(make.question()).receipt for _ in range(2)]
    stored = [next(row for row in rows(database, "receipts") if row["id"] == one.id) for one in receipts]
    assert [marks(one) & marks(other) for one, other in combinations(stored, 2)] == [set()]


def test_p09_words_and_a_later_complaint_of_one_browser_are_not_tied(visitor, make, database, vault, now):
    """The same walk through both databases: a complaint is never reached from the words, nor the words from the complaint."""
    make.officer()
    question = make.question()
    before = {mark for _name, row in every_row(database, vault) for mark in marks(row)}
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    visitor.press("Continue", text="My very own words in public.")
    receipt = code_in(visitor.press("Send my answer").text)
    complaint = complain(visitor, text="They laughed at what I said.")
    assert receipt != complaint
    here = next(row for row in rows(database, "contributions") if row["question_id"] == question.id)
    case = rows(vault, "cases")[0]
    stored = every_row(database, vault)
    from_words = [name for name, _row in tied(stored, marks(here) - before, before)]
    from_case = [name for name, _row in tied(stored, marks(case) - before, before)]
    assert set(from_words) == {"contributions", "receipts", "versions", "journal"}
    assert {"cases", "complaints", "wrapped_keys"} <= set(from_case) <= set(tables(vault))


@pytest.mark.raw
def test_p14_erased_words_are_in_no_byte_of_the_database_once_the_purge_has_run(make, database, folder, server, engine):
    question = make.question()
    words, _code = speak(database, question, f"First {MARKER} words. " * 40)
    holder = Actor(kind=Kind.RECEIPT, receipt_id=words.receipt_id)
    database.write(lambda session: contributions.edit(session, holder, reading.of_holder(session, holder, words.id), f"Second {MARKER} words. " * 60))
    assert MARKER in str(rows(database, "versions"))
    database.write(lambda session: contributions.withdraw(session, holder, reading.of_holder(session, holder, words.id)))
    assert [name for name in tables(database) if MARKER in str(rows(database, name))] == []
    for _name, _every, job in JOBS:
        database.write(job)
    if engine == "sqlite":
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert {path.name for path in files} >= {"portal.db", "portal.db-wal"}
        assert [path.name for path in files if holds(path.read_bytes())] == []
        return
    # PostgreSQL sweeps the rows away and writes over their places later; its own log keeps them until it is written over too.
    alive = database.read(lambda session: session.execute(text("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'versions'")).scalar_one())
    assert alive == 0


def holds(content):
    return any(form in content for form in (MARKER.encode(), MARKER.encode("utf-16-le"), MARKER.encode().hex().encode(), base64.b64encode(MARKER.encode())[:-4]))


def test_p14_the_purge_waits_for_no_reader(make, database, engine):
    """While somebody reads, the purge is put off; the writers go on at once."""
    if engine != "sqlite":
        pytest.skip("PostgreSQL's readers are in nobody's way")
    before = clock.now()
    with database.reader.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM contributions").one()
        make.contribution()
        database.write(JOBS[-1][2])
        make.contribution()
    assert clock.now() - before < timedelta(seconds=20)
    assert len(database.read(lambda session: session.query(Contribution.id).all())) == 2

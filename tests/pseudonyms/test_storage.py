"""Protection E1.8: with the database alone nobody can tell which words in two consultations come from one person."""

from datetime import timedelta
from itertools import combinations

import pytest
from sqlalchemy import inspect, text

from portal.base import clock
from portal.base.access import SYSTEM
from portal.base.database import Base
from portal.pseudonyms import commands
from portal.pseudonyms.models import Pseudonym, PseudonymPasskey
from portal.receipts.models import Receipt
from tests.factories.pseudonyms import PASSPHRASE

pytestmark = [pytest.mark.usefixtures("now"), pytest.mark.raw]
OURS = ("pseudonyms", "pseudonym_passkeys")


@pytest.fixture
def people(make):
    """Three people: two who speak in two places, one who speaks in one."""
    here, there = make.question(), make.question()
    receipts = [make.contribution(question).receipt for question in (here, there, here, there, here)]
    codes = [receipt.code for receipt in receipts]
    return [make.pseudonym("One", *codes[:2]), make.pseudonym("Two", *codes[2:4]), make.pseudonym("Three", codes[4])], receipts


def rows(database, table):
    return [dict(row) for row in database.read(lambda session: session.execute(text(f'SELECT * FROM "{table}"')).mappings().all())]


def raw(value):
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def test_no_column_of_ours_points_at_another_room(database):
    found = inspect(database.reader)
    pointing = {key["referred_table"] for table in OURS for key in found.get_foreign_keys(table)}
    pointed = {table.name for table in Base.metadata.sorted_tables for key in table.foreign_keys if key.column.table.name in OURS}
    assert (pointing, pointed) == ({"pseudonyms"}, {"pseudonym_passkeys"})


def test_p08_no_value_of_ours_stands_in_any_other_table(database, people):
    own = {raw(value) for table in OURS for row in rows(database, table) for name, value in row.items() if name != "used_on" and value is not None}
    others = {raw(value) for table in Base.metadata.sorted_tables if table.name not in OURS for row in rows(database, table.name) for value in row.values() if value is not None}
    assert own & others == set()


def test_nothing_of_a_receipt_stands_in_a_row_of_ours(database, people):
    _opened, receipts = people
    marks = [
        mark
        for one in receipts
        for mark in (one.code.encode(), one.code_hash, one.code_hash.hex().encode(), str(one.id).encode(), one.id.to_bytes(8, "big"), one.id.to_bytes(8, "little"))
    ]
    kept = b"\0".join(raw(value) for row in rows(database, "pseudonyms") for value in row.values())
    assert [mark for mark in marks if mark in kept] == []


def test_rows_differ_in_nothing_that_tells_how_much_they_hold(database, people):
    lengths = {tuple((name, len(raw(value))) for name, value in row.items() if name not in ("id", "used_on")) for row in rows(database, "pseudonyms")}
    assert len(lengths) == 1


def test_two_wallets_have_no_part_in_common(database, people):
    parts = [{raw(row["wallet"])[start : start + 16] for start in range(0, 8192, 16)} for row in rows(database, "pseudonyms")]
    assert [one & other for one, other in combinations(parts, 2)] == [set()] * 3


def test_p209_the_row_tells_the_month_and_no_day(database, people, make):
    """A receipt of the same day would be found by its day; every row of ours says the first of the month, whatever day it was."""
    with clock.frozen(clock.now() + timedelta(days=9)):
        make.pseudonym("Four")
    assert {str(row["used_on"]) for row in rows(database, "pseudonyms")} == {"2027-05-01"}
    assert {str(row["day"]) for row in rows(database, "receipts")} == {"2027-05-03"}


def test_ids_do_not_tell_who_came_first(database, people):
    assert all(row["id"] > 2**40 for row in rows(database, "pseudonyms"))


def test_nothing_is_written_into_the_journal(database, people):
    assert {row["thing"] for row in rows(database, "journal")} & set(OURS) == set()


def test_two_back_ups_do_not_tell_who_was_active_between_them(database, people, make, engine):
    """After the daily job every wallet has changed, in one transaction: PostgreSQL's hidden row versions are all the same."""
    before = {row["id"]: raw(row["wallet"]) for row in rows(database, "pseudonyms")}
    database.write(lambda session: commands.seal_anew(session, SYSTEM))
    after = {row["id"]: raw(row["wallet"]) for row in rows(database, "pseudonyms")}
    assert [before[one] == after[one] for one in before] == [False] * 3
    if engine == "postgresql":
        ours = database.read(lambda session: session.execute(text("SELECT DISTINCT xmin::text FROM pseudonyms")).scalars().all())
        theirs = database.read(lambda session: session.execute(text("SELECT DISTINCT xmin::text FROM receipts")).scalars().all())
        assert len(ours) == 1
        assert set(ours) & set(theirs) == set()


def test_p213_neither_name_nor_passphrase_lies_anywhere(database, people, folder):
    stored = b"".join(raw(value) for table in OURS for row in rows(database, table) for value in row.values())
    stored += b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for word in (PASSPHRASE, PASSPHRASE.replace(" ", ""), "Winter owl"):
        assert word.encode() not in stored


def test_our_tables_never_raise_the_edition(database, people):
    """A public page that is made anew at the moment of use would tell the moment."""
    assert (Pseudonym.__private__, PseudonymPasskey.__private__, Receipt.__private__) == (True, True, True)

"""Keeping, taking out, relocking, ending; and what the clock does."""

import time
from datetime import timedelta

import pytest

from portal.base import clock, slow
from portal.base.access import NOBODY, SYSTEM
from portal.base.errors import NotAllowed, NotFound, Refused
from portal.pseudonyms import commands, jobs, queries, tickets, wallets
from portal.pseudonyms.models import Pseudonym, PseudonymPasskey
from portal.receipts import commands as receipts

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture(autouse=True)
def _patience():
    receipts.brake.left = receipts.brake.SIZE
    yield
    receipts.brake.left = receipts.brake.SIZE


def codes_in(database, opened):
    return [one.code for one in database.read(lambda session: queries.wallet(session, NOBODY, opened))]


def test_a_number_is_kept_once_and_taken_out(make, database):
    code = make.contribution().receipt.code
    opened = make.pseudonym("Owl", code, code)
    assert codes_in(database, opened) == [code]
    database.write(lambda session: commands.take_out(session, NOBODY, opened, code))
    assert codes_in(database, opened) == []


def test_a_typed_number_must_be_one_and_trying_is_slowed(make, database):
    opened, code = make.pseudonym(), make.contribution().receipt.code
    with pytest.raises(Refused, match="20 digits"):
        database.write(lambda session: commands.keep_typed(session, NOBODY, opened, "12"))
    receipts.brake.left, receipts.brake.last = -1000.0, time.monotonic()
    with pytest.raises(Refused, match="Many numbers"):
        database.write(lambda session: commands.keep_typed(session, NOBODY, opened, code))
    assert codes_in(database, opened) == []


def test_a_full_wallet_refuses_and_keeps_what_it_has(make, database):
    opened = make.pseudonym()
    database.write(lambda session: commands.keep(session, NOBODY, opened, "1" * 20, label="x" * 8000))
    with pytest.raises(Refused, match="Nothing more fits"):
        database.write(lambda session: commands.keep(session, NOBODY, opened, "2" * 20, label="x" * 200))
    assert codes_in(database, opened) == ["1" * 20]


def test_another_passphrase_ends_every_ticket_and_keeps_the_wallet(make, database):
    code = make.contribution().receipt.code
    opened = make.pseudonym("Owl", code)
    salt = wallets.new_salt()
    locked = wallets.lock(opened.key, slow.key_from("anotherlongpassphrase", salt))
    relocked = database.write(lambda session: commands.relock(session, NOBODY, opened, salt, locked))
    assert codes_in(database, relocked) == [code]
    assert database.read(lambda session: queries.of_ticket(session, NOBODY, tickets.issue(opened))) is None
    with pytest.raises(NotFound):
        database.write(lambda session: commands.take_out(session, NOBODY, opened, code))


def test_a_ticket_ends_and_cannot_be_made_up(make, database):
    opened = make.pseudonym()
    ticket = tickets.issue(opened)
    assert database.read(lambda session: queries.of_ticket(session, NOBODY, ticket)) == opened
    assert [tickets.read(text) for text in ("", "nonsense", ticket[:-3] + "AAA", "é")] == [None] * 4
    with clock.frozen(clock.now() + timedelta(hours=21)):
        assert tickets.read(ticket) is None


def test_p208_the_end_takes_the_wallet_and_its_passkeys(make, database):
    opened = make.pseudonym()
    database.write(lambda session: commands.add_passkey(session, NOBODY, opened, b"id", b"credential", 0, b"s" * 32))
    database.write(lambda session: commands.end(session, NOBODY, opened))
    assert database.read(lambda session: (session.query(Pseudonym).count(), session.query(PseudonymPasskey).count())) == (0, 0)


def test_five_passkeys_are_the_most_and_one_sent_twice_is_one(make, database):
    opened = make.pseudonym()
    for name in (b"1", b"1", b"2", b"3", b"4", b"5"):
        database.write(lambda session, name=name: commands.add_passkey(session, NOBODY, opened, name, b"credential", 0, b"s" * 32))
    with pytest.raises(Refused):
        database.write(lambda session: commands.add_passkey(session, NOBODY, opened, b"6", b"credential", 0, b"s" * 32))


def test_p208_what_nobody_opened_for_twenty_four_months_is_deleted(make, database):
    make.pseudonym("Forgotten")
    with clock.frozen(clock.now() + timedelta(days=400)):
        make.pseudonym("Used later")
    with clock.frozen(clock.now() + timedelta(days=2 * 365 + 20)):
        database.write(jobs.forget_unused)
    assert database.read(lambda session: session.query(Pseudonym).count()) == 2
    with clock.frozen(clock.now() + timedelta(days=2 * 365 + 40)):
        database.write(jobs.forget_unused)
    assert database.read(lambda session: [str(one.used_on) for one in session.query(Pseudonym)]) == ["2028-06-01"]


def test_the_clock_alone_deletes_and_seals(database):
    for deed in (commands.forget_unused, commands.seal_anew):
        with pytest.raises(NotAllowed):
            database.write(lambda session, deed=deed: deed(session, NOBODY))
        database.write(lambda session, deed=deed: deed(session, SYSTEM))

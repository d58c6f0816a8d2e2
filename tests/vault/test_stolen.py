"""A stolen copy of the vault, of the public database and of all settings: nothing of a case opens without a passphrase or the number."""

import itertools

import pytest
from sqlalchemy import LargeBinary, select

from portal.base import secrets, slow
from portal.base.access import NOBODY
from portal.base.database import Base
from portal.base.secrets import Unsealable
from portal.identity.queries import cookie_name
from portal.vault import commands, holding, passphrases, queries, sealing, unlocking
from portal.vault.models import Case, CaseMessage, MessageKind, Officer, Unlocking, VaultBase, WrappedKey
from tests.factories.vault import PASSPHRASE

MARKER = "heron-marker-4711"


@pytest.fixture
def stolen(make, visitor):
    """A case with a message; its officer has unlocked the key in this very moment."""
    officer = make.officer()
    made = make.complaint(officer, facts={"text": f"{MARKER} in the hall", "language": "en"})
    make.unlock(visitor, officer)
    held = make.vault.read(lambda session: holding.opened_by(session, made.code))
    make.vault.write(lambda session: commands.say(session, holding.HOLDER, held, MessageKind.MESSAGE, {"text": MARKER, "language": "en"}))
    return officer, made, visitor.client.cookies[cookie_name()]


def everything(database, tables):
    """Every value of every row."""
    return [value for table in tables for row in database.read(lambda session, table=table: session.execute(select(table)).all()) for value in row]


def test_p44_the_words_stand_nowhere(make, stolen, database):
    _officer, made, cookie = stolen
    held = [*everything(make.vault, VaultBase.metadata.sorted_tables), *everything(database, Base.metadata.sorted_tables)]
    for secret in (MARKER, made.code, PASSPHRASE, cookie):
        for form in (secret, secret.encode(), secret.encode("utf-16-le"), secret.encode().hex()):
            assert [
                value
                for value in held
                if (isinstance(value, bytes) and isinstance(form, bytes) and form in value) or (isinstance(value, str) and isinstance(form, str) and form in value)
            ] == []


def test_p44_no_setting_and_no_stored_value_is_a_key_to_anything(make, stolen, database, settings):
    """Whatever the thief finds is tried as a key: every value of the tables, the secret, every key that grows out of it."""
    officer, made, cookie = stolen
    columns = {
        value
        for value in (*everything(make.vault, VaultBase.metadata.sorted_tables), *everything(database, Base.metadata.sorted_tables))
        if isinstance(value, bytes) and len(value) >= 16
    }
    texts = {value for value in everything(database, Base.metadata.sorted_tables) if isinstance(value, str) and value}
    purposes = ("case ticket", "case lookup", "case lookup salt", "vault session", "passphrase", "staff session", "form", "form token", "case wish address")
    grown = {secrets.key(purpose) for purpose in purposes} | {settings.secret.encode()[:32], settings.secret.encode()[-32:]}
    keys = {one[at : at + 32] for one in columns for at in (0, len(one) - 32) if len(one) >= 32} | grown | {unlocking.key_of_session(text) for text in (*texts, settings.secret)}
    row = make.vault.read(lambda session: session.get_one(Officer, officer.officer.id))
    open_one = make.vault.read(lambda session: session.query(Unlocking).one())
    wrapped = make.vault.read(lambda session: [(one.case_id, one.wrapped) for one in session.query(WrappedKey)])
    sealed = make.vault.read(lambda session: [session.get_one(Case, made.case.id).sealed, session.query(CaseMessage).one().sealed])
    assert len(wrapped) == 2
    for key in keys:
        for locked, purpose in itertools.product((row.locked_key, open_one.locked_key), (unlocking.LOCKED_BY, unlocking.SESSION)):
            with pytest.raises(Unsealable):
                sealing.unlock(locked, key, purpose)
        for one in sealed:
            with pytest.raises(Unsealable):
                sealing.unseal(one, key, made.case.id)
        for case_id, one in wrapped:
            with pytest.raises(Unsealable):
                sealing.Pair(key).unwrap(one, case_id)
    for guess in (settings.secret, "", *sorted(texts)[:3]):
        with pytest.raises(Unsealable):
            sealing.unlock(row.locked_key, slow.key_from(guess, row.salt), unlocking.LOCKED_BY)
    assert sealing.unlock(open_one.locked_key, unlocking.key_of_session(cookie), unlocking.SESSION) == officer.pair.seed  # what the thief lacks


def test_p44_the_passphrase_opens_it_and_so_does_the_number(make, stolen):
    officer, made, _cookie = stolen
    pair = make.vault.read(lambda session: passphrases.pair_of(session.get_one(Officer, officer.officer.id), PASSPHRASE))
    opened = make.vault.write(lambda session: commands.look_into(session, officer.actor, made.case.id, pair))
    held = make.vault.read(lambda session: holding.opened_by(session, made.code))
    for holding_ in (opened, held):
        assert make.vault.read(lambda session, holding_=holding_: queries.facts(session, NOBODY, holding_))["text"] == f"{MARKER} in the hall"


def test_no_table_of_the_vault_holds_bytes_that_nobody_has_thought_of():
    """A new column of bytes must be looked at here before it is trusted."""
    known = {
        "lookup_hash",
        "token_hash",
        "salt",
        "holder_key",
        "sealed",
        "public_key",
        "locked_key",
        "session_hash",
        "wrapped",
        "about",
        "original",
        "cleaned",
        "sealed_address",
        "link_hash",
    }
    assert {column.name for table in VaultBase.metadata.sorted_tables for column in table.columns if isinstance(column.type, LargeBinary)} <= known

"""A backup of the vault: whole, the same on every engine, and without the keys of what was erased."""

import base64
import json
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.base import clock, migrations
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.database import Database
from portal.base.errors import Refused
from portal.vault import backup, commands, holding, passphrases, queries
from portal.vault.columns import sealed_columns
from portal.vault.commands import rekeying
from portal.vault.models import Case, CaseFile, Helpline, MessageKind, Officer, Standing, VaultBase, WrappedKey

WORDS = "They closed the hall before we could speak."


def quiet(done, total, what):
    """No bar."""


@contextmanager
def empty_vault(folder, name="restored"):
    """Another vault, on SQLite: a backup is the same for every engine."""
    migrations.migrate(f"sqlite:///{folder}/{name}.db", line=migrations.VAULT)
    database = Database(f"sqlite:///{folder}/{name}.db", readers=1)
    yield database
    database.close()


def make_backup(make, folder):
    return make.vault.read(lambda session: backup.make(session, SYSTEM, folder / "backup", quiet))


def put_back(database, cases, keys):
    return database.write(lambda session: backup.restore(session, SYSTEM, cases, keys, quiet))


def full(make):
    """A vault with a bit of everything."""
    officer, other = make.officer(), make.officer(Role.PROTECTION_OFFICER, name="Rui", regions=["oceania"])
    one, two = make.complaint(officer), make.reprisal(other)

    def job(session):
        opened = commands.look_into(session, officer.actor, one.case.id, officer.pair)
        commands.say(session, officer.actor, opened, MessageKind.NEWS, {"text": "We look at it. ✓", "language": "en"})
        file = CaseFile(case_id=one.case.id, number=1, from_holder=True, about=opened.seal({"name": "a"}))
        file.original = rekeying.sealing.seal_bytes(bytes(range(256)) * 300, opened.key, one.case.id)
        session.add(file)
        session.add(Helpline(name={"en": "Line", "ar": "خط"}, ways={"en": "0"}, languages=["en", "ar"]))

    make.vault.write(job)
    return officer, other, one, two


def everything(database):
    def job(session):
        return {table.name: sorted(session.execute(select(table)).all(), key=lambda row: row.id) for table in VaultBase.metadata.sorted_tables if table.name != "unlockings"}

    return database.read(job)


def test_what_was_backed_up_comes_back_row_by_row_on_whichever_engine(make, folder):
    officer, _other, one, two = full(make)
    paths = make_backup(make, folder)
    assert [path.name for path in paths] == [f"cases-{date.today()}.vault", "keys.vault"]
    assert [path.stat().st_mode & 0o777 for path in paths] == [0o600, 0o600]
    assert not list((folder / "backup").glob(".*"))
    with empty_vault(folder) as other:
        back = put_back(other, *paths)
        assert (back.cases, back.tombstones) == (2, 0)
        assert everything(other) == everything(make.vault)
        opened = other.write(lambda session: commands.look_into(session, officer.actor, one.case.id, officer.pair))
        assert other.read(lambda session: queries.facts(session, officer.actor, opened))["text"] == WORDS
        held = other.read(lambda session: holding.opened_by(session, two.code))
        assert other.read(lambda session: queries.facts(session, NOBODY, held))["language"] == "en"
        with pytest.raises(backup.NotEmpty):
            put_back(other, *paths)


def test_on_the_same_engine_too(make, folder, server, vault_template, engine):
    _officer, _other, one, _two = full(make)
    paths = make_backup(make, folder)
    if engine == "postgresql":
        server.execute(f"CREATE DATABASE restored_{folder.name.replace('-', '_')} TEMPLATE {vault_template}")
        other = Database(server.address(f"restored_{folder.name.replace('-', '_')}"), readers=1)
    else:
        migrations.migrate(f"sqlite:///{folder}/same.db", line=migrations.VAULT)
        other = Database(f"sqlite:///{folder}/same.db", readers=1)
    try:
        put_back(other, *paths)
        assert everything(other) == everything(make.vault)
        assert other.read(lambda session: holding.opened_by(session, one.code)).case.id == one.case.id
    finally:
        other.close()


def test_p15_an_erased_case_does_not_open_from_an_older_backup(make, folder):
    officer, _other, one, two = full(make)
    old, keys = make_backup(make, folder)
    old = old.rename(old.with_name("cases-2020-01-01.vault"))
    make.vault.write(lambda session: commands.erase_over(session, SYSTEM, session.get_one(Case, one.case.id)))
    assert make.vault.read(lambda session: session.query(WrappedKey).filter_by(case_id=one.case.id).count()) == 0
    make_backup(make, folder)
    assert str(one.case.id) not in keys.read_text()
    with empty_vault(folder) as other:
        back = put_back(other, old, keys)
        assert (back.cases, back.tombstones) == (1, 1)
        held = other.read(lambda session: holding.opened_by(session, one.code))
        assert (held.key, held.case.erased_on is not None) == (b"", True)
        rows = everything(other)
        assert [row.case_id for row in rows["case_messages"]] == [row.case_id for row in rows["case_files"]] == []
        assert [row.state.value for row in rows["complaints"]] == ["erased"]
        assert {row.case_id for row in rows["wrapped_keys"]} == {two.case.id}
        with pytest.raises(Exception):
            other.write(lambda session: commands.look_into(session, officer.actor, one.case.id, officer.pair))


def test_keys_that_were_changed_since_do_not_pretend_to_fit_an_older_backup(make, folder):
    officer, _other, one, two = full(make)
    old = make_backup(make, folder)[0]
    old = old.rename(old.with_name("cases-2020-01-01.vault"))
    make.vault.write(lambda session: rekeying.rekey(session, SYSTEM, officer.officer, officer.pair, one.case.id))
    keys = make_backup(make, folder)[1]
    with empty_vault(folder) as other:
        assert put_back(other, old, keys).tombstones == 1
        assert other.read(lambda session: holding.opened_by(session, two.code)).key == two.key


def test_an_older_backup_opens_with_the_keys_that_officers_have_now(make, folder):
    officer, _other, one, _two = full(make)
    old = make_backup(make, folder)[0]
    old = old.rename(old.with_name("cases-2020-01-01.vault"))
    kept, newcomer = passphrases.kept("nine slow otters behind the mill"), make.officer(name="Kim")
    make.vault.write(lambda session: commands.forget_passphrase(session, officer.actor, kept))
    make.vault.write(lambda session: commands.entrust(session, SYSTEM, holding.opened_by(session, one.code), newcomer.officer, Standing.SECOND))
    make.vault.write(lambda session: commands.rewrap_for_absent(session, SYSTEM, holding.opened_by(session, one.code)))
    keys = make_backup(make, folder)[1]
    pair = make.vault.read(lambda session: passphrases.pair_of(session.get_one(Officer, officer.officer.id), "nine slow otters behind the mill"))
    with empty_vault(folder) as other:
        assert put_back(other, old, keys).tombstones == 0
        for who, private in ((officer, pair), (newcomer, newcomer.pair)):
            assert other.write(lambda session, who=who, private=private: commands.look_into(session, who.actor, one.case.id, private)).key == one.key


def test_keys_that_are_older_than_the_cases_are_refused(make, folder, now):
    full(make)
    keys = make_backup(make, folder)[1]
    keys = keys.rename(keys.with_name("old-keys.vault"))
    with clock.frozen(now + timedelta(days=1)):
        cases = make_backup(make, folder)[0]
    with empty_vault(folder) as other, pytest.raises(backup.BrokenFile, match="older than"):
        put_back(other, cases, keys)


def test_the_file_of_cases_holds_no_key_at_all(make, folder):
    officer, *_rest = full(make)
    cases, keys = (path.read_text() for path in make_backup(make, folder))
    row = make.vault.read(lambda session: session.get_one(Officer, officer.officer.id))
    wrapped = make.vault.read(lambda session: [one.wrapped for one in session.query(WrappedKey)])
    for secret in (row.locked_key, row.public_key, *wrapped):
        told = base64.b64encode(secret).decode()
        assert (told in cases, told in keys) == (False, True)


@pytest.mark.parametrize("spoil", ["cut", "altered", "swapped", "other shape", "no backup", "empty"])
def test_a_file_that_is_not_whole_is_refused_and_nothing_stays(make, folder, spoil):
    full(make)
    cases, keys = make_backup(make, folder)
    lines = cases.read_bytes().splitlines(keepends=True)
    if spoil == "cut":
        cases.write_bytes(b"".join(lines[:-2]))
    elif spoil == "altered":
        cases.write_bytes(b"".join([*lines[:3], lines[3].replace(b"a", b"b"), *lines[4:]]))
    elif spoil == "swapped":
        cases, keys = keys, cases
    elif spoil == "other shape":
        cases.write_bytes(json.dumps({**json.loads(lines[0]), "shape": "999"}).encode() + b"\n" + b"".join(lines[1:]))
    else:
        cases.write_bytes(b"some words\n" if spoil == "no backup" else b"")
    with empty_vault(folder) as other:
        with pytest.raises(backup.BrokenFile):
            put_back(other, cases, keys)
        assert other.read(lambda session: session.query(Case).count()) == 0


def test_an_interrupted_backup_leaves_the_earlier_one_whole(make, folder):
    full(make)
    cases, keys = make_backup(make, folder)
    before = cases.read_bytes(), keys.read_bytes()

    def stop(done, total, what):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make.vault.read(lambda session: backup.make(session, SYSTEM, folder / "backup", stop))
    assert (cases.read_bytes(), keys.read_bytes()) == before
    make_backup(make, folder)
    assert sorted(path.name for path in (folder / "backup").iterdir()) == sorted([cases.name, keys.name])


def test_an_interrupted_restore_leaves_nothing_behind(make, folder):
    full(make)
    paths = make_backup(make, folder)

    def stop(done, total, what):
        if what.startswith("Reading cases") and done == total - 1:
            raise KeyboardInterrupt

    with empty_vault(folder) as other:
        with pytest.raises(KeyboardInterrupt):
            other.write(lambda session: backup.restore(session, SYSTEM, *paths, stop))
        assert put_back(other, *paths).cases == 2


def test_new_keys_seal_everything_anew_and_open_for_the_same_people(make):
    officer, second = make.officer(), make.officer(name="Rui")
    made = make.complaint(officer, others=((second, Standing.STAND_IN),))
    held = make.vault.read(lambda session: holding.opened_by(session, made.code))
    ticket = holding.ticket(held)

    def talk(session):
        commands.say(session, holding.HOLDER, held, MessageKind.MESSAGE, {"text": "One more thing.", "language": "en"})
        session.add(file := CaseFile(case_id=made.case.id, number=1, from_holder=True, about=held.seal({"name": "a"})))
        file.original = rekeying.sealing.seal_bytes(b"picture", held.key, made.case.id)

    make.vault.write(talk)
    assert make.vault.read(lambda session: rekeying.cases_to_rekey(session, SYSTEM, officer.officer)) == [made.case.id]
    assert make.vault.write(lambda session: rekeying.rekey(session, SYSTEM, session.merge(officer.officer), officer.pair, made.case.id))
    assert make.vault.read(lambda session: rekeying.cases_to_rekey(session, SYSTEM, officer.officer)) == []
    assert make.vault.read(lambda session: rekeying.cases_to_rekey(session, SYSTEM, officer.officer, again=True)) == [made.case.id]
    opened = make.vault.write(lambda session: commands.look_into(session, officer.actor, made.case.id, officer.pair))
    anew = make.vault.read(lambda session: holding.opened_by(session, made.code))
    assert opened.key == anew.key != made.key
    assert make.vault.read(lambda session: [one.facts["text"] for one in queries.messages(session, NOBODY, anew)]) == ["One more thing."]
    assert make.vault.read(lambda session: queries.files(session, NOBODY, anew))[0][1] == {"name": "a"}
    assert make.vault.read(lambda session: rekeying.sealing.unseal_bytes(session.query(CaseFile).one().original, anew.key, made.case.id)) == b"picture"
    assert make.vault.read(lambda session: holding.held_by(session, ticket)) is None
    row = make.vault.read(lambda session: session.query(WrappedKey).filter_by(officer_id=second.officer.id).one())
    assert second.pair.unwrap(row.wrapped, made.case.id) == anew.key


def test_every_sealed_column_of_every_room_is_sealed_anew():
    import portal.complaints.models
    import portal.reprisals.models  # noqa: F401

    assert {table.name: [column.name for column in columns] for table, columns in sealed_columns()} == {
        "break_glass": ["sealed"],
        "case_files": ["about", "original", "cleaned"],
        "case_messages": ["sealed"],
        "consents": ["sealed"],
        "follow_ups": ["sealed"],
        "plan_steps": ["sealed"],
    }


def test_a_wrong_number_is_refused_after_a_restore_as_before(make, folder):
    full(make)
    paths = make_backup(make, folder)
    with empty_vault(folder) as other:
        put_back(other, *paths)
        with pytest.raises(Refused):
            other.read(lambda session: holding.opened_by(session, "00000000000000000000"))

"""`portal vault …`: backup, restore, new keys, another officer, erasing. Each shows how far it is; each may be interrupted and run again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from portal.base.access import SYSTEM
from portal.base.database import Database, Session
from portal.cli.data import bars
from portal.cli.ground import Fault, opened, opened_vault, out, read_settings
from portal.crossings import passing, ways
from portal.identity import queries as identity
from portal.vault import backup as copies
from portal.vault import commands, passphrases
from portal.vault.commands import rekeying, retention
from portal.vault.models import Case, Officer
from portal.vault.sealing import Pair

BIGGEST_ID = 2**63 - 1
REMINDER = "Make a backup now: until then the keys file of the last one still holds the old keys."


@click.group()
def vault() -> None:
    """The vault of complaints and reports: its backups, its keys, erasing."""


@contextmanager
def _both() -> Iterator[tuple[Database, Database]]:
    """The public database, so that the vault can ask who is who; and the vault."""
    settings = read_settings()
    with opened(settings) as public, opened_vault(settings) as database:
        ways.open_ways(public)
        yield public, database


@vault.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def back_up(folder: Path) -> None:
    """Write cases-YYYY-MM-DD.vault and keys.vault into FOLDER. The keys stand over the old ones: what was erased since has no key left."""
    with opened_vault(read_settings()) as database, bars() as progress:
        try:
            made = database.read(lambda session: copies.make(session, SYSTEM, folder, progress))
        except OSError as fault:
            raise Fault(f"The folder {folder} cannot be written ({fault.strerror}).") from fault
    out.print(f"Written: {', '.join(str(path) for path in made)}. Keep the two apart from each other, and away from this machine.", markup=False, soft_wrap=True)


@vault.command("restore")
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keys", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True, help="The file keys.vault of the newest backup.")
def restore(cases: Path, keys: Path) -> None:
    """Restore the backup CASES into an empty vault. A case without a key in KEYS was erased, and comes back as a tombstone."""
    with opened_vault(read_settings()) as database, bars() as progress:
        try:
            back = database.write(lambda session: copies.restore(session, SYSTEM, cases, keys, progress))
        except copies.BrokenFile as broken:
            raise Fault(str(broken)) from broken
        except copies.NotEmpty as full:
            raise Fault("There is something in the vault already. A backup goes into an empty one: name a new database in HEARBACK_VAULT and run `portal migrate`.") from full
    out.print(f"Cases that are back: {back.cases:,}. Tombstones, since no key was there: {back.tombstones:,}.", markup=False, soft_wrap=True)


@vault.command("rekey")
@click.argument("sign_in_name")
@click.option("--again", is_flag=True, help="Also cases that got new keys today already. Without it an interrupted run goes on where it stopped.")
def rekey(sign_in_name: str, *, again: bool) -> None:
    """Give new keys to all cases that an officer can open, and seal everything in them anew. The passphrase is asked for."""
    with _both() as (public, database):
        officer, pair = _unlocked(public, database, sign_in_name)
        case_ids = database.read(lambda session: rekeying.cases_to_rekey(session, SYSTEM, officer, again=again))
        done = _one_by_one(database, case_ids, "New keys", lambda session, case_id: rekeying.rekey(session, SYSTEM, session.merge(officer, load=False), pair, case_id))
    out.print(f"Cases with new keys: {done:,}. Older backups of them open with no key any more. {REMINDER}", markup=False, soft_wrap=True)


@vault.command("officer-change")
@click.argument("giver")
@click.argument("taker")
def officer_change(giver: str, taker: str) -> None:
    """Pass all cases of the officer GIVER on to TAKER, as far as TAKER is not concerned in them. GIVER's passphrase is asked for."""
    with _both() as (public, database):
        new = _officer(public, database, taker)
        old, pair = _unlocked(public, database, giver)
        if new.id == old.id:
            raise Fault("Name two officers.")
        case_ids = database.read(lambda session: rekeying.cases_to_pass_on(session, SYSTEM, old))

        def give(session: Session, case_id: int) -> bool:
            one, other = session.merge(old, load=False), session.merge(new, load=False)
            return rekeying.pass_on(session, SYSTEM, one, pair, other, case_id, passing.may_take, passing.note_owner)

        done = _one_by_one(database, case_ids, "Cases passed on", give)
    out.print(f"Cases passed on from {giver} to {taker}: {done:,}. {REMINDER}", markup=False, soft_wrap=True)
    if left := len(case_ids) - done:
        out.print(
            f"Cases that stay where they are: {left:,}. {taker} is concerned in them, is not trusted there, or has no right to that kind of case.", markup=False, soft_wrap=True
        )


@vault.command("erase")
@click.argument("case_id", type=click.IntRange(1, BIGGEST_ID), metavar="CASE")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def erase(case_id: int, *, yes: bool) -> None:
    """Erase the case with the number CASE, as it stands in the address of its page at the desk. Its holder sees only that it was erased."""
    if not yes:
        click.confirm("Erase it for good? Nobody can bring it back.", abort=True)

    def job(session: Session, one: int) -> bool:
        case = session.get(Case, one)
        if case is None or case.erased_on is not None:
            raise Fault("There is no such case, or it is erased already.")
        passing.note_erased(session, case)
        commands.erase_over(session, SYSTEM, case)
        return True

    with opened_vault(read_settings()) as database:
        _one_by_one(database, [case_id], "Erased", job)
    out.print(f"The case is erased. {REMINDER}", markup=False, soft_wrap=True)


@vault.command("erase-closed")
def erase_closed() -> None:
    """Erase all closed cases whose time is over and whose both sides were told; tell both sides of those whose time is near. The worker does the same."""
    with opened_vault(read_settings()) as database:
        while database.write(lambda session: commands.warn(session, SYSTEM)):
            pass
        case_ids = database.read(lambda session: retention.cases_over(session, SYSTEM))
        done = _one_by_one(database, case_ids, "Erased", lambda session, case_id: retention.erase_if_over(session, SYSTEM, case_id))
    out.print(f"Cases erased: {done:,}. {REMINDER}" if done else "No case is due to be erased.", markup=False, soft_wrap=True)


def _one_by_one(database: Database, case_ids: list[int], what: str, job: Callable[[Session, int], bool]) -> int:
    """Each case in a transaction of its own; how many were done."""
    done = 0
    with bars() as progress:
        progress(0, len(case_ids), what)
        for number, case_id in enumerate(case_ids, 1):
            done += database.write(lambda session, case_id=case_id: job(session, case_id))  # type: ignore[misc]
            progress(number, len(case_ids), what)
    return done


def _officer(public: Database, database: Database, sign_in_name: str) -> Officer:
    person = public.read(lambda session: identity.by_sign_in_name(session, SYSTEM, sign_in_name))
    if person is None:
        raise Fault(f"There is no account {sign_in_name}. `portal staff list` shows all.")
    officer = database.read(lambda session: rekeying.officer_of(session, SYSTEM, person.id))
    if officer is None:
        raise Fault(f"{sign_in_name} has no key. It is made on the page “Your key” at the desk.")
    return officer


def _unlocked(public: Database, database: Database, sign_in_name: str) -> tuple[Officer, Pair]:
    officer = _officer(public, database, sign_in_name)
    return officer, passphrases.pair_of(officer, click.prompt(f"Passphrase of {sign_in_name}", hide_input=True))

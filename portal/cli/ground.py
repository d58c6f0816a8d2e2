"""What all commands share: settings, the database, clear words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from portal.base import settings as base
from portal.base.access import SYSTEM
from portal.base.database import Database, DatabaseFault
from portal.base.migrations import PUBLIC, VAULT, is_migrated
from portal.base.settings import Settings
from portal.moderation import commands as moderation
from portal.policies import commands as policies
from portal.search import commands as search
from portal.search import queries as searching

VAULT_READERS = 2  # threads: few people are entrusted
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class Fault(Exception):
    """Something expected went wrong; the text is for the person at the keyboard."""


def say_fault(sentence: str) -> None:
    """Say what went wrong, on stderr."""
    err.print(sentence, style="bold red", markup=False, soft_wrap=True)


def read_settings() -> Settings:
    """Read the settings from the environment; faults are listed all together."""
    return base.use(Settings.from_environment())


@contextmanager
def opened(settings: Settings, *, migrated: bool = True) -> Iterator[Database]:
    """Open the public database, or say plainly why not."""
    with _opened("HEARBACK_DATABASE", settings.database, PUBLIC, settings.readers, migrated=migrated) as database:
        yield database


@contextmanager
def opened_vault(settings: Settings, *, migrated: bool = True) -> Iterator[Database]:
    """Open the vault's database, or say plainly why not."""
    with _opened("HEARBACK_VAULT", settings.vault, VAULT, VAULT_READERS, migrated=migrated) as vault:
        yield vault


@contextmanager
def _opened(setting: str, address: str, line: str, readers: int, *, migrated: bool) -> Iterator[Database]:
    try:
        if migrated and not is_migrated(address, line):
            raise Fault(f"The database of {setting} is not in the newest shape. Run `portal migrate` first.")
        database = Database(address, readers=readers)
    except (DatabaseFault, OSError) as fault:
        raise Fault(f"The database does not open ({type(fault).__name__}). Look at {setting}, and whether the server runs.") from fault
    try:
        yield database
    finally:
        database.close()


def give_rules(database: Database) -> None:
    """Adopt the rules and policies to begin with in a portal that has none, and say so: without rules nothing can be declined."""
    adopted = database.write(lambda session: moderation.adopt_starter(session, SYSTEM))
    if adopted is not None:
        out.print("There were no rules for moderation. The rules to begin with are in force from today: /en/rules.", soft_wrap=True)
    if database.write(lambda session: policies.adopt_starters(session, SYSTEM)):
        out.print("There were no policies. The texts to begin with are in force from today: /en/policies. Please make them your own.", soft_wrap=True)


def fill_index(database: Database, progress: Callable[[int, int, str], None] = lambda _done, _total, _what: None) -> int:
    """Bring the index of words into line with all that can be found, some at a time so that nobody waits; how many entries differed."""
    changed = database.write(lambda session: search.forget_unknown(session, SYSTEM))
    for kind, ids in database.read(lambda session: searching.to_do(session, SYSTEM)).items():
        for start in range(0, len(ids), search.AT_ONCE):
            some = ids[start : start + search.AT_ONCE]
            changed += database.write(lambda session, kind=kind, some=some: search.index(session, SYSTEM, kind, some))  # type: ignore[misc]
            progress(start + len(some), len(ids), kind)
    return changed


def index_fits(database: Database) -> searching.Fit:
    """How the index of words fits what can be found."""
    return database.read(lambda session: searching.fit(session, SYSTEM))

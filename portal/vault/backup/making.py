"""Making a backup: everything as it was at one moment, also while people write."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Table, func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.vault.backup.lines import MARK, Progress, Row, write
from portal.vault.models import Case, Officer, Unlocking, VaultBase, WrappedKey

KEYS = "keys.vault"
AT_ONCE = 20  # rows in memory; one may hold a file of some megabytes
KEY_TABLES = (Officer.__tablename__, WrappedKey.__tablename__)
APART = (*KEY_TABLES, Unlocking.__tablename__)


def tables() -> list[Table]:
    """The tables of the file of cases, each after those that it points at."""
    return [table for table in VaultBase.metadata.sorted_tables if table.name not in APART]


@command(Permission.SYSTEM)
def make(session: Session, actor: Actor, folder: Path, progress: Progress) -> list[Path]:
    """Write both files; the paths. The session sees one moment of the vault from its first word on."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = [VaultBase.metadata.tables[name] for name in KEY_TABLES]
    cases, last = folder / f"cases-{clock.today().isoformat()}.vault", folder / KEYS
    write(cases, "cases", (row for table in tables() for row in _rows(session, table)), _number(session, tables()), progress)
    marks = session.scalar(select(func.count()).select_from(Case).where(Case.sealed.is_not(None))) or 0
    # The keys come last and stand over the old ones: after a crash in between the older keys still fit the new file.
    write(last, "keys", (row for part in (*(_rows(session, table) for table in keys), _marks(session)) for row in part), _number(session, keys) + marks, progress)
    return [cases, last]


def _number(session: Session, wanted: Sequence[Table]) -> int:
    return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in wanted)


def _rows(session: Session, table: Table) -> Iterator[Row]:
    for row in session.execute(select(table).execution_options(yield_per=AT_ONCE)).mappings():
        yield table.name, dict(row)


def _marks(session: Session) -> Iterator[Row]:
    for case_id, sealed in session.execute(select(Case.id, Case.sealed).where(Case.sealed.is_not(None)).execution_options(yield_per=AT_ONCE)):
        yield MARK, {"case_id": case_id, "mark": mark_of(sealed)}


def mark_of(sealed: bytes | None) -> str:
    """A sign of sealed words, to know them again."""
    return hashlib.sha256(sealed or b"").hexdigest()[:16]

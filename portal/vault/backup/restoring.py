"""Restoring a backup into an empty vault. A case for which there is no key comes back as a tombstone and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.vault.backup.lines import MARK, BrokenFile, Progress, check, rows
from portal.vault.backup.making import mark_of
from portal.vault.models import Case, CaseFile, CaseMessage, CaseWish, Officer, VaultBase, WrappedKey
from portal.vault.ordering import look_through_all

AT_ONCE = 20
WORDS = frozenset({CaseMessage.__tablename__, CaseFile.__tablename__, CaseWish.__tablename__})
"""Rows that are not there any more once a case was erased."""
ERASED = "erased"


class NotEmpty(Exception):
    """There is something in the vault already."""


@dataclass(frozen=True)
class Restored:
    """What came back."""

    cases: int
    tombstones: int


@dataclass
class _Keys:
    officers: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    of_cases: set[int] = field(default_factory=set)
    marks: dict[int, str] = field(default_factory=dict)


@command(Permission.SYSTEM)
def restore(session: Session, actor: Actor, cases: Path, keys: Path, progress: Progress) -> Restored:
    """Both files, whole, in one transaction. Raises BrokenFile and NotEmpty before anything was changed."""
    named = dict(VaultBase.metadata.tables)
    heads = check(cases, "cases", progress), check(keys, "keys", progress)
    if heads[1].made_on < heads[0].made_on:
        raise BrokenFile(f"{keys.name} is older than {cases.name}. Take the newest file of keys.")
    _must_be_empty(session, named.values())
    known = _keys(rows(keys, named, progress, heads[1].lines))
    _insert(session, named[Officer.__tablename__], known.officers)
    alive: set[int] = set()
    gone: set[int] = set()
    waiting: list[Any] = []
    for name, row in rows(cases, named, progress, heads[0].lines):
        kept = dict(row)
        if name == Case.__tablename__:
            fits = kept["id"] in known.of_cases and mark_of(kept["sealed"]) == known.marks.get(kept["id"])
            (alive if fits else gone).add(kept["id"])
            if not fits:
                _bury(kept)
        elif kept.get("case_id") in gone and not _empty(name, kept):
            continue
        waiting = _put(session, named, name, kept, waiting)
    _flush(session, named, waiting)
    _insert(session, named[WrappedKey.__tablename__], [row for row in known.rows if row["case_id"] in alive])
    look_through_all(session.connection())
    return Restored(len(alive), len(gone))


def _must_be_empty(session: Session, wanted: Iterable[Table]) -> None:
    for table in wanted:
        if session.execute(select(table).limit(1)).first() is not None:
            raise NotEmpty


def _keys(found: Iterable[tuple[str, Any]]) -> _Keys:
    keys = _Keys()
    for name, row in found:
        if name == MARK:
            keys.marks[row["case_id"]] = row["mark"]
        elif name == Officer.__tablename__:
            keys.officers.append(dict(row))
        else:
            keys.rows.append(dict(row))
            if row["wrapped"] is not None:
                keys.of_cases.add(row["case_id"])
    return keys


def _bury(case: dict[str, Any]) -> None:
    """Make a tombstone of a case that no key opens."""
    case.update(sealed=None, token_hash=None, erase_on=None, erased_on=case["erased_on"] or clock.today())


def _empty(name: str, row: dict[str, Any]) -> bool:
    """Take what was sealed out of a row beside a case that is gone; False if the row itself goes."""
    if name in WORDS:
        return False
    if "sealed" in row:
        row["sealed"] = b"" if row["sealed"] is not None else None
    if name in ("complaints", "reprisals") and getattr(row["state"], "value", "") != "withdrawn":
        row["state"] = type(row["state"])(ERASED)
    return name != "publishable_decisions"


def _put(session: Session, named: dict[str, Table], name: str, row: dict[str, Any], waiting: list[Any]) -> list[Any]:
    if waiting and (waiting[0][0] != name or len(waiting) >= AT_ONCE):
        _flush(session, named, waiting)
        waiting = []
    return [*waiting, (name, row)]


def _flush(session: Session, named: dict[str, Table], waiting: list[Any]) -> None:
    if waiting:
        session.execute(insert(named[waiting[0][0]]), [row for _name, row in waiting])


def _insert(session: Session, table: Table, found: list[dict[str, Any]]) -> None:
    for start in range(0, len(found), 500):
        session.execute(insert(table), found[start : start + 500])

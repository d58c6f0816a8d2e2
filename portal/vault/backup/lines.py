"""The lines of a backup's files: written whole or not at all, and read only when nothing is missing or altered."""

import base64
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Date, LargeBinary, Table
from sqlalchemy import Enum as SqlEnum

from portal.base import clock
from portal.base.database import Moment
from portal.base.languages import Texts, TextsColumn
from portal.base.migrations import VAULT, newest

FORMAT = 1
MARK = "mark"
Progress = Callable[[int, int, str], None]
Row = tuple[str, Mapping[str, Any]]


class BrokenFile(Exception):
    """A file is no backup, is of another version, or was altered; the text says which."""


@dataclass(frozen=True)
class Head:
    """The first line of a file."""

    holds: str
    made_on: date
    lines: int


def write(path: Path, holds: str, rows: Iterable[Row], number: int, progress: Progress) -> None:
    """Write a file beside its place, and move it there when all of it is on the disk."""
    beside = path.with_name(f".{path.name}.part")
    what = f"Writing {path.name}"
    digest = hashlib.sha256()
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:

        def put(value: Any) -> None:
            line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            file.write(line)

        put({"hearback": "vault", "format": FORMAT, "holds": holds, "made_on": clock.today().isoformat(), "shape": newest(VAULT), "lines": number})
        progress(0, number, what)
        for done, (table, row) in enumerate(rows, 1):
            put([table, {name: _plain(value) for name, value in row.items()}])
            progress(done, number, what)
        put({"end": True, "sha256": digest.hexdigest()})
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _keep_folder(path.parent)


def _keep_folder(folder: Path) -> None:
    """The new name is on the disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def check(path: Path, holds: str, progress: Progress) -> Head:
    """Read a whole file once: nothing is missing, nothing was altered. Raises BrokenFile."""
    digest, last, number = hashlib.sha256(), b"", 0
    head: Head | None = None
    with path.open("rb") as file:
        for line in file:
            if head is None:
                head = _head(line, path, holds)
            elif last:
                number += 1
                progress(number - 1, head.lines, f"Checking {path.name}")
            digest.update(last)
            last = line
    if head is None:
        raise BrokenFile(f"{path.name} is empty.")
    if _value(last, path) != {"end": True, "sha256": digest.hexdigest()} or number != head.lines + 1:
        raise BrokenFile(f"{path.name} is not whole, or was altered. Nothing was restored.")
    return head


def _head(line: bytes, path: Path, holds: str) -> Head:
    head = _value(line, path)
    if not isinstance(head, dict) or head.get("hearback") != "vault" or head.get("format") != FORMAT:
        raise BrokenFile(f"{path.name} is no backup of a vault.")
    if head.get("holds") != holds:
        raise BrokenFile(f"{path.name} holds {head.get('holds')}, not {holds}.")
    if head.get("shape") != newest(VAULT):
        raise BrokenFile(f"{path.name} was made by another version of Hearback (shape {head.get('shape')}). Restore it with that version, then run `portal migrate`.")
    return Head(holds, date.fromisoformat(head["made_on"]), int(head["lines"]))


def rows(path: Path, tables: Mapping[str, Table], progress: Progress, number: int) -> Iterator[Row]:
    """The rows of a file that was checked."""
    with path.open("rb") as file:
        next(file)
        for done, line in enumerate(file, 1):
            value = _value(line, path)
            if isinstance(value, dict):
                return
            name, row = value
            progress(done, number, f"Reading {path.name}")
            yield name, row if name == MARK else _typed(tables[name], row)


def _value(line: bytes, path: Path) -> Any:
    try:
        return json.loads(line)
    except ValueError as broken:
        raise BrokenFile(f"{path.name} is no backup of a vault, or was altered.") from broken


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Texts):
        return dict(value)
    return value.isoformat() if isinstance(value, date) else value


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if value is None else _as(table.c[name].type, value) for name, value in row.items()}


def _as(kind: Any, value: Any) -> Any:
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, SqlEnum):
        return kind.enum_class(value) if kind.enum_class else value
    if isinstance(kind, TextsColumn):
        return Texts(value)
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return value

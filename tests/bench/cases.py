"""A vault with as many complaints as the real cases of a city's district offices: 83,485 from 2021 to 2025.

They are entrusted to one officer, which is the worst case for the list. What is sealed is noise of the right size, since
no measured page opens it.
"""

import csv
import gzip
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from portal.base import clock, slow
from portal.base.database import Database, Session
from portal.base.secrets import random_id
from portal.complaints.models import Category, Complaint, ComplaintState
from portal.vault import sealing
from portal.vault.models import Case, CaseKind, Clock, ClockName, Officer, Standing, WrappedKey
from portal.vault.unlocking import LOCKED_BY

REAL = Path(__file__).resolve().parent.parent.parent.parent / "shared/data/nyc-constituent-cases/cases.csv.gz"
PASSPHRASE = "seven quiet herons under a bridge"
AT_ONCE = 2000
REGIONS = {"Manhattan": "northern-america", "Queens": "western-europe", "Brooklyn": "southern-asia", "Bronx": "oceania"}


def officer(vault: Database, staff_id: int) -> int:
    """Keys for a member of staff."""
    pair, salt = sealing.Pair.new(), sealing.new_salt()
    row = Officer(staff_id=staff_id, public_key=pair.public, salt=salt, locked_key=sealing.lock(pair.seed, slow.key_from(PASSPHRASE, salt), LOCKED_BY))

    def job(session: Session) -> int:
        session.add(row)
        session.flush()
        return row.id

    return vault.write(job)


def real_cases() -> Iterator[dict[str, str]]:
    """The rows as they are, untidy ones too."""
    with gzip.open(REAL, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def fill(vault: Database, officer_id: int, most: int) -> int:
    """Complaints with clocks, moved up so that the newest was opened today; how many."""
    rows = [one for _number, one in zip(range(most), real_cases(), strict=False)]
    shift = clock.today() - max(date.fromisoformat(one["opendate"]) for one in rows)
    for start in range(0, len(rows), AT_ONCE):
        vault.write(lambda session, part=rows[start : start + AT_ONCE]: _write(session, part, officer_id, shift))
    return len(rows)


def _write(session: Session, part: list[dict[str, str]], officer_id: int, shift: timedelta) -> None:
    tables: dict[Any, list[dict[str, Any]]] = {Case: [], WrappedKey: [], Complaint: [], Clock: []}
    for one in part:
        opened = date.fromisoformat(one["opendate"]) + shift
        closed = date.fromisoformat(one["closedate"]) + shift if one["closedate"] else None
        _row(tables, one, opened, closed, officer_id)
    for table, rows in tables.items():
        session.execute(insert(table), rows)


def _row(tables: dict[Any, list[dict[str, Any]]], one: dict[str, str], opened: date, closed: date | None, officer_id: int) -> None:
    case_id = random_id()
    over = closed is not None and closed <= clock.today()
    erase_on = closed + timedelta(days=90) if over and closed else None
    kept = {"closed_on": closed if over else None, "erase_on": erase_on if erase_on and erase_on > clock.today() + timedelta(days=30) else None}
    secrets = {"lookup_hash": os.urandom(32), "salt": os.urandom(16), "holder_key": os.urandom(1216), "sealed": os.urandom(1052)}
    tables[Case].append({"id": case_id, "kind": CaseKind.COMPLAINT, "day": opened, "language": "en", **secrets, **kept})
    tables[WrappedKey].append({"id": random_id(), "case_id": case_id, "officer_id": officer_id, "standing": Standing.OWNER, "wrapped": os.urandom(1168), "since": opened})
    categories = list(Category)
    state = ComplaintState.CLOSED if over else ComplaintState.ACKNOWLEDGED
    facts = {
        "category": categories[sum(one["complaint_type"].encode()) % len(categories)],
        "region": REGIONS.get(one["borough"], ""),
        "state": state,
        "state_since": closed if over else opened,
    }
    tables[Complaint].append({"id": random_id(), "case_id": case_id, "owner_id": officer_id, **facts})
    met = min(opened + timedelta(days=len(one["descriptor"]) % 20), clock.today())
    tables[Clock].append({"id": random_id(), "case_id": case_id, "name": ClockName.ACKNOWLEDGE, "started_on": opened, "due_on": opened + timedelta(days=4), "met_on": met})
    due = opened + timedelta(days=91)
    tables[Clock].append({"id": random_id(), "case_id": case_id, "name": ClockName.DECIDE, "started_on": opened, "due_on": due, "met_on": closed if over else None})

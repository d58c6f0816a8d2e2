"""The page of filters with 50 and with 5,000 entries: it must not matter (issue 5, acceptance 6).

    python -m tests.bench.directory [--engine sqlite|postgresql]

Measured inside the process, page by page and in turns, since a network would only blur it; the better round counts.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from multidict import MultiDict
from sqlalchemy import insert

from portal.about import promises as _promises  # noqa: F401  the page prints one
from portal.base import clock
from portal.base import settings as base_settings
from portal.base.access import NOBODY
from portal.base.database import Database, Session
from portal.base.languages import speaking
from portal.base.migrations import migrate
from portal.base.regions import REGIONS
from portal.base.secrets import random_id
from portal.base.settings import Settings
from portal.directory import bits
from portal.directory.models import Audience, Costs, DirectoryEntry, EntryState, HelpKind, HelpTheme
from portal.directory.pages import finding
from portal.web.visitors import Visit

SIZES = (50, 5000)
ROUNDS, PAGES = 7, 40
FITTING = 24  # more than a page
SEARCHES: dict[str, dict[str, str]] = {
    "no filter": {},
    "one filter": {"kind": "legal"},
    "four filters, open now": {"kind": "digital safety", "region": "western-asia", "language": "ar", "open": "now"},
    "nothing fits": {"kind": "shelter", "theme": "online", "region": "oceania", "audience": "children", "language": "tlh"},
}
LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh", "sw", "pt", "fa", "uk")
HOURS = ("24/7", "", *(f"Mo-Fr {start:02d}:{minute:02d}-{start + 8:02d}:{minute:02d}" for start in range(6, 14) for minute in (0, 30)))
ZONES = ("UTC", "Europe/Paris", "Africa/Nairobi", "Asia/Tokyo", "America/Bogota")


def fill(database: Database, entries: int) -> None:
    """Entries with every mixture of facts; the same ones each time."""
    chance = Random(98)
    rows = [_row(chance, number) for number in range(1, entries + 1)]

    def job(session: Session) -> None:
        session.execute(insert(DirectoryEntry), rows)
        bits.keep(session, [DirectoryEntry(**row) for row in rows])

    database.write(job)


def _row(chance: Random, number: int) -> dict[str, Any]:
    """An entry by chance; the first ones fit what is looked for, so that every page is full with few entries, too."""
    today = clock.today()
    sure = number <= FITTING
    some = lambda values, most: [str(one) for one in chance.sample(list(values), chance.randint(1, most))]
    return {
        "id": random_id(),
        "number": number,
        "key": f"bench {number}",
        "state": EntryState.SHOWN,
        "state_since": today,
        "name": f"Somebody who helps, No. {number}",
        "what": {"en": "They help people whose rights are under pressure. " * 3, "ar": "يساعدون الناس الذين تتعرّض حقوقهم للضغط. " * 3},
        "kinds": ["legal", "digital safety"] if sure else some(HelpKind, 3),
        "themes": some(HelpTheme, 3),
        "audiences": some(Audience, 2),
        "regions": ["western-asia"] if sure else some(REGIONS, 3),
        "languages": ["ar", "en"] if sure else some(LANGUAGES, 4),
        "hours": "24/7" if sure else chance.choice(HOURS),
        "zone": chance.choice(ZONES),
        "answer_hours": chance.choice((None, 1, 2, 12, 24, 48, 72, 168, 500)),
        "ways": [["signal", f"help.{number % 90 + 10}"], ["mail", f"help{number}@example.org"]],
        "costs": Costs.FREE,
        "website": "https://example.org",
        "source": "The bench",
        "source_address": "",
        "source_on": today,
        "reviewed_on": today,
        "review_due_on": today + timedelta(days=chance.randint(-50, 300)),
    }


def one_page(database: Database, search: dict[str, str]) -> Callable[[], object]:
    """Reading the page once, from the database to its last byte."""
    visit = lambda: Visit(method="GET", language="en", path="/help", query=MultiDict(search), actor=NOBODY)
    return lambda: database.read(lambda session: finding.help_page(visit(), session))


def milliseconds(page: Callable[[], object]) -> float:
    """What one page takes of the processor."""
    began = time.process_time()
    for _ in range(PAGES):
        page()
    return (time.process_time() - began) * 1000 / PAGES


def measure(databases: dict[int, Database]) -> list[tuple[str, float, float, float]]:
    """(search, milliseconds with few, with many, ratio) of each search."""
    found = []
    with speaking("en"):
        for name, search in SEARCHES.items():
            pages = {size: one_page(database, search) for size, database in databases.items()}
            for page in pages.values():
                page()  # templates and plans are made once
            best = {size: min(times) for size, times in zip(pages, zip(*([milliseconds(page) for page in pages.values()] for _ in range(ROUNDS)), strict=True), strict=True)}
            few, many = (best[size] for size in SIZES)
            found.append((name, few, many, many / few))
    return found


def rows(addresses: dict[int, str]) -> list[tuple[str, str, str]]:
    """Rows for the table of `make bench`; `addresses` are of two migrated, empty databases, by size. Settings are in use already."""
    databases = {size: Database(address) for size, address in addresses.items()}
    try:
        for size, database in databases.items():
            fill(database, size)
        return [
            (f"directory, {name}: {SIZES[0]} / {SIZES[1]:,} entries", f"{few:.2f} / {many:.2f} ms", f"{ratio:.2f} (aim at most 1.3)")
            for name, few, many, ratio in measure(databases)
        ]
    finally:
        for database in databases.values():
            database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="sqlite", choices=("sqlite", "postgresql"))
    asked = parser.parse_args()
    postgres = None
    with tempfile.TemporaryDirectory() as folder:
        addresses = {size: f"sqlite:///{Path(folder)}/directory-{size}.db" for size in SIZES}
        if asked.engine == "postgresql":
            from tests.postgres import Postgres

            postgres = Postgres()
            for size in SIZES:
                postgres.execute(f"CREATE DATABASE directory_{size}")
            addresses = {size: postgres.address(f"directory_{size}") for size in SIZES}
        try:
            secret = "a secret of the bench, made of 32 characters"
            base_settings.use(Settings(secret=secret, address="http://127.0.0.1:8000", database=addresses[SIZES[0]], vault=f"sqlite:///{folder}/vault.db"))
            for address in addresses.values():
                migrate(address)
            for row in rows(addresses):
                print("  ".join(row))
        finally:
            if postgres:
                postgres.stop()


if __name__ == "__main__":
    main()

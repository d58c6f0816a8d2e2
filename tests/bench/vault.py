"""The vault with few cases and with as many as there are in reality: an officer's list, the public register, the clocks' nightly round."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from portal.base import clock
from portal.base.access import Role
from portal.base.database import Database, Session
from portal.base.migrations import VAULT, migrate
from portal.complaints import jobs as complaints
from portal.crossings.ways import open_ways
from portal.identity.models import HeldRole, Staff
from portal.reprisals import jobs as reprisals
from portal.vault import jobs as vault
from tests.bench import cases
from tests.bench.load import Read, Server, read

SIZES = (830, 83_000)
PAGES = {"an officer's list": "/en/staff/desk", "the public register": "/en/transparency/complaints"}
NIGHT = [job for _name, _every, job in (*vault.JOBS, *complaints.JOBS, *reprisals.JOBS)]


@dataclass
class VaultBench:
    """What was met with each number of cases."""

    pages: dict[tuple[str, int], Read] = field(default_factory=lambda: {(name, size): Read() for name in PAGES for size in SIZES})
    nights: dict[int, float] = field(default_factory=dict)

    def fill(self, database: Database, address: str, most: int) -> int:
        """A vault with so many cases, all of one officer; how many there were in the file."""
        migrate(address, line=VAULT)
        open_ways(database)
        person = database.read(lambda session: session.query(Staff).filter(Staff.sign_in_name == "everybody@example.org").one())
        _trust(database, person)
        filled = Database(address, readers=2)
        try:
            return cases.fill(filled, cases.officer(filled, person.id), most)
        finally:
            filled.close()

    def read(self, portal: Server, folder: Path, size: int, cookie: str, seconds: int) -> None:
        """The pages, with this many cases behind them."""
        for name, path in PAGES.items():
            read(self.pages[name, size], portal, folder, [path], seconds, anew=False, cookie=cookie if "staff" in path else "")

    def night(self, database: Database, address: str, size: int) -> None:
        """The clock's work of one night in which nothing new is due: what was late has been told the night before."""
        open_ways(database)
        filled = Database(address, readers=2)
        try:
            _round(filled)
            began = time.perf_counter()
            _round(filled)
            self.nights[size] = time.perf_counter() - began
        finally:
            filled.close()

    def rows(self) -> list[tuple[str, str, str]]:
        """For the table."""
        few, many = SIZES
        told = []
        for name in PAGES:
            one, other = self.pages[name, few], self.pages[name, many]
            told.append((f"{name}, {many:,} cases in the vault", f"{other.rate:,.0f} /s, {other.cost:.3f} ms each", f"{other.cost / one.cost:.2f} of {few}"))
        told.append((f"the clocks' nightly round, {many:,} cases", f"{self.nights[many] * 1000:.0f} ms", f"{self.nights[many] / self.nights[few]:.2f} of {few}"))
        return told


def _trust(database: Database, person: Staff) -> None:
    """Make somebody a focal point whose training is current."""

    def job(session: Session) -> None:
        if not session.query(HeldRole).filter(HeldRole.staff_id == person.id, HeldRole.role == Role.FOCAL_POINT).count():
            session.add(HeldRole(staff_id=person.id, role=Role.FOCAL_POINT, trained_until=clock.today() + timedelta(days=300)))

    database.write(job)


def _round(filled: Database) -> None:
    for job in NIGHT:
        more = True
        while more:
            more = filled.write(job) is True

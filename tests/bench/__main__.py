"""Measure, and print one table with ratios. The server has core 1; the load, and PostgreSQL, have core 0.

    python -m tests.bench [--engine sqlite|postgresql] [--seconds 3] [--rounds 3]

Everything is measured in turns, several rounds of each, and the better round counts: what else the machine does slows,
and never speeds. Beside the rate stand the server's own milliseconds on its processor, which other work disturbs least.
"""

import argparse
import os
import shutil
import signal
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import psycopg
from rich.console import Console
from rich.table import Table

from portal.base import clock
from portal.base import settings as base_settings
from portal.base.database import Database
from portal.base.migrations import migrate
from portal.base.settings import Settings
from portal.web import tokens
from tests.bench import more
from tests.bench.crowd import QUEUES, everybody
from tests.bench.load import AT_ONCE, READERS, Read, Sent, Server, read, send, serving
from tests.bench.seed import ALL, THREADS, deep_places, kept_in_full, seed
from tests.bench.slow import Taken, journey
from tests.bench.vault import SIZES, VaultBench

SECRET = "a secret of the bench, made of 32 characters"
POSTS = 3000
INSERTS = 2000
WAITING = 1000
BENCH = "/en/consultations/bench/questions/"
SERVE = [sys.executable, "-c", "import sys; sys.modules['pydantic'] = None; sys.argv = ['portal', 'serve']; from portal.cli import main; main()"]
"""As an operator serves: what only the tools of the tests bring, and Litestar would take along, is not there."""
TABLES = ("CREATE TABLE c (id BIGINT PRIMARY KEY, words TEXT)", "CREATE TABLE v (id BIGINT PRIMARY KEY, words TEXT)", "CREATE TABLE r (id BIGINT PRIMARY KEY, hash TEXT)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def bare_inserts(address: str, folder: Path) -> float:
    """Durable submissions per second of a bare loop: contribution, version and receipt, and a commit that waits for the disk."""
    if address.startswith("sqlite"):
        connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        place = "?"
    else:
        connection = psycopg.connect(address, autocommit=True)
        place = "%s"
    for table in TABLES:
        connection.execute(table)
    began = time.perf_counter()
    for number in range(INSERTS):
        connection.execute("BEGIN")
        for table, words in (("c", "w" * 300), ("v", "w" * 300), ("r", "h" * 32)):
            connection.execute(f"INSERT INTO {table} VALUES ({place}, {place})", (number, words))
        connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return INSERTS / took


def bodies() -> list[bytes]:
    """Final steps of the form, each with a token of its own, as if they had been open for a while."""
    opened = clock.now() - timedelta(minutes=5)
    form = {"voice": "anonymous", "shown_name": "", "text_language": "en", "code": "", "website": "", "region": "", "sector": "", "step": "send"}
    texts = (f"More trees and benches, please. This is letter {number}. " + "It is hot here. " * 15 for number in range(POSTS))
    return [str(httpx.QueryParams({**form, "token": tokens.issue(opened=opened), "text": text})).encode() for text in texts]


def wire(server: Server, path: str) -> bytes:
    """The page exactly as it is sent, still compressed."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := line.recv(65536):
            answer += part
    return answer.partition(b"\r\n\r\n")[2]


class Bench:
    """One run on one engine."""

    def __init__(self, address: str, folder: Path, vaults: dict[int, str], empty: Callable[[str], str], *, seconds: int, rounds: int) -> None:
        self.empty = empty
        self.address, self.folder, self.seconds, self.rounds = address, folder, seconds, rounds
        self.vaults, self.vault_address = vaults, vaults[SIZES[0]]
        self.vault = VaultBench()
        self.bare, self.kept = Read(), Read()
        self.anew = {length: Read() for length in THREADS}
        self.deep = {number: Read() for number in (3, 4)}
        self.queues = {name: Read() for name in QUEUES}
        self.rows: list[tuple[str, str, str]] = []
        self.slow: Taken | None = None

    def run(self) -> None:
        """Seed, serve, load, print."""
        base_settings.use(Settings(secret=SECRET, address="http://127.0.0.1:8000", database=self.address, vault=self.vault_address))
        migrate(self.address)
        database = Database(self.address)
        seed(database)
        self.slug, self.cookie = everybody(database, WAITING)
        for size, vault_address in self.vaults.items():
            self.vault.fill(database, vault_address, size)
        if not database.is_sqlite:
            with psycopg.connect(self.address, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")  # what autovacuum does by itself, a minute later
        places = {number: [f"{BENCH}{number}?after={day}.{own}" for day, own in deep_places(database, number)] for number in self.deep}
        port = free_port()
        environment = {
            "HEARBACK_SECRET": SECRET,
            "HEARBACK_ADDRESS": f"http://127.0.0.1:{port}",
            "HEARBACK_DATABASE": self.address,
            "HEARBACK_VAULT": self.vault_address,
            "HEARBACK_MAIL_FOLDER": str(self.folder / "letters"),
            "PORT": str(port),
        }
        with serving(SERVE, port, environment, "/ready") as portal:
            at_rest = portal.memory
            self.reading(portal, places)
            self.waiting(portal)
            after_reading = portal.memory
            self.slow = journey(port, "bench")
            before = kept_in_full(database)
            sent = send(portal, BENCH + "1/write", bodies())
            came_in = kept_in_full(database) - before
            after_all = portal.memory
        for size, vault_address in self.vaults.items():
            with serving(SERVE, port, {**environment, "HEARBACK_VAULT": vault_address, "HEARBACK_WORKER": "no"}, "/ready") as portal:
                for _ in range(self.rounds):
                    self.vault.read(portal, self.folder, size, self.cookie, self.seconds)
            self.vault.night(database, vault_address, size)
        database.close()
        if came_in != POSTS:
            raise SystemExit(f"{POSTS} forms were acknowledged, and {came_in} are there.")
        self.tell(sent, bare_inserts(self.address, self.folder))
        self.rows += self.vault.rows()
        self.rows += more.rows(self.empty)
        self.rows.append(("resident memory at rest / after reading / after all", f"{at_rest:.0f} / {after_reading:.0f} / {after_all:.0f} MiB", "aim 150"))
        self.print()

    def reading(self, portal: Server, places: dict[int, list[str]]) -> None:
        """The bare handler, kept pages, pages made anew and deep pages, in turns."""
        body = self.folder / "body"
        body.write_bytes(wire(portal, BENCH + "1"))
        plain = len(httpx.get(f"http://127.0.0.1:{portal.port}{BENCH}1", headers={"accept-encoding": "identity"}).content)
        self.rows.append(("thread page of 25 contributions, bytes plain / on the wire", f"{plain:,} / {body.stat().st_size:,}", ""))
        port = free_port()
        command = [sys.executable, "-m", "uvicorn", "tests.bench.bare:app", "--port", str(port), "--no-access-log", "--http", "httptools", "--loop", "uvloop"]
        with serving(command, port, {"BARE_BODY": str(body)}, "/") as bare:
            for _ in range(self.rounds):
                read(self.bare, bare, self.folder, ["/"], self.seconds, anew=False)
                read(self.kept, portal, self.folder, [BENCH + "1"], self.seconds, anew=False)
                for number, length in enumerate(THREADS, 1):
                    read(self.anew[length], portal, self.folder, [f"{BENCH}{number}"], self.seconds, anew=True)
                for number, paths in places.items():
                    read(self.deep[number], portal, self.folder, paths, self.seconds, anew=True)

    def waiting(self, portal: Server) -> None:
        """The desks of staff, each with a thousand things waiting."""
        for _ in range(self.rounds):
            for name, path in QUEUES.items():
                read(self.queues[name], portal, self.folder, ["/en" + path.format(slug=self.slug)], self.seconds, anew=False, cookie=self.cookie)

    def tell(self, sent: Sent, inserts: float) -> None:
        """The rows of the table."""
        costs = [one.cost for one in self.anew.values()]
        first = self.anew[THREADS[-1]].cost
        self.rows += [
            ("bare Litestar handler with the same bytes", said(self.bare), "1"),
            ("thread page, nothing changed since the last reader", said(self.kept), f"{self.kept.rate / self.bare.rate:.2f} of bare (aim 0.8)"),
            *[(f"thread page made anew, {length:,} in the thread, {ALL:,} in all", said(one), "aim 400 /s") for length, one in self.anew.items()],
            ("growth of the page time from 60 to 10,000", f"{costs[-1] / costs[0]:.2f}", "aim at most 1.3"),
            ("the last tenth of 10,000, another page each time", said(self.deep[3]), f"{self.deep[3].cost / first:.2f} of the first page"),
            ("the same, all 10,000 of one day", said(self.deep[4]), f"{self.deep[4].cost / first:.2f} of the first page"),
            *[(f"{WAITING:,} waiting: {name}", said(one), f"{one.cost / self.bare.cost:.0f} times the bare handler's cost") for name, one in self.queues.items()],
            ("bare durable inserts, one at a time", f"{inserts:,.0f} /s", "1"),
            (f"contributions accepted, {AT_ONCE} at once", f"{sent.rate:,.0f} /s, {sent.cost:.2f} ms each", f"{sent.rate / inserts:.2f} of bare (aim 300 /s)"),
            ("the journey to a number at 250 kbit/s and 300 ms", *_slowly(self.slow)),
            ("time to the receipt", f"p50 {sent.median:.0f} ms, p99 {sent.p99:.0f} ms", "aim p99 under 250 ms"),
        ]

    def print(self) -> None:
        """The table."""
        table = Table(title=f"Hearback on {self.address.split(':')[0]}: server on core 1, {READERS} readers on core 0, load of the machine {os.getloadavg()[0]:.1f}")
        for heading in ("what", "measured", "against"):
            table.add_column(heading)
        for row in self.rows:
            table.add_row(*row)
        Console(width=150).print(table)


def said(one: Read) -> str:
    """A rate and its cost."""
    return f"{one.rate:,.0f} /s, {one.cost:.3f} ms each"


def _slowly(taken: Taken | None) -> tuple[str, str]:
    """The journey over the slow line."""
    if taken is None:
        return "not measured: the relay of ../shared is not here", ""
    return f"{taken.seconds:.1f} s, {taken.down:,} bytes, {taken.pages} pages", "aim under 15 s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="sqlite", choices=("sqlite", "postgresql"))
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    if not shutil.which("wrk") or not shutil.which("taskset"):
        raise SystemExit("The bench needs wrk and taskset.")
    os.sched_setaffinity(0, {0})
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("The bench was stopped."))  # and leaves no server behind
    folder = Path(tempfile.mkdtemp(prefix="hearback-bench-"))
    postgres = None
    address = f"sqlite:///{folder}/portal.db"
    vaults = {size: f"sqlite:///{folder}/vault-{size}.db" for size in SIZES}
    empty: Callable[[str], str] = lambda name: f"sqlite:///{folder}/{name}.db"
    if asked.engine == "postgresql":
        from tests.postgres import Postgres

        postgres = Postgres(durable=True)
        postgres.execute("CREATE DATABASE bench")
        address = postgres.address("bench")
        for size in SIZES:
            postgres.execute(f"CREATE DATABASE vault_{size}")
            vaults[size] = postgres.address(f"vault_{size}")
    try:
        if postgres is not None:
            empty = postgres.make_empty
        Bench(address, folder, vaults, empty, seconds=asked.seconds, rounds=asked.rounds).run()
    finally:
        if postgres:
            postgres.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()

"""Measure, and print one table with ratios. The server has one core, the load generator the other.

    python -m tests.bench [--engine sqlite|postgresql] [--seconds 5]
"""

import argparse
import asyncio
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from portal.base import settings as base_settings
from portal.base.database import Database
from portal.base.migrations import migrate
from portal.base.settings import Settings
from portal.web import tokens
from tests.bench.seed import THREADS, seed

SECRET = "a secret of the bench, made of 32 characters"
POSTS = 3000
AT_ONCE = 64


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], port: int, environment: dict[str, str], path: str):
    """A server on the second core, until the block ends; killed by its process id."""
    process = subprocess.Popen(["taskset", "-c", "1", *command], env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def pages_per_second(url: str, seconds: int, *headers: str) -> tuple[float, float]:
    """(requests per second, median milliseconds) by wrk with 16 connections."""
    arguments = [part for header in headers for part in ("-H", header)]
    run = subprocess.run(["taskset", "-c", "0", "wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", *arguments, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in run or "Socket errors" in run:
        raise SystemExit(f"wrk met errors:\n{run}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", run)[1])
    value, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", run).groups()
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def memory(process: subprocess.Popen[bytes]) -> float:
    """Resident memory in MiB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def posts_per_second(port: int, bodies: list[bytes], path: str) -> tuple[float, float, float]:
    """(accepted per second, p50 ms, p99 ms) with 64 connections that send one after another."""
    waiting, times, refused = list(bodies), [], []

    async def sender() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while waiting:
            body = waiting.pop()
            began = time.perf_counter()
            writer.write(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(re.search(rb"content-length: (\d+)", head.lower())[1]))
            times.append(time.perf_counter() - began)
            if b" 200 " not in head.split(b"\r\n")[0]:
                refused.append(head.split(b"\r\n")[0])
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(sender() for _ in range(AT_ONCE)))
    took = time.perf_counter() - began
    if refused:
        raise SystemExit(f"{len(refused)} posts were refused: {refused[:3]}")
    cuts = statistics.quantiles(times, n=100)
    return len(times) / took, 1000 * statistics.median(times), 1000 * cuts[98]


def bare_inserts(folder: Path) -> float:
    """Durable rows per second of a bare sqlite3 loop: contribution, version and receipt in one transaction each."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE c (id INTEGER PRIMARY KEY, text); CREATE TABLE v (id INTEGER PRIMARY KEY, text); CREATE TABLE r (id INTEGER PRIMARY KEY, hash)")
    began, rows = time.perf_counter(), 2000
    for number in range(rows):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO c VALUES (?, ?)", (number, "w" * 300))
        connection.execute("INSERT INTO v VALUES (?, ?)", (number, "w" * 300))
        connection.execute("INSERT INTO r VALUES (?, ?)", (number, "h" * 32))
        connection.execute("COMMIT")
    return rows / (time.perf_counter() - began)


def bodies() -> list[bytes]:
    """Final steps of the form, each with a token of its own, as if they had been open for a while."""
    from datetime import timedelta

    from portal.base import clock

    opened = clock.now() - timedelta(minutes=5)
    form = {"voice": "anonymous", "shown_name": "", "text_language": "en", "code": "", "website": "", "region": "", "sector": "", "step": "send"}
    return [str(httpx.QueryParams({**form, "token": tokens.issue(opened=opened), "text": f"More trees and benches, please. This is letter {number}. " + "It is hot here. " * 15})).encode() for number in range(POSTS)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="sqlite", choices=("sqlite", "postgresql"))
    parser.add_argument("--seconds", type=int, default=5)
    asked = parser.parse_args()
    if not shutil.which("wrk") or not shutil.which("taskset"):
        raise SystemExit("The bench needs wrk and taskset.")
    folder = Path(tempfile.mkdtemp(prefix="hearback-bench-"))
    postgres = None
    address = f"sqlite:///{folder}/portal.db"
    if asked.engine == "postgresql":
        from tests.postgres import Postgres

        postgres = Postgres()
        postgres.execute("CREATE DATABASE bench")
        address = postgres.address("bench")
    try:
        measure(asked.seconds, folder, address)
    finally:
        if postgres:
            postgres.stop()
        shutil.rmtree(folder)


def measure(seconds: int, folder: Path, address: str) -> None:
    """Seed, serve, load, print."""
    base_settings.use(Settings(secret=SECRET, address="http://127.0.0.1:8000", database=address))
    migrate(address)
    database = Database(address)
    seed(database)
    database.close()
    port = free_port()
    environment = {"HEARBACK_SECRET": SECRET, "HEARBACK_ADDRESS": f"http://127.0.0.1:{port}", "HEARBACK_DATABASE": address, "HEARBACK_MAIL_FOLDER": str(folder / "letters"), "PORT": str(port)}
    here = f"http://127.0.0.1:{port}"
    thread = f"{here}/en/consultations/bench/questions/"
    rows: list[tuple[str, str, str]] = []
    with serving([sys.executable, "-m", "portal", "serve"], port, environment, "/health") as process:
        at_rest = memory(process)
        page = httpx.get(thread + "1", headers={"accept-encoding": "br"})
        size = len(httpx.get(thread + "1", headers={"accept-encoding": "identity"}).content)
        raw = _wire(port, "/en/consultations/bench/questions/1")
        kept, _ = pages_per_second(thread + "1", seconds, "Accept-Encoding: br")
        fresh = {}
        for number, length in enumerate(THREADS, 1):
            # A cookie of another program on the same host: the shelf is passed by, the page is made and compressed anew.
            fresh[length] = pages_per_second(thread + str(number), seconds, "Accept-Encoding: br", "Cookie: other=1")
        deep = httpx.get(thread + "3", headers={"accept-encoding": "identity"}).text
        later = re.search(r'rel="next" href="([^"]+)"', deep)
        ready = bodies()
        accepted, p50, p99 = asyncio.run(posts_per_second(port, ready, "/en/consultations/bench/questions/1/write"))
        full = memory(process)
    body = folder / "body"
    body.write_bytes(raw)
    port = free_port()
    with serving([sys.executable, "-m", "uvicorn", "tests.bench.bare:app", "--port", str(port), "--no-access-log"], port, {"BARE_BODY": str(body)}, "/"):
        bare, _ = pages_per_second(f"http://127.0.0.1:{port}/", seconds, "Accept-Encoding: br")
    inserts = bare_inserts(folder)
    least, most = min(ms for _rate, ms in fresh.values()), max(ms for _rate, ms in fresh.values())
    rows += [
        ("thread page, bytes plain / on the wire", f"{size} / {len(raw)}", f"status {page.status_code}"),
        ("bare Litestar handler with the same bytes", f"{bare:,.0f} /s", "1"),
        ("thread page, nothing changed", f"{kept:,.0f} /s", f"{kept / bare:.2f} of bare (aim 0.8)"),
        *[(f"thread page made anew, {length:,} in the thread, 100,000 in all", f"{rate:,.0f} /s, {ms:.1f} ms at 16", "aim 400 /s") for length, (rate, ms) in fresh.items()],
        ("growth of the page time from 60 to 10,000", f"{most / least:.2f}", "aim at most 1.3"),
        ("deep pages by key", "yes" if later else "one page", ""),
        ("bare durable inserts, one at a time", f"{inserts:,.0f} /s", "1"),
        (f"contributions accepted, {AT_ONCE} at once", f"{accepted:,.0f} /s", f"{accepted / inserts:.2f} of bare (aim 300 /s)"),
        ("time to the receipt", f"p50 {p50:.0f} ms, p99 {p99:.0f} ms", "aim p99 under 250 ms"),
        ("resident memory at rest / after all", f"{at_rest:.0f} / {full:.0f} MiB", "aim 150"),
    ]
    table = Table(title=f"Hearback on {address.split(':')[0]}, one core for the server")
    for heading in ("what", "measured", "against"):
        table.add_column(heading)
    for row in rows:
        table.add_row(*row)
    Console(width=140).print(table)


def _wire(port: int, path: str) -> bytes:
    """The page exactly as it is sent, still compressed."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := line.recv(65536):
            answer += part
    return answer.partition(b"\r\n\r\n")[2]


main()

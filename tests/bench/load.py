"""The load: readers by wrk, people who send forms by plain connections, and servers that are watched."""

import asyncio
import os
import re
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

AT_ONCE = 64
READERS = 16
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A server on core 1, alone there as far as this bench can tell."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def memory(self) -> float:
        """Resident memory in MiB."""
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024

    @property
    def seconds(self) -> float:
        """Time on the processor so far: on a machine with other work it says more than the clock."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(parts[11]) + int(parts[12])) / TICKS


@contextmanager
def serving(command: list[str], port: int, environment: dict[str, str], path: str) -> Iterator[Server]:
    """A server until the block ends; it is told to stop by its process id."""
    process = subprocess.Popen(["taskset", "-c", "1", *command], env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                if httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        else:
            raise SystemExit(f"{command} does not serve.")
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(30)


@dataclass
class Read:
    """What readers met in the rounds of one kind of reading."""

    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Pages a second, in the better round: what disturbs only ever slows."""
        return max(self.rates)

    @property
    def cost(self) -> float:
        """The server's own milliseconds for a page, in the better round."""
        return min(self.costs)


SCRIPT = """
local paths, seen = {}, math.random(1000000000) * 1000
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function()
  seen = seen + 1
  local path = paths[seen %% #paths + 1]
  if %s then path = path .. (path:find("?", 1, true) and "&" or "?") .. "again=" .. string.format("%%d", seen) end
  return wrk.format("GET", path)
end
"""


def read(into: Read, server: Server, folder: Path, paths: list[str], seconds: int, *, anew: bool, cookie: str = "") -> None:
    """One round of wrk over addresses. `anew` asks each time by an address that nobody asked for, so that no kept page answers; `cookie` is somebody's of staff."""
    (folder / "paths").write_text("\n".join(paths) + "\n")
    (folder / "wrk.lua").write_text(f"math.randomseed({time.time_ns() % 2**31})" + SCRIPT % (folder / "paths", "true" if anew else "false"))
    before = server.seconds
    run = subprocess.run(
        [
            "taskset",
            "-c",
            "0",
            "wrk",
            "-t1",
            f"-c{READERS}",
            f"-d{seconds}s",
            "--timeout",
            "10s",  # a slow page is told as slow, not as an error
            "-s",
            str(folder / "wrk.lua"),
            "-H",
            "Accept-Encoding: br",
            *(["-H", f"Cookie: {cookie}"] if cookie else []),
            f"http://127.0.0.1:{server.port}",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in run or "Socket errors" in run:
        raise SystemExit(f"wrk met errors:\n{run}")
    into.rates.append(float(re.search(r"Requests/sec:\s+([\d.]+)", run)[1]))
    into.costs.append(1000 * (server.seconds - before) / int(re.search(r"(\d+) requests in", run)[1]))


@dataclass(frozen=True)
class Sent:
    """What people met who sent forms."""

    rate: float
    median: float
    p99: float
    cost: float


def send(server: Server, path: str, bodies: list[bytes]) -> Sent:
    """Send every form once, by 64 connections that each send one after another."""
    before, began = server.seconds, time.perf_counter()
    times = asyncio.run(_send(server.port, path, list(bodies)))
    took = time.perf_counter() - began
    return Sent(len(times) / took, 1000 * statistics.median(times), 1000 * statistics.quantiles(times, n=100)[98], 1000 * (server.seconds - before) / len(times))


async def _send(port: int, path: str, waiting: list[bytes]) -> list[float]:
    times: list[float] = []

    async def sender() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while waiting:
            body = waiting.pop()
            began = time.perf_counter()
            writer.write(
                f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: br\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(re.search(rb"content-length: (\d+)", head.lower())[1]))
            times.append(time.perf_counter() - began)
            if not head.startswith(b"HTTP/1.1 200 "):
                raise SystemExit(f"A form was refused: {head[:40]!r}")
        writer.close()

    await asyncio.gather(*(sender() for _ in range(AT_ONCE)))
    return times

"""Files that take long to make are made once, by one who works while all others wait for the same file.

What is kept is told by what it holds: a file is given out again only while its words are still exactly those that
everybody can read. When they are not, the old file is dropped as soon as somebody asks.
"""

import asyncio
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import blake2b

from portal.base.errors import Unready
from portal.base.languages import _
from portal.editions.edition import Edition
from portal.editions.printing import printed

MOST_BYTES = 24 * 1024 * 1024
MOST_WAITING = 60
"""Files under way; whoever asks for one more is told to come back."""


def fingerprint(*editions: Edition, more: str = "") -> bytes:
    """What a file is known by: all that it says."""
    said = json.dumps([asdict(one) for one in editions], default=str, sort_keys=True)
    return blake2b(f"{more}\n{said}".encode(), digest_size=16).digest()


@dataclass(frozen=True)
class File:
    """A file that can be made: either from an edition by the press, or by `make`."""

    name: tuple[str, ...]
    fingerprint: bytes
    paper: tuple[Edition, bool] | None = None
    make: Callable[[], bytes] | None = None


class Shelf:
    """The files of one process, at most so many bytes, the longest unread one given up first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, ...], tuple[bytes, bytes]] = OrderedDict()
        self._size = 0
        self._under_way: dict[tuple[tuple[str, ...], bytes], Future[bytes]] = {}
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="editions")
        self.made = 0

    async def one(self, file: File) -> bytes:
        """A file. Raises Unready when it cannot be made."""
        (data,) = await self.bring([file])
        if isinstance(data, BaseException):
            raise data
        return data

    async def bring(self, files: list[File]) -> list[bytes | BaseException]:
        """Files in the order in which they were asked for; in the place of one that could not be made stands why."""
        with self._lock:
            promised = self._promised(files)
        return await asyncio.gather(*(asyncio.shield(asyncio.wrap_future(one)) for one in promised), return_exceptions=True)

    def _promised(self, files: list[File]) -> list[Future[bytes]]:
        promised, new = [], []
        for file in files:
            key = (file.name, file.fingerprint)
            future = self._under_way.get(key) or self._found(file)
            if future is None:
                future = self._under_way[key] = Future()
                new.append((file, future))
            promised.append(future)
        if len(self._under_way) > MOST_WAITING + len(new):
            for file, _future in new:
                del self._under_way[file.name, file.fingerprint]
            raise Unready(_("Many files are being made just now. Please try again in a minute."))
        if new:
            self._worker.submit(self._work, new)
        return promised

    def _found(self, file: File) -> Future[bytes] | None:
        kept = self._kept.get(file.name)
        if kept is None:
            return None
        if kept[0] != file.fingerprint:
            self._size -= len(self._kept.pop(file.name)[1])
            return None
        self._kept.move_to_end(file.name)
        done: Future[bytes] = Future()
        done.set_result(kept[1])
        return done

    def _work(self, new: list[tuple[File, Future[bytes]]]) -> None:
        papers = [(file, future) for file, future in new if file.paper is not None]
        try:
            sheets: list[bytes | None] = [*printed([file.paper for file, _future in papers if file.paper is not None])]
        except Exception:  # noqa: BLE001  one of them is at fault: each by itself then
            sheets = [None] * len(papers)
        for (file, future), sheet in zip(papers, sheets, strict=True):
            self._finish(file, future, sheet)
        for file, future in new:
            if file.paper is None:
                self._finish(file, future, None)

    def _finish(self, file: File, future: "Future[bytes]", data: bytes | None) -> None:
        try:
            if data is None:
                data = file.make() if file.make is not None else printed([file.paper])[0] if file.paper is not None else b""
        except Exception as fault:  # noqa: BLE001  whoever waits for it hears of it
            with self._lock:
                self._under_way.pop((file.name, file.fingerprint), None)
            future.set_exception(fault)
            return
        with self._lock:
            self._under_way.pop((file.name, file.fingerprint), None)
            self._keep(file, data)
            self.made += 1
        future.set_result(data)

    def _keep(self, file: File, data: bytes) -> None:
        old = self._kept.pop(file.name, None)
        self._size += len(data) - (len(old[1]) if old else 0)
        self._kept[file.name] = (file.fingerprint, data)
        while self._size > MOST_BYTES:
            self._size -= len(self._kept.popitem(last=False)[1][1])


shelf = Shelf()

"""The worker: it delivers what lies in the outbox and does what the clock demands. It runs in `portal serve` or alone.

Every letter is sent at least once. A worker claims it first, so that two workers never send the same one; only when a
worker dies between the server's "accepted" and the note of it does the letter leave twice, and then under the same
Message-ID.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from portal.base.access import SYSTEM
from portal.base.database import Database, DatabaseFault, Session
from portal.base.logs import where
from portal.base.settings import settings
from portal.notifications import commands, queries
from portal.notifications.delivery import Folder, Server, Undelivered, where_letters_go
from portal.notifications.mails import Post

log = logging.getLogger("portal")

#: Name, how often, and what is done in one transaction; it returns True when there is more of the same to do at once.
Job = tuple[str, timedelta, Callable[[Session], Any]]

PAUSE = 3.0  # seconds between two looks into the outbox
NOTE_PAUSES = (0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60)
LONGEST_PAUSE = 60.0  # while the database does not answer


async def work(
    database: Database, stop: asyncio.Event, jobs: Sequence[Job] = (), *, wake: asyncio.Event | None = None, more: Sequence[tuple[Database, Sequence[Job]]] = ()
) -> None:
    """Work until told to stop; a letter that is on its way is finished first. Outages of database and mail server are waited out.

    `more` are other databases, such as the vault, with the jobs that the clock demands there.
    """
    leave, sentence = where_letters_go()
    (log.info if leave else log.warning)("letters", extra={"facts": {"where": sentence}})
    wake = wake or asyncio.Event()
    rounds = [_Rounds(database, jobs), *(_Rounds(other, theirs) for other, theirs in more)]
    pause = PAUSE
    while not stop.is_set():
        try:
            for one in rounds:
                await one.go(stop)
            await deliver(database, stop)
            pause = PAUSE
        except Exception as fault:  # noqa: BLE001
            # Whatever it was: the letters wait in the database, and the next round may find it mended.
            log.error("worker", extra={"facts": {"kind": type(fault).__name__, "where": where(fault)}})  # noqa: TRY400  a trace may hold an address
            pause = min(pause * 2, LONGEST_PAUSE)
        await _rest(pause, stop, wake)


async def deliver(database: Database, stop: asyncio.Event | None = None) -> int:
    """Send everything that is due; how many letters left."""
    carrier = Server() if settings().mail else Folder()
    left = 0
    try:
        while not (stop and stop.is_set()) and await database.reading(lambda session: queries.some_are_due(session, SYSTEM)):
            posts = await database.writing(lambda session: commands.claim(session, SYSTEM))
            left += await _carry(database, carrier, posts, stop)
    finally:
        await carrier.close()
    return left


async def _carry(database: Database, carrier: Server | Folder, posts: list[Post], stop: asyncio.Event | None) -> int:
    left = 0
    until = time.monotonic() + commands.CLAIM.total_seconds()
    for post in posts:
        if stop and stop.is_set():
            await database.writing(lambda session, post=post: commands.give_back(session, SYSTEM, post))  # type: ignore[misc]
        elif time.monotonic() < until:
            left += await _send(database, carrier, post)
    return left


async def _send(database: Database, carrier: Server | Folder, post: Post) -> bool:
    try:
        await carrier.send(post)
    except Undelivered as fault:
        status, for_good = fault.status, fault.for_good
        log.warning("letter waits", extra={"facts": {"status": status, "for good": for_good, "attempt": post.attempts}})
        await database.writing(lambda session: commands.note_failed(session, SYSTEM, post, status, for_good=for_good))
        return False
    await _note_sent(database, post)
    return True


async def _note_sent(database: Database, post: Post) -> None:
    """The letter is out: without this note it would leave again, so a database that does not answer is asked for minutes."""
    for pause in NOTE_PAUSES:
        try:
            await database.writing(lambda session: commands.note_sent(session, SYSTEM, post.id))
        except DatabaseFault as fault:
            log.error("letter left, note waits", extra={"facts": {"kind": type(fault).__name__, "where": where(fault)}})  # noqa: TRY400  values stay out
            await asyncio.sleep(pause)
        else:
            return
    await database.writing(lambda session: commands.note_sent(session, SYSTEM, post.id))


class _Rounds:
    """The clock's jobs: each at the start and then in its own rhythm; one that fails does not hold up the others."""

    def __init__(self, database: Database, jobs: Sequence[Job]) -> None:
        self.database = database
        self.jobs = jobs
        self.next = dict.fromkeys((name for name, _every, _function in jobs), 0.0)

    async def go(self, stop: asyncio.Event) -> None:
        for name, every, function in self.jobs:
            if self.next[name] > time.monotonic():
                continue
            try:
                more = True
                while more and not stop.is_set():
                    more = await self.database.writing(function) is True
            except Exception as fault:  # noqa: BLE001  a fault in one job is not the others' fault
                log.error("job", extra={"facts": {"job": name, "kind": type(fault).__name__, "where": where(fault)}})  # noqa: TRY400  a trace may hold words
                self.next[name] = time.monotonic() + min(every.total_seconds(), LONGEST_PAUSE)
            else:
                self.next[name] = time.monotonic() + every.total_seconds()


async def _rest(seconds: float, stop: asyncio.Event, wake: asyncio.Event) -> None:
    """Sleep until the pause is over, somebody wakes us, or the day ends."""
    waits = [asyncio.ensure_future(stop.wait()), asyncio.ensure_future(wake.wait())]
    with contextlib.suppress(TimeoutError):
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for one in waits:
        one.cancel()
    wake.clear()

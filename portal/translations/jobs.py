"""What the worker does with what was asked of the machine: one text after the other, outside any transaction.

A machine that is down is left alone for a while (the breaker), so that it is not asked a thousand times in vain; each
text that fails waits longer before its next try.
"""

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass
from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Database
from portal.base.logs import where
from portal.base.settings import settings
from portal.translations import commands, queries
from portal.translations.machine import ENGINE, Failed, Machine

log = logging.getLogger("portal")

PAUSE = 5.0  # seconds between two looks at what was asked for
FIRST_WAIT = timedelta(minutes=1)
ENOUGH = 3
"""Failures in a row after which the machine is left alone."""
LONGEST_REST = 1800.0


@dataclass
class Breaker:
    """Whether the machine is asked at all."""

    failures: int = 0
    until: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the machine is left alone at the moment."""
        return time.monotonic() < self.until

    def worked(self) -> None:
        """It answers."""
        self.failures, self.until = 0, 0.0

    def failed(self) -> None:
        """It does not; each time more the rest is twice as long."""
        self.failures += 1
        if self.failures >= ENOUGH:
            self.until = time.monotonic() + min(30.0 * 2 ** (self.failures - ENOUGH), LONGEST_REST)


async def work(database: Database, stop: asyncio.Event) -> None:
    """Until told to stop; at once over where no machine is set up."""
    breaker = Breaker()
    while settings().translator and not stop.is_set():
        try:
            await carry_out(database, breaker, stop)
        except Exception as fault:  # noqa: BLE001
            # What was asked for waits in the database, and the next round may find it mended.
            log.error("translating", extra={"facts": {"kind": type(fault).__name__, "where": where(fault)}})  # noqa: TRY400  a trace may hold words
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE)


async def carry_out(database: Database, breaker: Breaker, stop: asyncio.Event | None = None) -> int:
    """One round through what is due; how many texts were translated."""
    if not settings().translator or breaker.is_open:
        return 0
    due = await database.reading(lambda session: queries.due(session, SYSTEM))
    done = 0
    if not due:
        return done
    async with Machine() as machine:
        for errand_id in due:
            if breaker.is_open or (stop and stop.is_set()):
                break
            task = await database.writing(lambda session, errand_id=errand_id: commands.claim(session, SYSTEM, errand_id))  # type: ignore[misc]
            if task is not None:
                done += await _one(database, machine, breaker, task)
    return done


async def _one(database: Database, machine: Machine, breaker: Breaker, task: commands.Task) -> bool:
    try:
        text = await machine.translate(task.words.text, task.words.language, task.language)
    except asyncio.CancelledError:
        await database.writing(lambda session: commands.give_back(session, SYSTEM, task))
        raise
    except Failed as fault:
        trouble = fault.trouble
        if not trouble.of_the_text:
            breaker.failed()
        wait = fault.wait or FIRST_WAIT * 2 ** (task.attempts - 1)
        log.warning("translation waits", extra={"facts": {"why": trouble.value}})
        await database.writing(lambda session: commands.note_failed(session, SYSTEM, task, trouble.value, for_good=trouble.of_the_text, wait=wait))
        return False
    breaker.worked()
    return await database.writing(lambda session: commands.note_done(session, SYSTEM, task, text, ENGINE))

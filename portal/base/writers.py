"""How writers take turns: one thread and shared commits on SQLite, a pool of threads on PostgreSQL.

Whoever asked hears the outcome only when it is durable. `finish` is what ends every job: it raises the edition where
that is due, and gives the session's changes to the transaction (see portal.base.database).
"""

import contextvars
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

GROUP = 64  # jobs committed together
GROUP_SECONDS = 0.02
WIPE = "wipe the traces"
"""A sign on the writers' connection: see `portal.base.database.wipe_traces`."""

Finish = Callable[[Session], None]


class Job:
    """A writer's job, the context that it was asked in, and the promise of its outcome."""

    def __init__(self, work: Callable[[Session], Any]) -> None:
        self.work = work
        self.context = contextvars.copy_context()
        self.future: Future[Any] = Future()


def _settle(job: Job, outcome: Any, fault: BaseException | None) -> None:
    if not job.future.set_running_or_notify_cancel():
        return
    if fault is None:
        job.future.set_result(outcome)
    else:
        job.future.set_exception(fault)


def _run(opened: Callable[[], Session], job: Job, finish: Finish) -> Any:
    """Run a job in a session of its own, which undoes everything when it raises.

    A unique key may refuse what another process wrote since the job looked: the same form by two ways, the same next
    number. The job runs once more, and then it sees what the other wrote. A second refusal is its own fault.
    """
    for again in (True, False):
        with opened() as session:
            try:
                outcome = job.context.run(job.work, session)
                finish(session)
            except IntegrityError:
                if not again:
                    raise
            else:
                return outcome
    raise AssertionError("a job is run once or twice")


class Turns:
    """SQLite has one writer: jobs take turns in its thread, and a group of them shares one durable commit."""

    def __init__(self, engine: Engine, finish: Finish) -> None:
        self.engine = engine
        self.finish = finish
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self.thread: threading.Thread | None = None
        self.starting = threading.Lock()

    def put(self, work: Callable[[Session], Any]) -> Future[Any]:
        """Stand in line; the future is settled when the outcome is durable."""
        with self.starting:
            if self.thread is None:
                self.thread = threading.Thread(target=self._take_turns, name="writer", daemon=True)
                self.thread.start()
        job = Job(work)
        self.jobs.put(job)
        return job.future

    def close(self) -> None:
        """Let everybody in line have their turn, then stop."""
        if self.thread is not None:
            self.jobs.put(None)
            self.thread.join()
            self.thread = None

    def _take_turns(self) -> None:
        while (first := self.jobs.get()) is not None:
            stop = self._group(first)
            if stop:
                return

    def _group(self, first: Job) -> bool:
        done: list[tuple[Job, Any, BaseException | None]] = []
        stop = False
        try:
            with self.engine.begin() as connection:
                until = time.monotonic() + GROUP_SECONDS
                job: Job | None = first
                while job is not None:
                    done.append((job, *self._turn(connection, job)))
                    if len(done) >= GROUP or time.monotonic() > until:
                        break
                    try:
                        job = self.jobs.get_nowait()
                        stop = job is None
                    except queue.Empty:
                        break
                wipe = connection.info.pop(WIPE, False)
            if wipe:
                _wipe(self.engine)
        except BaseException as broken:  # noqa: BLE001  the commit failed: nobody in this group was heard
            done = [(job, None, own or broken) for job, _outcome, own in done] or [(first, None, broken)]
        for one, outcome, fault in done:
            _settle(one, outcome, fault)
        return stop

    def _turn(self, connection: Connection, job: Job) -> tuple[Any, BaseException | None]:
        try:
            return _run(lambda: Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False), job, self.finish), None
        except BaseException as fault:  # noqa: BLE001  whoever asked hears it
            return None, fault


def _wipe(engine: Engine) -> None:
    """Empty the write-ahead log, in which erased words stand until they are written over. A reader in the way puts it off to the next time."""
    lent = engine.raw_connection()
    try:
        cursor = lent.cursor()
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 1000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
        cursor.close()
    finally:
        lent.close()


class Pool:
    """PostgreSQL has many writers: every job has its own transaction."""

    def __init__(self, engine: Engine, finish: Finish, size: int) -> None:
        self.engine = engine
        self.finish = finish
        self.threads = ThreadPoolExecutor(size, thread_name_prefix="writer")

    def put(self, work: Callable[[Session], Any]) -> Future[Any]:
        """Begin as soon as a thread is free; the future is settled when the outcome is durable."""
        job = Job(work)
        self.threads.submit(self._turn, job)
        return job.future

    def close(self) -> None:
        """Let what has begun finish, then stop."""
        self.threads.shutdown(wait=True)

    def _turn(self, job: Job) -> None:
        try:
            outcome = _run(lambda: Session(self.engine, expire_on_commit=False), job, self.finish)
        except BaseException as fault:  # noqa: BLE001  whoever asked hears it
            _settle(job, None, fault)
        else:
            _settle(job, outcome, None)

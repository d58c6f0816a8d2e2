"""Two turns of the database at the same moment."""

import threading
import time
from collections.abc import Callable
from typing import Any

from portal.base.errors import WrongMoment


def beside(database: Any, job: Callable[[Any, Callable[[], None]], None], other: Callable[[Any], Any]) -> list[type[Exception]]:
    """Do `job(session, wait)`, and let `other(session)` begin where it waits; which of the two were told that somebody was faster."""
    begin, faults = threading.Event(), []

    def run(what: Callable[[Any], Any]) -> None:
        try:
            database.write(what)
        except WrongMoment as fault:
            faults.append(type(fault))

    def wait() -> None:
        begin.set()
        time.sleep(0.5)  # the other one comes as far as it can: to its end, or until it is held up

    def after(what: Callable[[Any], Any]) -> None:
        begin.wait()
        run(what)

    thread = threading.Thread(target=after, args=(other,))
    thread.start()
    run(lambda session: job(session, wait))
    thread.join()
    return faults

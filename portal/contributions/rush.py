"""A flood in one thread goes into the queue: nothing is refused, nothing is lost, and other threads do not notice.

Counted in memory, by thread and never by person; with the process the count ends. Where words wait for a moderator
anyway there is nothing to count. An organiser who wants calm everywhere has all words looked at first
(`consultations.commands.set_premoderation`).
"""

import threading
from datetime import datetime

from portal.base import clock

AT_ONCE = 20.0  # contributions to one question that appear without a pause
PER_SECOND = 1 / 30
MOST_THREADS = 1000  # that are remembered; of those left alone for long nothing need be known

_lock = threading.Lock()
_left: dict[int, tuple[float, datetime]] = {}


def overfull(question_id: int) -> bool:
    """Whether so many write here that the next words wait for a moderator."""
    with _lock:
        now = clock.now()
        left, last = _left.pop(question_id, (AT_ONCE, now))
        left = min(AT_ONCE, left + max(0.0, (now - last).total_seconds()) * PER_SECOND)
        _left[question_id] = (max(0.0, left - 1), now)
        if len(_left) > MOST_THREADS:
            del _left[next(iter(_left))]
        return left < 1

"""What slows the guessing of numbers: one bucket for the whole process, in memory alone. It knows nobody.

Several processes of one portal have a bucket each. A shared one would write to a database for every number that is typed,
and would count nothing where a wrong number undoes what its form began. It is not needed either: a number has 63 bits, so
that ten processes with a million cases behind them, tried without a pause for a year, give one case in some fifteen
thousand years; what an officer types stands behind a session and a second factor. What the bucket and the slow sums
behind it (portal.base.slow, one at a time in each process) save is memory and patience.
"""

import threading
import time


class Brake:
    """Forty tries at once, then two a second."""

    SIZE = 40.0
    PER_SECOND = 2.0

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.left = self.SIZE
        self.last = time.monotonic()

    def wait(self) -> float:
        """Seconds that the next try must wait; 0 as long as the bucket holds any."""
        with self.lock:
            now = time.monotonic()
            self.left = min(self.SIZE, self.left + (now - self.last) * self.PER_SECOND) - 1
            self.last = now
            return max(0.0, -self.left / self.PER_SECOND)


LONGEST_WAIT = 10
"""Seconds; more would punish people for what a guesser does."""

numbers = Brake()

"""What slows the guessing of numbers: one bucket for the whole portal, in memory alone. It knows nobody."""

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

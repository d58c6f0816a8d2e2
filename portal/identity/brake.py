"""What slows a machine that tries passwords: one bucket for the whole portal. It knows no address and no name.

Nobody is ever locked out: however many others fail, a sign-in waits a few seconds at most. What really limits guessing
is that passwords are checked one at a time (portal.identity.passwords).
"""

import threading
import time

FREE_FAILURES = 20.0
FORGIVEN_PER_SECOND = 0.5
LONGEST_WAIT = 8.0  # seconds


class Brake:
    """Failures fill the bucket, time empties it; an overfull one makes every sign-in wait."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.failures = 0.0
        self.last = time.monotonic()

    def failed(self) -> None:
        """Somebody typed a wrong password."""
        with self.lock:
            self._forgive()
            self.failures += 1

    def wait(self) -> float:
        """Seconds that a sign-in waits at this moment."""
        with self.lock:
            self._forgive()
            return min(LONGEST_WAIT, max(0.0, self.failures - FREE_FAILURES) / 10)

    def _forgive(self) -> None:
        now = time.monotonic()
        self.failures = max(0.0, self.failures - (now - self.last) * FORGIVEN_PER_SECOND)
        self.last = now


brake = Brake()

"""What slows a machine that tries passwords or codes. It knows no address.

Passwords share one bucket in the whole portal. Nobody is ever locked out: however many others fail, a sign-in waits a few
seconds at most. What really limits guessing is that passwords are checked one at a time (portal.identity.passwords).

A code of six digits can be guessed by whoever has the password, so each account has a bucket for wrong codes. When it is
full, codes from the app are taken in longer and longer steps; passkeys and recovery codes, which nobody guesses, always
open at once.
"""

import threading
import time
from datetime import UTC, datetime

from portal.base import clock

FREE_FAILURES = 20.0
FORGIVEN_PER_SECOND = 0.5
LONGEST_WAIT = 8.0  # seconds

FREE_CODES, MOST_CODES = 5.0, 9.0  # wrong ones that cost nothing, and that are remembered
CODES_FORGIVEN_PER_SECOND = 1 / 600
SHORTEST_STEP, LONGEST_STEP = 30.0, 300.0  # seconds between two wrong codes of one account


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


class CodeBrake:
    """Wrong codes of each account. A right one takes back nothing but itself: somebody else may be guessing meanwhile."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.tried: dict[int, tuple[float, datetime]] = {}

    def take(self, account: int) -> int:
        """Seconds until a code of this account is looked at again; 0: now, and it counts as wrong until `fits`."""
        with self.lock:
            now = clock.now()
            failures, last = self.tried.get(account, (0.0, datetime.min.replace(tzinfo=UTC)))
            gone = max(0.0, (now - last).total_seconds())
            failures = max(0.0, failures - gone * CODES_FORGIVEN_PER_SECOND)
            step = 0.0 if failures < FREE_CODES else min(LONGEST_STEP, SHORTEST_STEP * 2 ** (failures - FREE_CODES))
            if gone < step:
                return int(step - gone) + 1
            self.tried[account] = (min(MOST_CODES, failures + 1), now)
            return 0

    def fits(self, account: int) -> None:
        """The code that was taken last was right."""
        with self.lock:
            failures, last = self.tried.get(account, (1.0, clock.now()))
            self.tried[account] = (max(0.0, failures - 1), last)


brake = Brake()
codes = CodeBrake()

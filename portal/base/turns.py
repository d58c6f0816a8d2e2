"""A flood through a public form waits its turn: no word is lost, nobody is refused for what others send, and nobody is told apart.

Counted in memory, by form and never by person. Whoever comes when the form is full is told a moment, and the page carries
a sealed sign of it: sent again after that moment, the form is taken whatever others do meanwhile. So a machine that sends
thousands gets no more through than the form takes, and somebody who writes once waits for minutes. With the process the
count ends, and of several processes each counts for itself; a shared count would cost a write for every form, and a
flood that is cut to two or three times as much is cut all the same.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portal.base import clock
from portal.base.secrets import Unsealable, from_text, seal, to_text, unseal

FIELD = "turn"
AT_ONCE = 20.0
PER_SECOND = 1 / 30
LONGEST = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Wait:
    """From when on a form is taken, and the sign of that for its page; without a sign the form has to ask once more."""

    until: datetime
    sign: str


class Turns:
    """The turns of one form."""

    def __init__(self, name: str) -> None:
        self.purpose = f"turn of {name}"
        self.lock = threading.Lock()
        self.forget()
        _all.append(self)

    def forget(self) -> None:
        """As if nobody had come yet."""
        self.left, self.last = AT_ONCE, datetime.min.replace(tzinfo=UTC)

    def overfull(self) -> bool:
        """Whether so many come that this one should wait. It counts."""
        return self._take() > timedelta(0)

    def wait(self, form: bytes, sign: str) -> Wait | None:
        """How long a form with this name waits; None when it is taken now. `sign` is what its page carried."""
        until = self._until(form, sign)
        if until is None:
            waits = self._take()
            if not waits:
                return None
            until = (clock.now() + waits).replace(second=0, microsecond=0) + MINUTE
            sign = to_text(seal(self.purpose, f"{form.hex()} {int(until.timestamp())}")) if waits < LONGEST else ""
        return Wait(until, sign) if clock.now() < until else None

    def _until(self, form: bytes, sign: str) -> datetime | None:
        try:
            name, moment = unseal(self.purpose, from_text(sign)).split()
        except (Unsealable, ValueError):
            return None
        return datetime.fromtimestamp(int(moment), UTC) if name == form.hex() else None

    def _take(self) -> timedelta:
        """Take a place, unless the row is an hour long already; how long it has to wait."""
        with self.lock:
            now = clock.now()
            left = min(AT_ONCE, self.left + max(0.0, (now - self.last).total_seconds()) * PER_SECOND)
            waits = min(LONGEST, timedelta(seconds=max(0.0, 1 - left) / PER_SECOND))
            self.left, self.last = left - 1 if waits < LONGEST else left, now
            return waits


_all: list[Turns] = []


def forget_all() -> None:
    """As if the process had just begun."""
    for one in _all:
        one.forget()

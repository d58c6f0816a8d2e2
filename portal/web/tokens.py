"""The signed token in every form: proof that the form is ours, how old it is, and a name for what it will make.

It replaces cookies and captchas: no page for participants needs either (accessibility 0.8 and 0.9). For signed-in staff
the signature covers the session, which makes it the guard against forged requests as well. Sending the same token twice
finds what the first sending made.
"""

import os
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portal.base import clock
from portal.base.secrets import from_text, keyed_hash, same, to_text

LIFETIME = timedelta(days=8)
YOUNGEST = timedelta(seconds=3)
_NAME_BYTES = 16
_SIGNATURE_BYTES = 16
PURPOSE = "form token"


@dataclass(frozen=True)
class Token:
    """A form's token: a random name and the moment at which the form was opened."""

    name: bytes
    opened: datetime

    @property
    def expired(self) -> bool:
        """Whether the form lay open for too long; its words are kept all the same."""
        return clock.now() - self.opened > LIFETIME

    @property
    def hasty(self) -> bool:
        """Whether it was filled in faster than a person can."""
        return clock.now() - self.opened < YOUNGEST


def issue(session_id: str = "", *, opened: datetime | None = None, name: bytes | None = None) -> str:
    """A new token as text; `opened` and `name` carry those of an earlier step of the same form."""
    body = (name or os.urandom(_NAME_BYTES)) + struct.pack(">I", int((opened or clock.now()).timestamp()))
    return to_text(body + _signature(body, session_id))


def read(text: str, session_id: str = "") -> Token | None:
    """The token, or None if it is missing, altered or another session's."""
    try:
        raw = from_text(text)
    except ValueError:
        return None
    body, signature = raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]
    if len(body) != _NAME_BYTES + 4 or not same(signature, _signature(body, session_id)):
        return None
    return Token(body[:_NAME_BYTES], datetime.fromtimestamp(struct.unpack(">I", body[_NAME_BYTES:])[0], UTC))


def _signature(body: bytes, session_id: str) -> bytes:
    return keyed_hash(PURPOSE, body + session_id.encode())[:_SIGNATURE_BYTES]

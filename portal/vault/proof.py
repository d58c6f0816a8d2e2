"""A statement that something was received on a day, signed by this portal. It is made when the holder asks for it, never else.

It holds neither a number nor a word of the case. Whoever holds it can show it; whoever reads it can check it with the
portal's published key, also without the portal (Ed25519, RFC 8032).
"""

import base64
import secrets
from datetime import date
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.base.secrets import key
from portal.base.settings import public_address

PURPOSE = "proof of arrival"
LONGEST = 2000
_FIRST = "This portal has received a complaint."
_SIGNED = "Signature: "


@lru_cache(maxsize=4)
def _pair(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret)


def statement(day: date) -> str:
    """A new statement. It is in English in every language, since each letter of it is signed."""
    words = "\n".join([_FIRST, f"Portal: {public_address()}", f"Day: {day.isoformat()}", f"Mark: {secrets.token_hex(16)}"])
    return f"{words}\n{_SIGNED}{base64.b64encode(_pair(key(PURPOSE)).sign(words.encode())).decode()}\n"


def day_of(pasted: str) -> date | None:
    """The day that a pasted statement of this portal tells; None when it is none, or was altered. Blank lines and blanks at the edges do no harm."""
    lines = [line.strip() for line in pasted[:LONGEST].splitlines() if line.strip()]
    if len(lines) != 5 or not lines[4].startswith(_SIGNED):  # noqa: PLR2004  the lines of a statement
        return None
    try:
        _pair(key(PURPOSE)).public_key().verify(base64.b64decode(lines[4].removeprefix(_SIGNED), validate=True), "\n".join(lines[:4]).encode())
        return date.fromisoformat(lines[2].removeprefix("Day: "))
    except (InvalidSignature, ValueError):
        return None


def published_key() -> str:
    """The public key as programs read it (PEM)."""
    return _pair(key(PURPOSE)).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

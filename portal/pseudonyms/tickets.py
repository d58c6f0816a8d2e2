"""The ticket of a pseudonym's page: like that of a number (portal.receipts.tickets), and with the key of the wallet inside.

It lives in the page alone. A new passphrase ends every ticket that was given out before.
"""

import json
from dataclasses import dataclass, field

from portal.base import clock
from portal.base.secrets import Unsealable, from_text, seal, to_text, unseal
from portal.pseudonyms.models import Pseudonym
from portal.receipts.tickets import LIFETIME

FIELD = "pseudonym"
"""The hidden field that carries the ticket."""
PURPOSE = "pseudonym ticket"


@dataclass(frozen=True)
class Opened:
    """A pseudonym whose holder has shown the passphrase or the passkey."""

    id: int
    key: bytes = field(repr=False)
    mark: str
    """The beginning of the salt: another passphrase has another."""
    new: frozenset[str] = frozenset()
    """Signs of the numbers that had news when it was opened."""


def opened_by(pseudonym: Pseudonym, key: bytes, new: frozenset[str] = frozenset()) -> Opened:
    """A pseudonym that was just opened."""
    return Opened(pseudonym.id, key, _mark(pseudonym), new)


def fits(opened: Opened, pseudonym: Pseudonym) -> bool:
    """Whether the pseudonym still has the passphrase under which the ticket was given out."""
    return opened.mark == _mark(pseudonym)


def issue(opened: Opened) -> str:
    """A ticket for the pages of this pseudonym."""
    until = int((clock.now() + LIFETIME).timestamp())
    return to_text(seal(PURPOSE, json.dumps([opened.id, to_text(opened.key), opened.mark, sorted(opened.new), until])))


def read(text: str) -> Opened | None:
    """Whose page it was, or None for anything that is no ticket of ours or has ended."""
    try:
        row_id, key, mark, new, until = json.loads(unseal(PURPOSE, from_text(text)))
    except (Unsealable, ValueError):
        return None
    return Opened(row_id, from_text(key), mark, frozenset(new)) if until >= clock.now().timestamp() else None


def _mark(pseudonym: Pseudonym) -> str:
    return to_text(pseudonym.salt[:6])

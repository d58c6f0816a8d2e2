"""The ticket: what the page behind a number carries from one form to the next, instead of a cookie or the number itself.

Text browsers and browsers at their safest refuse cookies, and a cookie stays on the device; a ticket is sealed, lives in
the page alone, dies with it, and ends after a while. When it has ended the page asks for the number again and keeps
what was typed.
"""

from datetime import timedelta

from portal.base import clock
from portal.base.access import Actor, Kind
from portal.base.database import Session
from portal.base.secrets import Unsealable, from_text, seal, to_text, unseal
from portal.receipts import codes
from portal.receipts.models import Receipt
from portal.web.visitors import Visit

LIFETIME = timedelta(hours=20)  # WCAG 2.2.1: twenty hours need no warning
PURPOSE = "receipt ticket"
KEEPSAKE = "number to keep"
CHANGE = "number to change"


def issue(receipt: Receipt) -> str:
    """A ticket for the pages of this receipt."""
    return _sealed(PURPOSE, receipt)


def _sealed(purpose: str, receipt: Receipt) -> str:
    return to_text(seal(purpose, f"{receipt.id} {int((clock.now() + LIFETIME).timestamp())} {_mark(receipt)}"))


def _mark(receipt: Receipt) -> str:
    """A sign of the present number: with another number every ticket of before is dead."""
    return receipt.code_hash.hex()[:16] if receipt.code_hash is not None else "-"


def to_change(receipt: Receipt) -> str:
    """A ticket that does nothing but give this receipt another number."""
    return _sealed(CHANGE, receipt)


def changeable(session: Session, text: str, code: str) -> Receipt | None:
    """The receipt that may get this new number: by a ticket of its present one, or because the same form has changed it already."""
    try:
        receipt_id, until, mark = unseal(CHANGE, from_text(text)).split()
    except (Unsealable, ValueError):
        return None
    receipt = session.get(Receipt, int(receipt_id))
    if receipt is None or int(until) < clock.now().timestamp():
        return None
    return receipt if mark == _mark(receipt) or receipt.code_hash == codes.lookup_hash(code) else None


def holder_of(session: Session, visit: Visit) -> Actor | None:
    """The holder of the receipt whose ticket the form carries."""
    text = visit.form.get("ticket", "")
    if not text:
        return None
    try:
        receipt_id, until, mark = unseal(PURPOSE, from_text(text)).split()
    except (Unsealable, ValueError):
        return None
    receipt = session.get(Receipt, int(receipt_id))
    if int(until) < clock.now().timestamp() or receipt is None or receipt.by_helper or mark != _mark(receipt):
        return None
    # Whoever spoke in a private room follows up there without the invitation.
    return Actor(kind=Kind.RECEIPT, receipt_id=receipt.id, rooms=frozenset({receipt.consultation_id}))


def wrap(code: str) -> str:
    """A number as the page that shows it may carry it on to another form, so that nobody types it twice; sealed, and dead after a while."""
    return to_text(seal(KEEPSAKE, f"{code} {int((clock.now() + LIFETIME).timestamp())}"))


def unwrap(text: str) -> str:
    """The number that a form carries; empty when there is none, or when it lay open for too long."""
    try:
        code, until = unseal(KEEPSAKE, from_text(text)).split()
    except (Unsealable, ValueError):
        return ""
    return code if int(until) >= clock.now().timestamp() else ""

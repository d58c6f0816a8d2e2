"""Who may answer: whoever spoke in the consultation."""

from typing import Any

from portal.base.access import Actor, Grants, Kind, Permission, grant
from portal.receipts.models import Receipt


def holds_this_number(actor: Actor, thing: Any) -> bool:
    """Whoever holds the number."""
    return actor.kind is Kind.RECEIPT and isinstance(thing, Receipt) and actor.receipt_id == thing.id


GRANTS: Grants = {Permission.FOLLOW: [[holds_this_number]]}
grant(GRANTS)

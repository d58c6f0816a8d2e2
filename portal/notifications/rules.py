"""Who may ask for letters."""

from typing import Any

from portal.base.access import Actor, Grants, Kind, Permission, grant


def holds_a_receipt(actor: Actor, thing: Any) -> bool:
    """Somebody who typed a number on this visit."""
    return actor.kind is Kind.RECEIPT


GRANTS: Grants = {Permission.WISH_LETTERS: [[holds_a_receipt]]}
grant(GRANTS)

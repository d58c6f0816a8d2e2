"""Who may speak, who may take their own words back, and who carries decisions out."""

from typing import Any

from portal.base.access import Actor, Grants, Permission, Role, anybody, grant, has_role, the_portal_itself


def holds_its_number(actor: Actor, contribution: Any) -> bool:
    """Whoever holds the number that the words are kept under."""
    return actor.receipt_id is not None and getattr(contribution, "receipt_id", None) == actor.receipt_id


GRANTS: Grants = {
    Permission.CONTRIBUTE: [[anybody]],
    Permission.FOLLOW: [[holds_its_number]],
    Permission.CARRY_OUT: [[the_portal_itself], [has_role(Role.MODERATOR)], [has_role(Role.REVIEWER)]],
}
grant(GRANTS)

"""Who may lead calls, and who may act on them."""

from typing import Any

from portal.base.access import Actor, Grants, Kind, Permission, Role, grant, has_role, the_portal_itself


def is_on_a_list(actor: Actor, thing: Any) -> bool:
    """Somebody who typed a member's number on this visit."""
    return actor.kind is Kind.MEMBER and actor.member_id is not None


GRANTS: Grants = {
    Permission.LEAD_CALLS: [[the_portal_itself], [has_role(Role.CHAIR)]],
    Permission.TAKE_PART_IN_CALLS: [[is_on_a_list]],
}
grant(GRANTS)

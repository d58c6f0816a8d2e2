"""Who may answer reports of barriers, and who may take one back."""

from typing import Any

from portal.barriers.numbers import Held
from portal.base.access import Actor, Grants, Permission, Role, grant, has_role


def has_shown_its_number(actor: Actor, thing: Any) -> bool:
    """Whoever holds the report's number; the rule looks at nothing else, since a report belongs to nobody by name."""
    return isinstance(thing, Held)


GRANTS: Grants = {
    Permission.ANSWER_BARRIER: [[has_role(Role.ADMINISTRATOR)], [has_role(Role.ORGANISER)]],
    Permission.FOLLOW: [[has_shown_its_number]],
}
grant(GRANTS)

"""Who may hold a key, and what a key is good for."""

from typing import Any

from portal.base.access import Actor, Grants, Kind, Permission, Role, grant, has_role
from portal.vault.holding import Held, Opened
from portal.vault.models import CaseKind


def has_shown_its_number(actor: Actor, thing: Any) -> bool:
    """Whoever holds the case's number."""
    return actor.kind is Kind.HOLDER and isinstance(thing, Held)


def has_its_key(kind: CaseKind, role: Role) -> Any:
    """A truth: an officer with the role has unlocked a key to this very case."""

    def has_the_key(actor: Actor, thing: Any) -> bool:
        return actor.is_staff and isinstance(thing, Opened) and thing.officer.staff_id == actor.staff_id and thing.case.kind is kind

    has_the_key.__doc__ = f"A {role} who has a key to the case."
    return has_the_key


GRANTS: Grants = {
    Permission.FOLLOW_CASE: [[has_shown_its_number]],
    Permission.HOLD_KEY: [[has_role(Role.FOCAL_POINT)], [has_role(Role.PROTECTION_OFFICER)]],
    Permission.OVERSEE_VAULT: [[has_role(Role.ADMINISTRATOR)]],
    Permission.HANDLE_COMPLAINT: [[has_role(Role.FOCAL_POINT), has_its_key(CaseKind.COMPLAINT, Role.FOCAL_POINT)]],
    Permission.HANDLE_REPRISAL: [[has_role(Role.PROTECTION_OFFICER), has_its_key(CaseKind.REPRISAL, Role.PROTECTION_OFFICER)]],
}
grant(GRANTS)

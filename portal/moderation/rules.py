"""Who moderates, who hears appeals, who may contest, and that everybody may report."""

from typing import Any

from portal.base.access import Actor, Grants, Permission, Role, anybody, grant, has_role


def did_not_decide_before(actor: Actor, appeal: Any) -> bool:
    """Somebody of whom no decision on these words comes."""
    if not hasattr(appeal, "decision_id"):  # a whole consultation, not yet one appeal
        return True
    deciders = vars(appeal).get("deciders")  # set by queries.appeal; an appeal from elsewhere is heard by nobody
    return deciders is not None and actor.staff_id not in deciders


def is_of_another_unit(actor: Actor, appeal: Any) -> bool:
    """Somebody of another unit than the one that decided; an organisation without units is one unit."""
    if not hasattr(appeal, "decision_id"):
        return True
    decided_in = vars(appeal).get("decided_in")  # (organisation, unit), set by queries.appeal like the deciders
    return decided_in is not None and (decided_in[0] is None or decided_in != (actor.organisation_id, actor.unit))


def is_affected(actor: Actor, decision: Any) -> bool:
    """The holder of the number of the words, or of a report that was refused."""
    return actor.receipt_id is not None and actor.receipt_id in (vars(decision).get("affected") or ()) if decision is not None else False


GRANTS: Grants = {
    Permission.DECIDE: [[has_role(Role.MODERATOR)]],
    Permission.ASK_PARTICIPANT: [[has_role(Role.MODERATOR)]],
    Permission.DECIDE_APPEAL: [[has_role(Role.REVIEWER), did_not_decide_before, is_of_another_unit]],
    Permission.APPEAL: [[is_affected]],
    Permission.FLAG: [[anybody]],
}
grant(GRANTS)

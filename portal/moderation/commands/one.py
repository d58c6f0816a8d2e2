"""Deciding on one, with the same way back for ten minutes that several have."""

from typing import Any

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.secrets import keyed_hash
from portal.contributions.models import Contribution
from portal.moderation.commands.deciding import decide
from portal.moderation.models import Action, BulkDeed
from portal.moderation.queries.bulk import ACTIONS
from portal.web.tokens import Token

WAYS_BACK = {action: deed for deed, action in ACTIONS.items()}
"""What can be taken back: all but leaving out and moving, where words were changed or carried away."""


@command(Permission.DECIDE, on="contribution")
def decide_one(session: Session, actor: Actor, contribution: Contribution, *, token: Token, action: Action, **facts: Any) -> BulkDeed | None:
    """Decide, and keep what was decided for the button that takes it back; None where no way leads back. Twice does it once."""
    name = keyed_hash("form", token.name)
    before = session.scalar(select(BulkDeed).where(BulkDeed.token_hash == name, BulkDeed.staff_id == actor.staff_id))
    if before is not None:
        return before
    decision = decide(session, actor, contribution, action=action, **facts)
    if action not in WAYS_BACK:
        return None
    made = BulkDeed(consultation_id=contribution.consultation_id, staff_id=actor.staff_id, token_hash=name, at=clock.now(), deed=WAYS_BACK[action].value, decisions=[decision.id])
    session.add(made)
    session.flush()
    return made

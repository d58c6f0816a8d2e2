"""Nobody decides on words that they brought in themselves, for oneself or as a helper (R09)."""

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.contributions import queries as contributions


def not_by_whoever_entered(session: Session, actor: Actor, contribution_id: int) -> None:
    """Go on, or raise Refused."""
    if contributions.was_entered_by(session, actor, contribution_id):
        raise Refused(_("You entered these words yourself. Somebody else has to decide on them."))

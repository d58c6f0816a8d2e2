"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session, wipe_traces
from portal.moderation import commands
from portal.moderation import counting as _counting  # noqa: F401  enters what the public figures count


def erase_declined(session: Session) -> bool:
    """Declined words, when the time to contest that is over."""
    return commands.erase_declined(session, SYSTEM)


def forget_what_is_settled(session: Session) -> bool:
    """Sealed originals and passages that no appeal can need."""
    return commands.forget_what_is_settled(session, SYSTEM)


def clear_claims(session: Session) -> None:
    """Desks on which something was left."""
    commands.clear_claims(session, SYSTEM)


JOBS = [
    ("declined words", timedelta(hours=6), erase_declined),
    ("sealed passages", timedelta(hours=6), forget_what_is_settled),
    ("claims", timedelta(hours=1), clear_claims),
    ("traces of what was erased", timedelta(hours=1), wipe_traces),
]

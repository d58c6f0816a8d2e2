"""What the clock demands of this room."""

from datetime import timedelta

from portal.base.access import SYSTEM
from portal.base.database import Session
from portal.calls import commands


def lay_letters(session: Session) -> bool:
    """Letters for the lists, some hundred at a time."""
    return commands.lay_letters(session, SYSTEM)


def end_lists(session: Session) -> bool:
    """Members of lists that have ended, some at a time."""
    return commands.let_members_go(session, SYSTEM)


def clean_up(session: Session) -> None:
    """Erase what has had its time."""
    commands.erase_old_requests(session, SYSTEM)
    commands.erase_old_words(session, SYSTEM)


JOBS = [
    ("letters to lists", timedelta(minutes=1), lay_letters),
    ("lists that have ended", timedelta(minutes=1), end_lists),
    ("old requests and words of members", timedelta(hours=1), clean_up),
]

"""A moderator asks, the author answers; nobody learns who the other is."""

from sqlalchemy import func, select, update

from portal.base import text as words
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import keyed_hash
from portal.contributions.models import Contribution
from portal.journal import commands as journal
from portal.moderation.models import Message
from portal.notifications import commands as notifications
from portal.web.tokens import Token

LONGEST = 5000


@command(Permission.ASK_PARTICIPANT, on="contribution")
def ask(session: Session, actor: Actor, contribution: Contribution, *, token: Token, text: str, language: str) -> Message:
    """A question to the author; it stands on the page behind their number."""
    if contribution.receipt_id is None:
        raise Refused(_("These words came without a number. Their author cannot be asked."))
    said = _say(session, actor, contribution, token, text, language)
    note_seen(session, actor, contribution)
    notifications.tell(session, actor, [contribution.receipt_id])
    return said


@command(Permission.FOLLOW, on="contribution")
def answer_message(session: Session, actor: Actor, contribution: Contribution, *, token: Token, text: str, language: str) -> Message:
    """The author's answer to a moderator."""
    if session.scalar(select(Message.id).where(Message.contribution_id == contribution.id).limit(1)) is None:
        raise Refused(_("No moderator has asked you anything."))
    said = _say(session, actor, contribution, token, text, language)
    note_read(session, actor, contribution)
    return said


@command(Permission.ASK_PARTICIPANT, on="contribution")
def note_seen(session: Session, actor: Actor, contribution: Contribution) -> None:
    """The author's answers were read."""
    session.execute(update(Message).where(Message.contribution_id == contribution.id, Message.from_staff.is_(False)).values(seen=True))


@command(Permission.FOLLOW, on="contribution")
def note_read(session: Session, actor: Actor, contribution: Contribution) -> None:
    """The author has the moderators' messages before their eyes."""
    session.execute(update(Message).where(Message.contribution_id == contribution.id, Message.from_staff).values(seen=True), execution_options={"synchronize_session": False})


def _say(session: Session, actor: Actor, contribution: Contribution, token: Token, typed: str, language: str) -> Message:
    name = keyed_hash("form", token.name)
    known = session.scalar(select(Message).where(Message.token_hash == name))
    if known is not None:
        return known
    tidied = words.tidy(typed)
    if not tidied:
        raise Refused(_("Write your message first."))
    if len(tidied) > LONGEST:
        raise Refused(_("This is too long. The limit is %(most)s characters.", most=LONGEST))
    last = session.scalar(select(func.max(Message.position)).where(Message.contribution_id == contribution.id)) or 0
    message = Message(
        consultation_id=contribution.consultation_id,
        contribution_id=contribution.id,
        receipt_id=contribution.receipt_id,
        token_hash=name,
        position=last + 1,
        from_staff_id=actor.staff_id,
        from_staff=actor.is_staff,
        text=tidied,
        language=language,
    )
    session.add(message)
    session.flush()
    journal.record(session, actor, contribution, "ask" if actor.is_staff else "answer")
    return message

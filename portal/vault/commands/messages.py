"""What the two sides say to each other, sealed; either side may be told that there is news, and never what it is."""

from typing import Any

from sqlalchemy import select, update

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash
from portal.vault.holding import Held, Opened
from portal.vault.models import Case, CaseMessage, MessageKind
from portal.web.tokens import Token

MESSAGE = "case message"


@command(Permission.ANYONE)
def say(session: Session, actor: Actor, holding: Held | Opened, kind: MessageKind, facts: Any, *, token: Token | None = None) -> CaseMessage:
    """Put a message into a case. `facts` is what JSON can say, usually {"text": …, "language": …}. The same form sent twice says it once."""
    name = keyed_hash(MESSAGE, token.name) if token else None
    if name is not None and (known := session.scalar(select(CaseMessage).where(CaseMessage.token_hash == name))) is not None:
        return known
    number = session.scalar(update(Case).where(Case.id == holding.case.id).values(next_message=Case.next_message + 1).returning(Case.next_message)) or 2
    made = CaseMessage(case_id=holding.case.id, number=number - 1, kind=kind, officer_id=holding.officer.id if isinstance(holding, Opened) else None, token_hash=name)
    made.sealed = holding.seal(facts)
    session.add(made)
    session.flush()
    return made


@command(Permission.FOLLOW_CASE, on="held")
def delete_message(session: Session, actor: Actor, held: Held, number: int) -> None:
    """The holder takes words out of the case: own ones, and the answers to them. Its place stays, empty. Raises NotFound."""
    gone = session.execute(update(CaseMessage).where(CaseMessage.case_id == held.case.id, CaseMessage.number == number, CaseMessage.kind != MessageKind.NOTE).values(sealed=None))
    if gone.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound


@command(Permission.ANYONE)
def note_seen(session: Session, actor: Actor, holding: Held | Opened) -> None:
    """The other side's messages have been shown."""
    theirs = CaseMessage.officer_id.is_(None) if isinstance(holding, Opened) else CaseMessage.officer_id.is_not(None)
    session.execute(update(CaseMessage).where(CaseMessage.case_id == holding.case.id, theirs, CaseMessage.seen.is_(False)).values(seen=True))

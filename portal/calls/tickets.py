"""A member's number, and the ticket that the pages behind it carry on: made like those of receipts, under keys of their own."""

from datetime import timedelta

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Kind
from portal.base.database import Session
from portal.base.secrets import Unsealable, from_text, seal, to_text, unseal
from portal.calls.models import Member
from portal.calls.sealing import code_hash
from portal.receipts import codes
from portal.web.tokens import Token
from portal.web.visitors import Visit

LIFETIME = timedelta(hours=20)  # WCAG 2.2.1, as for receipts
PURPOSE = "member ticket"
FIELD = "member_ticket"


def for_form(token: Token) -> str:
    """The number that belongs to a form: the same form always gives the same."""
    return codes.from_token(b"member" + token.name)


def issue(member: Member) -> str:
    """A ticket for the pages of this member; with another number it is dead."""
    return to_text(seal(PURPOSE, f"{member.id} {int((clock.now() + LIFETIME).timestamp())} {_mark(member)}"))


def _mark(member: Member) -> str:
    return member.code_hash.hex()[:16] if member.code_hash is not None else "-"


def opened_by(session: Session, typed: str) -> Member | None:
    """The member whose number was typed."""
    code = codes.typed(typed)
    return session.scalar(select(Member).where(Member.code_hash == code_hash(code))) if codes.is_whole(code) else None


def member_of(session: Session, visit: Visit) -> Actor | None:
    """The member whose ticket the form carries."""
    text = visit.form.get(FIELD, "")
    if not text:
        return None
    try:
        member_id, until, mark = unseal(PURPOSE, from_text(text)).split()
    except (Unsealable, ValueError):
        return None
    member = session.get(Member, int(member_id))
    if member is None or int(until) < clock.now().timestamp() or member.code_hash is None or mark != _mark(member):
        return None
    return as_actor(member)


def as_actor(member: Member) -> Actor:
    """Who acts when a member does."""
    return Actor(kind=Kind.MEMBER, member_id=member.id)

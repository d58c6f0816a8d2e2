"""Links to take part: made, used, withdrawn. They know for whom they were meant, and never who came (R10, R20)."""

from datetime import date

from sqlalchemy import or_, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.base.secrets import keyed_hash, random_token
from portal.consultations.models import Consultation, EntryLink
from portal.consultations.queries import LINK
from portal.journal import commands as journal


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def make_link(session: Session, actor: Actor, consultation: Consultation, label: str, *, most_uses: int | None = None, ends_on: date | None = None) -> str:
    """Make a link for some group; returns its secret part, which is not kept."""
    if ends_on is not None and ends_on < clock.today():
        raise Refused(_("This day has passed. Choose today or a later day."))
    secret = random_token()
    link = EntryLink(consultation_id=consultation.id, link_hash=keyed_hash(LINK, secret), label=label, most_uses=most_uses, ends_on=ends_on)
    session.add(link)
    session.flush()
    journal.record(session, actor, link, "make link")
    return secret


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def end_link(session: Session, actor: Actor, consultation: Consultation, link_id: int) -> None:
    """Withdraw a link. Whoever is inside stays until the pass ends; nobody else comes in by it."""
    link = session.scalar(select(EntryLink).where(EntryLink.id == link_id, EntryLink.consultation_id == consultation.id))
    if link is None:
        raise NotFound
    journal.record(session, actor, link, "end link")
    session.delete(link)


@command(Permission.ANYONE)
def enter(session: Session, actor: Actor, secret: str) -> Consultation:
    """Come in by a link: one more use, and nothing about who used it. Raises NotFound when it lets nobody in any more."""
    link = session.scalar(select(EntryLink).where(EntryLink.link_hash == keyed_hash(LINK, secret)))
    if link is None:
        raise NotFound
    usable = (
        EntryLink.id == link.id,
        or_(EntryLink.most_uses.is_(None), EntryLink.uses < EntryLink.most_uses),
        or_(EntryLink.ends_on.is_(None), EntryLink.ends_on >= clock.today()),
    )
    used = session.execute(update(EntryLink).where(*usable).values(uses=EntryLink.uses + 1), execution_options={"synchronize_session": False})
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound
    return session.get_one(Consultation, link.consultation_id)

"""Links to take part: made, used, withdrawn. They know for whom they were meant, and never who came (R10, R20)."""

from datetime import date

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.base.secrets import keyed_hash, random_token
from portal.consultations.models import Consultation, EntryLink
from portal.consultations.queries import LINK, behind_link, lets_in
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
    """Come in by a link: one more use, and nothing about who used it. Raises NotFound when it lets nobody in."""
    consultation = behind_link(session, actor, secret)
    if consultation is None:
        raise NotFound
    one_more = update(EntryLink).where(EntryLink.link_hash == keyed_hash(LINK, secret), *lets_in()).values(uses=EntryLink.uses + 1)
    used = session.execute(one_more, execution_options={"synchronize_session": False})
    if used.rowcount != 1:  # type: ignore[attr-defined]  # somebody else was the last one just now
        raise NotFound
    return consultation

"""Telling people that there is news, and nothing else: officers by their letter, holders by the daily one they wished."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.secrets import keyed_hash, to_text
from portal.vault.models import Case, CaseWish, Notice

KEPT = timedelta(days=14)  # as letters are; what is still due after that is called for once more


@command(Permission.ANYONE)
def call(session: Session, actor: Actor, staff_ids: Iterable[int], once: str, *, urgent: bool = False) -> None:
    """Call members of staff to their desk, once for one reason. `once` names it; the table keeps a keyed hash, which ties nobody to a case."""
    for staff_id in staff_ids:
        name = to_text(keyed_hash("call", f"{once}:{staff_id}"))
        if session.scalar(select(Notice.id).where(Notice.once == name)) is None:
            session.add(Notice(once=name, staff_id=staff_id, urgent=urgent, day=clock.today()))
    session.flush()


@command(Permission.ANYONE)
def mark_news(session: Session, actor: Actor, case: Case) -> None:
    """There is news for the holder; if a letter was wished, tomorrow's says so."""
    session.execute(update(CaseWish).where(CaseWish.case_id == case.id, CaseWish.confirmed_on.is_not(None), CaseWish.news_on.is_(None)).values(news_on=clock.today()))


@command(Permission.SYSTEM)
def forget_calls(session: Session, actor: Actor) -> None:
    """Calls that were carried some time ago leave nothing."""
    session.execute(delete(Notice).where(Notice.carried_on < clock.today() - KEPT))

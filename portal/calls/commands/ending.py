"""Ending a list: at once for everybody who sees it; then its members are let go, some at a time, and the row is gone."""

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts, _
from portal.calls import letters, mails
from portal.calls.forgetting import forget
from portal.calls.models import CallList, ContactList, JoinRequest, Member, Membership, Note
from portal.calls.sealing import ADDRESS, leaving_key, opened
from portal.journal import commands as journal
from portal.notifications import commands as notifications

GROUP = 50  # members in one transaction


@command(Permission.LEAD_CALLS, on="contact_list")
def delete_list(session: Session, actor: Actor, contact_list: ContactList, reason: Texts, *, by_letter: bool) -> None:
    """Nobody finds it any more; requests and words that were told to it are erased. The record keeps the reason, and no member."""
    if not any(words.strip() for words in reason.values()):
        raise Refused(_("A decision needs a reason."))
    for table in (JoinRequest, CallList):
        session.execute(delete(table).where(table.list_id == contact_list.id))
    session.execute(delete(Note).where(Note.list_id == contact_list.id))
    contact_list.ended_on, contact_list.reason, contact_list.tells = clock.today(), reason, by_letter
    session.flush()
    journal.record(session, actor, contact_list, "delete", reason=str(reason))


@command(Permission.SYSTEM)
def let_members_go(session: Session, actor: Actor) -> bool:
    """Take the next members off a list that has ended. True: there is more to do."""
    ended = session.scalar(select(ContactList).where(ContactList.ended_on.is_not(None)).order_by(ContactList.id).limit(1).with_for_update(skip_locked=True))
    if ended is None:
        return False
    members = session.scalars(select(Membership.member_id).where(Membership.list_id == ended.id).order_by(Membership.member_id).limit(GROUP)).all()
    for member_id in members:
        _let_go(session, actor, ended, session.get_one(Member, member_id))
    if len(members) < GROUP:
        session.delete(ended)
    return True


def _let_go(session: Session, actor: Actor, ended: ContactList, member: Member) -> None:
    """Off this list. Whoever was on no other one is forgotten; the last letter is written after that, so that it is not erased with the others."""
    address = opened(ADDRESS, member.sealed_address)
    session.execute(delete(Membership).where(Membership.member_id == member.id, Membership.list_id == ended.id), execution_options={"synchronize_session": False})
    last = session.scalar(select(Membership.id).where(Membership.member_id == member.id).limit(1)) is None
    letter, end = mails.ended(member, ended, last=last), "" if last else mails.ending(member.language, leaving_key(member.id))
    if last:
        forget(session, member.address_hash, member.sealed_address)
    if ended.tells and address:
        notifications.post(session, actor, letters.name("ended", address, ended.id), address, *letter, end=end)

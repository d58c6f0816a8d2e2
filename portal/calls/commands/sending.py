"""Letters for the lists: some hundred in one transaction, each person's own, each once, however often the work is taken up again."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.languages import Texts
from portal.calls import letters, mails
from portal.calls.models import Call, CallList, CallState, CallUpdate, ContactList, Member, Membership, Sending
from portal.calls.sealing import ADDRESS, leaving_key, opened
from portal.notifications import commands as notifications

GROUP = 200  # members in one transaction


@command(Permission.SYSTEM)
def lay_letters(session: Session, actor: Actor) -> bool:
    """Write the next letters into the outbox. True: there are more to write."""
    sending = session.scalar(select(Sending).where(Sending.finished_on.is_(None)).order_by(Sending.id).limit(1).with_for_update(skip_locked=True))
    if sending is None:
        return False
    call = session.scalars(select(Call).where(Call.id == sending.call_id).options(selectinload(Call.steps))).one()
    if call.state is CallState.WITHDRAWN:
        sending.finished_on = clock.today()
        return True
    lists = {one.id: one for one in session.scalars(select(ContactList).where(ContactList.id.in_(select(CallList.list_id).where(CallList.call_id == call.id))))}
    news = session.scalar(select(CallUpdate.text).where(CallUpdate.call_id == call.id, CallUpdate.number == sending.number)) if sending.number else None
    members = _next(session, sending, lists)
    for member in members:
        _write(session, actor, sending, call, lists, member, news)
    if len(members) < GROUP:
        sending.finished_on = clock.today()
    else:
        sending.reached = members[-1].id
    return True


def _next(session: Session, sending: Sending, lists: dict[int, ContactList]) -> Sequence[Member]:
    on_them = select(Membership.member_id).where(Membership.list_id.in_(lists))
    wanted = select(Member).where(Member.id > sending.reached, Member.id.in_(on_them)).order_by(Member.id).limit(GROUP).with_for_update(of=Member)  # whoever leaves comes before this, or erases what it wrote
    return session.scalars(wanted.options(selectinload(Member.memberships))).all()


def _write(session: Session, actor: Actor, sending: Sending, call: Call, lists: dict[int, ContactList], member: Member, news: Texts | None) -> None:
    through = [lists[one.list_id] for one in member.memberships if one.list_id in lists and _wants(one, call)]
    through.sort(key=lambda one: one.slug)
    address = opened(ADDRESS, member.sealed_address)
    if not through or not address:
        return
    subject, text = mails.of_call(member, call, through, news)
    name = letters.of_call(call.id, sending.number, address)
    notifications.post(session, actor, name, address, subject, text, end=mails.ending(member.language, leaving_key(member.id)))


def _wants(one: Membership, call: Call) -> bool:
    """Nothing chosen is everything; a call for the whole world is for every part of it."""
    return (not one.topics or call.topic in one.topics) and (not one.regions or not call.region or call.region in one.regions)

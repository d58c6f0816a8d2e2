"""A complaint changes hands among the officers: handed over, or taken over by whoever stands in."""

from sqlalchemy import select

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, WrongMoment
from portal.base.languages import _
from portal.complaints import queries, routing
from portal.complaints.handing import call, give
from portal.complaints.models import Complaint
from portal.complaints.routing import REST, Stage
from portal.complaints.telling import in_their_language, needed, tell
from portal.vault import commands as vault
from portal.vault.holding import Opened
from portal.vault.models import Case, MessageKind, Officer, Standing, WrappedKey
from portal.vault.sealing import Pair
from portal.web.tokens import Token


@command(Permission.HANDLE_COMPLAINT, on="opened")
def hand_over(session: Session, actor: Actor, opened: Opened, *, chosen: int | None, text: str, token: Token | None = None) -> Officer:
    """Give it to somebody who is not concerned; the complainant reads why. Raises Refused and WrongMoment."""
    complaint = _open_complaint(session, actor, opened)
    words = needed(text, _("Say why somebody else takes it."))
    offered = routing.may_take(session, actor, complaint, number=queries.number_of(session, actor, opened), language=opened.case.language)
    tell(session, actor, opened, MessageKind.NEWS, words, token)
    owner = give(session, actor, opened, complaint, offered, chosen)
    vault.record(session, actor, opened.case, "hand over")
    return owner


@command(Permission.HANDLE_COMPLAINT, on="opened")
def be_concerned(session: Session, actor: Actor, opened: Opened, *, token: Token | None = None) -> Officer:
    """The officer is concerned in the matter: it goes to the next one and does not come back. Raises Refused and WrongMoment."""
    complaint = _open_complaint(session, actor, opened)
    complaint.distrusted = [*complaint.distrusted, opened.officer.id]
    offered = routing.may_take(session, actor, complaint, number=queries.number_of(session, actor, opened), language=opened.case.language)
    with in_their_language(opened):
        tell(session, actor, opened, MessageKind.NEWS, _("The person who had your complaint is concerned in the matter. Somebody else has it now."), token)
    owner = give(session, actor, opened, complaint, offered)
    vault.record(session, actor, opened.case, "be concerned")
    return owner


@command(Permission.HOLD_KEY)
def take_over(session: Session, actor: Actor, case_id: int, pair: Pair) -> None:
    """Whoever stands in takes a complaint whose owner is gone or away, or that nobody has read in time. Raises NotFound for all others."""
    mine = session.scalar(
        select(WrappedKey)
        .join(Officer, Officer.id == WrappedKey.officer_id)
        .where(WrappedKey.case_id == case_id, WrappedKey.standing == Standing.STAND_IN, WrappedKey.wrapped.is_not(None), Officer.staff_id == actor.staff_id)
    )
    if mine is None or mine.wrapped is None or not queries.may_be_taken_over(session, actor, case_id):
        raise NotFound
    case, complaint = session.get_one(Case, case_id), session.scalars(select(Complaint).where(Complaint.case_id == case_id)).one()
    me = session.get_one(Officer, mine.officer_id)
    standing = Standing.SECOND if complaint.stage == Stage.SECOND else Standing.OWNER
    opened = Opened(case, pair.unwrap(mine.wrapped, case_id), me, standing)
    if routing.concerns(session, actor, complaint, me.id, number=queries.number_of(session, actor, opened)):
        raise WrongMoment(_("You are concerned in this matter. Somebody else has to take it."))
    before = session.get(Officer, complaint.owner_id) if complaint.owner_id else None
    vault.part(session, actor, case, me)
    if before is not None:
        vault.part(session, actor, case, before)
    vault.entrust(session, actor, opened, me, standing)
    if before is not None and before.gone_on is None:
        vault.entrust(session, actor, opened, before, Standing.STAND_IN)
        call(session, actor, before, case, "taken over")
    complaint.owner_id = me.id
    vault.record(session, actor, case, "take over")
    with in_their_language(opened):
        tell(session, actor, opened, MessageKind.NEWS, _("Whoever stands in has taken over your complaint."), None)


def _open_complaint(session: Session, actor: Actor, opened: Opened) -> Complaint:
    complaint = queries.of(session, actor, opened)
    if complaint.state in REST:
        raise WrongMoment(_("It is closed. Nobody works on it."))
    return complaint

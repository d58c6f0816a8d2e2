"""What moderation keeps of words, and when it forgets them (protection F8)."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.contributions import commands as contributions
from portal.contributions import erasing
from portal.contributions.models import Contribution, ContributionState
from portal.moderation.models import RESTRICTIONS, Appeal, AppealState, Claim, Decision, Flag, Message, SealedOriginal
from portal.moderation.queries import CONTESTABLE_FOR

AFTERWARDS = timedelta(days=30)
AT_ONCE = 200
GONE = (ContributionState.WITHDRAWN, ContributionState.ERASED)


@erasing.with_the_words
def _forget(session: Session, contribution_id: int) -> None:
    """Words that go take the sealed ones along, at once."""
    _forget_sealed(session, select(Contribution.id).where(Contribution.id == contribution_id))
    session.execute(delete(Claim).where(Claim.contribution_id == contribution_id))


def _forget_sealed(session: Session, of: Select[int]) -> None:
    quietly = {"synchronize_session": False}
    session.execute(delete(SealedOriginal).where(SealedOriginal.contribution_id.in_(of)), execution_options=quietly)
    holding = Decision.sealed_passage.is_not(None), Decision.contribution_id.in_(of)
    session.execute(update(Decision).where(*holding).values(sealed_passage=None), execution_options=quietly)


@command(Permission.SYSTEM)
def erase_declined(session: Session, actor: Actor) -> bool:
    """Declined words go thirty days after nobody can contest that any more. True: there are more of them."""
    today = clock.today()
    settled_lately = or_(Appeal.state == AppealState.OPEN, Appeal.state_since >= today - AFTERWARDS)
    contested = exists().where(Appeal.decision_id == Decision.id, Decision.contribution_id == Contribution.id, settled_lately)
    over = Contribution.state_since < today - CONTESTABLE_FOR - AFTERWARDS
    found = select(Contribution).where(Contribution.state == ContributionState.DECLINED, over, ~contested, ~_contestable()).limit(AT_ONCE)
    rows = session.scalars(found).all()
    for one in rows:
        contributions.erase(session, actor, one)
    return len(rows) == AT_ONCE


def _contestable() -> ColumnElement[bool]:
    """A decision on the words that can still be contested, or is contested just now."""
    can_be = and_(~exists().where(Appeal.decision_id == Decision.id), Decision.day >= clock.today() - CONTESTABLE_FOR)
    is_now = exists().where(Appeal.decision_id == Decision.id, Appeal.state == AppealState.OPEN)
    return exists().where(Decision.contribution_id == Contribution.id, Decision.action.in_(RESTRICTIONS), or_(can_be, is_now))


@command(Permission.SYSTEM)
def forget_what_is_settled(session: Session, actor: Actor) -> bool:
    """Sealed originals and passages are there for appeals: they go when none is open on the words and none can be made. True: there are more."""
    sealed = or_(
        exists().where(SealedOriginal.contribution_id == Contribution.id), exists().where(Decision.contribution_id == Contribution.id, Decision.sealed_passage.is_not(None))
    )
    settled = session.scalars(select(Contribution.id).where(sealed, or_(~_contestable(), Contribution.state.in_(GONE))).limit(AT_ONCE)).all()
    if settled:
        _forget_sealed(session, select(Contribution.id).where(Contribution.id.in_(settled)))
    return len(settled) == AT_ONCE


@command(Permission.SYSTEM)
def clear_claims(session: Session, actor: Actor) -> None:
    """What lay on a desk and was not decided in time."""
    session.execute(delete(Claim).where(Claim.until < clock.now()))


@command(Permission.CARRY_OUT, on="contribution")
def forget_talk(session: Session, actor: Actor, contribution: Contribution) -> None:
    """What authors, readers and moderators wrote to each other about words that go for somebody's safety goes with them."""
    session.execute(delete(Message).where(Message.contribution_id == contribution.id))
    session.execute(update(Flag).where(Flag.contribution_id == contribution.id).values(text=""))

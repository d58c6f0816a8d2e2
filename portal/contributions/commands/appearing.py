"""Appearing together at fixed hours; why, and how, is told in portal.contributions."""

from datetime import datetime
from secrets import SystemRandom

from sqlalchemy import select

from portal.base import clock
from portal.base.access import SYSTEM, Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import WrongMoment
from portal.base.languages import _
from portal.base.settings import settings
from portal.consultations import phases
from portal.consultations.models import Consultation
from portal.consultations.phases import Phase
from portal.contributions import placing, windows
from portal.contributions import rules as _rules  # noqa: F401  entered before anybody asks
from portal.contributions.models import Contribution, Window
from portal.contributions.models import ContributionState as State
from portal.contributions.states import CONTRIBUTION
from portal.notifications import commands as notifications


@command(Permission.CARRY_OUT, on="contribution")
def accept(session: Session, actor: Actor, contribution: Contribution, reason: str = "") -> None:
    """Put words among those that appear together; what had its turn before appears first."""
    if contribution.state is State.ACCEPTED:
        raise WrongMoment(_("This is not possible any more. Somebody may have been faster; please look at the present state."))
    catch_up(session, SYSTEM, contribution.consultation_id)
    CONTRIBUTION.move(session, contribution, State.ACCEPTED, actor, reason)


@command(Permission.SYSTEM)
def catch_up(session: Session, actor: Actor, consultation_id: int) -> int:
    """Do what the hours up to now demand in a consultation, once, however late; how many contributions appeared."""
    place = session.get_one(Consultation, consultation_id)
    now = clock.now()
    came = windows.latest(place.zone, now)
    turn = _turn(session, place, came)
    if turn.done >= came:
        return 0
    due = not windows.are_set() or windows.daily_after(place.zone, turn.done) <= now
    turn.done = came
    if phases.phase_at(place, now) is Phase.SUSPENDED:
        return 0
    found = select(Contribution).where(Contribution.consultation_id == place.id, Contribution.state == State.ACCEPTED)
    waiting = list(session.scalars(found.with_for_update(key_share=True).execution_options(populate_existing=True)))
    if not due and len(waiting) < settings().window_least:
        return 0
    SystemRandom().shuffle(waiting)  # the order of the numbers tells nothing
    for words in waiting:
        _appear(session, actor, words)
    return len(waiting)


def _turn(session: Session, place: Consultation, came: datetime) -> Window:
    """Up to which hour all had its turn here. The first to ask begins the count: before that nothing waited."""
    known = select(Window).where(Window.consultation_id == place.id)
    turn = session.scalar(known)
    if turn is not None and turn.done >= came:
        return turn
    session.execute(select(Consultation.id).where(Consultation.id == place.id).with_for_update(key_share=True))  # one at a time
    turn = session.scalar(known.execution_options(populate_existing=True))
    if turn is None:
        turn = Window(consultation_id=place.id, done=came)
        session.add(turn)
        session.flush()
    return turn


def _appear(session: Session, actor: Actor, words: Contribution) -> None:
    placing.appear(session, words)
    CONTRIBUTION.move(session, words, placing.state_in_public(words), actor)
    notifications.tell(session, actor, [words.receipt_id])


@command(Permission.SYSTEM)
def catch_up_somewhere(session: Session, actor: Actor) -> bool:
    """The same wherever words wait, one consultation in a transaction; whether there may be more."""
    waits = select(Contribution.id).where(Contribution.consultation_id == Consultation.id, Contribution.state == State.ACCEPTED).exists()
    places = session.scalars(select(Consultation.id).where(waits).order_by(Consultation.id)).all()
    return any(catch_up(session, actor, place) for place in places)

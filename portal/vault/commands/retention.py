"""How long a closed case is kept: both sides are told before it is erased, and its holder may ask for more time (protection F8)."""

from datetime import timedelta

from sqlalchemy import Select, delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.vault.commands.cases import erase_over, record
from portal.vault.commands.notices import call, mark_news
from portal.vault.holding import Held
from portal.vault.models import Case, Officer, Unlocking, WrappedKey

WARNED = timedelta(days=14)
LONGEST = 366  # days at once; it may be asked for again
AT_ONCE = 50


@command(Permission.FOLLOW_CASE, on="held")
def keep_longer(session: Session, actor: Actor, held: Held, days: int) -> None:
    """The holder of a closed case asks for so many days from today on. It is never kept for less time than before. Raises Refused, WrongMoment."""
    case = held.case
    if case.erase_on is None:
        raise WrongMoment(_("The case is not closed. It is kept for as long as it is open."))
    if not 0 < days <= LONGEST:
        raise Refused(_("Choose from 1 to %(most)s days.", most=LONGEST))
    case.erase_on, case.warned_on = max(case.erase_on, clock.today() + timedelta(days=days)), None
    record(session, actor, case, "keep longer")
    session.flush()


@command(Permission.SYSTEM)
def warn(session: Session, actor: Actor) -> bool:
    """Tell both sides of cases that are erased within two weeks. True: there are more."""
    due = select(Case).where(Case.erase_on <= clock.today() + WARNED, Case.warned_on.is_(None), Case.erased_on.is_(None)).order_by(Case.erase_on, Case.id).limit(AT_ONCE)
    found = session.scalars(due).all()
    for case in found:
        case.warned_on = clock.today()
        # Whoever comes late, because the portal stood still, has the two weeks all the same.
        case.erase_on = max(case.erase_on or clock.today(), clock.today() + WARNED)
        mark_news(session, actor, case)
        officers = session.scalars(select(Officer.staff_id).join(WrappedKey, WrappedKey.officer_id == Officer.id).where(WrappedKey.case_id == case.id).distinct())
        call(session, actor, set(officers), f"erased soon {case.id} {case.warned_on}")
        record(session, actor, case, "announce erasure")
    session.flush()
    return len(found) == AT_ONCE


@command(Permission.SYSTEM)
def erase_closed(session: Session, actor: Actor) -> bool:
    """Erase cases whose time is over and whose sides were told two weeks ago. True: there are more."""
    found = session.scalars(_over().limit(AT_ONCE)).all()
    for case in found:
        erase_over(session, actor, case)
    return len(found) == AT_ONCE


@command(Permission.SYSTEM)
def cases_over(session: Session, actor: Actor) -> list[int]:
    """The cases that `erase_closed` would erase, for the command line, which does it one by one."""
    return [case.id for case in session.scalars(_over())]


@command(Permission.SYSTEM)
def erase_if_over(session: Session, actor: Actor, case_id: int) -> bool:
    """Erase one of them, if its time is still over."""
    case = session.scalar(_over().where(Case.id == case_id))
    if case is not None:
        erase_over(session, actor, case)
    return case is not None


def _over() -> Select[Case]:
    due = Case.erase_on <= clock.today(), Case.warned_on <= clock.today() - WARNED, Case.erased_on.is_(None)
    return select(Case).where(*due).order_by(Case.erase_on, Case.id)


@command(Permission.SYSTEM)
def forget_unlockings(session: Session, actor: Actor) -> None:
    """Private keys that were unlocked for a while are locked for good when it is over."""
    session.execute(delete(Unlocking).where(Unlocking.until < clock.now()))

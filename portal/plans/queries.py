"""Reading plans: everybody reads what is still to come; who may keep a plan sees all of it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from portal.base import clock
from portal.base.access import Actor, Kind, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.consultations.models import Consultation, ConsultationState
from portal.consultations.narrowing import Narrowing
from portal.identity.models import Organisation
from portal.plans.models import Plan, PlanState
from portal.plans.when import month_after

LONGEST = 3
"""Months: what begins earlier is over."""
EVERYTHING = Narrowing()
__all__ = ["PlanState"]


def coming(session: Session, viewer: Actor, wish: Narrowing = EVERYTHING) -> list[Plan]:
    """Plans whose time is not over, the next first. One that became a consultation stands here until that is announced; a dropped one until its time is over."""
    today = clock.today()
    hidden = or_(Consultation.state == ConsultationState.DRAFT, Consultation.announced_at > clock.now())
    found = _whole().outerjoin(Consultation, Consultation.id == Plan.consultation_id).where(Plan.starts_on > month_after(today, -LONGEST))
    found = found.where(or_(Plan.state.in_((PlanState.PLANNED, PlanState.DROPPED)), hidden))
    rows = session.scalars(found.order_by(Plan.starts_on, Plan.months, Plan.number))
    return [one for one in rows if ends(one) > today and wish.fits([one.topic], one.region, one.title)]


def ends(plan: Plan) -> date:
    """The first day after its month or quarter."""
    return month_after(plan.starts_on, plan.months)


def kept(session: Session, viewer: Actor) -> Sequence[Plan]:
    """All plans of the viewer's organisation, the latest first; for administrators, of every one."""
    if not can(viewer, Permission.CREATE_CONSULTATION):
        raise NotFound
    found = _whole() if sees_all(viewer) else _whole().where(Plan.host_id == viewer.organisation_id)
    return session.scalars(found.order_by(Plan.starts_on.desc(), Plan.number.desc())).all()


def one(session: Session, viewer: Actor, number: int) -> Plan:
    """A plan that the viewer may keep. Raises NotFound."""
    found = next((plan for plan in kept(session, viewer) if plan.number == number), None)
    if found is None:
        raise NotFound
    return found


def sees_all(viewer: Actor) -> bool:
    """Whether somebody keeps the plans of every organisation."""
    return viewer.kind is Kind.SYSTEM or viewer.sees_drafts


def hosts(session: Session, viewer: Actor) -> Sequence[Organisation]:
    """For whom the viewer may plan."""
    found = select(Organisation).order_by(Organisation.slug)
    return session.scalars(found if sees_all(viewer) else found.where(Organisation.id == viewer.organisation_id)).all()


def _whole() -> Select[Plan]:
    return select(Plan).options(joinedload(Plan.host), joinedload(Plan.consultation))

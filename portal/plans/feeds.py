"""What plans add to the calendar of the portal: whole months."""

from portal.base.access import Actor
from portal.base.database import Session
from portal.consultations import calendars
from portal.consultations.calendars import Days
from portal.consultations.narrowing import Narrowing
from portal.plans import queries
from portal.plans.models import Plan, PlanState


@calendars.also_days
def months(session: Session, viewer: Actor, wish: Narrowing) -> list[Days]:
    """Every plan as an entry of whole days."""
    return [_days(one) for one in queries.coming(session, viewer, wish)]


def _days(plan: Plan) -> Days:
    words = plan.reason if plan.state is PlanState.DROPPED else plan.note
    return Days(
        name=f"plan-{plan.number}",
        stamp=max(plan.day, plan.state_since),
        starts_on=plan.starts_on,
        until=queries.ends(plan),
        sequence=plan.version - 1,
        title=f"{PlanState.PLANNED.label if plan.state is PlanState.SET_UP else plan.state.label}: {plan.title}",
        text="\n".join(part for part in (str(plan.host.name), str(words)) if part),
        path="/calendar",
        status="CANCELLED" if plan.state is PlanState.DROPPED else "TENTATIVE",
    )

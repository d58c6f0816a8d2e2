"""What plans add to the calendar of the portal, whole months, and to its feed."""

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts
from portal.consultations import calendars, feeds
from portal.consultations.calendars import Days
from portal.consultations.feeds import Item
from portal.consultations.narrowing import Narrowing
from portal.plans import queries, when
from portal.plans.models import Plan, PlanState


@calendars.also_days
def months(session: Session, viewer: Actor, wish: Narrowing) -> list[Days]:
    """Every plan as an entry of whole days."""
    return [_days(one) for one in queries.coming(session, viewer, wish)]


@feeds.also_for_all
def plans(session: Session, viewer: Actor, wish: Narrowing) -> list[tuple[str, Item]]:
    """Every plan as one entry, which is new again when the plan changes."""
    return [("/calendar", _item(one)) for one in queries.coming(session, viewer, wish)]


def _item(plan: Plan) -> Item:
    words = _words(plan).for_reader()
    text = "\n".join(part for part in (when.in_words(plan.starts_on, plan.months), words.text) if part)
    return Item(f"plan-{plan.number}", plan.changed_on, _title(plan), text, f"/calendar#plan-{plan.number}", str(plan.host.name), words.language if words.text else "")


def _title(plan: Plan) -> str:
    return f"{PlanState.PLANNED.label if plan.state is PlanState.SET_UP else plan.state.label}: {plan.title}"


def _words(plan: Plan) -> Texts:
    return plan.reason if plan.state is PlanState.DROPPED else plan.note


def _days(plan: Plan) -> Days:
    return Days(
        name=f"plan-{plan.number}",
        stamp=plan.changed_on,
        starts_on=plan.starts_on,
        until=queries.ends(plan),
        sequence=plan.version - 1,
        title=_title(plan),
        text="\n".join(part for part in (str(plan.host.name), str(_words(plan))) if part),
        path="/calendar",
        status="CANCELLED" if plan.state is PlanState.DROPPED else "TENTATIVE",
    )

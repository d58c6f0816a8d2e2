"""Announcing a plan, changing it, dropping it with a reason, and making a consultation of it."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, WrongMoment
from portal.base.languages import Texts, _
from portal.base.secrets import keyed_hash
from portal.consultations import commands as consultations
from portal.consultations.models import Consultation
from portal.journal import commands as journal
from portal.plans.models import Plan, PlanState
from portal.plans.queries import sees_all
from portal.plans.states import PLAN
from portal.plans.when import quarter_of
from portal.web.tokens import Token

CHANGED = ("title", "note", "topic", "region", "starts_on", "months")
"""What of a plan can be changed while it is one."""


@command(Permission.CREATE_CONSULTATION)
def announce(session: Session, actor: Actor, *, host_id: int, token: Token | None = None, **facts: Any) -> Plan:
    """A new plan, public at once. The same form sent twice makes one."""
    _may_keep(actor, host_id)
    name = keyed_hash("form", token.name) if token else None
    if name is not None and (known := session.scalar(select(Plan).where(Plan.token_hash == name))) is not None:
        return known
    facts["starts_on"] = _first_day(facts["starts_on"], facts["months"])
    plan = Plan(number=(session.scalar(select(func.max(Plan.number))) or 0) + 1, host_id=host_id, token_hash=name, **facts)
    PLAN.begin(session, plan, actor, "announce plan")
    return plan


@command(Permission.CREATE_CONSULTATION)
def change(session: Session, actor: Actor, plan: Plan, **facts: Any) -> bool:
    """Another month or other words; whether anything is other than before."""
    _still_planned(actor, plan)
    facts["starts_on"] = _first_day(facts["starts_on"], facts["months"])
    changed = [name for name in CHANGED if facts[name] != getattr(plan, name)]
    for name in changed:
        setattr(plan, name, facts[name])
    if changed:
        _turned(plan)
        journal.record(session, actor, plan, "change plan")
    return bool(changed)


@command(Permission.CREATE_CONSULTATION)
def drop(session: Session, actor: Actor, plan: Plan, reason: Texts) -> None:
    """It will not be asked; everybody can read why."""
    _still_planned(actor, plan)
    said = next((words for words in reason.values() if words.strip()), "")
    PLAN.move(session, plan, PlanState.DROPPED, actor, said)
    plan.reason = reason
    _turned(plan)


@command(Permission.CREATE_CONSULTATION)
def set_up(session: Session, actor: Actor, plan: Plan, *, slug: str, zone: str = "UTC") -> Consultation:
    """Begin the consultation that was planned: a draft with its title, topic and region."""
    _still_planned(actor, plan)
    languages = [tag for tag, words in plan.title.items() if words]
    made = consultations.draft(session, actor, title=Texts(plan.title), languages=languages, slug=slug, host_id=plan.host_id, zone=zone)
    made.topics, made.region = [plan.topic], plan.region
    PLAN.move(session, plan, PlanState.SET_UP, actor)
    plan.consultation_id = made.id
    _turned(plan)
    session.flush()
    return made


def _turned(plan: Plan) -> None:
    """Calendars and feeds are told that it is another one now."""
    plan.version, plan.changed_on = plan.version + 1, clock.today()


def _first_day(day: date, months: int) -> date:
    return quarter_of(day) if months > 1 else day.replace(day=1)


def _may_keep(actor: Actor, host_id: int) -> None:
    if not sees_all(actor) and actor.organisation_id != host_id:
        raise NotFound


def _still_planned(actor: Actor, plan: Plan) -> None:
    _may_keep(actor, plan.host_id)
    if plan.state is not PlanState.PLANNED:
        raise WrongMoment(_("This plan is not open any more: %(state)s.", state=plan.state.label))

"""Reading reports: what the holder allowed, the plan, follow-ups, who is on duty, and who helps day and night."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.reprisals.models import ActorType, BreakGlass, Consent, Danger, Duty, FollowUp, IncidentKind, PlanStep, ProtectiveAction, Reprisal, ReprisalState, StepState
from portal.vault.holding import Held, Opened
from portal.vault.models import Case, Helpline, Officer, WrappedKey

__all__ = ["ActorType", "Danger", "IncidentKind", "ProtectiveAction", "ReprisalState", "StepState"]

STALE = timedelta(days=180)
"""A helpline that nobody has checked for so long may be gone."""


@dataclass(frozen=True)
class Told:
    """A row of the plan or of the follow-ups, and what is sealed in it."""

    row: Any
    facts: Any
    """None when nothing was written."""


def report(session: Session, viewer: Actor, holding: Held | Opened) -> Reprisal:
    """What is known of a report without opening its words. Raises NotFound."""
    found = session.scalar(select(Reprisal).where(Reprisal.case_id == holding.case.id))
    if found is None:
        raise NotFound
    return found


def consents(session: Session, viewer: Actor, holding: Held | Opened) -> dict[ProtectiveAction, Consent]:
    """By action, the line that counts: the newest, given or taken back. What was never asked has none."""
    return {one.action: one for one in session.scalars(select(Consent).where(Consent.case_id == holding.case.id).order_by(Consent.number))}


def allowed(session: Session, viewer: Actor, holding: Held | Opened, action: ProtectiveAction) -> bool:
    """Whether the holder allows an action at this moment."""
    newest = session.scalar(select(Consent.given).where(Consent.case_id == holding.case.id, Consent.action == action).order_by(Consent.number.desc()).limit(1))
    return newest is True


def consent_record(session: Session, viewer: Actor, holding: Held | Opened) -> list[Told]:
    """Every line of what was allowed and taken back, oldest first, with its conditions."""
    rows = session.scalars(select(Consent).where(Consent.case_id == holding.case.id).options(undefer(Consent.sealed)).order_by(Consent.number))
    return [_told(holding, one) for one in rows]


def plan(session: Session, viewer: Actor, holding: Held | Opened) -> list[Told]:
    """The steps of the plan, in their order."""
    rows = session.scalars(select(PlanStep).where(PlanStep.case_id == holding.case.id).options(undefer(PlanStep.sealed)).order_by(PlanStep.number))
    return [_told(holding, one) for one in rows]


def follow_ups(session: Session, viewer: Actor, holding: Held | Opened) -> list[Told]:
    """The looks after 7, 30 and 90 days."""
    rows = session.scalars(select(FollowUp).where(FollowUp.case_id == holding.case.id).options(undefer(FollowUp.sealed)).order_by(FollowUp.after_days))
    return [_told(holding, one) for one in rows]


def glass(session: Session, viewer: Actor, holding: Held | Opened) -> list[Told]:
    """When somebody else was, or is to be, let into the case, and why."""
    rows = session.scalars(select(BreakGlass).where(BreakGlass.case_id == holding.case.id).options(undefer(BreakGlass.sealed)).order_by(BreakGlass.asked_on, BreakGlass.id))
    return [_told(holding, one) for one in rows]


def _told(holding: Held | Opened, row: Any) -> Told:
    return Told(row, holding.read(row.sealed) if row.sealed else None)


def duties(session: Session, viewer: Actor, officer_ids: Collection[int]) -> Sequence[Duty]:
    """When these officers are on duty; whoever is away is not."""
    here = (Officer.away_until.is_(None)) | (Officer.away_until < clock.today())
    rows = select(Duty).join(Officer, Officer.id == Duty.officer_id).where(Duty.officer_id.in_(officer_ids), Officer.gone_on.is_(None), here)
    return session.scalars(rows.order_by(Duty.weekday, Duty.from_hour, Duty.id)).all()


def own_officer(session: Session, viewer: Actor) -> Officer | None:
    """The keys of whoever asks; None before they have any."""
    return session.scalar(select(Officer).where(Officer.staff_id == viewer.staff_id, Officer.gone_on.is_(None)))


def own_duties(session: Session, viewer: Actor) -> Sequence[Duty]:
    """The own hours, also while one is away."""
    rows = select(Duty).join(Officer, Officer.id == Duty.officer_id).where(Officer.staff_id == viewer.staff_id, Officer.gone_on.is_(None))
    return session.scalars(rows.order_by(Duty.weekday, Duty.from_hour, Duty.id)).all()


def helplines(session: Session, viewer: Actor) -> Sequence[Helpline]:
    """Who helps, those that answer day and night first."""
    return session.scalars(select(Helpline).order_by(Helpline.day_and_night.desc(), Helpline.position, Helpline.id)).all()


def helpline(session: Session, viewer: Actor, helpline_id: int) -> Helpline:
    """One of them. Raises NotFound."""
    found = session.get(Helpline, helpline_id)
    if found is None:
        raise NotFound
    return found


def is_stale(one: Helpline) -> bool:
    """Whether nobody has checked a helpline for half a year."""
    return clock.today() - one.checked_on > STALE


def staff_of(session: Session, viewer: Actor, case: Case) -> list[int]:
    """The staff ids of those who are entrusted with a case, to call them."""
    rows = session.scalars(select(Officer.staff_id).join(WrappedKey, WrappedKey.officer_id == Officer.id).where(WrappedKey.case_id == case.id, Officer.gone_on.is_(None)))
    return sorted(set(rows))

"""What waits for somebody, counted across all rooms. Only this room may look into all others."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from portal.base.access import IN_ONE_CONSULTATION, Actor, Role
from portal.base.database import Session
from portal.consultations.models import Consultation
from portal.consultations.queries import visible_to
from portal.contributions.models import WAITING, Contribution
from portal.moderation import holding
from portal.moderation.models import Appeal, AppealState, Decision, Flag, FlagState, Message
from portal.moderation.queries import others_decided
from portal.responses.models import OfficialResponse
from portal.summaries.models import NoPoint, Objection, ObjectionState, Point, PointLink, Summary, SummaryState


@dataclass(frozen=True)
class Room:
    """A consultation in which somebody works: which roles, and how much waits in each of its rooms."""

    consultation: Consultation
    roles: list[Role]
    waiting: dict[str, int]


def rooms(session: Session, viewer: Actor) -> list[Room]:
    """The consultations in which the viewer has a role, the next to close first."""
    found = visible_to(viewer).options(joinedload(Consultation.host)).order_by(Consultation.closes_at.desc(), Consultation.slug)
    if not any(where is None and role is not Role.ORGANISER for role, where in viewer.roles):
        found = found.where(Consultation.id.in_([where for _role, where in viewer.roles if where is not None]))
    mine = list(session.scalars(found))
    waiting: dict[int, dict[str, int]] = {}
    for where, room, number in session.execute(_waiting(viewer, [one.id for one in mine])):
        waiting.setdefault(where, {})[room] = number
    return [Room(one, roles_in(viewer, one), waiting.get(one.id, {})) for one in mine]


def room(session: Session, viewer: Actor, consultation: Consultation) -> Room:
    """One consultation, for somebody who works there."""
    waiting = {room: number for _where, room, number in session.execute(_waiting(viewer, [consultation.id]))}
    return Room(consultation, roles_in(viewer, consultation), waiting)


def roles_in(viewer: Actor, consultation: Consultation) -> list[Role]:
    """The roles of the viewer there."""
    return [role for role in (Role.ADMINISTRATOR, *IN_ONE_CONSULTATION) if viewer.holds(role, consultation.id)]


def _waiting(viewer: Actor, consultations: list[int]) -> CompoundSelect[Any]:
    """One statement for all rooms: (consultation, room, how many wait)."""
    unanswered = ~select(OfficialResponse.id).where(OfficialResponse.point_id == Point.id).exists()
    final = select(Summary.id).where(Summary.id == Point.summary_id, Summary.state == SummaryState.FINAL).exists()
    # Whoever decided first, or is of that unit, never hears the appeal and learns nothing of it (protection F5).
    others = select(Decision.id).where(Decision.id == Appeal.decision_id, *others_decided(viewer)).exists()
    return union_all(
        _count("queue", Contribution, Contribution.state.in_(WAITING), consultations),
        _count("appeals", Appeal, and_(Appeal.state == AppealState.OPEN, others), consultations),
        _count("flags", Flag, Flag.state == FlagState.OPEN, consultations),
        _count("messages", Message, and_(Message.from_staff.is_(False), Message.seen.is_(False)), consultations),
        _count("objections", Objection, Objection.state == ObjectionState.OPEN, consultations),
        _count("responses", Point, and_(final, unanswered), consultations),
    )


def _count(room: str, table: type, which: object, consultations: list[int]) -> Select[Any]:
    where = table.consultation_id  # type: ignore[attr-defined]
    return select(where, literal(room), func.count()).select_from(table).where(where.in_(consultations), which).group_by(where)  # type: ignore[arg-type]


@holding.also
def stands_behind_a_point(session: Session, viewer: Actor, contribution: Contribution) -> bool:
    """Words that stand behind a point of the summary are not taken back: moderation cannot know of summaries."""
    behind = select(PointLink.id).where(PointLink.contribution_id == contribution.id)
    without = select(NoPoint.id).where(NoPoint.contribution_id == contribution.id)
    return any(session.scalar(one.limit(1)) is not None for one in (behind, without))

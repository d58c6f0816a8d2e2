"""Reading reports: their answers for everybody, their words for those who answer."""

import re
from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, false, func, or_, select, tuple_
from sqlalchemy.orm import defer, joinedload

from portal.barriers.models import BarrierAbout, BarrierReport, BarrierState
from portal.base.access import Actor, Kind, Role
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.web.tokens import Token

__all__ = [
    "ANSWERS",
    "LONGEST",
    "OPEN",
    "PAGE",
    "BarrierAbout",
    "BarrierState",
    "Place",
    "brought",
    "is_late",
    "listed",
    "mine",
    "place_of",
    "public_one",
    "public_ones",
    "seen_places",
    "some_are_late",
    "waiting",
]

PAGE = 50
LONGEST = 5000
ANSWERS = (BarrierState.PLANNED, BarrierState.ADAPTED, BarrierState.DECLINED)
OPEN = (BarrierState.REPORTED, BarrierState.PLANNED)
CLOSED = (BarrierState.ADAPTED, BarrierState.DECLINED)
Place = tuple[date, int]
_OF_A_CONSULTATION = re.compile(r"^/consultations/([a-z0-9-]{1,80})(?:/|$)")


def visible_to(viewer: Actor) -> Select[BarrierReport]:
    """Reports with their words: for administrators all, for organisers those about their consultations, for nobody else any."""
    found = select(BarrierReport).where(BarrierReport.state != BarrierState.WITHDRAWN)
    if viewer.kind is Kind.SYSTEM or (viewer.is_staff and viewer.holds(Role.ADMINISTRATOR)):
        return found
    return found.where(BarrierReport.consultation_id.in_(viewer.places(Role.ORGANISER)) if viewer.is_staff else false())


def listed(session: Session, viewer: Actor, *, closed: bool = False, after: Place | None = None) -> tuple[list[BarrierReport], Place | None]:
    """A page of the viewer's reports, those due first at the top, and where the next page begins."""
    key = tuple_(BarrierReport.due_on, BarrierReport.id)
    found = visible_to(viewer).where(BarrierReport.state.in_(CLOSED if closed else OPEN)).options(joinedload(BarrierReport.consultation))
    if after is not None:
        found = found.where(key > after)
    rows = list(session.scalars(found.order_by(BarrierReport.due_on, BarrierReport.id).limit(PAGE + 1)))
    return rows[:PAGE], (rows[PAGE - 1].due_on, rows[PAGE - 1].id) if len(rows) > PAGE else None


def brought(session: Session, viewer: Actor, token: Token) -> bool:
    """Whether a form has brought a report already."""
    return session.scalar(select(BarrierReport.id).where(BarrierReport.token_hash == keyed_hash("form", token.name))) is not None


def waiting(session: Session, viewer: Actor) -> int:
    """How many reports wait for an answer of the viewer."""
    mine = visible_to(viewer).where(BarrierReport.state == BarrierState.REPORTED)
    return session.scalar(select(func.count()).select_from(mine.subquery())) or 0


def mine(session: Session, viewer: Actor, report_id: int) -> BarrierReport:
    """One report with its words, for those who answer it. Raises NotFound."""
    found = session.scalar(visible_to(viewer).where(BarrierReport.id == report_id).options(joinedload(BarrierReport.consultation)))
    if found is None:
        raise NotFound
    return found


def public_ones(session: Session, viewer: Actor, after: int = 0) -> tuple[list[BarrierReport], int | None]:
    """A page of answers, the newest number first, and after which number the next page begins. The words typed are not loaded."""
    found = _public().order_by(BarrierReport.number.desc())
    if after:
        found = found.where(BarrierReport.number < after)
    rows = list(session.scalars(found.limit(PAGE + 1)))
    return rows[:PAGE], rows[PAGE - 1].number if len(rows) > PAGE else None


def public_one(session: Session, viewer: Actor, number: int) -> BarrierReport:
    """One answer. Raises NotFound for reports without one."""
    found = session.scalar(_public().where(BarrierReport.number == number))
    if found is None:
        raise NotFound
    return found


def some_are_late(session: Session, viewer: Actor, today: date) -> bool:
    """Whether any report waits for its first answer longer than promised. How many is told on publication days (portal.barriers.counting)."""
    late = select(BarrierReport.id).where(BarrierReport.state == BarrierState.REPORTED, BarrierReport.due_on < today)
    return session.scalar(late.limit(1)) is not None


def seen_places(session: Session, viewer: Actor, reports: Collection[BarrierReport]) -> dict[int, Consultation]:
    """The consultations of some reports that the viewer may know of, by id."""
    wanted = {one.consultation_id for one in reports if one.consultation_id is not None}
    return {one.id: one for one in session.scalars(consultations.visible_to(viewer).where(Consultation.id.in_(wanted)))} if wanted else {}


def place_of(session: Session, viewer: Actor, page: str) -> Consultation | None:
    """The consultation that a page belongs to, if its reporter may know of it."""
    match = _OF_A_CONSULTATION.match(page)
    return session.scalar(consultations.visible_to(viewer).where(Consultation.slug == match[1])) if match else None


def is_late(report: BarrierReport, today: date) -> bool:
    """Whether the answer, or the change that was promised, is overdue."""
    return report.state in OPEN and report.due_on < today


def _public() -> Select[BarrierReport]:
    answered = or_(BarrierReport.state.in_(CLOSED), BarrierReport.state == BarrierState.PLANNED)
    return select(BarrierReport).where(BarrierReport.number.is_not(None), answered).options(defer(BarrierReport.text, raiseload=True), defer(BarrierReport.page, raiseload=True))

"""Calls: what everybody may read, and what the chair works on."""

from sqlalchemy import JSON, Select, select, type_coerce
from sqlalchemy.orm import selectinload
from sqlalchemy.sql.base import ExecutableOption

from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.settings import settings
from portal.calls.models import Call, CallState, Sending

OUT = (CallState.SENT, CallState.OUTCOME, CallState.CLOSED)
"""The states in which a call has gone out and stands."""
MOST = 100
BIGGEST_NUMBER = 2**31


def visible_to(viewer: Actor) -> Select[Call]:
    """What everybody may know of: calls that were sent and are public. It is the same for all; members and chairs have pages of their own."""
    return select(Call).where(Call.public, Call.state.in_(OUT))


def found(session: Session, viewer: Actor, *, topic: str = "", region: str = "", language: str = "") -> list[Call]:
    """Public calls with their news, the newest day first; of a topic, a part of the world, or there in a language."""
    wanted = visible_to(viewer).order_by(Call.sent_on.desc(), Call.id).options(selectinload(Call.updates)).limit(MOST)
    if topic:
        wanted = wanted.where(Call.topic == topic)
    if region:
        wanted = wanted.where(Call.region.in_(("", region)))  # what concerns the whole world concerns every part
    if language:
        wanted = wanted.where(type_coerce(Call.happens, JSON)[language].as_string() != "")
    return list(session.scalars(wanted))


def public_call(session: Session, viewer: Actor, number: int) -> Call:
    """One public call with its steps and news. Raises NotFound for all others."""
    call = session.scalar(visible_to(viewer).where(Call.number == min(number, BIGGEST_NUMBER - 1)).options(*_whole()))
    if call is None:
        raise NotFound
    return call


def calls_for_staff(session: Session, viewer: Actor) -> list[Call]:
    """All calls, for the chair; those at work first."""
    if not can(viewer, Permission.LEAD_CALLS):
        return []
    over = (CallState.CLOSED, CallState.DECLINED, CallState.WITHDRAWN)
    return list(session.scalars(select(Call).order_by(Call.state.in_(over), Call.state_since.desc(), Call.id).limit(MOST)))


def call_for_staff(session: Session, viewer: Actor, number: int) -> Call:
    """One call with everything, for the chair. Raises NotFound."""
    call = session.scalar(select(Call).where(Call.number == min(number, BIGGEST_NUMBER - 1)).options(*_whole(), selectinload(Call.lists)))
    if call is None or not can(viewer, Permission.LEAD_CALLS, call):
        raise NotFound
    return call


def missing_languages(call: Call) -> list[str]:
    """Languages of the portal in which a call is not there yet."""
    return [tag for tag in settings().languages if not call.happens.get(tag)]


def sendings_of(session: Session, viewer: Actor, call: Call) -> list[Sending]:
    """How far the letters of a call are."""
    return list(session.scalars(select(Sending).where(Sending.call_id == call.id).order_by(Sending.number))) if can(viewer, Permission.LEAD_CALLS, call) else []


def _whole() -> tuple[ExecutableOption, ...]:
    return selectinload(Call.steps), selectinload(Call.updates)

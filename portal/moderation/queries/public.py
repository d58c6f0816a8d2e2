"""The public log of decisions, without a word of what was taken out. Its figures are published by the room of that name."""

from datetime import date

from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from portal.base.access import Actor
from portal.base.database import Session
from portal.consultations.models import Consultation
from portal.moderation.models import Decision, Rule

PAGE = 50
Place = tuple[date, int]


def log(session: Session, viewer: Actor, consultation: Consultation, after: Place | None = None) -> tuple[list[Decision], Place | None]:
    """A page of decisions, the newest first, and where the next begins."""
    found = select(Decision).where(Decision.consultation_id == consultation.id)
    if after is not None:
        found = found.where(tuple_(Decision.day, Decision.id) < after)
    loaded = found.options(joinedload(Decision.contribution), joinedload(Decision.rule).joinedload(Rule.policy), joinedload(Decision.organisation), selectinload(Decision.appeals))
    rows = list(session.scalars(loaded.order_by(Decision.day.desc(), Decision.id.desc()).limit(PAGE + 1)))
    return rows[:PAGE], (rows[PAGE - 1].day, rows[PAGE - 1].id) if len(rows) > PAGE else None

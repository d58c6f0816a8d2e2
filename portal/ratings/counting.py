"""How it was to take part, for the public figures."""

from collections.abc import Mapping

from sqlalchemy import and_, func, select

from portal.base.database import Session
from portal.base.languages import _l
from portal.consultations.counting import counted
from portal.figures import sources
from portal.figures.days import Span
from portal.figures.measures import Measure, Shares
from portal.figures.sources import Table
from portal.ratings.models import Rating
from portal.ratings.queries import QUESTIONS, SCALE


def how_it_was(session: Session, span: Span) -> Mapping[str, Measure]:
    """For each question how many gave which answer, by the month in which they gave it."""
    here = and_(Rating.consultation_id.in_(counted(span.scope)), Rating.month < span.end)
    if span.first:
        here = and_(here, Rating.month >= span.first)
    told: dict[str, Measure] = {}
    for question in QUESTIONS:
        column = getattr(Rating, question)
        rows: dict[int, int] = {int(answer): people for answer, people in session.execute(select(column, func.count()).where(here, column.is_not(None)).group_by(column))}
        told[question] = Shares({answer: rows.get(int(answer), 0) for answer in SCALE})
    return told


sources.add(
    "ratings",
    how_it_was,
    _l("How it was to take part"),
    [Table(question, label, _l("Answer"), sources.listed(SCALE)) for question, label in QUESTIONS.items()],
)

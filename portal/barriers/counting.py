"""What keeps people from taking part, for the public figures."""

from collections.abc import Mapping

from sqlalchemy import and_, func, or_, select

from portal.barriers.models import BarrierAbout, BarrierReport, BarrierState
from portal.base.database import Session
from portal.base.languages import _l
from portal.consultations.counting import counted
from portal.figures import sources
from portal.figures.days import Span
from portal.figures.measures import Measure, Rate, Shares
from portal.figures.sources import Table

SHOWN = tuple(state for state in BarrierState if state is not BarrierState.WITHDRAWN)


def what_kept_people_out(session: Session, span: Span) -> Mapping[str, Measure]:
    """Reports by the day on which they came; of the whole portal also those that are about no consultation."""
    about_one = BarrierReport.consultation_id.in_(counted(span.scope))
    here = and_(about_one if span.scope else or_(about_one, BarrierReport.consultation_id.is_(None)), BarrierReport.day < span.end, BarrierReport.state.in_(SHOWN))
    if span.first:
        here = and_(here, BarrierReport.day >= span.first)
    rows = session.execute(
        select(BarrierReport.state, BarrierReport.about, func.count(), func.count().filter(BarrierReport.due_on < span.end))
        .where(here)
        .group_by(BarrierReport.state, BarrierReport.about)
    ).all()
    waiting = BarrierState.REPORTED
    late = sum(over for state, _about, _count, over in rows if state is waiting)
    return {
        "outcomes": Shares({state.value: sum(count for found, _about, count, _over in rows if found is state) for state in SHOWN}),
        "about": Shares({about.value: sum(count for _state, found, count, _over in rows if found is about) for about in BarrierAbout}),
        "late": Rate(late, sum(count for _state, _about, count, _over in rows)),
    }


sources.add(
    "barriers",
    what_kept_people_out,
    _l("What keeps people out"),
    [
        Table("outcomes", _l("Reports of barriers"), _l("What came of it"), sources.named(BarrierState)),
        Table("about", _l("What the reports are about"), _l("About"), sources.named(BarrierAbout)),
        Table("late", _l("Reports that wait longer than promised")),
    ],
)

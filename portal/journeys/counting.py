"""How far the contributions came, for the public figures: a place in the summary, an answer, a promise."""

from collections.abc import Mapping

from sqlalchemy import and_, func, or_, select

from portal.base.access import NOBODY
from portal.base.database import Session
from portal.base.languages import _l
from portal.contributions.counting import published_in
from portal.contributions.models import Contribution
from portal.figures import sources
from portal.figures.days import Span
from portal.figures.measures import Measure, Rate
from portal.figures.sources import Table
from portal.journeys.queries import linked_to
from portal.responses import queries as responses
from portal.responses.models import Commitment, OfficialResponse
from portal.summaries.models import Summary
from portal.summaries.queries import public as summaries


def how_far_it_came(session: Session, span: Span) -> Mapping[str, Measure]:
    """Shares of the published contributions. A summary that is still a draft gives nobody a place."""
    open_summary = Contribution.consultation_id.in_(summaries.visible_to(NOBODY).with_only_columns(Summary.consultation_id))
    placed = and_(or_(summaries.LINKED, summaries.REASONED), open_summary)
    answered = linked_to(responses.visible_to(NOBODY).with_only_columns(OfficialResponse.point_id))
    promised = linked_to(responses.commitments_visible_to(NOBODY).with_only_columns(Commitment.point_id))
    counts = select(func.count(), func.count().filter(placed), func.count().filter(answered), func.count().filter(promised)).select_from(Contribution)
    published, places, answers, promises = session.execute(counts.where(published_in(span))).one()
    return {"placed": Rate(places, published), "answered": Rate(answers, published), "promised": Rate(promises, published)}


sources.add(
    "coverage",
    how_far_it_came,
    _l("What became of the contributions"),
    [
        Table("placed", _l("Have a place in the summary, or a reason why not")),
        Table("answered", _l("Were answered")),
        Table("promised", _l("Led to a promise")),
    ],
)

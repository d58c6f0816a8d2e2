"""What the search finds of answers and promises: the latest answer to each point, and every promise with its news."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _, _l
from portal.consultations.searching import announced, readable, seen_of, with_consultation
from portal.responses.models import Commitment, OfficialResponse, Update
from portal.search import sources
from portal.search.sources import TITLE, Shown, Source, Told, Watched, of_texts
from portal.summaries.models import Point

_ANSWERED = Point.id.in_(select(OfficialResponse.point_id))
"""An answer is entered under the id of its point: only the latest one is found."""


def _latest(session: Session, point_ids: Sequence[int]) -> dict[int, OfficialResponse]:
    rows = session.scalars(select(OfficialResponse).where(OfficialResponse.point_id.in_(point_ids)).order_by(OfficialResponse.version))
    return {one.point_id: one for one in rows}


def _told_answers(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    public = set(session.scalars(select(Point.id).where(Point.id.in_(ids), announced(Point))))
    for point_id, one in _latest(session, ids).items():
        if point_id in public:
            yield Told(point_id, one.day, of_texts(one.reason))


def _shown_answers(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    latest = _latest(session, ids)
    return {
        one.id: Shown(
            f"/consultations/{slug}/responses#point-{one.number}",
            named=_("Answer to point %(number)s", number=one.number),
            texts=readable(latest[one.id].reason),
            where=title,
            day=latest[one.id].day,
        )
        for one, slug, title in with_consultation(session, viewer, Point, ids)
    }


def _told_promises(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    rows = select(Commitment).where(Commitment.id.in_(ids), announced(Commitment)).options(selectinload(Commitment.updates))
    for one in session.scalars(rows.execution_options(populate_existing=True)):
        yield Told(one.id, one.day, [*of_texts(one.what, TITLE), *of_texts(one.measure), *(said for news in one.updates for said in of_texts(news.text))])


def _shown_promises(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    return {
        one.id: Shown(
            f"/consultations/{slug}/commitments/{one.number}",
            title=one.what,
            texts=[*readable(one.measure), *(said for news in one.updates for said in readable(news.text))],
            where=title,
            day=one.day,
        )
        for one, slug, title in with_consultation(session, viewer, Commitment, ids, selectinload(Commitment.updates))
    }


sources.add(
    Source(
        kind="answer",
        label=_l("Answers"),
        every=lambda: select(Point.id).where(_ANSWERED, announced(Point)),
        told=_told_answers,
        seen=lambda viewer: seen_of(viewer, Point, _ANSWERED),
        shown=_shown_answers,
        watched=(Watched(OfficialResponse, OfficialResponse.point_id, frozenset({"reason", "day", "version"})),),
        consultation=Point.consultation_id,
    )
)
sources.add(
    Source(
        kind="promise",
        label=_l("Promises"),
        every=lambda: select(Commitment.id).where(announced(Commitment)),
        told=_told_promises,
        seen=lambda viewer: seen_of(viewer, Commitment),
        shown=_shown_promises,
        watched=(Watched(Commitment, Commitment.id, frozenset({"what", "measure", "day"})), Watched(Update, Update.commitment_id, frozenset({"text"}))),
        consultation=Commitment.consultation_id,
    )
)

"""What the search finds of answers and promises: the latest answer to each point, and every promise with its news."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _, _l
from portal.consultations import retelling
from portal.consultations.searching import announced, readable, seen_of, with_consultation
from portal.responses import translating as _translating  # noqa: F401  enters what can be translated
from portal.responses.models import Commitment, OfficialResponse, Update
from portal.search import sources
from portal.search.sources import TITLE, Shown, Source, Told, Watched, Words, of_texts
from portal.summaries.models import Point
from portal.translations.models import Kind

_ANSWERED = Point.id.in_(select(OfficialResponse.point_id))
"""An answer is entered under the id of its point: only the latest one is found."""


def _latest(session: Session, point_ids: Sequence[int]) -> dict[int, OfficialResponse]:
    rows = session.scalars(select(OfficialResponse).where(OfficialResponse.point_id.in_(point_ids)).order_by(OfficialResponse.version))
    return {one.point_id: one for one in rows}


def _retold(session: Session, latest: dict[int, OfficialResponse]) -> dict[int, list[Words]]:
    """The translations of the latest answers, by their points."""
    found = retelling.retold(session, Kind.ANSWER, [one.id for one in latest.values()])
    return {point_id: found.get(one.id, []) for point_id, one in latest.items()}


def _of_answers(keys: Sequence[int]) -> Select[Any]:
    return select(OfficialResponse.point_id).where(OfficialResponse.id.in_(keys))


def _told_answers(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    public = set(session.scalars(select(Point.id).where(Point.id.in_(ids), announced(Point))))
    latest = _latest(session, ids)
    retold = _retold(session, latest)
    for point_id, one in latest.items():
        if point_id in public:
            yield Told(point_id, one.day, [*of_texts(one.reason), *retold[point_id]])


def _shown_answers(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    latest = _latest(session, ids)
    retold = _retold(session, latest)
    return {
        one.id: Shown(
            f"/consultations/{slug}/responses#point-{one.number}",
            named=_("Answer to point %(number)s", number=one.number),
            texts=[*readable(latest[one.id].reason), *retold[one.id]],
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
        watched=(Watched(OfficialResponse, OfficialResponse.point_id, frozenset({"reason", "day", "version"})), retelling.watched(Kind.ANSWER, _of_answers)),
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

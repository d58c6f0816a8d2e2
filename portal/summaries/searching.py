"""What the search finds of summaries: their points, once everybody can read them."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _l
from portal.consultations import retelling
from portal.consultations.searching import announced, readable, seen_of, with_consultation
from portal.search import sources
from portal.search.sources import TITLE, Shown, Source, Told, Watched, of_texts
from portal.summaries import translating as _translating  # noqa: F401  enters what can be translated
from portal.summaries.models import Point, Summary, SummaryState
from portal.translations.models import Kind

_NO_DRAFT = Summary.state != SummaryState.DRAFT
_OPEN = Point.summary_id.in_(select(Summary.id).where(_NO_DRAFT))


def _told(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    rows = select(Point, Summary.state_since).join(Summary, Summary.id == Point.summary_id).where(Point.id.in_(ids), _NO_DRAFT, announced(Point))
    found = session.execute(rows).all()
    retold = retelling.retold(session, Kind.POINT, [one.id for one, _day in found])
    for one, day in found:
        yield Told(one.id, day, [*of_texts(one.title, TITLE), *of_texts(one.body), *retold.get(one.id, [])])


def _shown(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    rows = with_consultation(session, viewer, Point, ids)
    retold = retelling.retold(session, Kind.POINT, ids)
    return {
        one.id: Shown(f"/consultations/{slug}/summary/points/{one.number}", title=one.title, texts=[*readable(one.body), *retold.get(one.id, [])], where=title)
        for one, slug, title in rows
    }


def _of_summaries(keys: Sequence[int]) -> Select[Any]:
    return select(Point.id).where(Point.summary_id.in_(keys))


sources.add(
    Source(
        kind="point",
        label=_l("Points of summaries"),
        every=lambda: select(Point.id).where(_OPEN, announced(Point)),
        told=_told,
        seen=lambda viewer: seen_of(viewer, Point, _OPEN),
        shown=_shown,
        watched=(
            Watched(Point, Point.id, frozenset({"title", "body"})),
            Watched(Summary, Summary.id, frozenset({"state", "state_since"}), things=_of_summaries),
            retelling.watched(Kind.POINT),
        ),
        consultation=Point.consultation_id,
    )
)

"""Points of public summaries as the room of translations sees them: their title and what stands below it, in the language in which they were written."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts, _
from portal.base.text import to_html
from portal.consultations.models import Consultation
from portal.consultations.searching import NO_DRAFT
from portal.summaries.models import Point, Summary, SummaryState
from portal.translations import originals, queries
from portal.translations.models import Kind
from portal.translations.originals import Original, Place, Words
from portal.translations.queries import Shown


def original_of(*texts: Texts | None) -> tuple[str, str]:
    """(language, words) of what staff wrote first, several texts below one another."""
    tag = next((tag for one in texts for tag, said in (one or {}).items() if said), "und")
    return tag, "\n\n".join(one[tag] for one in texts if one and one.get(tag))


def known_in(*texts: Texts | None) -> frozenset[str]:
    """The languages in which all of it was said."""
    filled = [{tag for tag, said in one.items() if said} for one in texts if one]
    return frozenset(set.intersection(*filled)) if filled else frozenset()


def told(session: Session, viewer: Actor, points: Iterable[Point], language: str) -> dict[int, Shown]:
    """The translations of points that nobody wrote in this language."""
    grounds = {one.id: original_of(one.title, one.body)[1] for one in points if language not in known_in(one.title, one.body)}
    return queries.shown(session, viewer, Kind.POINT, grounds, language)


def _public() -> Any:
    rows = select(Point, Summary.state_since, Consultation.slug).join(Summary, Summary.id == Point.summary_id).join(Consultation, Consultation.id == Point.consultation_id)
    return rows.where(Summary.state != SummaryState.DRAFT, NO_DRAFT)


def _words(session: Session, rows: Any) -> list[Words]:
    found = []
    for one, day, slug in session.execute(rows):
        tag, text = original_of(one.title, one.body)
        found.append(
            Words(
                kind=Kind.POINT,
                thing_id=one.id,
                consultation_id=one.consultation_id,
                day=day,
                language=tag,
                text=text,
                html=to_html(text),
                ground=text,
                name=_("Point %(number)s", number=one.number),
                path=f"/consultations/{slug}/summary/points/{one.number}",
                known_in=known_in(one.title, one.body),
            )
        )
    return found


def _found(session: Session, ids: Sequence[int]) -> dict[int, Words]:
    return {one.thing_id: one for one in _words(session, _public().where(Point.id.in_(ids)))}


def _waiting(session: Session, consultation_id: int, language: str, after: Place | None, most: int) -> list[Words]:
    """A summary has tens of points; in which languages they are stands in their texts, so that is looked at here."""
    wanted = _public().where(
        Point.consultation_id == consultation_id, originals.untranslated(Kind.POINT, Point.id, language), *originals.after(Summary.state_since, Point.id, after)
    )
    return [one for one in _words(session, wanted.order_by(Summary.state_since, Point.id)) if language not in one.known_in][:most]


originals.add(Original(kind=Kind.POINT, found=_found, waiting=_waiting))

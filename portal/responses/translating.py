"""Answers to points as the room of translations sees them: the latest answer to each, in the language in which it was given."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _
from portal.base.text import to_html
from portal.consultations.models import Consultation
from portal.consultations.searching import NO_DRAFT
from portal.responses.models import OfficialResponse
from portal.summaries.models import Point
from portal.summaries.translating import known_in, original_of
from portal.translations import originals, queries
from portal.translations.models import Kind
from portal.translations.originals import Original, Place, Words
from portal.translations.queries import Shown


def told(session: Session, viewer: Actor, answers: Iterable[OfficialResponse], language: str) -> dict[int, Shown]:
    """The translations of answers that nobody gave in this language."""
    grounds = {one.id: original_of(one.reason)[1] for one in answers if one.reason and language not in known_in(one.reason)}
    return queries.shown(session, viewer, Kind.ANSWER, grounds, language)


def _public() -> Any:
    rows = select(OfficialResponse, Point.number, Consultation.slug).join(Point, Point.id == OfficialResponse.point_id)
    return rows.join(Consultation, Consultation.id == OfficialResponse.consultation_id).where(NO_DRAFT)


def _words(session: Session, rows: Any) -> list[Words]:
    found = []
    for one, number, slug in session.execute(rows):
        tag, text = original_of(one.reason)
        if text:
            found.append(
                Words(
                    kind=Kind.ANSWER,
                    thing_id=one.id,
                    consultation_id=one.consultation_id,
                    day=one.day,
                    language=tag,
                    text=text,
                    html=to_html(text),
                    ground=text,
                    name=_("Answer to point %(number)s", number=number),
                    path=f"/consultations/{slug}/responses#point-{number}",
                    known_in=known_in(one.reason),
                )
            )
    return found


def _found(session: Session, ids: Sequence[int]) -> dict[int, Words]:
    return {one.thing_id: one for one in _words(session, _public().where(OfficialResponse.id.in_(ids)))}


def _waiting(session: Session, consultation_id: int, language: str, after: Place | None, most: int) -> list[Words]:
    newest = select(func.max(OfficialResponse.version)).where(OfficialResponse.point_id == Point.id).correlate(Point).scalar_subquery()
    wanted = _public().where(
        OfficialResponse.consultation_id == consultation_id,
        OfficialResponse.version == newest,
        originals.untranslated(Kind.ANSWER, OfficialResponse.id, language),
        *originals.after(OfficialResponse.day, OfficialResponse.id, after),
    )
    return [one for one in _words(session, wanted.order_by(OfficialResponse.day, OfficialResponse.id)) if language not in one.known_in][:most]


originals.add(Original(kind=Kind.ANSWER, found=_found, waiting=_waiting))

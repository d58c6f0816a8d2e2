"""Contributions as the room of translations sees them: public words, whether their authors let a machine translate them, and how they stand on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.consultations.searching import NO_DRAFT
from portal.contributions.models import PUBLIC, Contribution
from portal.translations import originals, queries
from portal.translations.models import Kind
from portal.translations.originals import Original, Place, Words
from portal.translations.queries import Shown

originals.places_by(consultations.one)


@dataclass(frozen=True)
class Told:
    """The translation of one text on a page, and whether it is shown in the original's place or only linked."""

    shown: Shown
    first: bool


def told(session: Session, viewer: Actor, found: Iterable[Any], language: str, *, first: bool) -> dict[int, Told]:
    """The translations of contributions, or of rows of a thread, as they stand on a page in this language."""
    grounds = {one.id: one.html for one in found if one.state in PUBLIC and one.language != language}
    return {own: Told(shown, first) for own, shown in queries.shown(session, viewer, Kind.CONTRIBUTION, grounds, language).items()}


def beside(session: Session, viewer: Actor, words: Contribution, language: str) -> Shown | None:
    """The translation for staff who have the original before them, also while it is out of sight."""
    if words.language == language:
        return None
    return queries.shown(session, viewer, Kind.CONTRIBUTION, {words.id: words.html}, language).get(words.id)


def _public() -> Any:
    return select(Contribution, Consultation.slug).join(Consultation, Consultation.id == Contribution.consultation_id).where(Contribution.state.in_(PUBLIC), NO_DRAFT)


def _words(session: Session, rows: Any) -> list[Words]:
    return [
        Words(
            kind=Kind.CONTRIBUTION,
            thing_id=one.id,
            consultation_id=one.consultation_id,
            day=one.day,
            language=one.language,
            text=one.text,
            html=one.html,
            ground=one.html,
            name=_("No. %(number)s", number=one.number),
            path=f"/consultations/{slug}/contributions/{one.number}",
            machine=not (one.no_machine or one.young),  # those who are young are not asked for such a choice
        )
        for one, slug in session.execute(rows)
    ]


def _found(session: Session, ids: Sequence[int]) -> dict[int, Words]:
    return {one.thing_id: one for one in _words(session, _public().where(Contribution.id.in_(ids)))}


def _waiting(session: Session, consultation_id: int, language: str, after: Place | None, most: int) -> list[Words]:
    rows = _public().where(
        Contribution.consultation_id == consultation_id,
        Contribution.language != language,
        originals.untranslated(Kind.CONTRIBUTION, Contribution.id, language),
        *originals.after(Contribution.day, Contribution.id, after),
    )
    return _words(session, rows.order_by(Contribution.day, Contribution.id).limit(most))


originals.add(Original(kind=Kind.CONTRIBUTION, found=_found, waiting=_waiting))

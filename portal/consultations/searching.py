"""What the search finds of consultations: they themselves, their questions and their documents, from the day they are announced."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from portal.base.access import Actor
from portal.base.database import Base, Session
from portal.base.languages import Texts, _l
from portal.base.text import plain, to_html
from portal.consultations import queries
from portal.consultations.models import Consultation, ConsultationState, Document, Question, Theme
from portal.search import sources
from portal.search.places import Place, tell_with
from portal.search.sources import TITLE, Shown, Source, Told, Watched, Words, of_texts

_TEXTS = ("plain", "summary", "mandate", "influence_text", "decider", "pledge", "risk_public")
NO_DRAFT = Consultation.state != ConsultationState.DRAFT


def seen_of(viewer: Actor, table: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The ids of rows of a table in every consultation that the viewer may see."""
    return select(table.id).where(table.consultation_id.in_(queries.visible_to(viewer).with_only_columns(Consultation.id)), announced(table), *conditions)


def announced(table: Any) -> ColumnElement[bool]:
    """The row belongs to a consultation that is no draft: staff do not search drafts either."""
    condition: ColumnElement[bool] = table.consultation_id.in_(select(Consultation.id).where(NO_DRAFT))
    return condition


def with_consultation(session: Session, viewer: Actor, table: Any, ids: Sequence[int], *options: Any) -> Iterator[tuple[Any, str, Texts]]:
    """(row, slug, title) of the rows of a table that the viewer may see, in one statement."""
    rows = queries.visible_to(viewer).join(table, table.consultation_id == Consultation.id).where(table.id.in_(ids))
    for found in session.execute(rows.with_only_columns(table, Consultation.slug, Consultation.title).options(*options)):
        yield found[0], found[1], found[2]


def readable(texts: Texts | None) -> list[Words]:
    """Texts in the small markup as people read them."""
    return [Words(plain(to_html(one.text)), one.language) for one in of_texts(texts)]


def _told(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    themes: dict[int, list[Words]] = {}
    for where, title in session.execute(select(Theme.consultation_id, Theme.title).where(Theme.consultation_id.in_(ids))):
        themes.setdefault(where, []).extend(of_texts(title))
    for one in session.scalars(select(Consultation).where(Consultation.id.in_(ids), NO_DRAFT)):
        texts = [said for name in _TEXTS for said in of_texts(getattr(one, name))]
        yield Told(one.id, one.state_since, [*of_texts(one.title, TITLE), *texts, *themes.get(one.id, [])])


def _shown(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    found = session.scalars(queries.visible_to(viewer).where(Consultation.id.in_(ids)))
    return {one.id: Shown(f"/consultations/{one.slug}", title=one.title, texts=[said for name in _TEXTS for said in readable(getattr(one, name))]) for one in found}


def _parts(table: type[Base], kind: str, label: Any, path: str) -> Source:
    """Questions and documents: a title, a text, and a number within the consultation."""
    part: Any = table

    def told(session: Session, ids: Sequence[int]) -> Iterator[Told]:
        rows = select(part, Consultation.state_since).join(Consultation, Consultation.id == part.consultation_id).where(part.id.in_(ids), NO_DRAFT)
        for one, day in session.execute(rows):
            yield Told(one.id, day, [*of_texts(one.title, TITLE), *of_texts(one.body)])

    def shown(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
        rows = with_consultation(session, viewer, part, ids)
        return {one.id: Shown(f"/consultations/{slug}/{path}/{one.number}", title=one.title, texts=readable(one.body), where=title) for one, slug, title in rows}

    return Source(
        kind=kind,
        label=label,
        every=lambda: select(part.id).where(announced(part)),
        told=told,
        seen=lambda viewer: seen_of(viewer, part),
        shown=shown,
        watched=(
            Watched(table, part.id, frozenset({"title", "body"})),
            Watched(Consultation, Consultation.id, frozenset({"state", "state_since"}), things=lambda keys: select(part.id).where(part.consultation_id.in_(keys))),
        ),
        consultation=part.consultation_id,
    )


sources.add(
    Source(
        kind="consultation",
        label=_l("Consultations"),
        every=lambda: select(Consultation.id).where(NO_DRAFT),
        told=_told,
        seen=lambda viewer: queries.visible_to(viewer).with_only_columns(Consultation.id).where(NO_DRAFT),
        shown=_shown,
        watched=(
            Watched(Consultation, Consultation.id, frozenset({"state", "state_since", "title", *_TEXTS})),
            Watched(Theme, Theme.consultation_id, frozenset({"title"})),
        ),
        consultation=Consultation.id,
    )
)
sources.add(_parts(Question, "question", _l("Questions"), "questions"))
sources.add(_parts(Document, "document", _l("Documents"), "documents"))


def _places(session: Session, viewer: Actor) -> list[Place]:
    rows = queries.visible_to(viewer).where(NO_DRAFT).order_by(Consultation.opens_at.desc(), Consultation.slug)
    return [Place(*row) for row in session.execute(rows.with_only_columns(Consultation.id, Consultation.slug, Consultation.title))]


tell_with(_places)

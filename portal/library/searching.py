"""What the search finds of the library: resources that are shown."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _l
from portal.base.markup import to_html
from portal.base.text import plain
from portal.library.models import Resource
from portal.search import sources
from portal.search.sources import TITLE, Shown, Source, Told, Watched, Words, of_texts

_SHOWN = select(Resource.id).where(Resource.shown)


def _words(one: Resource) -> list[Words]:
    return [*of_texts(one.what), *(Words(plain(to_html(said)), tag) for tag, said in one.text.items())]


def _told(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    for one in session.scalars(select(Resource).where(Resource.id.in_(ids), Resource.shown)):
        yield Told(one.id, one.reviewed_on or date(one.year or 2000, 1, 1), [*of_texts(one.title, TITLE), *_words(one)])


def _shown(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    return {one.id: Shown(f"/library/{one.number}", title=one.title, texts=_words(one)) for one in session.scalars(select(Resource).where(Resource.id.in_(ids)))}


sources.add(
    Source(
        kind="resource",
        label=_l("Library"),
        every=lambda: _SHOWN,
        told=_told,
        seen=lambda _viewer: _SHOWN,
        shown=_shown,
        watched=(Watched(Resource, Resource.id, frozenset({"title", "what", "text", "shown", "reviewed_on", "year"})),),
    )
)

"""What the search finds of the directory: entries that are shown, by what is said of them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts, _l
from portal.directory.models import DirectoryEntry, EntryState
from portal.search import sources
from portal.search.sources import TITLE, Shown, Source, Told, Watched, Words, of_texts

_SHOWN = select(DirectoryEntry.id).where(DirectoryEntry.state == EntryState.SHOWN)


def _told(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    for one in session.scalars(select(DirectoryEntry).where(DirectoryEntry.id.in_(ids), DirectoryEntry.state == EntryState.SHOWN)):
        yield Told(one.id, one.source_on, [Words(one.name, _language(one), TITLE), *of_texts(one.what)])


def _shown(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    found = session.scalars(select(DirectoryEntry).where(DirectoryEntry.id.in_(ids)))
    return {one.id: Shown(f"/help/{one.number}", title=Texts({_language(one): one.name}), texts=of_texts(one.what)) for one in found}


def _language(entry: DirectoryEntry) -> str:
    """The language of the name: that in which the entry was written first."""
    return next(iter(entry.what), "und")


sources.add(
    Source(
        kind="help",
        label=_l("Help"),
        every=lambda: _SHOWN,
        told=_told,
        seen=lambda _viewer: _SHOWN,
        shown=_shown,
        watched=(Watched(DirectoryEntry, DirectoryEntry.id, frozenset({"name", "what", "state", "source_on"})),),
    )
)

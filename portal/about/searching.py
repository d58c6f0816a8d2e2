"""What the search finds of the handbook. Its guides are files, so they are indexed when the databases are brought to the newest shape."""

from collections.abc import Iterator, Sequence
from datetime import date
from zlib import crc32

from sqlalchemy import BigInteger, Select, literal, select, union_all

from portal.about import guides
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts, _l, speaking
from portal.base.settings import settings
from portal.base.text import plain
from portal.search import sources
from portal.search.sources import TITLE, Shown, Source, Told, Words

WRITTEN = date(2026, 1, 1)  # older than all that people write, so that among equals theirs come first


def _ids() -> dict[int, str]:
    return {crc32(slug.encode()): slug for slug in guides.ORDER}


def _every() -> Select[int]:
    """A guide has no row; its number comes from its name."""
    each = union_all(*(select(literal(own, BigInteger).label("id")) for own in _ids())).subquery("guides")
    return select(each.c.id)


def _of(slug: str) -> dict[str, guides.Guide]:
    """A guide in every language that it is written in."""
    found = {}
    for tag in settings().languages:
        with speaking(tag):
            guide = guides.one(slug)
        if guide is not None and guide.language == tag:
            found[tag] = guide
    return found


def _told(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    for own in ids:
        if own in _ids():
            written = _of(_ids()[own]).values()
            yield Told(own, WRITTEN, [*(Words(one.title, one.language, TITLE) for one in written), *(Words(plain(one.html), one.language) for one in written)])


def _shown(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    found = {}
    for own in ids:
        written = _of(_ids()[own])
        texts = [Words(plain(one.html), tag) for tag, one in written.items()]
        found[own] = Shown(f"/handbook/{_ids()[own]}", title=Texts({tag: one.title for tag, one in written.items()}), texts=texts)
    return found


def _seen(viewer: Actor) -> Select[int]:
    return _every()


sources.add(Source(kind="guide", label=_l("Handbook"), every=_every, told=_told, seen=_seen, shown=_shown, watched=()))

"""What the search finds of the policies: the version in force. Earlier ones are reached from it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _l
from portal.base.text import plain
from portal.policies.markup import to_html
from portal.policies.models import PolicyVersion
from portal.search import sources
from portal.search.sources import Shown, Source, Told, Watched, Words, of_texts


def _in_force(viewer: Actor) -> Select[int]:
    """Which version that is, is asked when somebody searches: one that was announced comes into force by itself."""
    newer = aliased(PolicyVersion)
    last = select(func.max(newer.version)).where(newer.kind == PolicyVersion.kind, newer.from_day <= clock.today()).scalar_subquery()
    return select(PolicyVersion.id).where(PolicyVersion.version == last)


def _told(session: Session, ids: Sequence[int]) -> Iterator[Told]:
    for one in session.scalars(select(PolicyVersion).where(PolicyVersion.id.in_(ids))):
        yield Told(one.id, one.from_day, of_texts(one.text))


def _shown(session: Session, viewer: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    found = session.scalars(select(PolicyVersion).where(PolicyVersion.id.in_(ids)))
    return {one.id: Shown(f"/policies/{one.kind.value}", named=one.kind.label, texts=[Words(plain(to_html(said)), tag) for tag, said in one.text.items()]) for one in found}


sources.add(
    Source(
        kind="policy",
        label=_l("Policies"),
        every=lambda: select(PolicyVersion.id),
        told=_told,
        seen=_in_force,
        shown=_shown,
        watched=(Watched(PolicyVersion, PolicyVersion.id, frozenset({"text", "from_day"})),),
    )
)

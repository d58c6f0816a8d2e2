"""Bringing the whole index into line. It is never needed while the portal runs, since what changes is indexed as it changes."""

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.search import indexing, sources
from portal.search.indexing import AT_ONCE

__all__ = ["AT_ONCE"]


@command(Permission.SYSTEM)
def index(session: Session, actor: Actor, kind: str, thing_ids: list[int]) -> int:
    """Bring the entries of some things into line; how many differed."""
    return indexing.index(session, kind, thing_ids)


@command(Permission.SYSTEM)
def forget_unknown(session: Session, actor: Actor) -> int:
    """Take out the entries of kinds that no room enters any more; how many there were."""
    return indexing.remove_kinds_but(session, set(sources.SOURCES))

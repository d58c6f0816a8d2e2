"""Writing with a page open that keeps numbers: a room above enters itself here, and this one only carries its ticket along."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.base.access import Actor
from portal.base.database import Session
from portal.web.visitors import Visit

FIELD = "pseudonym"
"""The hidden field with the ticket, from step to step of the form."""


@dataclass(frozen=True)
class Keeper:
    """`holder` gives the holder of the number that is kept for a consultation already; `keep` keeps a new one and says so."""

    holder: Callable[[Session, Visit, int], Actor | None]
    keep: Callable[[Session, Visit, Any], str]


_keepers: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Tell this room who keeps numbers."""
    _keepers[:] = [keeper]


def holder(session: Session, visit: Visit, consultation_id: int) -> Actor | None:
    """The holder of the number under which this person speaks here already, if the form carries a ticket that knows."""
    return _keepers[0].holder(session, visit, consultation_id) if _keepers and visit.form.get(FIELD) else None


def keep(session: Session, visit: Visit, made: Any) -> str:
    """Keep the number that was just made; a sentence about it, or nothing if nobody asked."""
    return _keepers[0].keep(session, visit, made) if _keepers and visit.form.get(FIELD) else ""

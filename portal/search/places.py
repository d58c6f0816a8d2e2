"""Where one can search: a room above tells the consultations that can be chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts


@dataclass(frozen=True)
class Place:
    """A consultation that can be chosen."""

    id: int
    slug: str
    title: Texts


Tell = Callable[[Session, Actor], Sequence[Place]]
_told: list[Tell] = []


def tell_with(tell: Tell) -> None:
    """Say who knows the consultations."""
    _told[:] = [tell]


def known(session: Session, viewer: Actor) -> Sequence[Place]:
    """The consultations that this viewer can choose, in one statement."""
    return _told[0](session, viewer) if _told else []

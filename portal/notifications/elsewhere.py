"""Letters about cases: their links look like all others, so the pages behind the links ask on that side too. `portal.crossings` says how."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import NotFound


def _nothing(_session: Session, _actor: Actor, _key: str) -> None:
    raise NotFound


@dataclass
class Elsewhere:
    """Each takes a session of the other side: `confirm` and `end` the key of a link, `end_address` an address; `end` gives the address, or nothing."""

    confirm: Callable[[Session, Actor, str], None] = _nothing
    end: Callable[[Session, Actor, str], str] = lambda _session, _actor, _key: ""
    end_address: Callable[[Session, Actor, str], object] = lambda _session, _actor, _address: None


elsewhere = Elsewhere()

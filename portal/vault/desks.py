"""An officer's desk is one for both kinds of cases; what a case looks like, each room says for its own kind."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from litestar.response import Response

from portal.base.access import Actor, Role
from portal.base.database import Session
from portal.vault.holding import Opened
from portal.vault.models import CaseKind, Standing
from portal.web.visitors import Visit

__all__ = ["ROLE_OF", "CaseKind", "Standing", "due_in", "due_with", "links", "links_with", "listed_with", "page_of", "show_with", "states_of"]

ROLE_OF = {CaseKind.COMPLAINT: Role.FOCAL_POINT, CaseKind.REPRISAL: Role.PROTECTION_OFFICER}
"""Who works on which kind."""

Show = Callable[..., Response[bytes]]
States = Callable[[Session, Actor, Sequence[int]], Mapping[int, Any]]
Dues = Callable[[Session, Actor, Sequence[int]], Mapping[int, date]]
Links = Callable[[Session, Actor], Sequence[tuple[Any, str]]]
_shows: dict[CaseKind, Show] = {}
_states: dict[CaseKind, States] = {}
_dues: dict[CaseKind, Dues] = {}
_links: list[Links] = []


def show_with(kind: CaseKind, show: Show) -> None:
    """Name the function that makes the page of a case of this kind: `(visit, session, opened, **facts)`."""
    _shows[kind] = show


def listed_with(kind: CaseKind, states: States) -> None:
    """Name the function that tells the states of cases for the list: `(session, viewer, case_ids) -> {case_id: state}`; a state has a `label`."""
    _states[kind] = states


def due_with(kind: CaseKind, dues: Dues) -> None:
    """Name the function that tells by when something of its own is due in cases, besides the clocks of the vault: `(session, viewer, case_ids) -> {case_id: day}`."""
    _dues[kind] = dues


def links_with(links: Links) -> None:
    """Name a function that tells further pages of the desk: `(session, viewer) -> [(words, path)]`, each only for those who may enter it."""
    if links not in _links:
        _links.append(links)


def page_of(visit: Visit, session: Session, opened: Opened, **facts: Any) -> Response[bytes]:
    """The page of a case that an officer has opened. After a deed: `desks.page_of(visit, session, opened, done=_("…"))`."""
    return _shows[opened.case.kind](visit, session, opened, **facts)


def states_of(session: Session, viewer: Actor, kinds: Mapping[int, CaseKind]) -> dict[int, Any]:
    """The states of cases, each told by the room of its kind."""
    return _told(_states, session, viewer, kinds)


def due_in(session: Session, viewer: Actor, kinds: Mapping[int, CaseKind]) -> dict[int, date]:
    """By when something is due in cases, each told by the room of its kind."""
    return _told(_dues, session, viewer, kinds)


def _told(asked: Mapping[CaseKind, Callable[[Session, Actor, Sequence[int]], Mapping[int, Any]]], session: Session, viewer: Actor, kinds: Mapping[int, CaseKind]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for kind, ask in asked.items():
        mine = [case_id for case_id, own in kinds.items() if own is kind]
        if mine:
            found |= ask(session, viewer, mine)
    return found


def links(session: Session, viewer: Actor) -> list[tuple[Any, str]]:
    """The further pages of the desk that are open to somebody."""
    return [link for told in _links for link in told(session, viewer)]

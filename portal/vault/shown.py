"""The page behind a number: one address for every kind of case, and the room of the case shows it.

A room enters its kind with `show_with(kind, Shown(…))`. Deeds that every case has are done by this room
(`portal.vault.pages.own`): POST /page, /page/end, /page/text, /page/renew, /page/message, /page/file, /page/longer,
/page/letters and /page/withdraw. The rooms add their own, such as /page/comment or /page/consent, and end each with
`return shown.after(visit, session, held, _("…"))`, or `shown.page_of(visit, session, held, faults=[(id of the field,
sentence)])` with what was typed still in `visit.form`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from litestar.response import Response

from portal.base.access import Actor
from portal.base.database import Session
from portal.vault.holding import Held
from portal.vault.models import Case, CaseKind
from portal.web.failures import TYPED
from portal.web.pages import page
from portal.web.visitors import Visit

Faults = Sequence[tuple[str, str]]


class Show(Protocol):
    """How a room shows the page of its case. It runs in a writing transaction: what was seen may be noted."""

    def __call__(self, visit: Visit, session: Session, held: Held, *, done: str = "", faults: Faults = (), text: bool = False) -> Response[bytes]:
        """`done` says what was just done; `text`: the holder asked for the words that were first written."""


@dataclass(frozen=True)
class Shown:
    """What a room tells of its kind of case."""

    show: Show
    withdraw: Callable[[Session, Actor, Held], None]
    """Moves the room's row to "withdrawn" and empties what the room keeps; the words themselves are destroyed by the vault."""
    heard: Callable[[Session, Actor, Case], None] = lambda _session, _actor, _case: None
    """The holder has said something: the room may stop a clock or wake a case."""


_kinds: dict[CaseKind, Shown] = {}


def show_with(kind: CaseKind, shown: Shown) -> None:
    """Enter the room of a kind; done where its page stands."""
    _kinds[kind] = shown


def room_of(case: Case) -> Shown:
    """The room of a case."""
    return _kinds[case.kind]


def page_of(visit: Visit, session: Session, held: Held, *, done: str = "", faults: Faults = (), **more: Any) -> Response[bytes]:
    """The page of a case as its room shows it; of an erased one nothing but that; of one that a helper entered, the new number first."""
    if held.case.erased_on is not None:
        return page(visit, "vault/erased.html", day=held.case.erased_on, done=done, words=[])
    if held.case.by_helper:
        return page(visit, "vault/renew.html", status=422 if faults else 200, faults=faults)
    return room_of(held.case).show(visit, session, held, done=done, faults=faults, **more)


def after(visit: Visit, session: Session, held: Held, sentence: str) -> Response[bytes]:
    """The page after a deed: what was typed is in its place now, and not in the field any more."""
    for name in TYPED:
        visit.form.popall(name, None)
    return page_of(visit, session, held, done=sentence)

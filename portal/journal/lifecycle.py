"""States and the one function that changes them. A room's `states.py` holds the table; this keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import update

from portal.base import clock
from portal.base.access import Actor, Permission
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.journal import commands as journal

S = TypeVar("S", bound=StrEnum)


class Reason(Enum):
    """Whether a move needs a reason."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Move:
    """One arrow of the table: who may go it (shown on the page "How it works"), what it is called, whether it needs a reason."""

    needs: Permission
    deed: str
    reason: Reason = Reason.OPTIONAL


class Lifecycle(Generic[S]):
    """The table of moves of one kind of thing, with a first state and final ones."""

    def __init__(self, name: Any, first: S, moves: Mapping[tuple[S, S], Move], *, final: set[S], record: Callable[..., object] = journal.record) -> None:
        """`name` is a lazy text for the public diagram; `record` writes the line, the vault has a record of its own."""
        self.name = name
        self.first = first
        self.moves = moves
        self.final = final
        self.record = record
        self.states = type(first)

    def begin(self, session: Session, thing: Any, actor: Actor, deed: str, state: S | None = None) -> None:
        """Put a new thing into its first state and write the line."""
        thing.state = state or self.first
        thing.state_since = clock.today()
        session.add(thing)
        if thing.id is None:
            session.flush()
        self.record(session, actor, thing, deed, new=thing.state)

    def move(self, session: Session, thing: Any, to: S, actor: Actor, reason: str = "") -> None:
        """Change the state, unless the table has no such arrow or somebody was faster; write the line."""
        old = thing.state
        arrow = self.moves.get((old, to))
        if arrow is None:
            raise WrongMoment(_("This is not possible any more. Somebody may have been faster; please look at the present state."))
        if arrow.reason is Reason.REQUIRED and not reason.strip():
            raise Refused(_("A decision needs a reason."))
        table = type(thing)
        session.flush()
        changed = session.execute(
            update(table).where(table.id == thing.id, table.state == old).values(state=to, state_since=clock.today()),
            execution_options={"synchronize_session": False},
        )
        if changed.rowcount != 1:  # type: ignore[attr-defined]
            raise WrongMoment(_("Somebody was faster than you. Please look at the present state."))
        session.refresh(thing, ["state", "state_since"])
        self.record(session, actor, thing, arrow.deed, old=old, new=to, reason=reason)

    def exits(self, state: S) -> list[tuple[S, Move]]:
        """Where one can go from a state."""
        return [(to, move) for (origin, to), move in self.moves.items() if origin == state]

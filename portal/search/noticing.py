"""What changes is indexed again in the same transaction: noticed here as it is written, done when the transaction ends.

As with the edition of public pages (portal.base.database), no command can forget it. Statements over many rows are asked
for the rows they will touch before they run. What is written in bulk, as an import does, is found by looking for things
without an entry.
"""

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from portal.base.database import before_the_end
from portal.search import sources
from portal.search.sources import Watched

NOTED = "to be indexed"
NEW = "kinds with new rows"


def _note(session: Session, kind: str, watched: Watched, keys: list[int]) -> None:
    keys = [one for one in keys if one is not None]
    if not keys:
        return
    ids = set(keys) if watched.things is None else set(session.connection().execute(watched.things(keys)).scalars())
    session.info.setdefault(NOTED, {}).setdefault(kind, set()).update(ids)


@event.listens_for(Session, "after_flush")
def _notice(session: Session, _context: Any) -> None:
    for thing in (*session.new, *session.deleted):
        for kind, watched in sources.WATCHED.get(type(thing), ()):
            if thing in session.deleted or watched.when_new(thing):
                _note(session, kind, watched, [getattr(thing, watched.key.key)])
    for thing in session.dirty:
        for kind, watched in sources.WATCHED.get(type(thing), ()):
            state = inspect(thing)
            if any(state.attrs[column].history.has_changes() for column in watched.columns):
                _note(session, kind, watched, [getattr(thing, watched.key.key)])


@event.listens_for(Session, "do_orm_execute")
def _notice_many(state: ORMExecuteState) -> None:
    if state.bind_mapper is None or not (state.is_update or state.is_insert or state.is_delete):
        return
    for kind, watched in sources.WATCHED.get(state.bind_mapper.class_, ()):
        if state.is_insert:
            state.session.info.setdefault(NEW, set()).add(kind)
            _note(state.session, kind, watched, _named(watched, state.parameters))
        elif state.is_delete or _changes(state.statement) & watched.columns:
            statement: Any = state.statement
            touched = select(watched.key).where(*statement._where_criteria)  # noqa: SLF001  no public way to the conditions
            _note(state.session, kind, watched, list(state.session.connection().execute(touched).scalars()))


def _named(watched: Watched, rows: Any) -> list[int]:
    """The things that new rows name, where the rows belong to things that have an entry already."""
    name = watched.key.key
    return [] if watched.key.primary_key or not isinstance(rows, list) else [row[name] for row in rows if row.get(name) is not None]


def _changes(statement: Any) -> set[str]:
    """The columns that an update writes; asked of its values, which have no public name."""
    return {getattr(column, "key", str(column)) for column in (statement._values or {})}  # noqa: SLF001


@before_the_end
def _index_what_changed(session: Session) -> None:
    """At the end of each transaction: first what was noticed, then kinds of which rows came in bulk."""
    noted: dict[str, set[int]] = session.info.pop(NOTED, {})
    new: set[str] = session.info.pop(NEW, set())
    if not noted and not new:
        return
    from portal.search import indexing  # only where something changed

    for kind in sorted(noted):
        indexing.index(session, kind, sorted(noted[kind]))
    for kind in sorted(new):
        indexing.index_missing(session, kind)

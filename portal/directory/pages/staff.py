"""The editors' desk: what people suggest, what is to be looked at again, and all entries by their state."""

from datetime import date
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _l
from portal.base.text import one_line
from portal.directory import commands, queries
from portal.directory.queries import EntryState
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

EDIT = Permission.EDIT_DIRECTORY
DESK = "/staff/directory"
LONGEST_NAMED = 100
DONE = {
    "starters": _l("The entries to begin with are here as drafts. Please look at each of them."),
    "settled": _l("It is settled. Its words are erased."),
    "imported": _l("The sheet is in."),
}


@get(DESK, needs=EDIT)
def show_desk(visit: Visit, session: Session) -> Response[bytes]:
    """All that waits."""
    heard, more_heard = queries.suggestions(session, visit.actor, _turn(visit.query.get("heard", "")))
    late, more_late = queries.due(session, visit.actor, visit.now.date(), _dated(visit.query.get("late", "")))
    return page(
        visit,
        "directory/desk.html",
        heard=heard,
        more_heard=".".join(map(str, more_heard)) if more_heard else "",
        late=late,
        more_late=".".join(map(str, more_late)) if more_late else "",
        waiting=queries.waiting(session, visit.actor, visit.now.date()),
        states=list(EntryState),
        done=str(DONE.get(visit.query.get("done", ""), "")),
    )


@get(DESK + "/entries", needs=EDIT)
def show_entries(visit: Visit, session: Session) -> Response[bytes]:
    """The entries in one state."""
    asked = visit.query.get("state", "")
    state = EntryState(asked) if asked in list(EntryState) else EntryState.SHOWN
    named = one_line(visit.query.get("named", ""))[:LONGEST_NAMED]
    entries, after = queries.listed(session, visit.actor, state, visit.number("after", 0), named)
    return page(visit, "directory/entries.html", state=state, states=list(EntryState), entries=entries, after=after, named=named, today=visit.now.date())


@post(DESK + "/starters", needs=EDIT)
def adopt_starters(visit: Visit, session: Session) -> Response[bytes]:
    """Take the entries that come with the portal."""
    commands.adopt_starters(session, visit.actor)
    return redirect(visit.url(DESK, done="starters"))


@get(DESK + "/suggestions/{suggestion_id:int}", needs=EDIT)
def show_suggestion(visit: Visit, session: Session, suggestion_id: int) -> Response[bytes]:
    """What somebody suggests."""
    return page(visit, "directory/suggestion.html", suggestion=queries.suggestion(session, visit.actor, suggestion_id))


@post(DESK + "/suggestions/{suggestion_id:int}", needs=EDIT)
def settle(visit: Visit, session: Session, suggestion_id: int) -> Response[bytes]:
    """It was dealt with, or there is nothing to do."""
    found = queries.suggestion(session, visit.actor, suggestion_id)
    commands.settle(session, visit.actor, found, taken_up="do-take" in visit.form)
    return redirect(visit.url(DESK, done="settled"))


def _dated(text: str) -> tuple[date, int] | None:
    day, _dot, number = text.partition(".")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _turn(text: str) -> Any:
    rank, _dot, rest = text.partition(".")
    dated = _dated(rest)
    return (int(rank), *dated) if dated and rank in ("0", "1") else None

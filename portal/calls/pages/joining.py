"""Lists that take requests; asking, confirming, taking a number, leaving. No page tells who is on a list, or how many."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.calls import commands, queries
from portal.calls.forms.joining import joining_form, regions, topics
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/lists", needs=Permission.ANYONE)
def show_lists(visit: Visit, session: Session) -> Response[bytes]:
    """What one can ask to join."""
    return page(visit, "calls/lists.html", lists=queries.joinable(session, visit.actor))


@get("/lists/{slug:str}/join", needs=Permission.ANYONE)
def show_form(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The form of a request."""
    return _form(visit, queries.open_list(session, visit.actor, slug), joining_form(language=visit.language))


@post("/lists/{slug:str}/join", needs=Permission.ANYONE)
def ask(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Take a request; the page that follows is the same for every address."""
    wanted = queries.open_list(session, visit.actor, slug)
    form = joining_form(visit.form, visit.language)
    if not form.validate():
        return _form(visit, wanted, form, status=422)
    if not visit.form.get("website"):  # the trap: whoever fills it is a machine
        wishes: dict[str, Any] = {
            "topics": _chosen(visit, "topics", topics()) if wanted.asks_topics else [],
            "regions": _chosen(visit, "regions", regions()) if wanted.asks_regions else [],
        }
        facts: dict[str, Any] = {"address": form.address.data, "language": form.language.data, "line": form.line.data or "", "neutral": bool(form.neutral.data)}
        commands.ask(session, visit.actor, wanted, token=visit.token, **facts, **wishes)
    return page(visit, "calls/asked.html", list=wanted)


def _chosen(visit: Visit, name: str, known: list[tuple[str, Any]]) -> list[str]:
    sent = set(visit.form.getall(name, []))
    return [value for value, _label in known if value in sent]


def _form(visit: Visit, wanted: Any, form: Any, *, status: int = 200) -> Response[bytes]:
    offered = [(name, label, values, set(visit.form.getall(name, []))) for name, label, values in _offered(wanted)]
    return page(visit, "calls/join.html", status=status, list=wanted, form=form, faults=form.faults(), offered=offered)


def _offered(wanted: Any) -> list[tuple[str, bool, list[tuple[str, Any]]]]:
    """(field, whether it is about topics, what can be ticked)."""
    found = [("topics", True, topics())] if wanted.asks_topics else []
    return [*found, ("regions", False, regions())] if wanted.asks_regions else found


@get("/lists/confirm", needs=Permission.ANYONE)
def confirming(visit: Visit, session: Session) -> Response[bytes]:
    """The page behind the first letter's link. It changes nothing: programs that look into mail open links too."""
    return page(visit, "calls/confirm.html", key=visit.query.get("key", ""))


@post("/lists/confirm", needs=Permission.ANYONE)
def confirm(visit: Visit, session: Session) -> Response[bytes]:
    """The button on that page."""
    commands.confirm(session, visit.actor, visit.form.get("key", ""))
    return page(visit, "calls/confirmed.html")


@get("/lists/number", needs=Permission.ANYONE)
def offering_number(visit: Visit, session: Session) -> Response[bytes]:
    """The page behind the link that gives a number, once."""
    return page(visit, "calls/number.html", key=visit.query.get("key", ""), code="")


@post("/lists/number", needs=Permission.ANYONE)
def take_number(visit: Visit, session: Session) -> Response[bytes]:
    """Show the number, this one time."""
    code = commands.take_number(session, visit.actor, visit.form.get("key", ""), visit.token)
    return page(visit, "calls/number.html", key="", code=code)


@get("/lists/leave", needs=Permission.ANYONE)
def leaving(visit: Visit, session: Session) -> Response[bytes]:
    """The page behind the link at the end of every letter."""
    return page(visit, "calls/leave.html", key=visit.query.get("key", ""))


@post("/lists/leave", needs=Permission.ANYONE, proven=False)
def leave(visit: Visit, session: Session) -> Response[bytes]:
    """The button on that page, or the button of a mail program (RFC 8058), which holds no form of ours."""
    commands.leave_by_link(session, visit.actor, visit.form.get("key", visit.query.get("key", "")))
    return page(visit, "calls/left.html", gone=True, ticket="", list=None)

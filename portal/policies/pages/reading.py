"""The policies for everybody: in force today, in force once, and what changed in between."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.differences import differences
from portal.base.languages import language
from portal.policies import queries
from portal.policies.markup import to_html
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/policies", needs=Permission.ANYONE)
def show_policies(visit: Visit, session: Session) -> Response[bytes]:
    """Every policy with its day."""
    return page(visit, "policies/policies.html", standing=queries.standing(session, visit.actor, visit.now.date()))


@get("/policies/{kind:str}", needs=Permission.ANYONE)
def show_policy(visit: Visit, session: Session, kind: str) -> Response[bytes]:
    """The version in force today."""
    which = queries.kind_of(kind)
    return _show(visit, session, which, queries.in_force(session, visit.actor, which, visit.now.date()))


@get("/policies/{kind:str}/{number:int}", needs=Permission.ANYONE)
def show_version(visit: Visit, session: Session, kind: str, number: int) -> Response[bytes]:
    """A version that was in force once, is now, or is announced."""
    which = queries.kind_of(kind)
    return _show(visit, session, which, queries.version(session, visit.actor, which, number))


def _show(visit: Visit, session: Session, kind: Any, shown: Any) -> Response[bytes]:
    versions = queries.versions(session, visit.actor, kind)
    today = visit.now.date()
    until = next((one.from_day for one in reversed(versions) if shown and one.version > shown.version), None)
    now = queries.in_force(session, visit.actor, kind, today)
    return page(visit, "policies/policy.html", kind=kind, shown=shown, versions=versions, until=until, now=now, today=today, to_html=to_html)


@get("/policies/{kind:str}/changes", needs=Permission.ANYONE)
def show_changes(visit: Visit, session: Session, kind: str) -> Response[bytes]:
    """What is new and what is gone between two versions; the last two where none are named."""
    which = queries.kind_of(kind)
    versions = queries.versions(session, visit.actor, which)
    before, after = chosen(visit, versions)
    said = _same_language(before.text, after.text) if before and after else ("", "", "")
    found = differences(said[1], said[2])
    return page(visit, "policies/changes.html", kind=which, versions=versions, before=before, after=after, tag=said[0], found=found)


def chosen(visit: Visit, versions: list[Any]) -> tuple[Any, Any]:
    """The two versions that the form names, the earlier one first."""
    by_number = {one.version: one for one in versions}
    newest = versions[0].version if versions else 0
    after = by_number.get(visit.number("to", newest), by_number.get(newest))
    before = by_number.get(visit.number("from", after.version - 1 if after else 0), by_number.get(newest - 1))
    if before and after and before.version > after.version:
        return after, before
    return before, after


def _same_language(before: Any, after: Any) -> tuple[str, str, str]:
    """(language, earlier, later): the reader's, or one that both were written in."""
    tag = next((tag for tag in (language(), *after) if before.get(tag) and after.get(tag)), "")
    return tag, before.get(tag, ""), after.get(tag, "")

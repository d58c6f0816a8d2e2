"""The rules for everybody: in force today, in force once, and what changed in between."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.differences import differences
from portal.base.errors import NotFound
from portal.moderation import queries
from portal.moderation.comparing import changes, language_of
from portal.policies.pages.reading import chosen
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/rules", needs=Permission.ANYONE)
def show_rules(visit: Visit, session: Session) -> Response[bytes]:
    """The rules in force today."""
    return _show(visit, session, _now(visit, session))


@get("/rules/{version:int}", needs=Permission.ANYONE)
def show_version(visit: Visit, session: Session, version: int) -> Response[bytes]:
    """The rules as they were in force once, are now, or will be."""
    return _show(visit, session, queries.policy(session, visit.actor, version))


def _now(visit: Visit, session: Session) -> Any:
    try:
        return queries.policy_on(session, visit.actor, visit.now.date())
    except NotFound:
        return None


def _show(visit: Visit, session: Session, policy: Any) -> Response[bytes]:
    versions = queries.policies(session, visit.actor)
    until = next((one.from_day for one in reversed(versions) if policy and one.version > policy.version), None)
    return page(visit, "moderation/rules.html", policy=policy, versions=versions, now=_now(visit, session), until=until, today=visit.now.date())


@get("/rules/changes", needs=Permission.ANYONE)
def show_changes(visit: Visit, session: Session) -> Response[bytes]:
    """What is new and what is gone between two versions, rule by rule; the last two where none are named."""
    versions = queries.policies(session, visit.actor)
    before, after = (queries.policy(session, visit.actor, one.version) if one else None for one in chosen(visit, versions))
    tag = language_of(before.intro, after.intro) if before and after else ""
    facts: dict[str, Any] = {
        "intro": differences(before.intro.get(tag, ""), after.intro.get(tag, "")) if before and after else [],
        "changes": changes(before.rules, after.rules, tag) if before and after else [],
    }
    return page(visit, "moderation/rule_changes.html", versions=versions, before=before, after=after, tag=tag, **facts)

"""Calls for everybody: news and alerts, one call, and the feed. Nothing of calls for members alone."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _, language_name
from portal.base.regions import REGIONS
from portal.base.settings import settings
from portal.calls import feeds, queries
from portal.calls.choices import action_words
from portal.calls.forms.joining import regions, topics
from portal.web.atom import TYPE
from portal.web.doors import get
from portal.web.pages import document, page
from portal.web.visitors import Visit


@get("/calls", needs=Permission.ANYONE)
def show_calls(visit: Visit, session: Session) -> Response[bytes]:
    """News and alerts, by day; to be narrowed down. What was looked for is kept nowhere."""
    asked = {name: visit.query.get(name, "") for name in ("topic", "region", "language")}
    known = {"topic": {value for value, _label in topics()}, "region": set(REGIONS), "language": set(settings().languages)}
    asked = {name: value if value in known[name] else "" for name, value in asked.items()}
    calls = queries.found(session, visit.actor, **asked)
    return page(
        visit, "calls/calls.html", keep=not visit.query, calls=calls, asked=asked, topics=topics(), regions=regions(), tags=settings().languages, narrowed=any(asked.values())
    )


@get("/calls/{number:int}", needs=Permission.ANYONE)
def show_call(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One call. For one that is for members alone the answer is the same as for none."""
    call = queries.public_call(session, visit.actor, number)
    lists = queries.joinable(session, visit.actor)
    return page(visit, "calls/call.html", call=call, regions=REGIONS, lists=lists, action_words=action_words())


@get("/calls/feed.atom", needs=Permission.ANYONE)
def show_feed(visit: Visit, session: Session) -> Response[bytes]:
    """The newest calls, or those that are there in one language."""
    tag = visit.query.get("language", "")
    if tag and tag not in settings().languages:
        raise NotFound
    title = _("Calls for action: %(portal)s", portal=settings().name) + (f" ({language_name(tag)})" if tag else "")
    calls = queries.found(session, visit.actor, language=tag)
    return document(feeds.feed(title, calls, tag), TYPE, keep=not visit.query)

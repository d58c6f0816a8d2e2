"""The library for everybody."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import language_name
from portal.base.markup import to_html
from portal.library import queries
from portal.library.queries import ResourceKind, ResourceTopic
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit

LONGEST_TAG = 20


@get("/library", needs=Permission.ANYONE)
def show_library(visit: Visit, session: Session) -> Response[bytes]:
    """What fits the filters. As with help, nothing of a search is kept."""
    wish = _wish(visit)
    shelf = queries.find(session, visit.actor, **wish, after=visit.number("after", 0))
    tags = sorted({*shelf.languages, *filter(None, [wish["language"]])}, key=language_name)
    chosen = {name: value for name, value in wish.items() if value}
    keep = not visit.query
    return page(
        visit,
        "library/library.html",
        keep=keep,
        shelf=shelf,
        wish=wish,
        chosen=chosen,
        topics=list(ResourceTopic),
        kinds=list(ResourceKind),
        tags=tags,
        **tools(),
    )


@get("/library/{number:int}", needs=Permission.ANYONE)
def show_resource(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One resource: where it stands, or its text."""
    return page(visit, "library/resource.html", resource=queries.one(session, visit.actor, number), to_html=to_html, **tools())


def _wish(visit: Visit) -> dict[str, Any]:
    topic, kind, tag = (visit.query.get(name, "") for name in ("topic", "kind", "language"))
    return {
        "topic": topic if topic in list(ResourceTopic) else "",
        "kind": kind if kind in list(ResourceKind) else "",
        "language": tag if tag.isascii() and len(tag) < LONGEST_TAG else "",
    }


def tools() -> dict[str, Any]:
    """What the templates of a resource need."""
    return {"topic_names": {one.value: one.label for one in ResourceTopic}}

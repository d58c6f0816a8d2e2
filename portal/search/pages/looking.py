"""The page of the search. What was typed is kept nowhere: no page of results is kept in memory, and no line of the log tells it."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import language_name
from portal.base.settings import settings
from portal.base.text import one_line
from portal.search import marking, places, queries, terms
from portal.search.queries import Wish
from portal.search.sources import Shown
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit, address

LONGEST_TAG = 35


@get("/search", needs=Permission.ANYONE)
def show_search(visit: Visit, session: Session) -> Response[bytes]:
    """The form, and below it what was found."""
    typed = one_line(visit.query.get("q", "")[: 4 * terms.LONGEST_QUESTION])
    question = terms.question(typed)
    known = places.known(session, visit.actor)
    asked = {name: visit.query.get(name, "") for name in ("consultation", "kind", "language")}
    kinds, tags = queries.kinds(visit.actor), _tags(asked["language"])
    chosen = {
        "consultation": asked["consultation"] if asked["consultation"] in {one.slug for one in known} else "",
        "kind": asked["kind"] if asked["kind"] in dict(kinds) else "",
        "language": asked["language"] if asked["language"] in dict(tags) else "",
    }
    number = min(visit.number("page"), queries.MOST_PAGES)
    where = next((one.id for one in known if one.slug == chosen["consultation"]), None)
    found = queries.find(session, visit.actor, Wish(question, chosen["kind"], where, chosen["language"]), number)
    typed = typed[: terms.LONGEST_QUESTION]
    facts: dict[str, Any] = {"typed": typed, "question": question, "found": found, "chosen": chosen, "kinds": kinds, "tags": tags, "labels": dict(kinds)}
    facts |= {"places": [(one.slug, str(one.title)) for one in known], "number": number}
    facts |= {"most_pages": queries.MOST_PAGES, "page_size": queries.PAGE}
    results = [_result(visit, hit.shown, hit.kind, question.terms, chosen["language"]) for hit in found.hits]
    kept = {"q": typed, **chosen}
    facts |= _neighbours(visit, kept, number, found.total)
    return page(visit, "search/search.html", keep=not visit.query, results=results, **facts)


def _result(visit: Visit, shown: Shown, kind: str, wanted: frozenset[str], asked: str) -> dict[str, Any]:
    """One result. Where words of a translation are shown, it leads there and to the original, whichever the reader's page has first."""
    piece, retold = marking.piece(shown, wanted, asked)
    told: dict[str, Any] = {"shown": shown, "kind": kind, "title": marking.title(shown, wanted, asked), "piece": piece, "retold": retold, "to": visit.url(shown.path)}
    if retold is None or retold.mark.language not in settings().languages:
        return told | {"other": ""}
    bare, sharp, place = shown.path.partition("#")
    there = address(retold.mark.language, bare, translated="yes") + sharp + place
    own = retold.mark.language == visit.language
    return told | ({"to": there, "other": told["to"]} if own else {"other": there})


def _tags(asked: str) -> list[tuple[str, str]]:
    """The languages that can be chosen: the portal's, and the one that an address names."""
    plain = terms.primary(asked)
    more = [plain] if plain.isascii() and plain.isalpha() and len(plain) <= LONGEST_TAG and plain not in settings().languages and asked == plain else []
    return [(tag, language_name(tag)) for tag in [*settings().languages, *more]]


def _neighbours(visit: Visit, kept: dict[str, str], number: int, total: int) -> dict[str, str]:
    """The addresses of the pages before and after."""
    further = number < queries.MOST_PAGES and number * queries.PAGE < total
    return {
        "before": visit.url("/search", **kept, page=number - 1) if number > 1 else "",
        "after": visit.url("/search", **kept, page=number + 1) if further else "",
    }

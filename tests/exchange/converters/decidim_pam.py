"""Barcelona's Municipal Action Plan of 2016 on Decidim: proposals at the top of threads up to twelve levels deep, Catalan and Spanish."""

import csv
import gzip
from pathlib import Path

from portal.base.text import plain
from tests.exchange.converters import Converted

LANGUAGES = {"": "und"}


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a packed table."""
    with gzip.open(path, "rt", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def convert(folder: Path) -> list[Converted]:
    """One closed consultation: a category is a question, a proposal is an answer to it, comments are replies."""
    proposals, comments = rows_of(folder / "proposals.csv.gz"), rows_of(folder / "comments.csv.gz")
    categories = list(dict.fromkeys(one["category"] or "–" for one in proposals))
    notes = ["votes, likes and sides are left out: the format knows no such sign", "pseudonyms are those of the set"]
    rows, asked = [], {}
    for one in proposals:
        asked[one["id"]] = categories.index(one["category"] or "–") + 1
        text = f"{plain(one['title'])}\n\n{plain(one['body_html'])}"
        rows.append((one["created_at"], _row(f"p{one['id']}", asked[one["id"]], None, one, text, official=one["official"] == "True")))
    known = {one["id"] for one in comments}
    for one in comments:
        parent = f"c{one['parent_id']}" if one["parent_id"] else f"p{one['proposal_id']}"
        if one["parent_id"] and one["parent_id"] not in known:
            notes.append(f"comment {one['id']} replies to comment {one['parent_id']}, which is missing; it stands below its proposal now")
            parent = f"p{one['proposal_id']}"
        rows.append((one["created_at"], _row(f"c{one['id']}", asked[one["proposal_id"]], parent, one, plain(one["body_html"]), official=False)))
    rows.sort(key=lambda pair: pair[0])
    lines = [{**row, "number": place} for place, (_moment, row) in enumerate(rows, 1)]
    return [Converted(_file(categories), lines, notes)]


def _row(key: str, question: int, parent: str | None, one: dict[str, str], text: str, *, official: bool) -> dict[str, object]:
    return {
        "key": key,
        "question": question,
        "reply_to": parent,
        "state": "published",
        "day": one["created_at"][:10],
        "voice": "organisation" if official else "pseudonym",
        "name": one["author"],
        "language": LANGUAGES.get(one["lang_guess"], one["lang_guess"]),
        "text": text,
    }


def _file(categories: list[str]) -> dict[str, object]:
    return {
        "organisations": [{"slug": "barcelona", "name": {"ca": "Ajuntament de Barcelona"}}],
        "consultation": {
            "slug": "barcelona-pam-2016",
            "state": "public",
            "languages": ["ca", "es"],
            "title": {"ca": "Pla d'Actuació Municipal 2016"},
            "influence": "involve",
            "host": "barcelona",
            "zone": "Europe/Madrid",
            "announced_at": "2016-01-21T23:00:00Z",
            "opens_at": "2016-01-21T23:00:00Z",
            "closes_at": "2016-04-30T22:00:00Z",
            "questions": [{"number": place, "title": {"ca": category}} for place, category in enumerate(categories, 1)],
        },
    }

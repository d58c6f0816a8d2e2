"""The Grand débat national of 2019 in Lille: 29 questions and 693 comments in threads, in French."""

import csv
from pathlib import Path

from tests.exchange.converters import Converted


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def convert(folder: Path) -> list[Converted]:
    """One closed consultation. The free proposals are another form of participation and stay out."""
    questions, comments = rows_of(folder / "questions.csv"), rows_of(folder / "comments.csv")
    themes = list(dict.fromkeys(one["theme"] for one in questions))
    numbers = {one["id"]: place for place, one in enumerate(questions, 1)}
    comments.sort(key=lambda one: (one["created_at"], int(one["id"])))
    file = {
        "organisations": [{"slug": "mel", "name": {"fr": "Métropole européenne de Lille"}}],
        "consultation": {
            "slug": "grand-debat-lille",
            "state": "public",
            "languages": ["fr"],
            "title": {"fr": "Grand débat national, Lille"},
            "influence": "consult",
            "host": "mel",
            "zone": "Europe/Paris",
            "announced_at": "2019-01-15T23:00:00Z",
            "opens_at": "2019-01-15T23:00:00Z",
            "closes_at": "2019-04-01T22:00:00Z",
            "themes": [{"key": f"t{place}", "title": {"fr": theme}} for place, theme in enumerate(themes, 1)],
            "questions": [{"number": numbers[one["id"]], "theme": f"t{themes.index(one['theme']) + 1}", "title": {"fr": one["title"]}} for one in questions],
        },
    }
    rows = [
        {
            "key": one["id"],
            "number": place,
            "question": numbers[one["question_id"]],
            "reply_to": one["parent_id"] or None,
            "state": "published",
            "day": one["created_at"][:10],
            "voice": "pseudonym",
            "name": one["author"],
            "language": "fr",
            "text": one["body"],
        }
        for place, one in enumerate(comments, 1)
    ]
    return [Converted(file, rows, ["opening and closing days are those of the national debate", "for, against and neutral are left out: the format knows no such sign"])]

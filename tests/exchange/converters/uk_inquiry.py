"""Two inquiries of the British Parliament: recommendations as points, the government's answers with their verdicts."""

import gzip
import json
from pathlib import Path

from portal.base.text import excerpt
from tests.exchange.converters import Converted

VERDICTS = {"Accept": "accepted", "Partial": "partly accepted", "Reject": "not accepted"}
DAYS = {"behaviour-change": ("2010-07-01", "2011-07-19", "2011-09-14"), "space-economy": ("2023-01-10", "2023-11-01", "2024-05-01")}


def convert(folder: Path) -> list[Converted]:
    """One answered consultation for each inquiry."""
    with gzip.open(folder / "recommendations.jsonl.gz", "rt", encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    return [_inquiry(name, [one for one in found if one["inquiry"] == name]) for name in dict.fromkeys(one["inquiry"] for one in found)]


def _inquiry(name: str, given: list[dict[str, str]]) -> Converted:
    opened, closed, answered = DAYS.get(name, ("2000-01-01", "2000-06-01", "2001-01-01"))
    points = [
        {
            "number": place,
            "question": 1,
            "title": {"en": excerpt(one["recommendation"], 160)},
            "body": {"en": f"Recommendation {one['rec_id']}\n\n{one['recommendation']}"},
            "responses": [{"version": 1, "verdict": VERDICTS[one["status"]], "reason": {"en": one["response"]}, "unit": excerpt(one["response_document"], 180), "day": answered}],
        }
        for place, one in enumerate(given, 1)
    ]
    shared = sum(1 for one in given if "-" in one["response_ids"] or "," in one["response_ids"])
    file = {
        "organisations": [{"slug": "uk-parliament", "name": {"en": "UK Parliament"}}],
        "consultation": {
            "slug": f"uk-{name}",
            "state": "public",
            "languages": ["en"],
            "title": {"en": given[0]["report"]},
            "influence": "consult",
            "host": "uk-parliament",
            "zone": "Europe/London",
            "announced_at": f"{opened}T00:00:00Z",
            "opens_at": f"{opened}T00:00:00Z",
            "closes_at": f"{closed}T00:00:00Z",
            "responded_at": f"{answered}T00:00:00Z",
            "questions": [{"number": 1, "title": {"en": "What does the committee recommend?"}}],
        },
        "summary": {"state": "final", "points": points},
    }
    return Converted(file, [], ["days are those of the reports, not of the set", f"{shared} answers belong to several recommendations and stand under each"])

"""The United Nations' online consultation on civic space, January 2020: three questions and the 48 key asks of its summary.

What people wrote was never published with it, so there are no contributions and nothing stands behind the points.
"""

import json
from pathlib import Path

from tests.exchange.converters import Converted, slug


def convert(folder: Path) -> list[Converted]:
    """One closed consultation; background and figures become documents."""
    given = json.loads((folder / "consultation.json").read_text())
    about = given["consultation"]
    organisations = {slug(name): name for name in [*about["hosts"], *about["moderators"]]}
    people = about["participants"]
    figures = f"{people['count_in_source']} from {people['countries_in_source']}. {people['who']}\n\nHosts: {', '.join(about['hosts'])} ({about['hosts_note']})."
    documents = [
        ("Background", "\n\n".join(part["text"] for part in about["background"])),
        (about["summary"]["heading"], "\n\n".join(part["text"] for part in about["summary"]["paragraphs"])),
        ("Who took part", figures),
    ]
    points = [(question["position"], ask["text"]) for question in given["questions"] for ask in question["key_asks"]]
    file = {
        "organisations": [{"slug": key, "name": {"en": name}} for key, name in organisations.items()],
        "consultation": {
            "slug": "civic-space-2020",
            "state": "public",
            "languages": ["en"],
            "title": {"en": about["title"]},
            "summary": {"en": about["background"][0]["text"]},
            "influence": "consult",
            "host": slug(about["hosts"][0]),
            "moderators": [slug(name) for name in about["moderators"]],
            "announced_at": f"{about['start_date']}T00:00:00Z",
            "opens_at": f"{about['start_date']}T00:00:00Z",
            "closes_at": "2020-01-25T00:00:00Z",
            "themes": [{"key": f"role-{place}", "title": {"en": role}} for place, role in enumerate(about["roles"], 1)],
            "questions": [{"number": one["position"], "theme": f"role-{one['position']}", "title": {"en": one["text"]}} for one in given["questions"]],
            "documents": [{"number": place, "title": {"en": title}, "body": {"en": body}} for place, (title, body) in enumerate(documents, 1)],
        },
        "summary": {
            "state": "final",
            "intro": {"en": about["key_asks_heading"]},
            "points": [{"number": place, "question": question, "title": {"en": text}} for place, (question, text) in enumerate(points, 1)],
        },
    }
    return [Converted(file, [], [f"{len(points)} points, nothing behind them: the contributions were never published with the summary"])]

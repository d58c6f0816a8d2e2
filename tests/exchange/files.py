"""Files of the exchange format for tests: one small consultation in which everything occurs, and zips of any kind."""

import io
import json
import zipfile
from copy import deepcopy
from typing import Any

FILE: dict[str, Any] = {
    "organisations": [
        {"slug": "city", "name": {"en": "City of Example", "ar": "مدينة المثال"}, "contact": {"en": "office@example.org"}},
        {"slug": "neighbours", "name": {"en": "Neighbours"}},
    ],
    "consultation": {
        "slug": "river",
        "state": "public",
        "languages": ["en", "ar"],
        "title": {"en": "The river bank", "ar": "ضفة النهر"},
        "summary": {"en": "What should happen at the river?"},
        "influence": "consult",
        "host": "city",
        "moderators": ["neighbours"],
        "zone": "Europe/Paris",
        "announced_at": "2026-01-01T08:00:00Z",
        "opens_at": "2026-01-10T08:00:00Z",
        "closes_at": "2026-02-10T17:00:00Z",
        "check_back_from": "2026-03-01T08:00:00Z",
        "check_back_until": "2026-03-15T08:00:00Z",
        "response_due_at": "2026-05-01T08:00:00Z",
        "responded_at": "2026-04-20T08:00:00Z",
        "themes": [{"key": "green", "title": {"en": "Green"}}, {"key": "paths", "title": {"en": "Paths"}}],
        "questions": [{"number": 1, "theme": "green", "title": {"en": "Which trees?"}, "body": {"en": "Say **why**."}}, {"number": 2, "title": {"en": "Which paths?"}}],
        "documents": [{"number": 1, "title": {"en": "The plan"}, "body": {"en": "It is *long*."}}],
        "notices": [
            {"kind": "extended", "day": "2026-01-20", "reason": {"en": "The mail was late."}, "before": "1 February", "after": "10 February"},
            {"kind": "moderation changed", "day": "2026-01-20", "reason": {"en": "Few problems."}},
        ],
    },
    "policies": [
        {
            "version": 1,
            "from_day": "2025-01-01",
            "intro": {"en": "Be kind."},
            "rules": [{"number": 1, "category": "private data", "title": {"en": "No private data"}, "text": {"en": "Of others."}}],
        }
    ],
    "campaigns": [{"key": "letters", "title": "Letters for the oak"}],
    "summary": {
        "state": "final",
        "since": "2026-03-16",
        "intro": {"en": "What we heard."},
        "points": [
            {
                "number": 1,
                "question": 1,
                "title": {"en": "Plant oaks."},
                "responses": [
                    {"version": 1, "verdict": "partly accepted", "reason": {"en": "Some."}, "unit": "Parks", "day": "2026-04-01"},
                    {"version": 2, "verdict": "accepted", "reason": {"en": "All."}, "unit": "Parks", "day": "2026-04-20"},
                ],
                "commitments": [
                    {
                        "number": 1,
                        "what": {"en": "Forty oaks"},
                        "owner": "Parks",
                        "due_on": "2026-11-01",
                        "measure": {"en": "They stand."},
                        "state": "on course",
                        "day": "2026-04-20",
                        "updates": [{"position": 1, "day": "2026-06-01", "state": "on course", "text": {"en": "Ordered."}, "old_due_on": "2026-10-01"}],
                    }
                ],
            },
            {"number": 2, "title": {"en": "Light the path."}},
        ],
        "objections": [
            {
                "number": 1,
                "point": 2,
                "kind": "misread",
                "state": "accepted",
                "since": "2026-03-12",
                "day": "2026-03-10",
                "text": "Not at night!",
                "language": "en",
                "answer": {"en": "Right."},
                "shown": True,
            }
        ],
    },
}

CONTRIBUTIONS: list[dict[str, Any]] = [
    {
        "key": "a",
        "number": 1,
        "question": 1,
        "state": "published",
        "day": "2026-01-11",
        "voice": "name",
        "name": "Ada",
        "language": "en",
        "text": "Oaks, *please*.",
        "points": [1],
        "campaign": "letters",
    },
    {
        "key": "b",
        "number": 2,
        "question": 1,
        "reply_to": "a",
        "state": "published",
        "day": "2026-01-11",
        "voice": "anonymous",
        "language": "ar",
        "text": "نعم، البلوط.",
        "points": [1, 2],
    },
    {
        "key": "c",
        "number": 3,
        "question": 1,
        "reply_to": "b",
        "state": "published redacted",
        "day": "2026-01-12",
        "voice": "pseudonym",
        "name": "Reed",
        "language": "en",
        "text": "Ask […]!",
        "mark": "private data",
        "no_point": {"en": "It repeats No. 1."},
        "decisions": [{"action": "publish redacted", "rule": "1.1", "facts": "A phone number.", "organisation": "neighbours", "day": "2026-01-13", "waited_days": 1}],
    },
    {
        "key": "d",
        "question": 2,
        "state": "declined",
        "day": "2026-01-11",
        "voice": "anonymous",
        "language": "en",
        "text": "Secret words.",
        "decisions": [
            {
                "action": "decline",
                "rule": "1.1",
                "facts": "An address.",
                "organisation": "neighbours",
                "day": "2026-01-12",
                "appeals": [{"state": "open", "day": "2026-01-14", "due_on": "2026-01-24", "text": "It was mine.", "language": "en"}],
            }
        ],
    },
    {"key": "e", "question": 2, "state": "received", "day": "2026-01-11", "voice": "anonymous", "language": "en", "text": "Waiting words."},
    {"key": "f", "question": 2, "reply_to": "e", "state": "received", "day": "2026-01-11", "voice": "anonymous", "language": "en", "text": "Waiting words."},
    {"key": "g", "number": 4, "question": 2, "state": "hidden", "day": "2026-01-12", "voice": "anonymous", "language": "en", "text": "Hidden words.", "mark": "hate"},
    {"key": "h", "number": 5, "question": 2, "state": "withdrawn", "day": "2026-01-12", "voice": "anonymous", "language": "en", "text": ""},
]


def sample() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The small consultation, to be changed at will."""
    return deepcopy(FILE), deepcopy(CONTRIBUTIONS)


def zipped(file: Any = None, rows: Any = None, **entries: bytes) -> io.BytesIO:
    """A zip of the format. `entries` replaces or adds raw entries (`manifest`, `consultation`, `contributions` or any other name)."""
    file = FILE if file is None else file
    rows = CONTRIBUTIONS if rows is None else rows
    manifest = {"format": "hearback", "version": 1, "counts": {"questions": 2, "contributions": len(rows)}}
    whole = {
        "hearback.json": entries.pop("manifest", json.dumps(manifest).encode()),
        "consultation.json": entries.pop("consultation", json.dumps(file, indent=1).encode()),
        "contributions.jsonl": entries.pop("contributions", b"".join(json.dumps(row).encode() + b"\n" for row in rows)),
        **entries,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in whole.items():
            if raw is not None:
                archive.writestr(name, raw)
    out.seek(0)
    return out


def content(raw: bytes | io.BytesIO, *, without_slug: bool = False) -> dict[str, Any]:
    """What a file says, to be compared."""
    with zipfile.ZipFile(io.BytesIO(raw) if isinstance(raw, bytes) else raw) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    file, manifest = json.loads(found["consultation.json"]), json.loads(found["hearback.json"])
    if without_slug:
        file["consultation"].pop("slug")
        manifest.pop("slug")
    return {"manifest": json.dumps(manifest), "file": json.dumps(file), "rows": found["contributions.jsonl"]}

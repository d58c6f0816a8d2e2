"""A policy to begin with, in plain words: for the demo, for tests, and for a portal that has none yet.

Its words lie in `starters`, one file a language: the intro, then each rule's title and text in the order of CATEGORIES.
"""

import json
from typing import Any

from portal.base.languages import Texts
from portal.base.settings import ROOT

CATEGORIES = ("hatred", "threat", "personal data", "insult", "advertising", "off topic", "impersonation", "unlawful")

_FILES: dict[str, dict[str, Any]] = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "portal" / "moderation" / "starters").glob("*.json"))}
_TAGS = sorted(_FILES, key=lambda tag: (tag != "en", tag))
"""English first: it is the original."""

INTRO = Texts({tag: _FILES[tag]["intro"] for tag in _TAGS})


def _rule(number: int, category: str) -> dict[str, Any]:
    title, text = (Texts({tag: _FILES[tag]["rules"][number - 1][part] for tag in _TAGS}) for part in (0, 1))
    return {"number": number, "category": category, "title": title, "text": text}


RULES: list[dict[str, Any]] = [_rule(number, category) for number, category in enumerate(CATEGORIES, 1)]

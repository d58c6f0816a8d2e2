"""Texts to begin with, in plain words: each says only what the portal really does. An administrator makes them the host's own.

They lie in `starters`, one file a language: the policies by kind, what the first version says of itself, and words to
think twice about with an advice. Every language that the interface offers has one (tests/house/test_locales.py).
"""

import json
from typing import Any

from portal.base.languages import Texts
from portal.base.settings import ROOT
from portal.policies.models import PolicyKind

_FILES: dict[str, dict[str, Any]] = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "portal" / "policies" / "starters").glob("*.json"))}
_TAGS = sorted(_FILES, key=lambda tag: (tag != "en", tag))
"""English first: it is the original."""

FIRST = Texts({tag: _FILES[tag]["first"] for tag in _TAGS})
POLICIES = {kind: Texts({tag: _FILES[tag][kind.value] for tag in _TAGS}) for kind in PolicyKind}
WORDS: list[tuple[str, str, str]] = [(tag, word, advice) for tag in _TAGS for word, advice in _FILES[tag]["words"]]
"""(language, word, advice)."""

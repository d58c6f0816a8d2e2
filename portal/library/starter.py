"""Resources to begin with: guides that the Civic Space Support Guide of the Open Government Partnership names, and short texts of our own."""

import json
from functools import lru_cache
from typing import Any

from portal.base.languages import Texts
from portal.base.settings import ROOT
from portal.library.facts import Facts
from portal.library.models import ResourceKind

_FOLDER = ROOT / "portal" / "library" / "starters"


@lru_cache(maxsize=1)
def _read() -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.json"))]


def starters() -> list[tuple[str, Facts]]:
    """(key, facts); the first file holds the guides of others, each further one a text of our own."""
    given = [one for some in _read() for one in some["resources"]]
    return [(one["key"], _facts({name: value for name, value in one.items() if name != "key"})) for one in given]


def _facts(one: dict[str, Any]) -> Facts:
    texts = {name: Texts(one.get(name, {})) for name in ("title", "what", "text")}
    return Facts(**{**one, **texts, "kind": ResourceKind(one["kind"])})

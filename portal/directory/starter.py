"""Entries to begin with: what the Civic Space Support Guide of the Open Government Partnership names, told in our own words.

They name no way of contact, since a wrong one does harm: an editor adds what they have checked, and reviews each entry.
"""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from portal.base import clock
from portal.base.languages import Texts
from portal.base.settings import ROOT
from portal.directory.facts import Facts
from portal.directory.models import Costs

_FILE = ROOT / "portal" / "directory" / "starter.json"


@lru_cache(maxsize=1)
def _read() -> Any:
    return json.loads(_FILE.read_text("utf-8"))


def starters() -> list[Facts]:
    """The entries, all to be reviewed from today on."""
    given = _read()
    same = {"source": given["source"], "source_on": date.fromisoformat(given["source_on"]), "review_due_on": clock.today()}
    return [Facts(**{**one, **same, "what": Texts(one["what"]), "costs": Costs(one.get("costs", Costs.UNKNOWN))}).tidy() for one in given["entries"]]

"""What the demo shows: the entries to begin with, read by everybody, and some of a made-up town with every fact filled in."""

import json
from datetime import date, timedelta
from typing import Any

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts
from portal.base.settings import ROOT
from portal.directory import commands, queries
from portal.directory.facts import Facts
from portal.directory.models import Costs, EntryState, SuggestionKind
from portal.directory.starter import starters
from portal.web import tokens

_FILE = ROOT / "portal" / "directory" / "demo.json"


def demo(session: Session, actor: Actor) -> None:
    """Once more changes nothing. `actor` is the portal itself, or whoever may edit the directory."""
    today = clock.today()
    dated = {facts.key: (_dated(facts, today), EntryState.SHOWN, None) for facts in starters()}
    own: dict[str, Any] = {f"demo {place}": (_own(one, today), EntryState.SHOWN, None) for place, one in enumerate(json.loads(_FILE.read_text("utf-8")), 1)}
    known = queries.by_key(session, actor, [*dated, *own])
    commands.bring_in(session, actor, {key: brought for key, brought in {**own, **dated}.items() if key not in known})
    if known:
        return
    entry = queries.by_key(session, actor, ["demo 1"])["demo 1"]
    token = tokens.read(tokens.issue(), "")
    if token is not None:
        words = "I called twice on Sunday. Nobody answered, and the line is cut off."
        commands.suggest(session, actor, token=token, kind=SuggestionKind.BROKEN, words=words, language="en", entry=entry)


def _dated(facts: Facts, today: date) -> Facts:
    return Facts(**{**vars(facts), "source_on": min(facts.source_on or today, today), "review_due_on": today + timedelta(days=60)})


def _own(one: dict[str, Any], today: date) -> Facts:
    days: dict[str, Any] = {
        "source_on": today - timedelta(days=one["source"]),
        "reviewed_on": today - timedelta(days=one["reviewed"]),
        "review_due_on": today + timedelta(days=one["due"]),
    }
    rest = {name: value for name, value in one.items() if name not in ("what", "costs", "source", "reviewed", "due")}
    return Facts(**rest, what=Texts(one["what"]), costs=Costs(one["costs"]), source="Their own web page", **days).tidy()

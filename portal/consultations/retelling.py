"""Translations as the search sees them: found with the thing that they tell, and only while everybody can read both."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select

from portal.base.access import NOBODY
from portal.base.database import Session
from portal.base.text import plain
from portal.search.sources import Retold, Watched, Words
from portal.translations import queries
from portal.translations.models import COLUMNS, Kind, Translation


def retold(session: Session, kind: Kind, thing_ids: Sequence[int]) -> dict[int, list[Words]]:
    """The words of translations by the ids of the things, each with its mark; what may be seen of the things themselves is asked of their rooms."""
    found = queries.of_things(session, NOBODY, kind, thing_ids)
    return {own: [Words(plain(one.html), one.language, retold=Retold(one, words.language, words.name)) for words, one in some] for own, some in found.items()}


def watched(kind: Kind, things: Callable[[Sequence[int]], Select[Any]] | None = None) -> Watched:
    """A translation that comes, changes or goes changes what is found of its thing."""
    return Watched(Translation, getattr(Translation, COLUMNS[kind]), frozenset({"html", "language", "fingerprint"}), things)

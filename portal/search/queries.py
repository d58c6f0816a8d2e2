"""Finding. Whether something may be shown is asked of its room while it is looked for; the index alone shows nothing.

All words of a question must be there; where nothing has them all, what has some comes instead, and the page says so.
Rank is BM25 over the table of signs, in whole numbers: the same statement, and so the same order, on both engines.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select

from portal.base import clock
from portal.base.access import NOBODY, Actor
from portal.base.database import Session
from portal.search import indexing, sources
from portal.search.indexing import sign
from portal.search.models import SearchEntry, SearchWord
from portal.search.sources import Shown
from portal.search.terms import Question, primary

PAGE = 20
MOST_PAGES = 10
MOST_LOOKED_AT = 1_000  # results of one question
SAMPLE = 100  # entries of each kind that `portal check` compares word by word


@dataclass(frozen=True)
class Wish:
    """What somebody looks for, and where."""

    question: Question
    kind: str = ""
    consultation_id: int | None = None
    language: str = ""

    @property
    def everywhere(self) -> bool:
        """Whether nothing is left out."""
        return not (self.kind or self.consultation_id or self.language)


@dataclass(frozen=True)
class Hit:
    """A result: its kind, and how it is shown."""

    kind: str
    thing_id: int
    shown: Shown


@dataclass(frozen=True)
class Results:
    """One page of results, and how many there are in all. `some`: nothing has all the words, these have some of them."""

    hits: Sequence[Hit] = ()
    total: int = 0
    some: bool = False


def find(session: Session, viewer: Actor, wish: Wish, page: int = 1) -> Results:
    """A page of results. A question without a word finds nothing."""
    groups = [[sign(term) for term in group] for group in wish.question.groups]
    weights = _weights(session, groups)
    if not any(weights):
        return Results()
    for least in sorted({len(groups), 1}, reverse=True):
        rows = _ranked(session, viewer, wish, groups, weights, least, min(max(page, 1), MOST_PAGES))
        if rows:
            return Results(_shown(session, viewer, rows), rows[0].total, some=least < len(groups))
    return Results()


def _weights(session: Session, groups: list[list[int]]) -> list[int]:
    """How much each group tells: the rarer, the more. Nothing, if no text has any of its terms."""
    every = {one for group in groups for one in group}
    if not every:
        return []
    rows = session.execute(select(SearchWord.sign, func.count()).where(SearchWord.sign.in_(every)).group_by(SearchWord.sign))
    having: dict[int, int] = {one: count for one, count in rows}  # noqa: C416  rows are no pairs for the type checker
    of_all = session.scalar(select(func.count()).select_from(SearchEntry)) or 0
    found = [max((having.get(one, 0) for one in group), default=0) for group in groups]
    return [round(1000 * math.log(1 + (of_all - count + 0.5) / (count + 0.5))) if count else 0 for count in found]


def _ranked(session: Session, viewer: Actor, wish: Wish, groups: list[list[int]], weights: list[int], least: int, page: int) -> Sequence[Any]:
    """Kind, id and number of all, of a page: what meets most groups first, then by BM25, then the newest."""
    group = case({one: place for place, some in enumerate(groups) for one in some}, value=SearchWord.sign)
    score = case(dict(enumerate(weights)), value=group) * func.max(SearchWord.weight)
    every = [one for some in groups for one in some]
    met = select(SearchWord.entry_id, score.label("score")).where(SearchWord.sign.in_(every)).group_by(SearchWord.entry_id, group).subquery()
    number, sum_ = func.count(), func.sum(met.c.score)
    whole = select(met.c.entry_id, number.label("met"), sum_.label("score")).group_by(met.c.entry_id).having(number >= least)
    if wish.everywhere:  # of a word that stands everywhere, the best are looked at and not all
        whole = whole.order_by(number.desc(), sum_.desc()).limit(MOST_LOOKED_AT)
    best = whole.subquery()
    rows = (
        select(SearchEntry.kind, SearchEntry.thing_id, func.count().over().label("total"))
        .join(best, best.c.entry_id == SearchEntry.id)
        .where(_seen(viewer, wish))
        .order_by(best.c.met.desc(), best.c.score.desc(), SearchEntry.day.desc(), SearchEntry.kind, SearchEntry.thing_id)
    )
    return session.execute(rows.limit(PAGE).offset((page - 1) * PAGE)).all()


def _seen(viewer: Actor, wish: Wish) -> ColumnElement[bool]:
    """What this viewer may find. For those who are nobody in particular the condition is built once a minute: that took longer than asking it."""
    if viewer != NOBODY:
        return _built(viewer, wish.kind, wish.consultation_id, wish.language)
    return _of_everybody(int(clock.now().timestamp()) // 60, len(sources.SOURCES), wish.kind, wish.consultation_id, wish.language)


@lru_cache(maxsize=64)
def _of_everybody(minute: int, rooms: int, kind: str, consultation_id: int | None, language: str) -> ColumnElement[bool]:
    """Kept by place and never by the words of a question."""
    return _built(NOBODY, kind, consultation_id, language)


def _built(viewer: Actor, kind: str, consultation_id: int | None, language: str) -> ColumnElement[bool]:
    """As every room says for its own kind, and of that what was asked for."""
    places = []
    for source in sources.SOURCES.values():
        if kind not in ("", source.kind) or (consultation_id is not None and source.consultation is None):
            continue
        seen = source.seen(viewer)
        own = seen.selected_columns[0]
        if consultation_id is not None:
            seen = seen.where(source.consultation == consultation_id)
        places.append(and_(SearchEntry.kind == source.kind, exists(seen.where(own == SearchEntry.thing_id).correlate(SearchEntry))))
    if language:
        return and_(or_(false(), *places), SearchEntry.languages.contains(f" {primary(language)} ", autoescape=True))
    return or_(false(), *places)


def _shown(session: Session, viewer: Actor, rows: Sequence[Any]) -> list[Hit]:
    """Each kind in a constant number of statements; in the order of the rank."""
    found: dict[str, Mapping[int, Shown]] = {}
    for kind in sorted({row.kind for row in rows}):
        found[kind] = sources.SOURCES[kind].shown(session, viewer, [row.thing_id for row in rows if row.kind == kind])
    return [Hit(row.kind, row.thing_id, found[row.kind][row.thing_id]) for row in rows if row.thing_id in found[row.kind]]


def kinds(viewer: Actor) -> list[tuple[str, str]]:
    """The kinds that can be chosen, with their names."""
    return sorted(((source.kind, str(source.label)) for source in sources.SOURCES.values()), key=lambda pair: pair[1])


@dataclass(frozen=True)
class Fit:
    """How index and tables fit: entries that are there, things without one, entries too many, entries that say something else."""

    entries: int
    missing: int
    surplus: int
    different: int

    @property
    def good(self) -> bool:
        """Whether nothing differs."""
        return not (self.missing or self.surplus or self.different)


def fit(session: Session, viewer: Actor, sample: int | None = SAMPLE) -> Fit:
    """Compare index and tables: all ids, and the words of so many of each kind (of all, where `sample` is None)."""
    entries = session.scalar(select(func.count()).select_from(SearchEntry)) or 0
    stray = session.scalar(select(func.count()).select_from(SearchEntry).where(SearchEntry.kind.not_in(list(sources.SOURCES)))) or 0
    lacking = too_many = different = 0
    for kind in sources.SOURCES:
        without, over = indexing.missing(session, kind), indexing.surplus(session, kind)
        lacking, too_many = lacking + len(without), too_many + len(over)
        there = session.scalars(select(SearchEntry.thing_id).where(SearchEntry.kind == kind).order_by(SearchEntry.id).limit(sample)).all()
        compared = [one for one in there if one not in over]
        for start in range(0, len(compared), indexing.AT_ONCE):
            different += len(indexing.differing(session, kind, compared[start : start + indexing.AT_ONCE]))
    return Fit(entries, lacking, stray + too_many, different)


def to_do(session: Session, viewer: Actor) -> dict[str, list[int]]:
    """All that a rebuilding looks at: by kind the things that belong in the index, and those with an entry that do not."""
    return {kind: sorted({*session.scalars(source.every()), *indexing.surplus(session, kind)}) for kind, source in sources.SOURCES.items()}

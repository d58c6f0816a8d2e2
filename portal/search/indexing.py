"""Bringing entries into line with what the rooms tell. Only what differs is written, so doing it again changes nothing."""

import struct
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from sqlalchemy import delete, insert, select

from portal.base.database import Session
from portal.base.secrets import key, random_id
from portal.search import sources, terms
from portal.search.models import SearchEntry, SearchWord
from portal.search.sources import Told

PURPOSE = "search"
AT_ONCE = 200  # things of one round
MOST_TIMES = 255
LONGEST_LANGUAGES = 400


def sign(term: str) -> int:
    """A term as it stands in the index: 63 bits that only the portal's secret leads to."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), key=key(PURPOSE), digest_size=8).digest()) >> 1


@dataclass(frozen=True)
class Wanted:
    """An entry as it should be."""

    day: date
    languages: str
    length: int
    signs: bytes
    times: dict[int, int]


def wanted(told: Told) -> Wanted:
    """The entry that a thing's words make."""
    counted: Counter[str] = Counter()
    length = 0
    for words in told.words:
        found = terms.terms_of(words.text, words.language)
        length += found.total()
        for term, often in found.items():
            counted[term] += often * words.weight
    signs = Counter[int]()
    for term, often in counted.items():
        signs[sign(term)] += often
    times = {one: min(signs[one], MOST_TIMES) for one in sorted(signs)}
    return Wanted(told.day, _languages(told), length, _packed(times), times)


def _languages(told: Told) -> str:
    tags = sorted({terms.primary(words.language) for words in told.words})
    return f" {' '.join(tags)} "[:LONGEST_LANGUAGES]


def _packed(times: dict[int, int]) -> bytes:
    """Signs and their counts, so that two entries can be compared and an old one be undone."""
    return b"".join(struct.pack(">qB", one, often) for one, often in times.items())


def signs_of(packed: bytes) -> list[int]:
    """The signs of a packed entry."""
    return [one for one, _often in struct.iter_unpack(">qB", packed)]


def index(session: Session, kind: str, thing_ids: Sequence[int]) -> int:
    """Bring the entries of these things into line; how many differed."""
    changed = 0
    for start in range(0, len(thing_ids), AT_ONCE):
        changed += _index_some(session, kind, thing_ids[start : start + AT_ONCE])
    return changed


def index_missing(session: Session, kind: str) -> int:
    """Index the things that have no entry."""
    return index(session, kind, sorted(missing(session, kind)))


def missing(session: Session, kind: str) -> set[int]:
    """The things of a kind that belong in the index and are not there."""
    return set(session.scalars(sources.SOURCES[kind].every())) - set(session.scalars(select(SearchEntry.thing_id).where(SearchEntry.kind == kind)))


def surplus(session: Session, kind: str) -> set[int]:
    """The things of a kind that have an entry and do not belong in the index any more."""
    there = set(session.scalars(select(SearchEntry.thing_id).where(SearchEntry.kind == kind)))
    return there - set(session.scalars(sources.SOURCES[kind].every())) if kind in sources.SOURCES else there


def differing(session: Session, kind: str, thing_ids: Sequence[int]) -> set[int]:
    """Of these things, those whose entry does not say what the rooms tell."""
    should = {one.thing_id: wanted(one) for one in sources.SOURCES[kind].told(session, thing_ids)}
    there = {row.thing_id: row for row in _entries(session, kind, thing_ids)}
    return {one for one in thing_ids if not _same(should.get(one), there.get(one))}


def _same(should: Wanted | None, there: SearchEntry | None) -> bool:
    if should is None or there is None:
        return should is None and there is None
    return (should.signs, should.languages, should.day, should.length) == (there.signs, there.languages, there.day, there.length)


def _entries(session: Session, kind: str, thing_ids: Sequence[int]) -> Iterable[SearchEntry]:
    return session.scalars(select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.thing_id.in_(thing_ids)))


def _index_some(session: Session, kind: str, thing_ids: Sequence[int]) -> int:
    should = {one.thing_id: wanted(one) for one in sources.SOURCES[kind].told(session, thing_ids)}
    there = {row.thing_id: row for row in _entries(session, kind, thing_ids)}
    wrong = [one for one in thing_ids if not _same(should.get(one), there.get(one))]
    remove(session, [there[one] for one in wrong if one in there])
    _write(session, kind, {one: should[one] for one in wrong if one in should})
    return len(wrong)


def remove(session: Session, entries: Collection[SearchEntry]) -> None:
    """Take entries out, word by word; the rows are overwritten as all that is erased."""
    for entry in entries:
        session.execute(delete(SearchWord).where(SearchWord.entry_id == entry.id, SearchWord.sign.in_(signs_of(entry.signs))), execution_options={"synchronize_session": False})
        session.execute(delete(SearchEntry).where(SearchEntry.id == entry.id), execution_options={"synchronize_session": False})
        session.expunge(entry)


def _write(session: Session, kind: str, new: dict[int, Wanted]) -> None:
    if not new:
        return
    ids = {one: random_id() for one in new}
    entries = [
        {"id": ids[one], "kind": kind, "thing_id": one, "day": entry.day, "languages": entry.languages, "length": entry.length, "signs": entry.signs} for one, entry in new.items()
    ]
    session.execute(insert(SearchEntry), entries)
    rows = sorted((word, ids[one], times) for one, entry in new.items() for word, times in entry.times.items())
    if rows:  # in the order of the table, so that a page of it is written once
        session.execute(insert(SearchWord), [{"sign": word, "entry_id": entry, "times": times} for word, entry, times in rows])


def remove_kinds_but(session: Session, known: set[str]) -> int:
    """Take out all entries of other kinds; how many there were."""
    entries = session.scalars(select(SearchEntry).where(SearchEntry.kind.not_in(known))).all()
    remove(session, entries)
    return len(entries)

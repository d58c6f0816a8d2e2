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
SATURATION, EVENNESS = 1.2, 0.75  # BM25's usual numbers: how soon more of a word counts no more, and how much length matters
USUAL_LENGTH = 60  # words; fixed, so that an entry does not change because others do
FINENESS = 1000
LONGEST_LANGUAGES = 400


def sign(term: str) -> int:
    """A term as it stands in the index: 63 bits that only the portal's secret leads to."""
    return _sign(term, key(PURPOSE))


def _sign(term: str, secret: bytes) -> int:
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), key=secret, digest_size=8).digest()) >> 1


@dataclass(frozen=True)
class Wanted:
    """An entry as it should be."""

    day: date
    languages: str
    signs: bytes
    weights: dict[int, int]


def wanted(told: Told) -> Wanted:
    """The entry that a thing's words make."""
    counted: Counter[str] = Counter()
    length = 0
    for words in told.words:
        found = terms.terms_of(words.text, words.language)
        length += found.total()
        for term, often in found.items():
            counted[term] += often * words.weight
    secret = key(PURPOSE)
    signs = {_sign(term, secret): often for term, often in counted.items()}
    weights = {one: _weight(signs[one], length) for one in sorted(signs)}
    return Wanted(told.day, _languages(told), _packed(weights), weights)


def _weight(often: int, length: int) -> int:
    """What a word tells of a text in which it stands so often: the part of BM25 that the text itself decides."""
    return round(FINENESS * often * (SATURATION + 1) / (often + SATURATION * (1 - EVENNESS + EVENNESS * length / USUAL_LENGTH)))


def _languages(told: Told) -> str:
    tags = sorted({terms.primary(words.language) for words in told.words})
    return f" {' '.join(tags)} "[:LONGEST_LANGUAGES]


def _packed(weights: dict[int, int]) -> bytes:
    """Signs and their weights, so that two entries can be compared and an old one be undone."""
    return struct.pack(">" + "qH" * len(weights), *(number for pair in weights.items() for number in pair))


def signs_of(packed: bytes) -> list[int]:
    """The signs of a packed entry."""
    return [one for one, _weight in struct.iter_unpack(">qH", packed)]


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
    return (should.signs, should.languages, should.day) == (there.signs, there.languages, there.day)


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
    entries = [{"id": ids[one], "kind": kind, "thing_id": one, "day": entry.day, "languages": entry.languages, "signs": entry.signs} for one, entry in new.items()]
    session.execute(insert(SearchEntry), entries)
    rows = sorted((word, ids[one], weight) for one, entry in new.items() for word, weight in entry.weights.items())
    if rows:  # in the order of the table, so that a page of it is written once; straight to the table, since no object is needed
        session.connection().execute(_WORDS, [{"sign": word, "entry_id": entry, "weight": weight} for word, entry, weight in rows])


_WORDS = insert(SearchWord.__table__)  # type: ignore[arg-type]


def remove_kinds_but(session: Session, known: set[str]) -> int:
    """Take out all entries of other kinds; how many there were."""
    entries = session.scalars(select(SearchEntry).where(SearchEntry.kind.not_in(known))).all()
    remove(session, entries)
    return len(entries)

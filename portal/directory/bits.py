"""The table of bits behind the filters: which values an entry has, reading the table, keeping it true.

Every change of an entry writes here in the same transaction. Writers take turns, on PostgreSQL by a lock, because two of
them may touch one row. A filter page reads the table whole: its rows are the values that there are, never the entries.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import delete, insert, select, text, update

from portal.base.database import Session
from portal.directory.models import DirectoryBits, DirectoryEntry, EntryState

Bits = dict[tuple[str, str], int]
LOCK = 7_201_003
ALL = ("all", "")
WORLD = "world"
"""A region of its own: everywhere. Whoever asks for one part of the world wants these entries, too."""
WITHIN = (2, 24, 72, 168)
"""Hours to the first answer that can be asked for."""
LONGER, UNKNOWN = "longer", "unknown"
SPEEDS = (*map(str, WITHIN), LONGER, UNKNOWN)
"""In the order of results: who answers fastest comes first."""


def speed(answer_hours: int | None) -> str:
    """The class of a first-answer time."""
    return UNKNOWN if answer_hours is None else next((str(most) for most in WITHIN if answer_hours <= most), LONGER)


def values_of(entry: DirectoryEntry) -> Iterator[tuple[str, str]]:
    """Every value of every filter that an entry has; of one that is not shown, none."""
    if entry.state is not EntryState.SHOWN:
        return
    yield ALL
    for facet, found in (("kind", entry.kinds), ("theme", entry.themes), ("audience", entry.audiences), ("region", entry.regions), ("language", entry.languages)):
        yield from ((facet, value) for value in found)
    yield "speed", speed(entry.answer_hours)
    if entry.hours:
        yield "hours", f"{entry.zone} {entry.hours}"


def read(session: Session) -> Bits:
    """The whole table."""
    rows = session.execute(select(DirectoryBits.facet, DirectoryBits.value, DirectoryBits.bits)).all()
    return {(facet, value): int.from_bytes(bits, "little") for facet, value, bits in rows}


def take_turn(session: Session) -> None:
    """Wait until nobody else writes entries."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def keep(session: Session, entries: Sequence[DirectoryEntry]) -> None:
    """Bring the table into line with these entries. The turn was taken before their numbers were given."""
    before = read(session)
    now = dict(before)
    for entry in entries:
        bit, wanted = 1 << entry.number, set(values_of(entry))
        for place in wanted | now.keys():
            now[place] = now.get(place, 0) | bit if place in wanted else now[place] & ~bit
    _write(session, before, now)


def _write(session: Session, before: Mapping[tuple[str, str], int], now: Bits) -> None:
    rows = DirectoryBits.__table__
    for (facet, value), bits in sorted(now.items()):
        here = (rows.c.facet == facet, rows.c.value == value)
        known = (facet, value) in before
        if known and not bits:
            session.execute(delete(rows).where(*here))  # type: ignore[arg-type]
        elif known and bits != before[facet, value]:
            session.execute(update(rows).where(*here).values(bits=_packed(bits)))  # type: ignore[arg-type]
        elif bits and not known:
            session.execute(insert(rows).values(facet=facet, value=value, bits=_packed(bits)))  # type: ignore[arg-type]


def _packed(bits: int) -> bytes:
    return bits.to_bytes(-(-bits.bit_length() // 8), "little")


def numbers(bits: int, after: int = 0) -> Iterator[int]:
    """The numbers whose bit is set, in order, beginning after one."""
    bits = bits >> (after + 1) << (after + 1)
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low

"""Rows of bits behind the filters of a room: of each value of each filter, which things have it; the bit with a thing's number is set.

A page with filters reads these few rows, whatever the number of things: 5,000 are 625 bytes a value. Every change of a
thing writes here in the same transaction. Writers take turns, on PostgreSQL by a lock, because two of them may touch one
row, and because two must not give one number.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import LargeBinary, String, delete, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import Session

Place = tuple[str, str]
"""A filter, and one of its values."""
Bits = dict[Place, int]
ALL: Place = ("all", "")


class BitsColumns:
    """The columns of such a table."""

    facet: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(200), primary_key=True)
    bits: Mapped[bytes] = mapped_column(LargeBinary)


class Marks:
    """The table of one room. `places_of` gives every value of every filter that a thing has: of one that nobody may find, none."""

    def __init__(self, table: Any, places_of: Callable[[Any], Iterable[Place]], lock: int) -> None:
        self.rows = table.__table__
        self.places_of = places_of
        self.lock = lock

    def read(self, session: Session) -> Bits:
        """The whole table."""
        found = session.execute(select(self.rows.c.facet, self.rows.c.value, self.rows.c.bits)).all()
        return {(facet, value): int.from_bytes(bits, "little") for facet, value, bits in found}

    def take_turn(self, session: Session) -> None:
        """Wait until nobody else writes things of this room."""
        if session.connection().dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": self.lock})

    def keep(self, session: Session, things: Sequence[Any]) -> None:
        """Bring the table into line with these things. The turn was taken before their numbers were given."""
        before = self.read(session)
        now = dict(before)
        for thing in things:
            bit, wanted = 1 << thing.number, set(self.places_of(thing))
            for place in wanted | now.keys():
                now[place] = now.get(place, 0) | bit if place in wanted else now[place] & ~bit
        self._write(session, before, now)

    def _write(self, session: Session, before: Mapping[Place, int], now: Bits) -> None:
        for (facet, value), bits in sorted(now.items()):
            here = (self.rows.c.facet == facet, self.rows.c.value == value)
            known = (facet, value) in before
            if known and not bits:
                session.execute(delete(self.rows).where(*here))
            elif known and bits != before[facet, value]:
                session.execute(update(self.rows).where(*here).values(bits=packed(bits)))
            elif bits and not known:
                session.execute(insert(self.rows).values(facet=facet, value=value, bits=packed(bits)))


def packed(bits: int) -> bytes:
    """As a row keeps them."""
    return bits.to_bytes(-(-bits.bit_length() // 8), "little")


def joined(known: Bits, places: Iterable[Place]) -> int:
    """The bits of all that has one of these values."""
    found = 0
    for place in places:
        found |= known.get(place, 0)
    return found


def numbers(bits: int, after: int = 0) -> Iterator[int]:
    """The numbers whose bit is set, in order, beginning after one."""
    bits = bits >> (after + 1) << (after + 1)
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low

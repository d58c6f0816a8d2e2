"""The bits behind the filters of the directory: which values an entry has."""

from collections.abc import Iterator

from portal.base.bits import ALL, Bits, Marks, Place, joined, numbers
from portal.directory.models import DirectoryBits, DirectoryEntry, EntryState

__all__ = ["ALL", "SPEEDS", "WITHIN", "WORLD", "Bits", "joined", "keep", "numbers", "read", "take_turn"]

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


def places_of(entry: DirectoryEntry) -> Iterator[Place]:
    """Every value of every filter that an entry has; of one that is not shown, none."""
    if entry.state is not EntryState.SHOWN:
        return
    yield ALL
    for facet, found in (("kind", entry.kinds), ("theme", entry.themes), ("audience", entry.audiences), ("region", entry.regions), ("language", entry.languages)):
        yield from ((facet, value) for value in found)
    yield "speed", speed(entry.answer_hours)
    if entry.hours:
        yield "hours", f"{entry.zone} {entry.hours}"


_MARKS = Marks(DirectoryBits, places_of, lock=7_201_003)
read, take_turn, keep = _MARKS.read, _MARKS.take_turn, _MARKS.keep

"""The bits behind the filters of the library: which topics, kind and languages a resource has."""

from collections.abc import Iterator

from portal.base.bits import ALL, Marks, Place, numbers
from portal.library.models import LibraryBits, Resource

__all__ = ["ALL", "keep", "numbers", "read", "take_turn"]


def places_of(resource: Resource) -> Iterator[Place]:
    """Every value of every filter that a resource has; of a draft, none."""
    if not resource.shown:
        return
    yield ALL
    yield "kind", resource.kind.value
    yield from (("topic", topic) for topic in resource.topics)
    yield from (("language", tag) for tag in resource.languages)


_MARKS = Marks(LibraryBits, places_of, lock=7_201_004)
read, take_turn, keep = _MARKS.read, _MARKS.take_turn, _MARKS.keep

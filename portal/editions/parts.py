"""What can be taken along of a consultation: the paper, the summary, the answers, and whatever other rooms add with `also`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Lazy
from portal.editions.leaves import Leaf
from portal.editions.tree import Block

Draw = Callable[[Session, Actor, Any, Leaf], list[Block]]
"""`(session, viewer, consultation, leaf)`: the blocks below the part's title; none when there is nothing to show yet."""


@dataclass(frozen=True)
class Part:
    """One part: its name in addresses, what people call it, how it is put into words, and whether the book holds it too."""

    name: str
    label: Lazy
    draw: Draw
    in_whole: bool = True


_parts: dict[str, Part] = {}


def also(name: str, label: Lazy, draw: Draw, *, in_whole: bool = True) -> None:
    """Add a part, after those that are there: it gets a PDF, and with `in_whole` a chapter in the book and everything that is made of the whole."""
    _parts[name] = Part(name, label, draw, in_whole)


def every() -> tuple[Part, ...]:
    """All parts, in their order."""
    return tuple(_parts.values())


def in_whole(name: str) -> bool:
    """Whether a part also stands in what is made of all of them."""
    return name in _parts and _parts[name].in_whole

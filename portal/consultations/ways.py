"""Further pages of a consultation: rooms above enter theirs here, and the overview leads to them."""

from collections.abc import Callable

from portal.base.access import Actor
from portal.base.database import Session
from portal.consultations.models import Consultation

Way = tuple[str, str]
"""An address without language, and the words of its link."""
Source = Callable[[Session, Actor, Consultation], list[Way]]
_sources: list[Source] = []


def also(source: Source) -> Source:
    """Enter a function that gives the ways of one consultation; none while there is nothing to see."""
    if source not in _sources:
        _sources.append(source)
    return source


def more(session: Session, viewer: Actor, consultation: Consultation) -> list[Way]:
    """All of them."""
    return [way for source in _sources for way in source(session, viewer, consultation)]

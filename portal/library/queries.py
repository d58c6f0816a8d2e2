"""Reading the library: what is shown for everybody, everything for editors."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Select, select
from sqlalchemy.orm import defer

from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.library import bits
from portal.library import rules as _rules  # noqa: F401  entered before anybody asks
from portal.library.models import Resource, ResourceKind, ResourceTopic

__all__ = ["Resource", "ResourceKind", "ResourceTopic", "Shelf", "every", "find", "one"]

PAGE = 30
BIGGEST_NUMBER = 2**31


@dataclass(frozen=True)
class Shelf:
    """A page of what fits, how much fits in all, after which number the next page begins, and all languages that there are."""

    resources: Sequence[Resource]
    total: int
    next: int | None
    languages: Sequence[str]


def visible_to(viewer: Actor) -> Select[Resource]:
    """What is shown; for editors all of it."""
    found = select(Resource)
    return found if can(viewer, Permission.EDIT_DIRECTORY) else found.where(Resource.shown)


def find(session: Session, viewer: Actor, *, topic: str = "", kind: str = "", language: str = "", after: int = 0) -> Shelf:
    """A page of what is shown and fits, by number: two statements, however many resources there are."""
    known = bits.read(session)
    fits = known.get(bits.ALL, 0)
    for place in (("topic", topic), ("kind", kind), ("language", language)):
        fits &= known.get(place, 0) if place[1] else fits
    numbers = list(islice(bits.numbers(fits, after), PAGE + 1))
    here = visible_to(viewer).where(Resource.number.in_(numbers[:PAGE]), Resource.shown).options(defer(Resource.text, raiseload=True))
    tags = sorted(value for facet, value in known if facet == "language")
    return Shelf(session.scalars(here.order_by(Resource.number)).all(), fits.bit_count(), numbers[PAGE - 1] if len(numbers) > PAGE else None, tags)


def one(session: Session, viewer: Actor, number: int) -> Resource:
    """One resource by its public number. Raises NotFound."""
    found = session.scalar(visible_to(viewer).where(Resource.number == number)) if number < BIGGEST_NUMBER else None
    if found is None:
        raise NotFound
    return found


def every(session: Session, viewer: Actor) -> Sequence[Resource]:
    """All resources for editors, by number."""
    return session.scalars(visible_to(viewer).options(defer(Resource.text, raiseload=True)).order_by(Resource.number)).all()


def by_id(session: Session, viewer: Actor, resource_id: int) -> Resource:
    """One resource for editors. Raises NotFound."""
    found = session.scalar(visible_to(viewer).where(Resource.id == resource_id))
    if found is None or not can(viewer, Permission.EDIT_DIRECTORY):
        raise NotFound
    return found


def known_keys(session: Session, viewer: Actor) -> set[str]:
    """By which the entries that come with the portal are known again."""
    return set(session.scalars(visible_to(viewer).with_only_columns(Resource.key)))

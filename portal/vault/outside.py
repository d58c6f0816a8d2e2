"""What the vault may ask of the public side: four narrow questions, answered by functions that `app.py` names.

No room of the public side is imported here, and no answer holds more than the question needs.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from portal.base.access import Role


@dataclass(frozen=True)
class Trusted:
    """A member of staff who may be entrusted with cases at this moment: account open, training current."""

    staff_id: int
    name: str
    organisation_id: int
    organisation: str
    unit: str
    roles: frozenset[Role]
    sign_in_name: str = ""


@dataclass(frozen=True)
class Known:
    """Somebody of staff, whether or not they may be entrusted with anything."""

    name: str
    organisation: str
    open: bool
    """Whether the account is open."""


@dataclass(frozen=True)
class Concerned:
    """Whom a matter concerns, found by its public name and number."""

    known: bool = False
    title: str = ""
    organisations: frozenset[int] = frozenset()
    """The host, and whoever moderates."""
    people: frozenset[int] = frozenset()
    """Staff who decided in the matter."""
    units: frozenset[tuple[int, str]] = frozenset()
    """Their units: (organisation, unit)."""
    country: str = ""
    """Whose holidays count (ISO 3166); empty: weekends alone."""
    host: int | None = None
    """The organisation that asks."""


@dataclass(frozen=True)
class Place:
    """A consultation as the form offers it."""

    slug: str
    title: str
    host: str = ""


@dataclass
class _Answers:
    trusted: Callable[[], Mapping[int, Trusted]] = field(default=dict)
    concerned: Callable[[str, int | None], Concerned] = field(default=lambda _slug, _number: Concerned())
    places: Callable[[], list[Place]] = field(default=list)
    known: Callable[[Collection[int]], Mapping[int, Known]] = field(default=lambda _staff_ids: {})


_answers = _Answers()


def ask_with(
    *,
    trusted: Callable[[], Mapping[int, Trusted]],
    concerned: Callable[[str, int | None], Concerned],
    places: Callable[[], list[Place]],
    known: Callable[[Collection[int]], Mapping[int, Known]],
) -> None:
    """Tell the vault whom it may ask; `app.py` names them."""
    _answers.trusted, _answers.concerned, _answers.places, _answers.known = trusted, concerned, places, known


def trusted(role: Role | None = None) -> dict[int, Trusted]:
    """Everybody who may be entrusted with cases at this moment, by staff id; those with one role, if it is named."""
    return {one: person for one, person in _answers.trusted().items() if role is None or role in person.roles}


def concerned(slug: str, number: int | None = None) -> Concerned:
    """Whom a consultation, or one contribution of it, concerns. Unknown places concern nobody."""
    return _answers.concerned(slug, number) if slug else Concerned()


def places() -> list[Place]:
    """The public consultations, for a form to choose from."""
    return _answers.places()


def known(staff_ids: Collection[int]) -> Mapping[int, Known]:
    """Names of staff, those who have gone included, and whether their accounts are open."""
    return _answers.known(staff_ids) if staff_ids else {}

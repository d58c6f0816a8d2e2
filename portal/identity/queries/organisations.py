"""Reading about organisations: the list, one with its people and contact points, and who speaks under a confirmed name."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash
from portal.identity.models import ContactPoint, Organisation, Staff
from portal.receipts import codes
from portal.web.tokens import Token

PAGE = 50
SPEAKING = "speaking number"
"""The purpose under which an organisation's number is hashed."""


@dataclass(frozen=True)
class Listed:
    """A page of a list: what is on it, how many there are in all, and what the next page begins after."""

    rows: Sequence[tuple[Organisation, int]]
    total: int
    next: str


def organisation(session: Session, viewer: Actor, slug: str) -> Organisation | None:
    """An organisation by its slug."""
    return session.scalar(select(Organisation).where(Organisation.slug == slug))


def organisations(session: Session, viewer: Actor) -> Sequence[Organisation]:
    """All organisations; their names are public."""
    return session.scalars(select(Organisation).order_by(Organisation.slug)).all()


def confirmed(session: Session, viewer: Actor) -> Sequence[Organisation]:
    """The organisations that may speak under their confirmed name."""
    return session.scalars(select(Organisation).where(Organisation.confirmed_on.is_not(None)).order_by(Organisation.slug)).all()


def speaking_as(session: Session, viewer: Actor, typed: str) -> Organisation | None:
    """The organisation that proves itself with a number, however it was typed; None for a wrong one."""
    code = codes.typed(typed)
    if not codes.is_whole(code):
        return None
    return session.scalar(select(Organisation).where(Organisation.speaking_hash == keyed_hash(SPEAKING, code), Organisation.confirmed_on.is_not(None)))


def still_speaking(session: Session, viewer: Actor, organisation_id: int) -> Organisation | None:
    """An organisation that has proven itself a step before, if it is confirmed still."""
    return session.scalar(select(Organisation).where(Organisation.id == organisation_id, Organisation.confirmed_on.is_not(None)))


def number_from(token: Token) -> str:
    """The number that a form gives an organisation; the same form always gives the same."""
    return codes.from_token(b"speaking number" + token.name)


def is_number_of(session: Session, viewer: Actor, organisation: Organisation, token: Token) -> bool:
    """Whether an organisation's number is the one of this form, which was sent before."""
    return organisation.speaking_hash == keyed_hash(SPEAKING, number_from(token))


def find_organisations(session: Session, viewer: Actor, text: str = "", after: str = "") -> Listed:
    """Organisations with the number of their people, for administrators: by slug, with these letters in a name or slug."""
    _only_administrators(viewer)
    names = session.execute(select(Organisation.id, Organisation.slug, Organisation.name).order_by(Organisation.slug)).all()
    wanted = text.casefold()  # a name in any script is found, which a database alone cannot do
    found = [(one, slug) for one, slug, name in names if wanted in slug or any(wanted in said.casefold() for said in name.values())]
    here = [one for one, slug in found if slug > after][: PAGE + 1]
    people = select(func.count()).where(Staff.organisation_id == Organisation.id, Staff.active).correlate(Organisation).scalar_subquery()
    rows = [(one, number) for one, number in session.execute(select(Organisation, people).where(Organisation.id.in_(here[:PAGE])).order_by(Organisation.slug))]
    return Listed(rows, len(found), rows[-1][0].slug if len(here) > PAGE else "")


def managed(session: Session, viewer: Actor, slug: str) -> Organisation:
    """One organisation, for administrators. Raises NotFound."""
    _only_administrators(viewer)
    found = organisation(session, viewer, slug)
    if found is None:
        raise NotFound
    return found


def units(session: Session, viewer: Actor, organisation: Organisation) -> list[tuple[str, int]]:
    """The units of an organisation with the number of people in each; one without a name stands for those in no unit."""
    _only_administrators(viewer)
    rows = session.execute(select(Staff.unit, func.count()).where(Staff.organisation_id == organisation.id, Staff.active).group_by(Staff.unit).order_by(Staff.unit))
    return [(unit, number) for unit, number in rows]


def contact_points(session: Session, viewer: Actor, organisation: Organisation | None = None) -> Sequence[ContactPoint]:
    """Whom to ask, by organisation; public."""
    found = select(ContactPoint).join(ContactPoint.organisation).options(joinedload(ContactPoint.organisation))
    if organisation is not None:
        found = found.where(ContactPoint.organisation_id == organisation.id)
    return session.scalars(found.order_by(Organisation.slug, ContactPoint.position, ContactPoint.id)).all()


def contact_point(session: Session, viewer: Actor, point_id: int) -> ContactPoint:
    """One contact point with its organisation, for administrators. Raises NotFound."""
    _only_administrators(viewer)
    found = session.scalar(select(ContactPoint).options(joinedload(ContactPoint.organisation)).where(ContactPoint.id == point_id))
    if found is None:
        raise NotFound
    return found


def _only_administrators(viewer: Actor) -> None:
    if not can(viewer, Permission.MANAGE_ORGANISATIONS):
        raise NotFound

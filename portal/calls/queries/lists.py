"""Contact lists and the requests to join them. No query gives an address, and none counts members."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.calls.models import ContactList, JoinRequest
from portal.calls.sealing import LINE, opened


@dataclass(frozen=True)
class Asking:
    """A request as the chair reads it."""

    request: JoinRequest
    line: str


def _standing() -> Select[ContactList]:
    """Lists that have not ended."""
    return select(ContactList).where(ContactList.ended_on.is_(None))


def joinable(session: Session, viewer: Actor) -> list[ContactList]:
    """The lists that take requests."""
    return list(session.scalars(_standing().where(ContactList.takes_requests).order_by(ContactList.slug)))


def open_list(session: Session, viewer: Actor, slug: str) -> ContactList:
    """A list that takes requests. Raises NotFound, also for one that does not."""
    found = session.scalar(_standing().where(ContactList.slug == slug, ContactList.takes_requests))
    if found is None:
        raise NotFound
    return found


def lists_for_staff(session: Session, viewer: Actor) -> list[ContactList]:
    """All lists, for the chair."""
    return list(session.scalars(_standing().order_by(ContactList.slug))) if can(viewer, Permission.LEAD_CALLS) else []


def list_for_staff(session: Session, viewer: Actor, slug: str) -> ContactList:
    """One list, for the chair. Raises NotFound."""
    found = session.scalar(_standing().where(ContactList.slug == slug))
    if found is None or not can(viewer, Permission.LEAD_CALLS, found):
        raise NotFound
    return found


def has_ended(session: Session, viewer: Actor, slug: str) -> bool:
    """Whether the chair has ended a list of this name, and its members are being let go."""
    ended = session.scalar(select(ContactList).where(ContactList.slug == slug, ContactList.ended_on.is_not(None)))
    return ended is not None and can(viewer, Permission.LEAD_CALLS, ended)


def requests_of(session: Session, viewer: Actor, list_ids: list[int]) -> list[JoinRequest]:
    """The confirmed requests that wait, oldest day first."""
    if not can(viewer, Permission.LEAD_CALLS):
        return []
    waiting = select(JoinRequest).where(JoinRequest.list_id.in_(list_ids), JoinRequest.confirmed_on.is_not(None))
    return list(session.scalars(waiting.order_by(JoinRequest.confirmed_on, JoinRequest.id)))


def request_of(session: Session, viewer: Actor, slug: str, request_id: int) -> Asking:
    """One request with its line. Raises NotFound, also when it was answered."""
    waiting = select(JoinRequest).where(JoinRequest.id == request_id, JoinRequest.confirmed_on.is_not(None))
    found = session.scalar(waiting.options(joinedload(JoinRequest.contact_list)))
    if found is None or found.contact_list.slug != slug or not can(viewer, Permission.LEAD_CALLS, found):
        raise NotFound
    return Asking(found, opened(LINE, found.sealed_line))

"""Reading about people and invitations, for administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.base import clock
from portal.base.access import NEEDS_TRAINING, Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.identity.models import HeldRole, Invitation, Organisation, Staff
from portal.identity.queries.people import JUDGING
from portal.identity.queries.standing import Place, hosts_own, places

PAGE = 50


@dataclass(frozen=True)
class Part:
    """A role that somebody holds: where, and why it may not count at this moment."""

    held: HeldRole
    place: Place | None
    barred: bool

    @property
    def needs_training(self) -> bool:
        """Whether the role counts only while a training is current."""
        return self.held.role in NEEDS_TRAINING

    @property
    def lapsed(self) -> bool:
        """Whether it does not count, since no training is current."""
        return self.needs_training and (self.held.trained_until is None or self.held.trained_until < clock.today())


@dataclass(frozen=True)
class People:
    """A page of people: with their roles, how many there are in all, and after whom the next page begins."""

    rows: Sequence[tuple[Staff, list[HeldRole]]]
    total: int
    next: int | None


def find_people(session: Session, viewer: Actor, text: str = "", organisation: Organisation | None = None, after: int | None = None) -> People:
    """Accounts by name, with these letters in the name or sign-in name; closed ones last."""
    _only_administrators(viewer)
    found = select(Staff.id, Staff.name, Staff.sign_in_name)
    if organisation is not None:
        found = found.where(Staff.organisation_id == organisation.id)
    wanted = text.casefold()
    rows = session.execute(found.order_by(Staff.active.desc(), Staff.name, Staff.id)).all()
    ids = [one for one, name, sign_in_name in rows if wanted in name.casefold() or wanted in sign_in_name]
    start = ids.index(after) + 1 if after in ids else 0
    here = ids[start : start + PAGE]
    asked = select(Staff).where(Staff.id.in_(here)).options(joinedload(Staff.organisation)).order_by(Staff.active.desc(), Staff.name, Staff.id)
    held: dict[int, list[HeldRole]] = {}
    for one in session.scalars(select(HeldRole).where(HeldRole.staff_id.in_(here)).order_by(HeldRole.role, HeldRole.id)):
        held.setdefault(one.staff_id, []).append(one)
    return People([(person, held.get(person.id, [])) for person in session.scalars(asked)], len(ids), here[-1] if len(ids) > start + PAGE else None)


def person(session: Session, viewer: Actor, staff_id: int) -> Staff:
    """An account with its organisation, also a closed one, for administrators. Raises NotFound."""
    _only_administrators(viewer)
    found = session.scalar(select(Staff).options(joinedload(Staff.organisation)).where(Staff.id == staff_id).execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def parts_of(session: Session, viewer: Actor, person: Staff) -> list[Part]:
    """The roles of one person, portal-wide ones first."""
    _only_administrators(viewer)
    held = session.scalars(select(HeldRole).where(HeldRole.staff_id == person.id).order_by(HeldRole.consultation_id.is_not(None), HeldRole.role, HeldRole.id)).all()
    known = {place.id: place for place in places(session, viewer, {one.consultation_id for one in held if one.consultation_id is not None})}
    return [_part(one, person, known.get(one.consultation_id or 0)) for one in held]


def held_role(session: Session, viewer: Actor, person: Staff, held_id: int) -> HeldRole:
    """One role of one person. Raises NotFound."""
    _only_administrators(viewer)
    found = session.scalar(select(HeldRole).where(HeldRole.id == held_id, HeldRole.staff_id == person.id))
    if found is None:
        raise NotFound
    return found


def _part(held: HeldRole, person: Staff, place: Place | None) -> Part:
    return Part(held, place, place is not None and hosts_own(person.organisation_id, held.role, place))


@dataclass(frozen=True)
class Member:
    """Somebody of a team: the role, whether it is held everywhere, and whether it counts here."""

    person: Staff
    held: HeldRole
    barred: bool

    @property
    def everywhere(self) -> bool:
        """Whether the role is held in the whole portal."""
        return self.held.consultation_id is None


def members(session: Session, viewer: Actor, consultation: Any) -> list[Member]:
    """Who works in a consultation, and who judges everywhere and therefore here, too; for those who manage its staff."""
    if not can(viewer, Permission.MANAGE_STAFF, consultation):
        raise NotFound
    here = Place(consultation.id, consultation.slug, consultation.title, consultation.host_id, consultation.moderated_independently)
    asked = select(Staff, HeldRole).join(HeldRole, HeldRole.staff_id == Staff.id).options(joinedload(Staff.organisation)).where(Staff.active)
    found = asked.where((HeldRole.consultation_id == consultation.id) | (HeldRole.consultation_id.is_(None) & HeldRole.role.in_(JUDGING)))
    rows = session.execute(found.order_by(HeldRole.consultation_id.is_(None), HeldRole.role, Staff.name, Staff.id))
    return [Member(person, held, hosts_own(person.organisation_id, held.role, here)) for person, held in rows]


def candidates(session: Session, viewer: Actor, consultation: Any, text: str = "", after: int | None = None) -> People:
    """Who can be given a part: people of the viewer's, the host's and the moderating organisations, and anybody by the whole sign-in name."""
    if not can(viewer, Permission.MANAGE_STAFF, consultation):
        raise NotFound
    near = {viewer.organisation_id, consultation.host_id, *(one.id for one in consultation.moderators)}
    rows = session.execute(select(Staff.id, Staff.name, Staff.sign_in_name).where(Staff.active, Staff.organisation_id.in_(near)).order_by(Staff.name, Staff.id)).all()
    wanted = text.casefold()
    ids = [one for one, name, sign_in_name in rows if wanted in name.casefold() or wanted in sign_in_name]
    exactly = session.scalar(select(Staff.id).where(Staff.active, Staff.sign_in_name == wanted)) if wanted else None
    if exactly is not None and exactly not in ids:
        ids.insert(0, exactly)
    start = ids.index(after) + 1 if after in ids else 0
    here = ids[start : start + PAGE]
    asked = select(Staff).where(Staff.id.in_(here)).options(joinedload(Staff.organisation))
    order = {one: place for place, one in enumerate(here)}
    return People([(one, []) for one in sorted(session.scalars(asked), key=lambda one: order[one.id])], len(ids), here[-1] if len(ids) > start + PAGE else None)


def candidate(session: Session, viewer: Actor, consultation: Any, staff_id: int) -> Staff:
    """Somebody who can be given a part, with the organisation. Raises NotFound."""
    if not can(viewer, Permission.MANAGE_STAFF, consultation):
        raise NotFound
    found = session.scalar(select(Staff).options(joinedload(Staff.organisation)).where(Staff.id == staff_id, Staff.active))
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Invited:
    """An invitation with what it is for."""

    invitation: Invitation
    organisation: Organisation
    place: Place | None

    @property
    def expired(self) -> bool:
        """Whether its link no longer works."""
        return self.invitation.expires_at <= clock.now()


def invitations(session: Session, viewer: Actor, after: int | None = None) -> tuple[list[Invited], int | None]:
    """Invitations that nobody has used, the first to expire first; and after which one the next page begins."""
    _only_administrators(viewer)
    ids = list(session.scalars(select(Invitation.id).where(Invitation.used_on.is_(None)).order_by(Invitation.expires_at, Invitation.id)))
    start = ids.index(after) + 1 if after in ids else 0
    here = ids[start : start + PAGE]
    rows = session.execute(_invited().where(Invitation.id.in_(here)).order_by(Invitation.expires_at, Invitation.id)).all()
    known = {place.id: place for place in places(session, viewer, {one.consultation_id for one, _where in rows if one.consultation_id is not None})}
    return [Invited(one, where, known.get(one.consultation_id or 0)) for one, where in rows], here[-1] if len(ids) > start + PAGE else None


def open_invitation(session: Session, viewer: Actor, invitation_id: int) -> Invited:
    """One invitation that nobody has used. Raises NotFound."""
    _only_administrators(viewer)
    row = session.execute(_invited().where(Invitation.id == invitation_id, Invitation.used_on.is_(None))).one_or_none()
    if row is None:
        raise NotFound
    invitation, where = row
    known = places(session, viewer, [invitation.consultation_id]) if invitation.consultation_id is not None else []
    return Invited(invitation, where, known[0] if known else None)


def _invited() -> Select[Invitation, Organisation]:
    return select(Invitation, Organisation).join(Organisation, Organisation.id == Invitation.organisation_id)


def is_current(until: date | None) -> bool:
    """Whether a training is current today."""
    return until is not None and until >= clock.today()


def _only_administrators(viewer: Actor) -> None:
    if not can(viewer, Permission.MANAGE_ORGANISATIONS):
        raise NotFound

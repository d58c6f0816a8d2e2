"""What the vault is told about the public side: who may be entrusted, and whom a matter concerns. Nothing else is asked.

Each answer is read in a short reading session of its own, so that nobody ever holds both sides in one hand.
"""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.base import clock
from portal.base.access import NEEDS_TRAINING, NOBODY, Role
from portal.base.database import Database, Session
from portal.base.languages import Texts
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.contributions.models import Contribution
from portal.identity.models import HeldRole, Staff
from portal.moderation.models import Appeal, Decision
from portal.notifications.elsewhere import elsewhere
from portal.vault import outside
from portal.vault.commands import wishes
from portal.vault.outside import Concerned, Known, Place, Trusted

MOST_PLACES = 200


def open_ways(database: Database) -> None:
    """Let the vault ask this database its four questions, and the links in letters find wishes on both sides."""
    outside.ask_with(
        trusted=lambda: database.read(_trusted),
        concerned=lambda slug, number: database.read(lambda session: _concerned(session, slug, number)),
        places=lambda: database.read(_places),
        known=lambda staff_ids: database.read(lambda session: _known(session, staff_ids)),
    )
    elsewhere.confirm, elsewhere.end, elsewhere.end_address = wishes.confirm, wishes.end, wishes.end_address


def _trusted(session: Session) -> Mapping[int, Trusted]:
    today = clock.today()
    held = session.execute(select(HeldRole.staff_id, HeldRole.role).where(HeldRole.role.in_((*NEEDS_TRAINING, Role.ADMINISTRATOR)), _counts(today)))
    roles: dict[int, set[Role]] = {}
    for staff_id, role in held:
        roles.setdefault(staff_id, set()).add(role)
    people = session.scalars(select(Staff).where(Staff.id.in_(roles), Staff.active).options(joinedload(Staff.organisation)))
    return {one.id: Trusted(one.id, one.name, one.organisation_id, _said(one.organisation.name), one.unit, frozenset(roles[one.id]), one.sign_in_name) for one in people}


def _known(session: Session, staff_ids: Collection[int]) -> Mapping[int, Known]:
    people = session.scalars(select(Staff).where(Staff.id.in_(staff_ids)).options(joinedload(Staff.organisation)))
    return {one.id: Known(one.name, _said(one.organisation.name), one.active) for one in people}


def _counts(today: date) -> ColumnElement[bool]:
    return or_(HeldRole.role == Role.ADMINISTRATOR, HeldRole.trained_until >= today)


def _concerned(session: Session, slug: str, number: int | None) -> Concerned:
    found = session.scalar(select(Consultation).where(Consultation.slug == slug).options(selectinload(Consultation.moderators)))
    if found is None:
        return Concerned()
    organisations = {found.host_id, *(one.id for one in found.moderators)}
    people: set[int] = set()
    units: set[tuple[int, str]] = set()
    if number is not None:
        for staff_id, organisation_id, unit in session.execute(_deciders(found.id, number)):
            people |= {staff_id} if staff_id else set()
            units |= {(organisation_id, unit)} if organisation_id and unit else set()
        people |= set(session.scalars(_reviewers(found.id, number)))
    return Concerned(True, _said(found.title), frozenset(organisations), frozenset(people), frozenset(units), found.country, found.host_id)


def _deciders(consultation_id: int, number: int) -> Select[int | None, int | None, str]:
    here = (Contribution.consultation_id == consultation_id, Contribution.number == number)
    return select(Decision.staff_id, Decision.organisation_id, Decision.unit).join(Contribution, Contribution.id == Decision.contribution_id).where(*here)


def _reviewers(consultation_id: int, number: int) -> Select[int | None]:
    here = (Contribution.consultation_id == consultation_id, Contribution.number == number)
    joined = select(Appeal.decided_by_id).join(Decision, Decision.id == Appeal.decision_id).join(Contribution, Contribution.id == Decision.contribution_id)
    return joined.where(*here, Appeal.decided_by_id.is_not(None))


def _places(session: Session) -> list[Place]:
    seen = session.scalars(consultations.visible_to(NOBODY).options(joinedload(Consultation.host)).order_by(Consultation.opens_at.desc(), Consultation.id).limit(MOST_PLACES))
    return [Place(one.slug, _said(one.title), _said(one.host.name)) for one in seen]


def _said(texts: Texts) -> str:
    return texts.for_reader().text

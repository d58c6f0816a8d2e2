"""What the room of staff must know of consultations and appeals: who may not judge where, and where somebody is needed."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation, ConsultationState
from portal.identity import queries as people
from portal.identity.queries.standing import Case, Place, Teller, tell_with
from portal.moderation.models import Appeal, AppealState, Decision


def places(session: Session, viewer: Actor, ids: Collection[int] | None = None) -> list[Place]:
    """Consultations that the viewer may know of; with `ids` some of them."""
    found = consultations.visible_to(viewer)
    return _places(session, found if ids is None else found.where(Consultation.id.in_(ids)))


def watched(session: Session, viewer: Actor) -> list[Place]:
    """Consultations that are announced, open or suspended, or have an open appeal: somebody must be there to hear one."""
    now = clock.now()
    running = and_(Consultation.state.in_((ConsultationState.PUBLIC, ConsultationState.SUSPENDED)), Consultation.announced_at <= now, Consultation.closes_at > now)
    waits = select(Appeal.id).where(Appeal.consultation_id == Consultation.id, Appeal.state == AppealState.OPEN).exists()
    return _places(session, consultations.visible_to(viewer).where(or_(running, waits)))


def cases(session: Session, viewer: Actor) -> list[Case]:
    """The open appeals of consultations that the viewer may know of, with all who decided on those words before."""
    seen = consultations.visible_to(viewer).with_only_columns(Consultation.id)
    asked = select(Appeal.id, Appeal.consultation_id, Decision.contribution_id, Decision.organisation_id, Decision.unit).join(Appeal.decision)
    rows = session.execute(asked.where(Appeal.state == AppealState.OPEN, Appeal.consultation_id.in_(seen))).all()
    if not rows:
        return []
    deciders: dict[int, set[int]] = {}
    before = select(Decision.contribution_id, Decision.staff_id).where(
        Decision.contribution_id.in_(select(Decision.contribution_id).join(Appeal, Appeal.decision_id == Decision.id).where(Appeal.state == AppealState.OPEN)),
        Decision.staff_id.is_not(None),
    )
    for contribution_id, staff_id in session.execute(before):
        deciders.setdefault(contribution_id, set()).add(staff_id or 0)
    return [Case(one, where, frozenset(deciders.get(words, ())), organisation_id, unit) for one, where, words, organisation_id, unit in rows]


def _places(session: Session, found: Select[Consultation]) -> list[Place]:
    columns = (Consultation.id, Consultation.slug, Consultation.title, Consultation.host_id, Consultation.moderated_independently)
    return [Place(*row) for row in session.execute(found.with_only_columns(*columns))]


def others_decided(viewer: Actor) -> tuple[ColumnElement[bool], ...]:
    """For a statement that joins Appeal and Decision: neither the viewer nor the viewer's unit decided (principle 4, protection F3)."""
    mine = select(Decision.contribution_id).where(Decision.staff_id == viewer.staff_id)
    ours = and_(Decision.organisation_id == viewer.organisation_id, Decision.unit == viewer.unit) if viewer.organisation_id is not None else false()
    # A decision of no organisation compares as unknown, which must not count as "not ours".
    return (Decision.contribution_id.not_in(mine), or_(Decision.organisation_id.is_(None), ~ours))


tell_with(Teller(places, watched, cases))
people.bar_the_hosts_own_in(consultations.moderated_by_others)

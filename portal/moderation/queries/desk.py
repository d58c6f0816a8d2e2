"""What moderators and reviewers see. The order is the same for everybody: oldest day first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.base import clock
from portal.base.access import Actor, Permission, Role, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import unseal
from portal.consultations.models import Consultation
from portal.contributions import queries as contributions
from portal.contributions.models import MARKED, PUBLIC, UNSEEN, WAITING, Contribution, ContributionState
from portal.identity.models import Staff
from portal.moderation.models import ORIGINAL, Action, Appeal, AppealState, Claim, Decision, Flag, FlagState, SealedOriginal
from portal.moderation.queries.deciding import Item, policy_for
from portal.moderation.queries.looking import EVERYTHING, Look
from portal.moderation.queries.standing import others_decided

PAGE = 50
Place = tuple[date, int]


@dataclass(frozen=True)
class Waiting:
    """A line of the queue."""

    contribution: Contribution
    days: int
    flags: int
    claimed_by: str


def _only_for(viewer: Actor, consultation: Consultation, role: Role) -> None:
    if not viewer.holds(role, consultation.id):
        raise NotFound


def _in_queue(consultation: Consultation) -> ColumnElement[bool]:
    return and_(Contribution.consultation_id == consultation.id, Contribution.state.in_(WAITING))


def _flags() -> ColumnElement[int]:
    return select(func.count()).where(Flag.contribution_id == Contribution.id, Flag.state == FlagState.OPEN).correlate(Contribution).scalar_subquery()


def queue(session: Session, viewer: Actor, consultation: Consultation, after: Place | None = None, look: Look = EVERYTHING) -> tuple[list[Waiting], int, Place | None]:
    """A page of what waits, how much waits in all, and where the next page begins."""
    _only_for(viewer, consultation, Role.MODERATOR)
    others = and_(Claim.contribution_id == Contribution.id, Claim.until > clock.now(), Claim.staff_id != viewer.staff_id)
    found = select(Contribution, _flags(), Staff.name).outerjoin(Claim, others).outerjoin(Staff, Staff.id == Claim.staff_id).join(Contribution.question)
    found = found.where(_in_queue(consultation), look.where(consultation)).options(contains_eager(Contribution.question))
    if after is not None:
        found = found.where(tuple_(Contribution.day, Contribution.id) > after)
    rows = session.execute(found.order_by(Contribution.day, Contribution.id).limit(PAGE + 1)).all()
    total = session.scalar(select(func.count()).select_from(Contribution).where(_in_queue(consultation), look.where(consultation))) or 0
    last = (rows[PAGE - 1][0].day, rows[PAGE - 1][0].id) if len(rows) > PAGE else None
    return [Waiting(one, (clock.today() - one.day).days, flags, name or "") for one, flags, name in rows[:PAGE]], total, last


@dataclass(frozen=True)
class Counts:
    """How much waits in a consultation, how much was put aside, and how much is accepted and not public yet."""

    received: int
    held: int
    accepted: int


def counts(session: Session, viewer: Actor, consultation: Consultation) -> Counts:
    """What waits, in numbers."""
    _only_for(viewer, consultation, Role.MODERATOR)

    def of(state: ContributionState) -> ColumnElement[int]:
        return func.count().filter(Contribution.state == state)

    all_three = select(of(ContributionState.RECEIVED), of(ContributionState.HELD), of(ContributionState.ACCEPTED))
    received, held, ready = session.execute(all_three.where(Contribution.consultation_id == consultation.id, Contribution.state.in_(UNSEEN))).one()
    return Counts(received, held, ready)


def next_item(session: Session, viewer: Actor, consultation: Consultation, after: Contribution | None = None, look: Look = EVERYTHING) -> Contribution | None:
    """The next one that nobody else has on the desk; what was put aside does not come by itself."""
    _only_for(viewer, consultation, Role.MODERATOR)
    claimed = select(Claim.id).where(Claim.contribution_id == Contribution.id, Claim.until > clock.now(), Claim.staff_id != viewer.staff_id).exists()
    free = (
        select(Contribution)
        .where(look.where(consultation))
        .where(Contribution.consultation_id == consultation.id, Contribution.state == ContributionState.RECEIVED, ~claimed, ~contributions.entered_by(viewer))
    )
    free = free.order_by(Contribution.day, Contribution.id).limit(1)
    if after is None:
        return session.scalar(free)
    later = session.scalar(free.where(tuple_(Contribution.day, Contribution.id) > (after.day, after.id)))
    return later or session.scalar(free.where(Contribution.id != after.id))


def item(session: Session, viewer: Actor, slug: str, contribution_id: int) -> Item:
    """One contribution with its place in the queue, for a moderator of its consultation. Raises NotFound."""
    found = contributions.for_staff(session, viewer, contribution_id)
    if found.consultation.slug != slug:
        raise NotFound
    _only_for(viewer, found.consultation, Role.MODERATOR)
    before = func.count().filter(tuple_(Contribution.day, Contribution.id) <= (found.day, found.id))
    place, total = session.execute(select(before, func.count()).select_from(Contribution).where(_in_queue(found.consultation))).one()
    other = select(Staff.name).join(Claim, Claim.staff_id == Staff.id).where(Claim.contribution_id == found.id, Claim.until > clock.now(), Claim.staff_id != viewer.staff_id)
    return Item(found, place, total, session.scalar(other) or "", policy_for(session, viewer, found))


def published(
    session: Session, viewer: Actor, consultation: Consultation, number: int | None = None, before: int | None = None
) -> tuple[list[tuple[Contribution, int]], int | None]:
    """What everybody can read or could read, the newest number first, with open reports; and where the next page begins."""
    _only_for(viewer, consultation, Role.MODERATOR)
    found = select(Contribution, _flags()).where(Contribution.consultation_id == consultation.id, Contribution.number.is_not(None), Contribution.state.in_((*PUBLIC, *MARKED)))
    if number is not None:
        found = found.where(Contribution.number == number)
    if before is not None:
        found = found.where(Contribution.number < before)
    rows = session.execute(found.order_by(Contribution.number.desc()).limit(PAGE + 1)).all()
    return [(one, flags) for one, flags in rows[:PAGE]], rows[PAGE - 1][0].number if len(rows) > PAGE else None


def accepted(session: Session, viewer: Actor, consultation: Consultation) -> tuple[list[Contribution], int]:
    """What is accepted and appears at the next hour for that, the oldest day first, and how much it is in all: a moderator may still change it."""
    _only_for(viewer, consultation, Role.MODERATOR)
    here = select(Contribution).where(Contribution.consultation_id == consultation.id, Contribution.state == ContributionState.ACCEPTED)
    total = session.scalar(here.with_only_columns(func.count())) or 0
    return list(session.scalars(here.order_by(Contribution.day, Contribution.id).limit(PAGE))), total


def flags_on(session: Session, viewer: Actor, contribution: Contribution) -> list[Flag]:
    """The reports on one contribution that wait, for its moderators."""
    if not viewer.holds(Role.MODERATOR, contribution.consultation_id):
        raise NotFound
    return list(session.scalars(select(Flag).where(Flag.contribution_id == contribution.id, Flag.state == FlagState.OPEN).order_by(Flag.day, Flag.id)))


def flags_of(session: Session, viewer: Actor, receipt_id: int) -> list[Flag]:
    """The reports under a number, for its holder. A refused one bears the decision that can be contested as `flag.decision`."""
    if viewer.receipt_id is None or viewer.receipt_id != receipt_id:
        return []
    found = list(session.scalars(select(Flag).where(Flag.receipt_id == receipt_id).options(joinedload(Flag.contribution)).order_by(Flag.day, Flag.id)))
    kept = select(Decision).where(
        Decision.contribution_id.in_([flag.contribution_id for flag in found]), Decision.action == Action.PUBLISH, Decision.facts != "", Decision.taken_back_on.is_(None)
    )
    refusals = {(one.contribution_id, one.day): one for one in session.scalars(kept.options(selectinload(Decision.appeals)).order_by(Decision.day, Decision.id))}
    for flag in found:
        flag.__dict__["decision"] = refusals.get((flag.contribution_id, flag.state_since)) if flag.state is FlagState.KEPT else None
    return found


AppealPlace = tuple[int, date, int]
"""Where a page of appeals ends: decided or not, the due day, the appeal."""


def appeals(session: Session, viewer: Actor, consultation: Consultation, after: AppealPlace | None = None) -> list[Appeal]:
    """A page of the appeals that the viewer may hear, and one more if there are more; open ones first, the next due first.

    Whoever decided on the words before, or is of the unit that decided, does not find them.
    """
    _only_for(viewer, consultation, Role.REVIEWER)
    decided = case((Appeal.state == AppealState.OPEN, 0), else_=1)
    found = select(Appeal).join(Appeal.decision).where(Appeal.consultation_id == consultation.id, *others_decided(viewer))
    if after is not None:
        found = found.where(tuple_(decided, Appeal.due_on, Appeal.id) > after)
    loaded = found.options(contains_eager(Appeal.decision).options(joinedload(Decision.contribution), joinedload(Decision.rule)))
    return list(session.scalars(loaded.order_by(decided, Appeal.due_on, Appeal.id).limit(PAGE + 1)))


def appeal_place(one: Appeal) -> AppealPlace:
    """Where an appeal stands in the list."""
    return int(one.state is not AppealState.OPEN), one.due_on, one.id


def appeal(session: Session, viewer: Actor, slug: str, appeal_id: int) -> Appeal:
    """One appeal, for a reviewer of whom no decision on these words comes, and of another unit; for everybody else there is none."""
    found = session.scalar(
        select(Appeal)
        .join(Consultation, Consultation.id == Appeal.consultation_id)
        .where(Appeal.id == appeal_id, Consultation.slug == slug)
        .options(
            joinedload(Appeal.decision).options(joinedload(Decision.contribution).joinedload(Contribution.question), joinedload(Decision.rule), joinedload(Decision.organisation))
        )
    )
    if found is None:
        raise NotFound
    before: Sequence[int | None] = session.scalars(select(Decision.staff_id).where(Decision.contribution_id == found.decision.contribution_id)).all()
    settled = found.decided_by_id  # the hearing itself may have made a decision; its own reviewer still finds it
    found.__dict__["deciders"] = frozenset(one for one in before if one is not None and one != settled) | ({found.decision.staff_id} - {None})
    found.__dict__["decided_in"] = (found.decision.organisation_id, found.decision.unit)
    if not can(viewer, Permission.DECIDE_APPEAL, found):
        raise NotFound
    return found


def original_of(session: Session, viewer: Actor, appeal: Appeal) -> str:
    """The whole wording behind a redaction; it opens for the reviewer of the appeal alone."""
    if not can(viewer, Permission.DECIDE_APPEAL, appeal):
        raise NotFound
    sealed = session.scalar(select(SealedOriginal.sealed).where(SealedOriginal.contribution_id == appeal.decision.contribution_id))
    return unseal(ORIGINAL, sealed) if sealed else ""

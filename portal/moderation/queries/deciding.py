"""Rules, decisions and messages, for whom they concern."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.base import clock
from portal.base.access import Actor, Kind, Role
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation, Question
from portal.contributions.models import Contribution, Version
from portal.moderation.models import RESTRICTIONS, Action, Decision, Flag, FlagState, Message, Policy, Rule

CONTESTABLE_FOR = timedelta(days=184)  # six months, whatever months they are (protection E7.76)


@dataclass(frozen=True)
class Item:
    """One contribution on the desk: its place in the queue, and who has it."""

    contribution: Contribution
    place: int
    total: int
    claimed_by: str  # the name of another moderator, or nothing
    policy: Policy | None


def policies(session: Session, viewer: Actor) -> list[Policy]:
    """All versions of the policy, the newest first."""
    return list(session.scalars(select(Policy).order_by(Policy.version.desc())))


def newest_policy(session: Session, viewer: Actor) -> Policy | None:
    """The version with the highest number, with its rules: in force, or announced."""
    return session.scalar(select(Policy).options(selectinload(Policy.rules)).order_by(Policy.version.desc()).limit(1))


def policy(session: Session, viewer: Actor, version: int) -> Policy:
    """One version with its rules. Raises NotFound."""
    found = session.scalar(select(Policy).where(Policy.version == version).options(selectinload(Policy.rules)))
    if found is None:
        raise NotFound
    return found


def policy_on(session: Session, viewer: Actor, day: date) -> Policy:
    """The version in force on a day; for older days the first one. Raises NotFound when none was ever in force."""
    versions = select(Policy).options(selectinload(Policy.rules))
    found = session.scalar(versions.where(Policy.from_day <= day).order_by(Policy.from_day.desc(), Policy.version.desc()).limit(1))
    found = found or session.scalar(versions.where(Policy.from_day <= clock.today()).order_by(Policy.from_day, Policy.version).limit(1))
    if found is None:
        raise NotFound
    return found


def policy_for(session: Session, viewer: Actor, contribution: Contribution) -> Policy | None:
    """The version that was in force on the day on which the present wording was written; None in a portal without rules."""
    day = session.scalar(select(Version.day).where(Version.contribution_id == contribution.id, Version.number == contribution.version))
    try:
        return policy_on(session, viewer, day or contribution.day)
    except NotFound:
        return None


def rule_of(policy: Policy | None, number: str) -> Rule | None:
    """The rule of a version by its typed number."""
    return next((rule for rule in (policy.rules if policy else []) if str(rule.number) == number), None)


def questions_for(session: Session, viewer: Actor, contribution: Contribution) -> list[Question]:
    """Where words can be moved: the other questions of all consultations that the viewer moderates."""
    seen = consultations.visible_to(viewer).with_only_columns(Consultation.id)
    found = select(Question).where(Question.consultation_id.in_(seen), Question.id != contribution.question_id)
    if not viewer.holds(Role.MODERATOR):
        found = found.where(Question.consultation_id.in_(viewer.places(Role.MODERATOR)))
    ordered = (
        found.join(Question.consultation).options(joinedload(Question.consultation)).order_by(Consultation.id != contribution.consultation_id, Consultation.slug, Question.number)
    )
    return list(session.scalars(ordered))


def _own_or_staff(viewer: Actor, found: Select[Decision] | Select[Message], consultation_id: object) -> Select[Decision] | Select[Message]:
    if viewer.kind is Kind.SYSTEM or viewer.sees_all_words:
        return found
    seen = []
    if viewer.receipt_id is not None:
        seen.append(Contribution.receipt_id == viewer.receipt_id)
    if viewer.is_staff:
        seen.append(consultation_id.in_([where for _role, where in viewer.roles if where is not None]))  # type: ignore[attr-defined]
    return found.where(or_(False, *seen))


def visible_to(viewer: Actor) -> Select[Decision]:
    """Decisions with their facts: for the holder of the words and for staff of the consultation."""
    return _own_or_staff(viewer, select(Decision).join(Decision.contribution), Decision.consultation_id)  # type: ignore[return-value]


def decisions_on(session: Session, viewer: Actor, contribution_ids: Collection[int]) -> dict[int, list[Decision]]:
    """Decisions by contribution, oldest first. A holder is not shown why somebody else's report was refused."""
    found = visible_to(viewer).where(Decision.contribution_id.in_(contribution_ids)).order_by(Decision.day, Decision.id)
    if not viewer.is_staff:
        found = found.where(Decision.taken_back_on.is_(None), or_(Decision.action.in_((*RESTRICTIONS, Action.RESTORE)), Decision.facts == ""))
    rows = session.scalars(found.options(joinedload(Decision.rule).joinedload(Rule.policy), joinedload(Decision.organisation), selectinload(Decision.appeals)))
    by: dict[int, list[Decision]] = {}
    for row in rows:
        by.setdefault(row.contribution_id, []).append(row)
    return by


def messages_on(session: Session, viewer: Actor, contribution_ids: Collection[int]) -> dict[int, list[Message]]:
    """Messages by contribution, in their order."""
    wanted = select(Message).join(Contribution, Contribution.id == Message.contribution_id).where(Message.contribution_id.in_(contribution_ids))
    rows = session.scalars(_own_or_staff(viewer, wanted, Message.consultation_id).order_by(Message.position))
    by: dict[int, list[Message]] = {}
    for row in rows:
        by.setdefault(row.contribution_id, []).append(row)
    return by


def for_appeal(session: Session, viewer: Actor, decision_id: int) -> Decision:
    """A decision that the viewer is affected by: on their own words, or on their refused report. Raises NotFound."""
    found = session.scalar(
        select(Decision)
        .where(Decision.id == decision_id)
        .options(joinedload(Decision.contribution).joinedload(Contribution.consultation), joinedload(Decision.rule), selectinload(Decision.appeals))
    )
    if found is None or viewer.receipt_id is None or found.taken_back_on is not None:
        raise NotFound
    if found.action in RESTRICTIONS:
        affected = {found.contribution.receipt_id}
    elif found.action is Action.PUBLISH and found.facts:
        refused = select(Flag.receipt_id).where(Flag.contribution_id == found.contribution_id, Flag.state == FlagState.KEPT, Flag.state_since == found.day)
        affected = set(session.scalars(refused))
    else:
        affected = set()
    if viewer.receipt_id not in affected:
        raise NotFound
    found.__dict__["affected"] = frozenset(affected)
    return found


def appeal_until(decision: Decision) -> date:
    """The last day on which a decision can be contested."""
    return decision.day + CONTESTABLE_FOR


def can_be_contested(decision: Decision, *, of_own_words: bool = True) -> bool:
    """Whether a restriction of one's words, or the refusal of one's report, was not contested yet and is not too old."""
    restricts = decision.action in RESTRICTIONS if of_own_words else decision.action is Action.PUBLISH and bool(decision.facts)
    return restricts and decision.taken_back_on is None and not decision.appeals and clock.today() <= appeal_until(decision)

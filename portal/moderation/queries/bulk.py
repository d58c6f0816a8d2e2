"""Several at once: what a deed would do to each of them, before it is done; and what became of it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.base import clock
from portal.base.access import Actor, Role
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Lazy, Named, _, _l
from portal.base.secrets import keyed_hash
from portal.consultations.models import Consultation
from portal.contributions.models import PUBLIC, WAITING, Contribution, ContributionState, Version
from portal.identity.models import Staff
from portal.moderation.models import Action, BulkDeed, Claim, Decision, Flag, FlagState, Policy
from portal.web.tokens import Token

MOST = 50
"""One page: what is chosen is decided in one transaction, and so many keep no other writer waiting."""
TAKEN_BACK_WITHIN = timedelta(minutes=10)


class Together(Named):
    """What can be done with several at once."""

    PUBLISH = "publish", _l("Publish them")
    HOLD = "hold", _l("Put them aside for the moment")
    DECLINE = "decline", _l("Do not publish them")
    HIDE = "hide", _l("Take them out of sight")
    KEEP = "keep", _l("Leave reported words as they are")


ACTIONS = {Together.PUBLISH: Action.PUBLISH, Together.HOLD: Action.HOLD, Together.DECLINE: Action.DECLINE, Together.HIDE: Action.HIDE}
ON_THE_DESK = {"queue": (Together.PUBLISH, Together.HOLD, Together.DECLINE), "published": (Together.HIDE, Together.KEEP), "flags": (Together.KEEP, Together.HIDE)}
"""What is offered on which page."""
NEEDS_RULE = frozenset({Together.HOLD, Together.DECLINE, Together.HIDE})
FROM = {
    Together.PUBLISH: WAITING,
    Together.HOLD: (ContributionState.RECEIVED,),
    Together.DECLINE: WAITING,
    Together.HIDE: PUBLIC,
    Together.KEEP: PUBLIC,
}
CANNOT: dict[Together, Lazy] = {
    Together.PUBLISH: _l("It does not wait any more: %(state)s."),
    Together.HOLD: _l("Only what waits can be put aside: %(state)s."),
    Together.DECLINE: _l("It does not wait any more: %(state)s."),
    Together.HIDE: _l("Only what is public can be taken out of sight: %(state)s."),
    Together.KEEP: _l("It is not public any more: %(state)s."),
}

Choice = tuple[int, int, int]
"""A contribution, and the version and the state (its place among all states; -1: any) that were on the page."""
STATES = list(ContributionState)


@dataclass
class Plan:
    """What would happen to which, what cannot happen and why, and who hears of it."""

    deed: Together
    ready: list[Contribution] = field(default_factory=list)
    left_out: list[tuple[Contribution, str]] = field(default_factory=list)
    policy: Policy | None = None
    reports: int = 0
    authors: int = 0
    readers: int = 0


def plan(session: Session, viewer: Actor, consultation: Consultation, deed: Together, chosen: Collection[Choice]) -> Plan:
    """What a deed would do, in as many statements for fifty as for one."""
    if not viewer.holds(Role.MODERATOR, consultation.id):
        raise NotFound
    versions = {own: (version, state) for own, version, state in list(chosen)[:MOST]}
    found = select(Contribution).where(Contribution.consultation_id == consultation.id, Contribution.id.in_(versions)).order_by(Contribution.day, Contribution.id)
    words = list(session.scalars(found.options(joinedload(Contribution.question))))
    made = Plan(deed)
    others = _on_other_desks(session, viewer, versions)
    reports = _reports(session, versions)
    policies = _policies(session, words)
    made.policy = max((one for one in policies.values() if one), key=lambda one: one.version, default=None)
    for one in words:
        why = _why_not(one, versions[one.id], made, others.get(one.id, ""), policies.get(one.id), reports[one.id])
        if why:
            made.left_out.append((one, why))
        else:
            made.ready.append(one)
    told = [flag.receipt_id for one in made.ready for flag in reports[one.id]] if deed in (Together.KEEP, Together.HIDE) else []
    made.reports, made.readers = len(told), len({one for one in told if one is not None})
    made.authors = 0 if deed is Together.KEEP else len({one.receipt_id for one in made.ready if one.receipt_id is not None})
    return made


def _why_not(one: Contribution, seen: tuple[int, int], made: Plan, other: str, policy: Policy | None, reports: list[Flag]) -> str:
    if changed := _changed(one, seen, made.deed):
        return changed
    if other:
        return _("%(name)s has this text on the desk.", name=other)
    if made.deed is Together.PUBLISH and one.young:
        return _("It came by the way for young people. Decide on it by itself.")
    if made.deed is Together.KEEP and not reports:
        return _("No report waits on it.")
    if made.deed in NEEDS_RULE and (policy is None or policy != made.policy):
        return _("It was written under an earlier version of the rules. Decide on it by itself.")
    return ""


def _changed(one: Contribution, seen: tuple[int, int], deed: Together) -> str:
    version, state = seen
    if state >= 0 and one.state != STATES[state]:
        return _("Somebody has decided on it meanwhile: %(state)s.", state=one.state.label)
    if one.state not in FROM[deed]:
        return str(CANNOT[deed]) % {"state": one.state.label}
    return "" if one.version == version else _("The author has written a newer version. Read that one first.")


def _on_other_desks(session: Session, viewer: Actor, ids: Collection[int]) -> dict[int, str]:
    claimed = select(Claim.contribution_id, Staff.name).join(Staff, Staff.id == Claim.staff_id)
    return dict(session.execute(claimed.where(Claim.contribution_id.in_(ids), Claim.until > clock.now(), Claim.staff_id != viewer.staff_id)).all())


def _reports(session: Session, ids: Collection[int]) -> dict[int, list[Flag]]:
    found: dict[int, list[Flag]] = defaultdict(list)
    for flag in session.scalars(select(Flag).where(Flag.contribution_id.in_(ids), Flag.state == FlagState.OPEN)):
        found[flag.contribution_id].append(flag)
    return found


def _policies(session: Session, words: Collection[Contribution]) -> dict[int, Policy | None]:
    """For each the rules that were in force when its present wording was written."""
    every = list(session.scalars(select(Policy).options(selectinload(Policy.rules)).order_by(Policy.from_day, Policy.version)))
    written = {
        (own, number): day
        for own, number, day in session.execute(select(Version.contribution_id, Version.number, Version.day).where(Version.contribution_id.in_([one.id for one in words])))
    }
    found: dict[int, Policy | None] = {}
    for one in words:
        day = written.get((one.id, one.version), one.day)
        found[one.id] = next((policy for policy in reversed(every) if policy.from_day <= day), every[0] if every else None)
    return found


@dataclass(frozen=True)
class Done:
    """A deed on several, and where each of them stands now."""

    deed: BulkDeed
    decisions: list[Decision]
    left_out: list[Contribution]

    @property
    def until(self) -> str:
        """The moment up to which it can be taken back."""
        return (self.deed.at + TAKEN_BACK_WITHIN).strftime("%H:%M")

    @property
    def can_be_taken_back(self) -> bool:
        """Whether somebody may still press the button."""
        return bool(self.decisions) and self.deed.undone_at is None and clock.now() < self.deed.at + TAKEN_BACK_WITHIN


def done(session: Session, viewer: Actor, consultation: Consultation, deed_id: int, chosen: Collection[int] = ()) -> Done:
    """What a deed of the viewer's own did. Raises NotFound."""
    deed = session.scalar(select(BulkDeed).where(BulkDeed.id == deed_id, BulkDeed.consultation_id == consultation.id, BulkDeed.staff_id == viewer.staff_id))
    if deed is None or not viewer.holds(Role.MODERATOR, consultation.id):
        raise NotFound
    found = select(Decision).where(Decision.id.in_(deed.decisions)).options(joinedload(Decision.contribution)).order_by(Decision.contribution_id)
    decisions = list(session.scalars(found))
    touched = {one.contribution_id for one in decisions}
    missed = select(Contribution).where(Contribution.consultation_id == consultation.id, Contribution.id.in_(set(chosen) - touched))
    return Done(deed, decisions, list(session.scalars(missed.order_by(Contribution.day, Contribution.id))))


def latest(session: Session, viewer: Actor, consultation: Consultation) -> BulkDeed | None:
    """The viewer's last deed here that can still be taken back."""
    since = clock.now() - TAKEN_BACK_WITHIN
    mine = select(BulkDeed).where(BulkDeed.consultation_id == consultation.id, BulkDeed.staff_id == viewer.staff_id, BulkDeed.at > since, BulkDeed.undone_at.is_(None))
    return session.scalar(mine.order_by(BulkDeed.at.desc()).limit(1))


def of_form(session: Session, viewer: Actor, token: Token) -> BulkDeed | None:
    """What an earlier sending of the same form did."""
    return session.scalar(select(BulkDeed).where(BulkDeed.token_hash == keyed_hash("form", token.name), BulkDeed.staff_id == viewer.staff_id))

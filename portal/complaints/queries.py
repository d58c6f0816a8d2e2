"""Reading complaints, for whoever holds a key to the case; routes and avenues for those who keep them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import aliased, joinedload

from portal.base import clock
from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotAllowed, NotFound
from portal.base.languages import Lazy
from portal.base.secrets import keyed_hash
from portal.complaints.clocks import OFFICERS, Pause, last_day_to_ask_again
from portal.complaints.models import Avenue, Category, Complaint, ComplaintState, Finding, HelpKind, HelpState, PublishableDecision, Remedy, Route
from portal.complaints.routing import OPEN, Stage
from portal.vault import queries as vault
from portal.vault.holding import Held, Opened
from portal.vault.models import Case, CaseMessage, Clock, ClockName, MessageKind, Officer, Standing, WrappedKey
from portal.web.tokens import Token

CLOCKS_OF_OFFICERS = OFFICERS
__all__ = ["Category", "ClockName", "ComplaintState", "Finding", "HelpKind", "MessageKind", "Pause", "Remedy", "Stage", "Standing"]

PAGE = 50
DECISIONS = (ComplaintState.DECIDED, ComplaintState.REMEDY, ComplaintState.EXTERNAL, ComplaintState.CLOSED)


@dataclass(frozen=True)
class Standpoint:
    """What the list of a desk tells of a complaint: thirty of one day must not look alike."""

    label: Lazy
    about: Lazy


@dataclass(frozen=True)
class Orphan:
    """A complaint without its owner, which whoever stands in may take over."""

    case_id: int
    state: ComplaintState
    why: str


def of(session: Session, viewer: Actor, holding: Held | Opened) -> Complaint:
    """The complaint of a case that somebody holds a key to. Raises NotFound."""
    found = session.scalar(select(Complaint).where(Complaint.case_id == holding.case.id))
    if found is None:
        raise NotFound
    return found


def number_of(session: Session, viewer: Actor, holding: Held | Opened) -> int | None:
    """The contribution that it is about, if it is about one."""
    told = str((vault.facts(session, viewer, holding) or {}).get("number") or "")
    return int(told) if told.isdigit() and len(told) < 10 else None  # noqa: PLR2004  more digits fit no column


def states_of(session: Session, viewer: Actor, case_ids: Sequence[int]) -> dict[int, Standpoint]:
    """Where complaints stand and what they are about, for the list of the desk."""
    rows = session.execute(select(Complaint.case_id, Complaint.category, Complaint.state).where(Complaint.case_id.in_(case_ids)))
    return {case_id: Standpoint(state_of(category, state).said, category.said) for case_id, category, state in rows}


def state_of(category: Category, state: ComplaintState) -> ComplaintState | HelpState:
    """Where a case stands, in the words of its kind: what is read by a person at the help desk is answered."""
    return HelpState.ANSWERED if category is Category.HELP and state is ComplaintState.ACKNOWLEDGED else state


def said_before(session: Session, viewer: Actor, holding: Held | Opened, token: Token) -> bool:
    """Whether this very form was sent before: then its deed is done, and is not done twice."""
    name = keyed_hash("case message", token.name)
    return session.scalar(select(CaseMessage.id).where(CaseMessage.token_hash == name, CaseMessage.case_id == holding.case.id)) is not None


def publishable(session: Session, viewer: Actor, holding: Held | Opened) -> PublishableDecision | None:
    """The decision without names, if one is written."""
    return session.scalar(select(PublishableDecision).where(PublishableDecision.case_id == holding.case.id))


def may_comment(session: Session, viewer: Actor, case: Case) -> Clock | None:
    """The clock of the complainant's comment, while they may still comment and have not."""
    running = vault.running(session, viewer, case).get(ClockName.COMMENT)
    return running if running is not None and running.due_on >= clock.today() else None


def may_ask_again(complaint: Complaint) -> bool:
    """Whether the complainant may ask for the second stage now."""
    last = last_day_to_ask_again(complaint)
    return last is not None and clock.today() <= last


def avenues(session: Session, viewer: Actor, category: Category | None = None) -> list[Avenue]:
    """The external bodies, for one category or all."""
    found = session.scalars(select(Avenue).order_by(Avenue.position, Avenue.id))
    return [one for one in found if category is None or not one.categories or category.value in one.categories]


def avenue(session: Session, viewer: Actor, avenue_id: int) -> Avenue:
    """One external body. Raises NotFound."""
    found = session.get(Avenue, avenue_id)
    if found is None:
        raise NotFound
    return found


def routes(session: Session, viewer: Actor) -> Sequence[Route]:
    """Who gets what first; for administrators."""
    _overseer(viewer)
    return session.scalars(select(Route).options(joinedload(Route.officer)).order_by(Route.category, Route.region, Route.id)).all()


def _overseer(viewer: Actor) -> None:
    if not can(viewer, Permission.OVERSEE_VAULT):
        raise NotAllowed


def orphans(session: Session, viewer: Actor, after: int = 0) -> tuple[list[Orphan], int]:
    """Complaints that the viewer stands in for and may take over now, and where the next page begins (0: there is none)."""
    found: dict[int, Orphan] = {}
    for one in _orphans(session, viewer, after, PAGE + 1):
        found[one.case_id] = one
    told = [found[case_id] for case_id in sorted(found)]
    return told[:PAGE], told[PAGE - 1].case_id if len(told) > PAGE else 0


def are_there_orphans(session: Session, viewer: Actor) -> bool:
    """Whether there is any such complaint: found without putting them in order."""
    return next(_orphans(session, viewer, 0, 1), None) is not None


def _orphans(session: Session, viewer: Actor, after: int, most: int) -> Iterator[Orphan]:
    """Several questions, each with an index that leads straight to the few cases: those that nobody has read, those of absent owners, and those whose owner has lost the key."""
    officers = session.execute(select(Officer.id, Officer.staff_id, Officer.gone_on, Officer.away_until)).all()
    mine = next((one.id for one in officers if one.staff_id == viewer.staff_id and one.gone_on is None), None)
    if mine is None:
        return
    gone = {one.id for one in officers if one.gone_on is not None}
    away = {one.id for one in officers if one.away_until is not None and one.away_until >= clock.today()} - gone
    for case_id, state, _owner in session.execute(_standing_in(mine, after, most).where(*_unread())):
        yield Orphan(case_id, state, "late")
    absent = [Complaint.owner_id.is_(None), *([Complaint.owner_id.in_(gone | away)] if gone | away else [])]
    for owned in absent:
        for case_id, state, owner in session.execute(_standing_in(mine, after, most).where(owned, Complaint.state.in_(OPEN))):
            yield Orphan(case_id, state, "away" if owner in away else "gone")
    lost = aliased(WrappedKey)
    keyless = _standing_in(mine, after, most).join(lost, and_(lost.case_id == Complaint.case_id, lost.officer_id == Complaint.owner_id))
    for case_id, state, _owner in session.execute(keyless.where(lost.wrapped.is_(None), lost.officer_id.in_([one.id for one in officers]), Complaint.state.in_(OPEN))):
        yield Orphan(case_id, state, "no key")


def _standing_in(officer_id: int, after: int, most: int) -> Select[int, ComplaintState, int | None]:
    mine = exists().where(WrappedKey.case_id == Complaint.case_id, WrappedKey.officer_id == officer_id, WrappedKey.standing == Standing.STAND_IN, WrappedKey.wrapped.is_not(None))
    found = select(Complaint.case_id, Complaint.state, Complaint.owner_id).where(mine, Complaint.case_id > after).limit(most)
    return found.order_by(Complaint.case_id) if most > 1 else found


def _unread() -> tuple[ColumnElement[bool], ...]:
    waits = (Clock.name.in_((ClockName.ACKNOWLEDGE, ClockName.HELP)), Clock.met_on.is_(None), Clock.paused_on.is_(None), Clock.due_on < clock.today())
    return Complaint.state == ComplaintState.SUBMITTED, exists().where(Clock.case_id == Complaint.case_id, *waits)


def may_be_taken_over(session: Session, viewer: Actor, case_id: int) -> bool:
    """Whether the viewer, who stands in, may take over this complaint now."""
    found, _further = orphans(session, viewer, case_id - 1)
    return bool(found) and found[0].case_id == case_id

"""What waits for somebody, across all consultations: of each kind how much, and the few that wait longest."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, Select, cast, func, null, select, true
from sqlalchemy.orm import joinedload

from portal.barriers.models import BarrierReport, BarrierState
from portal.base import clock
from portal.base.access import NEEDS_TRAINING, Actor, Role
from portal.base.clock import add_working_days, count_working_days
from portal.base.database import Session
from portal.base.holidays import holidays_between, weekend_of
from portal.base.languages import Texts
from portal.base.text import excerpt
from portal.calls.models import Call, CallState, ContactList, JoinRequest
from portal.consultations.models import Consultation, ConsultationState
from portal.consultations.queries import visible_to
from portal.contributions.models import WAITING, Contribution
from portal.directory.models import DirectoryEntry, DirectorySuggestion, EntryState
from portal.identity.models import HeldRole
from portal.moderation.models import Appeal, AppealState, Decision, Flag, FlagState, Message
from portal.moderation.queries import others_decided
from portal.moderation.queries.progress import READ_WITHIN
from portal.responses.lateness import FINISHED
from portal.responses.models import Commitment, OfficialResponse, Update
from portal.summaries.models import Objection, ObjectionState, Point, Summary, SummaryState

FEW = 5
"""Of each kind so many stand on the start page; the rest stand at the desks."""
SOON = 30
"""Days before its day at which a promise begins to wait for somebody."""
WEEK = 7
ANSWER_WITHIN, CHECK_WITHIN = 3, 5
"""Working days: to answer a report or a message, to answer an objection."""


@dataclass(frozen=True)
class Task:
    """One thing that waits: what it is, where, since when, until when."""

    kind: str
    consultation: Consultation | None
    since: date
    due: date | None
    path: str
    number: int
    words: str | Texts

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < clock.today()

    @property
    def many(self) -> int:
        """How many things it stands for: words to read are one task in each consultation."""
        return self.number if self.kind == "contributions" else 1

    @property
    def soon(self) -> bool:
        """Whether its day comes within a week."""
        return self.due is not None and not self.late and (self.due - clock.today()).days < WEEK

    @property
    def late_days(self) -> int:
        """For how many working days it is late; at least one, so that no weekend hides lateness."""
        return max(1, _working_days(self.consultation, self.due, clock.today())) if self.late and self.due else 0


@dataclass(frozen=True)
class Desk:
    """All that waits for a person in one role: how much of each kind, and the oldest."""

    role: Role
    counts: list[tuple[str, int]]
    tasks: list[Task]

    @property
    def more(self) -> int:
        """How many wait beside those that are listed."""
        return sum(number for _kind, number in self.counts) - sum(task.many for task in self.tasks)


def urgent(desks: Collection[Desk]) -> list[Task]:
    """What waits in all roles, in one order: the late first, then what is due next, then what has no day."""
    return sorted((task for desk in desks for task in desk.tasks), key=_urgency)


def _urgency(one: Task) -> tuple[bool, date, date, str]:
    return (not one.late, one.due or date.max, one.since, one.path)


def desks(session: Session, viewer: Actor) -> list[Desk]:
    """What waits, by role: one statement for each kind of thing, and one for the consultations."""
    found = {kind: list(session.execute(ask(viewer))) for kind, (_role, ask) in KINDS.items() if viewer.holds_anywhere(_home(viewer, kind))}
    ids = {row.consultation_id for rows in found.values() for row in rows}
    places = {one.id: one for one in session.scalars(visible_to(viewer).where(Consultation.id.in_(ids)).options(joinedload(Consultation.host)))}
    return [_desk(role, {kind: rows for kind, rows in found.items() if rows and _home(viewer, kind) is role}, places) for role in Role if viewer.holds_anywhere(role)]


def lapsed(session: Session, viewer: Actor) -> list[tuple[Role, date | None]]:
    """Roles that the viewer has and that do not count, because a training is missing or over; with the day on which it ended."""
    held = session.execute(select(HeldRole.role, HeldRole.trained_until).where(HeldRole.staff_id == viewer.staff_id, HeldRole.role.in_(NEEDS_TRAINING)))
    return [(role, until) for role, until in held if until is None or until < clock.today()]


def _home(viewer: Actor, kind: str) -> Role:
    """In which role somebody does it; what an administrator and an organiser both may do, the administrator does for all."""
    role = KINDS[kind][0]
    return Role.ADMINISTRATOR if role is Role.ORGANISER and viewer.holds(Role.ADMINISTRATOR) else role


def _desk(role: Role, found: dict[str, list[Any]], places: dict[int, Consultation]) -> Desk:
    tasks = [_task(kind, row, places.get(row.consultation_id)) for kind, rows in found.items() for row in rows]
    return Desk(role, [(kind, rows[0].total) for kind, rows in found.items()], sorted(tasks, key=_urgency))


def _task(kind: str, row: Any, consultation: Consultation | None) -> Task:
    facts = {"slug": consultation.slug if consultation else "", "number": row.number, "id": row.thing_id}
    words = row.words or ""
    return Task(kind, consultation, row.since, _due(kind, row, consultation), PATHS[kind].format(**facts), row.number, words if isinstance(words, Texts) else excerpt(words, 60))


def _due(kind: str, row: Any, consultation: Consultation | None) -> date | None:
    if kind in WITHIN:
        country = consultation.country if consultation else ""
        rest = holidays_between(country, row.since, row.since.replace(year=row.since.year + 1, day=1))
        return add_working_days(row.since, WITHIN[kind], rest, weekend_of(country))
    if kind in ("points", "drafts") and consultation is not None:
        moment = consultation.response_due_at if kind == "points" else consultation.announced_at
        return moment.astimezone(ZoneInfo(consultation.zone)).date() if moment else None
    due: date | None = row.due
    return due


def _working_days(consultation: Consultation | None, start: date, end: date) -> int:
    country = consultation.country if consultation else ""
    return count_working_days(start, end, holidays_between(country, start, end), weekend_of(country))


def _where(viewer: Actor, role: Role, column: Any) -> ColumnElement[bool]:
    """The consultations in which the viewer has a role."""
    barred = [where for held, where in viewer.barred if held is role]
    if role is not Role.ORGANISER and (role, None) in viewer.roles:
        return column.not_in(barred) if barred else true()
    chosen: ColumnElement[bool] = column.in_(viewer.places(role))
    return chosen


def _managed(viewer: Actor, column: Any) -> ColumnElement[bool]:
    """The consultations that the viewer manages: all of them for an administrator."""
    return true() if viewer.holds(Role.ADMINISTRATOR) else _where(viewer, Role.ORGANISER, column)


def _oldest(table: Any, *, thing: Any, since: Any, words: Any, number: Any = None, due: Any = None) -> Select[Any]:
    columns: list[Any] = [
        table.consultation_id.label("consultation_id"),
        thing.label("thing_id"),
        (thing if number is None else number).label("number"),
        since.label("since"),
        (null() if due is None else due).label("due"),
        words.label("words"),
        func.count().over().label("total"),
    ]
    return select(*columns).select_from(table).order_by(columns[4] if due is not None else since, thing).limit(FEW)


def _contributions(viewer: Actor) -> Select[Any]:
    """Words to read, together for each consultation: four hundred of them are one task, and its day is the day of the oldest."""
    oldest, where = func.min(Contribution.day), Contribution.consultation_id
    columns: list[Any] = [where.label("consultation_id"), where.label("thing_id"), func.count().label("number"), oldest.label("since"), null().label("due"), null().label("words")]
    found: Select[Any] = select(*columns, cast(func.sum(func.count()).over(), Integer).label("total")).group_by(where).order_by(oldest, where).limit(FEW)
    return found.where(_where(viewer, Role.MODERATOR, where), Contribution.state.in_(WAITING))


def _flags(viewer: Actor) -> Select[Any]:
    """Reported words, not reports: a hundred reports do not come sooner than one."""
    found = _oldest(Flag, thing=Flag.contribution_id, number=func.min(Contribution.number), since=func.min(Flag.day), words=func.min(Contribution.text))
    found = found.join(Contribution, Contribution.id == Flag.contribution_id)
    return found.where(_where(viewer, Role.MODERATOR, Flag.consultation_id), Flag.state == FlagState.OPEN).group_by(Flag.consultation_id, Flag.contribution_id)


def _messages(viewer: Actor) -> Select[Any]:
    found = _oldest(Message, thing=Message.contribution_id, since=func.min(Message.day), words=func.min(Message.text))
    waits = (Message.from_staff.is_(False), Message.seen.is_(False))
    return found.where(_where(viewer, Role.MODERATOR, Message.consultation_id), *waits).group_by(Message.consultation_id, Message.contribution_id)


def _objections(viewer: Actor) -> Select[Any]:
    found = _oldest(Objection, thing=Objection.id, number=Objection.number, since=Objection.day, words=Objection.text)
    return found.where(_where(viewer, Role.MODERATOR, Objection.consultation_id), Objection.state == ObjectionState.OPEN)


def _appeals(viewer: Actor) -> Select[Any]:
    """Whoever decided first, or is of that unit, learns nothing of them (protection F5)."""
    found = _oldest(Appeal, thing=Appeal.id, since=Appeal.day, due=Appeal.due_on, words=Appeal.text).join(Decision, Decision.id == Appeal.decision_id)
    return found.where(_where(viewer, Role.REVIEWER, Appeal.consultation_id), Appeal.state == AppealState.OPEN, *others_decided(viewer))


def _points(viewer: Actor) -> Select[Any]:
    found = _oldest(Point, thing=Point.id, number=Point.number, since=Summary.state_since, words=Point.title).join(Summary, Summary.id == Point.summary_id)
    answered = select(OfficialResponse.id).where(OfficialResponse.point_id == Point.id).exists()
    return found.where(_where(viewer, Role.RESPONDER, Point.consultation_id), Summary.state == SummaryState.FINAL, ~answered)


def _commitments(viewer: Actor) -> Select[Any]:
    """Promises whose day is near or over. A day that was let pass stays missed, wherever it was moved afterwards."""
    missed = select(func.min(Update.old_due_on)).where(Update.commitment_id == Commitment.id, Update.old_due_on < Update.day).correlate(Commitment).scalar_subquery()
    owed = func.coalesce(missed, Commitment.due_on)
    found = _oldest(Commitment, thing=Commitment.id, number=Commitment.number, since=Commitment.day, due=owed, words=Commitment.what)
    near = owed <= date.fromordinal(clock.today().toordinal() + SOON)
    return found.where(_where(viewer, Role.RESPONDER, Commitment.consultation_id), Commitment.state.not_in(FINISHED), near)


def _drafts(viewer: Actor) -> Select[Any]:
    columns: list[Any] = [Consultation.id.label("consultation_id"), Consultation.id.label("thing_id"), Consultation.id.label("number"), Consultation.state_since.label("since")]
    more: list[Any] = [null().label("due"), Consultation.title.label("words"), func.count().over().label("total")]
    found: Select[Any] = select(*columns, *more).where(_managed(viewer, Consultation.id), Consultation.state == ConsultationState.DRAFT)
    return found.order_by(Consultation.announced_at, Consultation.id).limit(FEW)


def _barriers(viewer: Actor) -> Select[Any]:
    found = _oldest(BarrierReport, thing=BarrierReport.id, since=BarrierReport.day, due=BarrierReport.due_on, words=BarrierReport.text)
    return found.where(_managed(viewer, BarrierReport.consultation_id), BarrierReport.state == BarrierState.REPORTED)


def _requests(viewer: Actor) -> Select[Any]:
    """Who asks to join a list; which list it is says enough."""
    found = _of_no_consultation(JoinRequest.id, JoinRequest.id, JoinRequest.confirmed_on, ContactList.title).join(ContactList, ContactList.id == JoinRequest.list_id)
    return found.where(JoinRequest.confirmed_on.is_not(None))


def _calls(viewer: Actor) -> Select[Any]:
    """Calls that were proposed by somebody else, and wait to be checked."""
    found = _of_no_consultation(Call.id, Call.number, Call.state_since, Call.title)
    return found.where(Call.state == CallState.PROPOSED, func.coalesce(Call.written_by, 0) != viewer.staff_id, func.coalesce(Call.proposed_by, 0) != viewer.staff_id)


def _suggestions(viewer: Actor) -> Select[Any]:
    """What somebody told the editors of the directory; what it is about says the page."""
    return _of_no_consultation(DirectorySuggestion.id, DirectorySuggestion.id, DirectorySuggestion.day, null())


def _entries(viewer: Actor) -> Select[Any]:
    """Entries of the directory that should have been looked at again."""
    found = _of_no_consultation(DirectoryEntry.id, DirectoryEntry.number, DirectoryEntry.review_due_on, DirectoryEntry.name)
    return found.where(DirectoryEntry.state == EntryState.SHOWN, DirectoryEntry.review_due_on <= clock.today())


def _of_no_consultation(thing: Any, number: Any, since: Any, words: Any) -> Select[Any]:
    columns: list[Any] = [null().label("consultation_id"), thing.label("thing_id"), number.label("number"), since.label("since"), null().label("due"), words.label("words")]
    return select(*columns, func.count().over().label("total")).order_by(since, thing).limit(FEW)


KINDS: dict[str, tuple[Role, Callable[[Actor], Select[Any]]]] = {
    "contributions": (Role.MODERATOR, _contributions),
    "flags": (Role.MODERATOR, _flags),
    "messages": (Role.MODERATOR, _messages),
    "objections": (Role.MODERATOR, _objections),
    "appeals": (Role.REVIEWER, _appeals),
    "points": (Role.RESPONDER, _points),
    "commitments": (Role.RESPONDER, _commitments),
    "drafts": (Role.ORGANISER, _drafts),
    "barriers": (Role.ORGANISER, _barriers),
    "requests": (Role.CHAIR, _requests),
    "calls": (Role.CHAIR, _calls),
    "suggestions": (Role.EDITOR, _suggestions),
    "entries": (Role.EDITOR, _entries),
}
"""Every kind of thing that can wait, whom it waits for, and the question that finds it."""

PATHS = {
    "contributions": "/staff/{slug}/queue",
    "flags": "/staff/{slug}/flags",
    "messages": "/staff/{slug}/queue/{id}",
    "objections": "/staff/{slug}/objections/{number}",
    "appeals": "/staff/{slug}/appeals/{id}",
    "points": "/staff/{slug}/responses/{number}",
    "commitments": "/staff/{slug}/commitments/{number}",
    "drafts": "/staff/{slug}/setup",
    "barriers": "/staff/barriers/{id}",
    "requests": "/staff/lists",
    "calls": "/staff/calls/{number}",
    "suggestions": "/staff/directory/suggestions/{id}",
    "entries": "/staff/directory/entries/{id}",
}
WITHIN = {"contributions": READ_WITHIN, "flags": ANSWER_WITHIN, "messages": ANSWER_WITHIN, "objections": CHECK_WITHIN}


def borrowed(viewer: Actor, places: Collection[Consultation]) -> list[Consultation]:
    """The consultations of other organisations in which the viewer hears appeals."""
    return [one for one in places if one.host_id != viewer.organisation_id and (Role.REVIEWER, one.id) in viewer.roles]

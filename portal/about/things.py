"""What the record speaks of: names, numbers and ways to the pages, looked up for a whole page of lines at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, CompoundSelect, Select, String, and_, case, cast, false, literal, null, or_, select, true, union_all

from portal.barriers.models import BarrierReport
from portal.base.access import Actor, Role
from portal.base.database import Session
from portal.calls.models import Call, CallState, ContactList
from portal.consultations.models import Consultation, Document, Question
from portal.consultations.queries import visible_to
from portal.contributions.models import Contribution
from portal.identity.models import HeldRole, Invitation, Organisation, Staff
from portal.journal.models import Entry
from portal.moderation.models import Appeal, Decision, Flag, Policy
from portal.policies.models import PolicyVersion
from portal.responses.models import Commitment, OfficialResponse
from portal.summaries.models import Objection, Point, Summary, SummaryState

PLACES = {
    "consultations": "/consultations/{slug}",
    "questions": "/consultations/{slug}/questions/{number}",
    "documents": "/consultations/{slug}/documents/{number}",
    "contributions": "/consultations/{slug}/contributions/{number}",
    "flags": "/consultations/{slug}/contributions/{number}",
    "appeals": "/consultations/{slug}/contributions/{number}",
    "summaries": "/consultations/{slug}/summary",
    "points": "/consultations/{slug}/summary/points/{number}",
    "official_responses": "/consultations/{slug}/responses",
    "commitments": "/consultations/{slug}/commitments/{number}",
    "policies": "/rules/{number}",
    "policy_versions": "/policies/{name}/{number}",
    "barrier_reports": "/barriers/{number}",
    "action_calls": "/calls/{number}",
}
"""Pages that everybody can read; a thing has one as soon as it is `shown`."""

DESKS = {"contributions": (Role.MODERATOR, "/staff/{slug}/queue/{id}"), "objections": (Role.MODERATOR, "/staff/{slug}/objections/{number}")}
"""Pages for those who work there."""

OFFICES = {"staff": "/staff/admin/people/{number}", "roles": "/staff/admin/people/{number}", "organisations": "/staff/admin/organisations/{name}"}
"""Pages for administrators."""


@dataclass(frozen=True)
class Thing:
    """What a line is about, as far as it can still be found."""

    number: int | None
    name: str
    path: str


@dataclass(frozen=True)
class Line:
    """A line of the record with what belongs to it."""

    entry: Entry
    person: str
    """The name of a member of staff; empty for a participant, whom the record does not know."""
    consultation: Consultation | None
    thing: Thing


def lines(session: Session, viewer: Actor, entries: Sequence[Entry]) -> list[Line]:
    """Lines with names and ways: three statements, whatever they speak of."""
    names: dict[int, str] = dict(session.execute(select(Staff.id, Staff.name).where(Staff.id.in_({one.staff_id for one in entries}))).all())
    places = {one.id: one for one in session.scalars(visible_to(viewer).where(Consultation.id.in_({one.consultation_id for one in entries})))}
    known = {(kind, own): (number, name, shown) for kind, own, number, name, shown in session.execute(_things(entries))}
    return [_line(viewer, one, names, places, known) for one in entries]


def _line(viewer: Actor, entry: Entry, names: dict[int, str], places: dict[int, Consultation], known: dict[tuple[str, int], Any]) -> Line:
    consultation = places.get(entry.consultation_id or 0)
    number, name, shown = known.get((entry.thing, entry.thing_id), (None, "", 0))
    facts = {"slug": consultation.slug if consultation else "", "number": number, "name": name or "", "id": entry.thing_id}
    path = _path(viewer, entry, shown=bool(shown))
    reachable = path and (consultation is not None or "{slug}" not in path)
    own = entry.thing in ("staff", "roles")  # their number leads to a page and says nothing
    return Line(entry, names.get(entry.staff_id or 0, ""), consultation, Thing(None if own else number, name or "", path.format(**facts) if reachable else ""))


def _path(viewer: Actor, entry: Entry, *, shown: bool) -> str:
    if shown and entry.thing in PLACES:
        return PLACES[entry.thing]
    if entry.thing in OFFICES and viewer.holds(Role.ADMINISTRATOR):
        return OFFICES[entry.thing] if shown else ""
    role, path = DESKS.get(entry.thing, (Role.MODERATOR, ""))
    return path if viewer.holds(role, entry.consultation_id) else ""


def appeals_against(viewer: Actor) -> Select[int]:
    """The appeals against decisions of the viewer or of the viewer's unit: of these they learn nothing (protection F5)."""
    own = [Decision.staff_id == viewer.staff_id]
    if viewer.unit:
        own.append((Decision.organisation_id == viewer.organisation_id) & (Decision.unit == viewer.unit))
    return select(Appeal.id).join(Decision, Decision.id == Appeal.decision_id).where(or_(*own))


def people_called(viewer: Actor, name: str) -> Select[int]:
    """The members of staff whose name holds these letters."""
    return select(Staff.id).where(or_(Staff.name.icontains(name, autoescape=True), Staff.sign_in_name.icontains(name, autoescape=True)))


def _things(entries: Collection[Entry]) -> CompoundSelect[Any]:
    """One statement for all kinds: (kind, id, number, name, whether there is a page)."""
    public = Contribution.number.is_not(None)
    beyond_draft = Summary.state != SummaryState.DRAFT
    return union_all(
        _of(entries, Consultation, null(), Consultation.slug, true()),
        _of(entries, Question, Question.number, null(), true()),
        _of(entries, Document, Document.number, null(), true()),
        _of(entries, Contribution, Contribution.number, null(), public),
        _of(entries, Flag, Contribution.number, Flag.category, public).join(Contribution, Contribution.id == Flag.contribution_id),
        _of(entries, Appeal, Contribution.number, null(), public).join(Decision, Decision.id == Appeal.decision_id).join(Contribution, Contribution.id == Decision.contribution_id),
        _of(entries, Summary, null(), null(), beyond_draft),
        _of(entries, Point, Point.number, null(), beyond_draft).join(Summary, Summary.id == Point.summary_id),
        _of(entries, Objection, Objection.number, null(), false()),
        _of(entries, OfficialResponse, Point.number, null(), true()).join(Point, Point.id == OfficialResponse.point_id),
        _of(entries, Commitment, Commitment.number, null(), true()),
        _of(entries, Staff, Staff.id, Staff.name, true()),
        _of(entries, HeldRole, Staff.id, Staff.name, true()).join(Staff, Staff.id == HeldRole.staff_id),
        _of(entries, Invitation, null(), Invitation.label, false()),
        _of(entries, Organisation, null(), Organisation.slug, true()),
        _of(entries, Policy, Policy.version, null(), true()),
        _of(entries, PolicyVersion, PolicyVersion.version, PolicyVersion.kind, true()),
        _of(entries, Call, Call.number, null(), and_(Call.public, Call.sent_on.is_not(None), Call.state != CallState.WITHDRAWN)),
        _of(entries, ContactList, null(), ContactList.slug, false()),
        _of(entries, BarrierReport, BarrierReport.number, null(), BarrierReport.number.is_not(None)),
    )


def _of(entries: Collection[Entry], table: Any, number: Any, name: Any, shown: Any) -> Select[Any]:
    wanted = {one.thing_id for one in entries if one.thing == table.__tablename__}
    facts = (cast(number, BigInteger), cast(name, String), case((shown, 1), else_=0))
    return select(literal(table.__tablename__), table.id, *facts).select_from(table).where(table.id.in_(wanted))

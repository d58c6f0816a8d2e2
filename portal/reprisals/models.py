"""Reports of reprisals: consents, plan, follow-ups, duty, breaking the glass, and what is counted once a year."""

from datetime import date

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from portal.base import clock
from portal.base.database import Id, id_column, one_of, reference
from portal.base.languages import Named, _l
from portal.vault.models import Case, Officer, VaultBase


class ReprisalState(Named):
    """Where a report stands (protection F5)."""

    REPORTED = "reported", _l("Arrived")
    URGENT_CHECK = "urgent check", _l("Looked at for urgent danger")
    CONTACT_AGREED = "contact agreed", _l("Agreed how to stay in contact")
    PLANNED = "planned", _l("There is a plan")
    ACTING = "acting", _l("The plan is being carried out")
    FOLLOW_UP = "follow-up", _l("Followed up")
    DORMANT = "dormant", _l("No sign of life: only what was agreed before is done")
    CLOSED = "closed", _l("Closed by agreement")
    WITHDRAWN = "withdrawn", _l("Withdrawn")
    ERASED = "erased", _l("Erased")


class Danger(Named):
    """What is in danger at this moment."""

    NONE = "none", _l("Nothing at this moment")
    LIFE = "life", _l("Life or health")
    LIBERTY = "liberty", _l("Liberty")
    OTHER = "other", _l("Something else")


class ProtectiveAction(Named):
    """What officers can do; each only with consent of its own (R48)."""

    ADVISE = "advise", _l("Advise me")
    REFER = "refer", _l("Name somebody who can help, and pass my case on to them")
    INFORM_LEADERSHIP = "inform leadership", _l("Inform the leadership of the organisation that asked")
    LETTER = "letter", _l("Write a letter")
    EXTERNAL_BODY = "external body", _l("Raise it with an external body")
    PUBLIC_STATEMENT = "public statement", _l("Make a public statement")
    TECHNICAL_HELP = "technical help", _l("Give technical help")
    HIDE_TRACES = "hide traces", _l("Hide all my public traces on this portal")
    PRESERVE_EVIDENCE = "preserve evidence", _l("Preserve evidence")


class IncidentKind(Named):
    """What happened, for the yearly figures."""

    THREAT = "threat", _l("Threat")
    SURVEILLANCE = "surveillance", _l("Surveillance")
    ARREST = "arrest", _l("Arrest or summons")
    VIOLENCE = "violence", _l("Violence")
    SMEAR = "smear", _l("Smear or public attack")
    DISMISSAL = "dismissal", _l("Loss of work, school or service")
    TRAVEL = "travel", _l("Hindered travel")
    ONLINE = "online", _l("Attack online")
    FAMILY = "family", _l("Pressure on family or friends")
    OTHER = "other", _l("Something else")


class ActorType(Named):
    """Who did it, for the yearly figures."""

    STATE = "state", _l("An authority")
    COMPANY = "company", _l("A company")
    ARMED_GROUP = "armed group", _l("An armed group")
    HOST = "host", _l("The organisation that asked, or its staff")
    COMMUNITY = "community", _l("People of the community or family")
    UNKNOWN = "unknown", _l("Unknown")


class StepState(Named):
    """Where a step of the plan stands."""

    PLANNED = "planned", _l("Planned")
    WAITS_FOR_CONSENT = "waits for consent", _l("Waits for your consent")
    DONE = "done", _l("Done")
    DROPPED = "dropped", _l("Dropped, with the reason")


class Reprisal(VaultBase):
    """One report, beside its sealed case."""

    __tablename__ = "reprisals"

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases", unique=True)
    state: Mapped[ReprisalState] = mapped_column(one_of(ReprisalState), index=True)
    state_since: Mapped[date] = mapped_column(default=clock.today)
    urgent: Mapped[bool] = mapped_column(default=False)
    danger: Mapped[Danger | None] = mapped_column(one_of(Danger))
    owner_id: Mapped[int | None] = reference("officers", nullable=True, on_delete="SET NULL")
    for_another: Mapped[bool] = mapped_column(default=False)  # reported by a relative or helper
    moved_in: Mapped[bool] = mapped_column(default=False)  # found by staff in a text elsewhere; nobody holds a number until it is handed over
    incident: Mapped[IncidentKind | None] = mapped_column(one_of(IncidentKind))
    actor_type: Mapped[ActorType | None] = mapped_column(one_of(ActorType))
    region: Mapped[str] = mapped_column(String(40), default="")
    last_sign: Mapped[date] = mapped_column(default=clock.today)  # of the holder

    case: Mapped[Case] = relationship(lazy="raise")


class Consent(VaultBase):
    """The holder allowed one kind of action, or took it back; every line is kept, the newest counts."""

    __tablename__ = "consents"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases")
    number: Mapped[int]  # within the case: the highest of an action counts
    action: Mapped[ProtectiveAction] = mapped_column(one_of(ProtectiveAction))
    given: Mapped[bool]
    day: Mapped[date] = mapped_column(default=clock.today)
    sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # conditions


class PlanStep(VaultBase):
    """One step of the plan, with its owner and a note of its risk."""

    __tablename__ = "plan_steps"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases")
    number: Mapped[int]
    action: Mapped[ProtectiveAction] = mapped_column(one_of(ProtectiveAction))
    owner_id: Mapped[int | None] = reference("officers", nullable=True, index=False, on_delete="SET NULL")
    state: Mapped[StepState] = mapped_column(one_of(StepState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    due_on: Mapped[date | None]
    sealed: Mapped[bytes] = deferred(mapped_column(LargeBinary))  # what, risk, outcome


class FollowUp(VaultBase):
    """A look after 7, 30 and 90 days: done or moved with a reason, never deleted (R47)."""

    __tablename__ = "follow_ups"
    __table_args__ = (UniqueConstraint("case_id", "after_days"),)

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases")
    after_days: Mapped[int]
    due_on: Mapped[date] = mapped_column(index=True)
    done_on: Mapped[date | None]
    moved: Mapped[int] = mapped_column(default=0)
    sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # reasons for moving, and what was found


class Duty(VaultBase):
    """When a protection officer is on duty: hours of a weekday (Monday 0), in UTC."""

    __tablename__ = "duties"

    id: Mapped[int] = id_column()
    officer_id: Mapped[int] = reference("officers")
    weekday: Mapped[int]
    from_hour: Mapped[int]
    to_hour: Mapped[int]  # not included; 24 is the day's end

    officer: Mapped[Officer] = relationship(lazy="raise")


class BreakGlass(VaultBase):
    """Two people let a third officer into a case; owner and reporter see it."""

    __tablename__ = "break_glass"

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases")
    for_officer_id: Mapped[int] = reference("officers", index=False)
    asked_by: Mapped[int] = reference("officers", index=False)  # an officer of the case
    agreed_by: Mapped[int | None] = reference("officers", nullable=True, index=False, on_delete="SET NULL")  # another one
    overseen_by: Mapped[int | None] = mapped_column(Id)  # staff id of an administrator, where no other officer of the case is left
    asked_on: Mapped[date] = mapped_column(default=clock.today)
    agreed_on: Mapped[date | None]
    refused_on: Mapped[date | None]
    sealed: Mapped[bytes] = deferred(mapped_column(LargeBinary))  # the reason

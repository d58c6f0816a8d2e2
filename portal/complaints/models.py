"""Complaints: what can be said of them without opening them."""

from datetime import date

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import id_column, one_of, reference
from portal.base.languages import Named, _l
from portal.vault.models import Case, Officer, VaultBase


class Category(Named):
    """What a complaint is about."""

    MODERATION = "moderation", _l("A decision of moderation")
    PROCESS = "process", _l("The process, or too little notice")
    ACCESS = "access", _l("Access to information")
    BARRIER = "barrier", _l("A barrier for people with disabilities")
    STAFF = "staff", _l("Conduct of staff")
    HOST = "host", _l("Conduct of the organisation that asks")
    DATA = "data", _l("Data protection")
    DISCRIMINATION = "discrimination", _l("Discrimination")
    OTHER = "other", _l("Something else")
    HELP = "help", _l("A question to the help desk")  # no complaint: it goes the same way, with a clock of its own, and is counted apart


class HelpKind(Named):
    """With what somebody asks for help. It is sealed with the words."""

    TECHNICAL = "technical", _l("Something does not work, or I cannot find it")
    SETTING_UP = "setting up", _l("We want to set up a consultation")
    OTHER = "other", _l("Something else")


class ComplaintState(Named):
    """Where a complaint stands (protection F4)."""

    SUBMITTED = "submitted", _l("Arrived")
    ACKNOWLEDGED = "acknowledged", _l("Read by a person")
    ACCEPTED = "accepted", _l("Taken up")
    REFERRED = "referred", _l("Passed on, with your consent")
    DECLINED = "declined", _l("Not taken up, with the reason")
    PROPOSED = "proposed", _l("An outcome is proposed")
    DECIDED = "decided", _l("Decided")
    REMEDY = "remedy", _l("The remedy is under way")
    SECOND_STAGE = "second stage", _l("Heard once more, by somebody else")
    EXTERNAL = "external", _l("With an external body")
    CLOSED = "closed", _l("Closed")
    WITHDRAWN = "withdrawn", _l("Withdrawn")
    ERASED = "erased", _l("Erased")


class HelpState(Named):
    """How the states of a question to the help desk are called where a complaint's word would not fit."""

    ANSWERED = "answered", _l("Answered")


class Finding(Named):
    """What a decision finds."""

    JUSTIFIED = "justified", _l("The complaint is justified")
    PARTLY = "partly", _l("The complaint is partly justified")
    NOT_JUSTIFIED = "not justified", _l("The complaint is not justified")
    NOT_FOUND_OUT = "not found out", _l("It could not be found out")


class Remedy(Named):
    """What makes it good."""

    NONE = "none", _l("No remedy")
    APOLOGY = "apology", _l("An apology")
    CORRECTED = "corrected", _l("The decision was corrected")
    ACCESS_GIVEN = "access given", _l("Access was given")
    RULE_CHANGED = "rule changed", _l("A rule or a way of working was changed")
    MEASURES = "measures", _l("Measures towards the persons concerned")
    OTHER = "other", _l("Another remedy")


class Complaint(VaultBase):
    """One complaint, beside its sealed case."""

    __tablename__ = "complaints"
    __table_args__ = (Index("ix_complaints_owner", "owner_id", "state"), Index("ix_complaints_state", "state", "state_since"))

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases", unique=True)
    category: Mapped[Category] = mapped_column(one_of(Category))
    place: Mapped[str] = mapped_column(String(80), default="")  # public name of the consultation that it is about
    region: Mapped[str] = mapped_column(String(40), default="")
    country: Mapped[str] = mapped_column(String(2), default="")  # whose holidays count
    state: Mapped[ComplaintState] = mapped_column(one_of(ComplaintState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    owner_id: Mapped[int | None] = reference("officers", nullable=True, index=False, on_delete="SET NULL")
    stage: Mapped[int] = mapped_column(default=1)
    decided_by: Mapped[int | None] = reference("officers", nullable=True, index=False, on_delete="SET NULL")
    decided_unit: Mapped[str] = mapped_column(String(160), default="")  # organisation and unit at the first stage: both are out of the second
    decided_on: Mapped[date | None]
    finding: Mapped[Finding | None] = mapped_column(one_of(Finding))
    first_finding: Mapped[str] = mapped_column(String(40), default="")  # of the first stage, once there is a second
    remedy: Mapped[Remedy | None] = mapped_column(one_of(Remedy))
    referral_allowed: Mapped[bool] = mapped_column(default=False)
    referral_arrived_on: Mapped[date | None]
    may_publish: Mapped[bool] = mapped_column(default=False)  # the holder agreed that the decision is published without names
    published_on: Mapped[date | None]
    rated: Mapped[bool] = mapped_column(default=False)  # that the holder has said how it went; what, stands in ratings without a case
    distrusted: Mapped[list[int]] = mapped_column(JSON, default=list)  # officers whom the holder does not trust

    case: Mapped[Case] = relationship(lazy="raise")
    owner: Mapped[Officer | None] = relationship(lazy="raise", foreign_keys=[owner_id])


class ComplaintRating(VaultBase):
    """How it went, said by somebody after closing. No column tells of which case it was (p61)."""

    __tablename__ = "complaint_ratings"

    id: Mapped[int] = id_column()
    year: Mapped[int] = mapped_column(index=True)  # in which the complaint came in
    place: Mapped[str] = mapped_column(String(80), default="")
    stars: Mapped[int]  # 1 to 5


class Route(VaultBase):
    """Who gets complaints of a category and region first; an empty column means any."""

    __tablename__ = "routes"
    __table_args__ = (UniqueConstraint("category", "region", "officer_id"),)

    id: Mapped[int] = id_column()
    category: Mapped[Category | None] = mapped_column(one_of(Category))
    region: Mapped[str] = mapped_column(String(40), default="")
    officer_id: Mapped[int] = reference("officers")

    officer: Mapped[Officer] = relationship(lazy="raise")


class Avenue(VaultBase):
    """An external body that hears complaints after the second stage, named by the host: ombuds, data protection, certified body."""

    __tablename__ = "avenues"

    id: Mapped[int] = id_column()
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200))
    ways: Mapped[str] = mapped_column(String(500))
    categories: Mapped[list[str]] = mapped_column(JSON, default=list)  # empty: all


class PublishableDecision(VaultBase):
    """A decision without names, written for the public; carried over by portal.crossings on a publication day."""

    __tablename__ = "publishable_decisions"

    id: Mapped[int] = id_column()
    case_id: Mapped[int] = reference("cases", unique=True)
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[str] = mapped_column(String(5000))
    written_on: Mapped[date] = mapped_column(default=clock.today)
    agreed_on: Mapped[date | None]  # the holder has read these very words and agreed
    carried_on: Mapped[date | None]

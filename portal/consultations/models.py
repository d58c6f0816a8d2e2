"""Consultations, their timeline, questions, documents and notices."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, Id, Moment, id_column, one_of, reference
from portal.base.languages import Texts, TextsColumn, _l
from portal.identity.models import Organisation


class ConsultationState(StrEnum):
    """What people decided about a consultation; everything else follows from the time."""

    DRAFT = "draft"
    PUBLIC = "public"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state in words of the language spoken now."""
        return str(STATE_LABELS[self])


STATE_LABELS = {
    ConsultationState.DRAFT: _l("Draft"),
    ConsultationState.PUBLIC: _l("Public"),
    ConsultationState.SUSPENDED: _l("Suspended"),
    ConsultationState.CANCELLED: _l("Cancelled"),
}


class Influence(StrEnum):
    """How much the contributions can change (after the IAP2 spectrum)."""

    INFORM = "inform"
    CONSULT = "consult"
    INVOLVE = "involve"
    COLLABORATE = "collaborate"
    DECIDE = "decide"

    @property
    def label(self) -> str:
        """The level in words of the language spoken now."""
        return str(INFLUENCE_LABELS[self])


INFLUENCE_LABELS = {
    Influence.INFORM: _l("You are informed. Nothing can change."),
    Influence.CONSULT: _l("Your words are weighed before the decision."),
    Influence.INVOLVE: _l("Your words shape the options that are decided on."),
    Influence.COLLABORATE: _l("The decision is prepared together with you."),
    Influence.DECIDE: _l("What comes out of this is carried out."),
}


class Consultation(Base):
    """A time-boxed consultation."""

    __tablename__ = "consultations"

    id: Mapped[int] = id_column()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    state: Mapped[ConsultationState] = mapped_column(one_of(ConsultationState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    languages: Mapped[list[str]] = mapped_column(JSON)
    title: Mapped[Texts] = mapped_column(TextsColumn)
    summary: Mapped[Texts] = mapped_column(TextsColumn)
    mandate: Mapped[Texts] = mapped_column(TextsColumn)
    influence: Mapped[Influence] = mapped_column(one_of(Influence))
    influence_text: Mapped[Texts] = mapped_column(TextsColumn)
    decider: Mapped[Texts] = mapped_column(TextsColumn)
    alternative: Mapped[Texts] = mapped_column(TextsColumn)  # where late or misplaced words can go
    host_id: Mapped[int] = reference("organisations", on_delete="RESTRICT")

    # The timeline. All moments are whole minutes.
    zone: Mapped[str] = mapped_column(String(60), default="UTC")
    announced_at: Mapped[datetime] = mapped_column(Moment)
    opens_at: Mapped[datetime] = mapped_column(Moment, index=True)
    closes_at: Mapped[datetime] = mapped_column(Moment, index=True)
    grace: Mapped[timedelta] = mapped_column(default=timedelta(hours=24))
    check_back_from: Mapped[datetime | None] = mapped_column(Moment)
    check_back_until: Mapped[datetime | None] = mapped_column(Moment)
    response_due_at: Mapped[datetime | None] = mapped_column(Moment)
    responded_at: Mapped[datetime | None] = mapped_column(Moment)
    archived_at: Mapped[datetime | None] = mapped_column(Moment)

    # The same rules for everybody (R22).
    premoderated: Mapped[bool] = mapped_column(default=True)
    longest: Mapped[int] = mapped_column(default=5000)  # characters of one contribution

    host: Mapped[Organisation] = relationship(lazy="raise")
    moderators: Mapped[list[Organisation]] = relationship(secondary="moderating_organisations", lazy="raise", order_by="Organisation.slug")
    themes: Mapped[list["Theme"]] = relationship(lazy="raise", order_by="Theme.position", back_populates="consultation")
    questions: Mapped[list["Question"]] = relationship(lazy="raise", order_by="Question.number", back_populates="consultation")
    documents: Mapped[list["Document"]] = relationship(lazy="raise", order_by="Document.number")
    notices: Mapped[list["Notice"]] = relationship(lazy="raise", order_by="Notice.number, Notice.day, Notice.id")


class ModeratingOrganisation(Base):
    """An organisation that moderates a consultation."""

    __tablename__ = "moderating_organisations"

    consultation_id: Mapped[int] = mapped_column(Id, ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(Id, ForeignKey("organisations.id", ondelete="RESTRICT"), primary_key=True)


class Theme(Base):
    """A heading over some of the questions."""

    __tablename__ = "themes"

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    position: Mapped[int]
    title: Mapped[Texts] = mapped_column(TextsColumn)

    consultation: Mapped[Consultation] = relationship(lazy="raise", back_populates="themes")


class Question(Base):
    """One key question, with its own thread. `number` is its place and its public name."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    theme_id: Mapped[int | None] = reference("themes", nullable=True, on_delete="SET NULL")
    number: Mapped[int]
    title: Mapped[Texts] = mapped_column(TextsColumn)
    body: Mapped[Texts] = mapped_column(TextsColumn)
    published: Mapped[int] = mapped_column(default=0)  # contributions that everybody can read; kept by the commands that show and hide them

    consultation: Mapped[Consultation] = relationship(lazy="raise", back_populates="questions")
    theme: Mapped[Theme | None] = relationship(lazy="raise")


class Document(Base):
    """A background document as text."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    number: Mapped[int]
    title: Mapped[Texts] = mapped_column(TextsColumn)
    body: Mapped[Texts] = mapped_column(TextsColumn)  # the small markup


class NoticeKind(StrEnum):
    """What was decided about a running consultation."""

    EXTENDED = "extended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CANCELLED = "cancelled"
    MODERATION_CHANGED = "moderation changed"

    @property
    def label(self) -> str:
        """What was decided, in words of the language spoken now."""
        return str(NOTICE_LABELS[self])


NOTICE_LABELS = {
    NoticeKind.EXTENDED: _l("There is more time"),
    NoticeKind.SUSPENDED: _l("The consultation was suspended"),
    NoticeKind.RESUMED: _l("The consultation goes on"),
    NoticeKind.CANCELLED: _l("The consultation was cancelled"),
    NoticeKind.MODERATION_CHANGED: _l("The way of moderation was changed"),
}


class Notice(Base):
    """A decision about a consultation with its public reason."""

    __tablename__ = "notices"

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    number: Mapped[int] = mapped_column(default=1)  # its place: two notices of one day keep their order
    kind: Mapped[NoticeKind] = mapped_column(one_of(NoticeKind))
    day: Mapped[date] = mapped_column(default=clock.today)
    reason: Mapped[Texts] = mapped_column(TextsColumn)
    before: Mapped[str] = mapped_column(String(60), default="")  # moments, or "before" and "after" publication
    after: Mapped[str] = mapped_column(String(60), default="")


class SelfDescription(Base):
    """What somebody chose to tell about themselves (R11): counted, and joined to nothing but the consultation."""

    __tablename__ = "self_descriptions"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    region: Mapped[str] = mapped_column(String(40), default="")
    sector: Mapped[str] = mapped_column(String(40), default="")

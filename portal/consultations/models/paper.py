"""The paper: a consultation with its timeline, themes, questions and documents."""

from datetime import date, datetime, timedelta

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, Id, Moment, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l
from portal.consultations.models.decided import Notice
from portal.consultations.models.helps import EasyIdea, Term
from portal.identity.models import Organisation


class ConsultationState(Named):
    """What people decided about a consultation; everything else follows from the time."""

    DRAFT = "draft", _l("Draft")
    PUBLIC = "public", _l("Public")
    SUSPENDED = "suspended", _l("Suspended")
    CANCELLED = "cancelled", _l("Cancelled")


class Influence(Named):
    """How much the contributions can change (after the IAP2 spectrum)."""

    INFORM = "inform", _l("You are informed. Nothing can change.")
    CONSULT = "consult", _l("Your words are weighed before the decision.")
    INVOLVE = "involve", _l("Your words shape the options that are decided on.")
    COLLABORATE = "collaborate", _l("The decision is prepared together with you.")
    DECIDE = "decide", _l("What comes out of this is carried out.")


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
    check_back_days: Mapped[int] = mapped_column(default=14)  # for how long the summary can be checked, as announced
    response_due_at: Mapped[datetime | None] = mapped_column(Moment)
    responded_at: Mapped[datetime | None] = mapped_column(Moment)
    archived_at: Mapped[datetime | None] = mapped_column(Moment)

    # The same rules for everybody (R22).
    premoderated: Mapped[bool] = mapped_column(default=True)
    numbered: Mapped[int] = mapped_column(default=0)  # the highest number that was given and taken away again: nobody gets it twice
    longest: Mapped[int] = mapped_column(default=5000)  # characters of one contribution
    voices: Mapped[list[str]] = mapped_column(JSON, default=list)  # as whom one may speak; empty: in every way
    private: Mapped[bool] = mapped_column(default=False)  # a room for whoever was let in by a link (R20)
    moderated_independently: Mapped[bool] = mapped_column(default=False)  # the host's own people neither moderate nor review

    # What the host owes before it opens (R15, R52, R53).
    country: Mapped[str] = mapped_column(String(10), default="")  # whose public holidays count (ISO 3166)
    notice_reason: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # why there is less notice than usual
    duration_reason: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # why it is open for less time than usual
    pledge: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # nobody is harmed for taking part
    risk_public: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # the part of the risk assessment that all can read

    # What it is about, and for which part of the world; empty: for all of it (R66).
    topics: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    region: Mapped[str] = mapped_column(String(40), default="", server_default="")

    # Easy to understand (R04, R07).
    plain: Mapped[Texts] = mapped_column(TextsColumn, default=Texts, server_default="{}")  # in short: what is asked, by when, what happens with it
    young: Mapped[Texts] = mapped_column(TextsColumn, default=Texts, server_default="{}")  # the same for young people
    for_young: Mapped[bool] = mapped_column(default=False, server_default=false())  # there is a path of their own

    host: Mapped[Organisation] = relationship(lazy="raise")
    moderators: Mapped[list[Organisation]] = relationship(secondary="moderating_organisations", lazy="raise", order_by="Organisation.slug")
    themes: Mapped[list["Theme"]] = relationship(lazy="raise", order_by="Theme.position", back_populates="consultation")
    questions: Mapped[list["Question"]] = relationship(lazy="raise", order_by="Question.number", back_populates="consultation")
    documents: Mapped[list["Document"]] = relationship(lazy="raise", order_by="Document.number")
    notices: Mapped[list[Notice]] = relationship(lazy="raise", order_by="Notice.number, Notice.day, Notice.id")
    terms: Mapped[list[Term]] = relationship(lazy="raise", order_by="Term.number")
    ideas: Mapped[list[EasyIdea]] = relationship(lazy="raise", order_by="EasyIdea.number")

    @property
    def changed_on(self) -> date:
        """The day on which its own texts or dates were last changed; its notices are loaded (R69)."""
        return max([self.state_since, *(notice.day for notice in self.notices)])


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
    young: Mapped[Texts] = mapped_column(TextsColumn, default=Texts, server_default="{}")  # in simple words
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

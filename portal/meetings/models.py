"""Meetings of a consultation: when, where, for whom they are easy to reach, and what came of them."""

from datetime import date, datetime

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, Moment, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l
from portal.consultations.models import Consultation


class MeetingState(Named):
    """What is known of a meeting; that its hour has come follows from the time."""

    PLANNED = "planned", _l("Planned")
    HELD = "held", _l("Took place")
    CANCELLED = "cancelled", _l("Cancelled")


class Meeting(Base):
    """One meeting. Who comes is written down nowhere: whoever wants to come asks by the ways that `coming` names."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    number: Mapped[int]
    state: Mapped[MeetingState] = mapped_column(one_of(MeetingState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    day: Mapped[date] = mapped_column(default=clock.today)  # since when everybody can read of it
    version: Mapped[int] = mapped_column(default=1)  # calendars take the higher one for the newer
    title: Mapped[Texts] = mapped_column(TextsColumn)
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(String(60), default="UTC")
    place: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    link: Mapped[str] = mapped_column(String(500), default="")
    access: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # step-free, signed, interpreted, cared for, paid for
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)  # spoken there
    coming: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # how to come: nothing, or whom to ask
    recording: Mapped[str] = mapped_column(String(500), default="")
    captions: Mapped[str] = mapped_column(String(500), default="")
    notes: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    transcript: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    reason: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # why it is cancelled

    consultation: Mapped[Consultation] = relationship(lazy="raise")

"""Reports of barriers."""

from datetime import date

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l
from portal.consultations.models import Consultation


class BarrierState(Named):
    """What came of a report."""

    REPORTED = "reported", _l("Reported, waits for an answer")
    PLANNED = "planned", _l("Will be changed")
    ADAPTED = "adapted", _l("Changed")
    DECLINED = "declined", _l("Cannot be changed, with the reason")
    WITHDRAWN = "withdrawn", _l("Withdrawn")


class BarrierAbout(Named):
    """What a report is about."""

    TAKING_PART = "taking part", _l("Something keeps somebody from taking part")
    WORDING = "wording", _l("Official words hurt or label people")


class BarrierReport(Base):
    """Something keeps somebody from taking part. The report's own words are for staff and its holder; the adaptation is public."""

    __tablename__ = "barrier_reports"

    id: Mapped[int] = id_column()
    number: Mapped[int | None] = mapped_column(unique=True)  # public, from the first answer on
    consultation_id: Mapped[int | None] = reference("consultations", nullable=True, on_delete="SET NULL")
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    about: Mapped[BarrierAbout] = mapped_column(one_of(BarrierAbout), default=BarrierAbout.TAKING_PART)
    state: Mapped[BarrierState] = mapped_column(one_of(BarrierState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    day: Mapped[date] = mapped_column(default=clock.today)
    due_on: Mapped[date]
    page: Mapped[str] = mapped_column(String(200), default="")  # where it happened
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(35))
    barrier: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # in staff's words, for everybody
    adaptation: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # what was changed, or why it cannot be

    consultation: Mapped[Consultation | None] = relationship(lazy="raise")

    def shown_in_public(self) -> bool:
        """A report without an answer changes no public page."""
        return self.number is not None

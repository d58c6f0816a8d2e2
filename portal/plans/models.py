"""A plan: what somebody means to ask about, and roughly when (R66)."""

from datetime import date

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l
from portal.consultations.models import Consultation
from portal.identity.models import Organisation


class PlanState(Named):
    """What has become of a plan."""

    PLANNED = "planned", _l("Planned")
    SET_UP = "set up", _l("Being set up")
    DROPPED = "dropped", _l("Dropped")


class Plan(Base):
    """One plan, public from its first day."""

    __tablename__ = "plans"

    id: Mapped[int] = id_column()
    number: Mapped[int] = mapped_column(unique=True)
    state: Mapped[PlanState] = mapped_column(one_of(PlanState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    day: Mapped[date] = mapped_column(default=clock.today)  # since when everybody can read of it
    changed_on: Mapped[date] = mapped_column(default=clock.today)  # the day of the present wording, month or state
    version: Mapped[int] = mapped_column(default=1)  # calendars take the higher one for the newer
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    host_id: Mapped[int] = reference("organisations", on_delete="RESTRICT")
    title: Mapped[Texts] = mapped_column(TextsColumn)
    note: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    topic: Mapped[str] = mapped_column(String(40))
    region: Mapped[str] = mapped_column(String(40), default="")
    starts_on: Mapped[date] = mapped_column(index=True)  # the first day of the month or quarter in which it shall begin
    months: Mapped[int] = mapped_column(default=1)
    reason: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)  # why it was dropped
    consultation_id: Mapped[int | None] = reference("consultations", nullable=True, on_delete="SET NULL")

    host: Mapped[Organisation] = relationship(lazy="raise")
    consultation: Mapped[Consultation | None] = relationship(lazy="raise")

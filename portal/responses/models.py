"""Answers to points, commitments and their updates."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l
from portal.summaries.models import Point


class Verdict(Named):
    """What the responsible body says to a point."""

    ACCEPTED = "accepted", _l("Accepted")
    PARTLY = "partly accepted", _l("Partly accepted")
    ALREADY = "already done", _l("Already done")
    NOT_ACCEPTED = "not accepted", _l("Not accepted")
    NOT_OURS = "not in our power", _l("Not in our power")


class OfficialResponse(Base):
    """The answer to one point. A changed answer is a new row; the latest `version` counts, all are shown."""

    __tablename__ = "official_responses"
    __table_args__ = (UniqueConstraint("point_id", "version"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    point_id: Mapped[int] = reference("points")
    version: Mapped[int] = mapped_column(default=1)
    verdict: Mapped[Verdict] = mapped_column(one_of(Verdict))
    reason: Mapped[Texts] = mapped_column(TextsColumn)
    unit: Mapped[str] = mapped_column(String(200))
    day: Mapped[date] = mapped_column(default=clock.today)

    point: Mapped[Point] = relationship(lazy="raise")


class CommitmentState(Named):
    """How far a commitment is. Lateness is not a state: it follows from the due day."""

    NOT_STARTED = "not started", _l("Not started")
    ON_COURSE = "on course", _l("On course")
    DONE = "done", _l("Done")
    DROPPED = "dropped", _l("Dropped")


class Commitment(Base):
    """Who promised what by when, and how one will see that it was done."""

    __tablename__ = "commitments"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    point_id: Mapped[int] = reference("points")
    number: Mapped[int]
    what: Mapped[Texts] = mapped_column(TextsColumn)
    owner: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    measure: Mapped[Texts] = mapped_column(TextsColumn)
    state: Mapped[CommitmentState] = mapped_column(one_of(CommitmentState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    day: Mapped[date] = mapped_column(default=clock.today)

    point: Mapped[Point] = relationship(lazy="raise")
    updates: Mapped[list["Update"]] = relationship(lazy="raise", order_by="Update.day, Update.position", back_populates="commitment")


class Update(Base):
    """Dated news of a commitment."""

    __tablename__ = "updates"

    id: Mapped[int] = id_column()
    commitment_id: Mapped[int] = reference("commitments")
    position: Mapped[int]
    day: Mapped[date] = mapped_column(default=clock.today)
    state: Mapped[CommitmentState] = mapped_column(one_of(CommitmentState))
    text: Mapped[Texts] = mapped_column(TextsColumn)
    old_due_on: Mapped[date | None]  # where the due day was moved; the old one stays readable

    commitment: Mapped[Commitment] = relationship(lazy="raise", back_populates="updates")

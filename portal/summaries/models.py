"""Summaries, points, links, campaigns and objections."""

from datetime import date

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.database import Base, id_column, one_of, reference
from portal.base.languages import Named, Texts, TextsColumn, _l
from portal.consultations.models import Question


class SummaryState(Named):
    """Where a summary stands."""

    DRAFT = "draft", _l("Being written")
    CHECK_BACK = "check-back", _l("Open for check-back")
    FINAL = "final", _l("Final")


class Summary(Base):
    """The summary of one consultation."""

    __tablename__ = "summaries"

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations", unique=True)
    state: Mapped[SummaryState] = mapped_column(one_of(SummaryState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    intro: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)

    points: Mapped[list["Point"]] = relationship(lazy="raise", order_by="Point.number", back_populates="summary")
    objections: Mapped[list["Objection"]] = relationship(lazy="raise", order_by="Objection.number", back_populates="summary")


class Point(Base):
    """One numbered key ask."""

    __tablename__ = "points"
    __table_args__ = (UniqueConstraint("summary_id", "number"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    summary_id: Mapped[int] = reference("summaries")
    question_id: Mapped[int | None] = reference("questions", nullable=True, on_delete="SET NULL")
    number: Mapped[int]
    title: Mapped[Texts] = mapped_column(TextsColumn)  # the ask in one sentence
    body: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    version: Mapped[int] = mapped_column(default=1)

    summary: Mapped[Summary] = relationship(lazy="raise", back_populates="points")
    question: Mapped[Question | None] = relationship(lazy="raise")


class PointLink(Base):
    """A contribution stands behind a point."""

    __tablename__ = "point_links"
    __table_args__ = (UniqueConstraint("point_id", "contribution_id"),)

    id: Mapped[int] = id_column()
    point_id: Mapped[int] = reference("points")
    contribution_id: Mapped[int] = reference("contributions")


class NoPoint(Base):
    """A contribution has no separate point, because."""

    __tablename__ = "no_points"

    id: Mapped[int] = id_column()
    contribution_id: Mapped[int] = reference("contributions", unique=True)
    reason: Mapped[Texts] = mapped_column(TextsColumn)


class Tag(Base):
    """A moderator's own heading for contributions, in the workspace only."""

    __tablename__ = "tags"
    __private__ = True
    __table_args__ = (UniqueConstraint("consultation_id", "name"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    name: Mapped[str] = mapped_column(String(80))


class Tagging(Base):
    """A tag on a contribution."""

    __tablename__ = "taggings"
    __private__ = True
    __table_args__ = (UniqueConstraint("tag_id", "contribution_id"),)

    id: Mapped[int] = id_column()
    tag_id: Mapped[int] = reference("tags")
    contribution_id: Mapped[int] = reference("contributions")


class Campaign(Base):
    """Near-identical letters, shown once in full and counted."""

    __tablename__ = "campaigns"

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    title: Mapped[str] = mapped_column(String(200))


class CampaignLetter(Base):
    """A contribution that belongs to a campaign."""

    __tablename__ = "campaign_letters"

    id: Mapped[int] = id_column()
    campaign_id: Mapped[int] = reference("campaigns")
    contribution_id: Mapped[int] = reference("contributions", unique=True)


class ObjectionKind(Named):
    """What the summary got wrong."""

    MISREAD = "misread", _l("Misread")
    MISSED = "missed", _l("Missed")


class ObjectionState(Named):
    """Where an objection stands."""

    OPEN = "open", _l("Waits for an answer")
    ACCEPTED = "accepted", _l("Accepted, the summary was changed")  # the summary was changed
    NOT_ACCEPTED = "not accepted", _l("Not accepted")


class Objection(Base):
    """Somebody says in the check-back what was misread or missed. Its text is public once it is answered."""

    __tablename__ = "objections"
    __table_args__ = (UniqueConstraint("summary_id", "number"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    summary_id: Mapped[int] = reference("summaries")
    number: Mapped[int]
    point_id: Mapped[int | None] = reference("points", nullable=True, on_delete="SET NULL")
    receipt_id: Mapped[int | None] = reference("receipts", nullable=True, on_delete="SET NULL")
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    kind: Mapped[ObjectionKind] = mapped_column(one_of(ObjectionKind))
    state: Mapped[ObjectionState] = mapped_column(one_of(ObjectionState))
    state_since: Mapped[date] = mapped_column(default=clock.today)
    day: Mapped[date] = mapped_column(default=clock.today)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(35))
    answer: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    shown: Mapped[bool] = mapped_column(default=False)  # whether its words stand in public, or only its answer

    summary: Mapped[Summary] = relationship(lazy="raise", back_populates="objections")
    point: Mapped[Point | None] = relationship(lazy="raise")

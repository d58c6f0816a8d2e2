"""What stands beside a consultation and on no public page as it is: risks, invitations, what people told of themselves; and the pulse."""

from datetime import date, datetime

from sqlalchemy import JSON, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.base import clock
from portal.base.database import Base, Id, Moment, id_column, reference


class RiskAssessment(Base):
    """What could harm people who take part, and what is done about it; its public part stands in the consultation (R52)."""

    __tablename__ = "risk_assessments"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations", unique=True)
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")


class EntryLink(Base):
    """An invitation to take part: it counts how often it was used, and nothing else (R10, R20)."""

    __tablename__ = "entry_links"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    label: Mapped[str] = mapped_column(String(120))  # for whom, as the organiser calls them
    uses: Mapped[int] = mapped_column(default=0)
    most_uses: Mapped[int | None]
    ends_on: Mapped[date | None]
    made_on: Mapped[date] = mapped_column(default=clock.today)


class SelfDescription(Base):
    """What somebody chose to tell about themselves (R11): counted, and joined to nothing but the consultation."""

    __tablename__ = "self_descriptions"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    region: Mapped[str] = mapped_column(String(40), default="")
    sector: Mapped[str] = mapped_column(String(40), default="")


class SelfDescriptionCount(Base):
    """How many people in a consultation told the same, after it closed: never few enough to know one of them, and rounded."""

    __tablename__ = "self_description_counts"
    __table_args__ = (UniqueConstraint("consultation_id", "asked", "answer"),)

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations", index=False)
    asked: Mapped[str] = mapped_column(String(40))  # region, or sector
    answer: Mapped[str] = mapped_column(String(40))  # one of the choices; empty: all those that too few people chose
    people: Mapped[int]


class Pulse(Base):
    """When the portal last lived, in one row: what it was away for shortly before an end is given back."""

    __tablename__ = "pulse"
    __private__ = True

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)

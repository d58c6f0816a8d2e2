"""Answers, and apart from them who has answered."""

from datetime import date

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.base import clock
from portal.base.database import Base, id_column, reference


def this_month() -> date:
    """The first day of the present month: finer would help to find out who it was."""
    return clock.today().replace(day=1)


class Rating(Base):
    """One person's answers, from 1 (not at all) to 5 (very much); empty where the person did not want to say."""

    __tablename__ = "ratings"
    __private__ = True

    id: Mapped[int] = id_column()
    consultation_id: Mapped[int] = reference("consultations")
    month: Mapped[date] = mapped_column(default=this_month)
    heard: Mapped[int | None]
    safe: Mapped[int | None]
    easy: Mapped[int | None]


class Rated(Base):
    """Somebody has answered: a keyed hash that fits no other table."""

    __tablename__ = "rated"
    __private__ = True

    id: Mapped[int] = id_column()
    rated_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)

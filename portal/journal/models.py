"""The journal's one table."""

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.base.database import Base, Id, Moment, id_column


class Entry(Base):
    """One line: it is written once and never changed."""

    __tablename__ = "journal"
    __private__ = True

    id: Mapped[int] = id_column()
    day: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime | None] = mapped_column(Moment)  # staff only
    by: Mapped[str] = mapped_column(String(20))  # kind of actor
    staff_id: Mapped[int | None] = mapped_column(Id)
    consultation_id: Mapped[int | None] = mapped_column(Id, index=True)
    thing: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int] = mapped_column(Id, index=True)
    deed: Mapped[str] = mapped_column(String(40))
    old_state: Mapped[str | None] = mapped_column(String(40))
    new_state: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text, default="")

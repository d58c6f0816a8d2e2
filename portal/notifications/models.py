"""Wishes for letters, and letters that wait to leave."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.base import clock
from portal.base.database import Base, Moment, id_column, reference


class Wish(Base):
    """Somebody wants the daily letter when there is news under a receipt."""

    __tablename__ = "wishes"
    __private__ = True

    id: Mapped[int] = id_column()
    receipt_id: Mapped[int] = reference("receipts")
    sealed_address: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(20))
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # confirms and ends the wish
    confirmed_on: Mapped[date | None]
    asked_on: Mapped[date] = mapped_column(default=clock.today)
    news_since: Mapped[date | None] = mapped_column(index=True)  # something happened that no letter told yet
    last_sent_on: Mapped[date | None]


class Letter(Base):
    """One letter in the outbox. `once` keeps it from being written twice."""

    __tablename__ = "outbox"
    __private__ = True

    id: Mapped[int] = id_column()
    once: Mapped[str] = mapped_column(String(120), unique=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # address, subject and text; erased after sending
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_on: Mapped[date | None]
    given_up_on: Mapped[date | None]
    last_fault: Mapped[str] = mapped_column(Text, default="")  # the server's status, never its text

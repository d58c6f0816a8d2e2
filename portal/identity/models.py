"""Organisations, staff, roles, invitations and sessions."""

from datetime import date, datetime, timedelta

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.access import Role
from portal.base.database import Base, Moment, id_column, one_of, reference
from portal.base.languages import Texts, TextsColumn

IDLE = timedelta(hours=20)  # WCAG 2.2.1: twenty hours need no warning
LONGEST_SESSION = timedelta(days=7)


class Organisation(Base):
    """Who hosts, moderates, hears appeals or answers."""

    __tablename__ = "organisations"

    id: Mapped[int] = id_column()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[Texts] = mapped_column(TextsColumn)
    contact: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)


class Staff(Base):
    """A person who works here, under a sign-in name of their own."""

    __tablename__ = "staff"
    __private__ = True

    id: Mapped[int] = id_column()
    sign_in_name: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int] = reference("organisations")
    active: Mapped[bool] = mapped_column(default=True)
    since: Mapped[date] = mapped_column(default=clock.today)

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class HeldRole(Base):
    """A role of one person, in one consultation or (without one) in the whole portal."""

    __tablename__ = "roles"
    __private__ = True
    __table_args__ = (UniqueConstraint("staff_id", "role", "consultation_id"),)

    id: Mapped[int] = id_column()
    staff_id: Mapped[int] = reference("staff")
    consultation_id: Mapped[int | None] = reference("consultations", nullable=True)
    role: Mapped[Role] = mapped_column(one_of(Role))


class Invitation(Base):
    """A link that makes one account, once, until it expires."""

    __tablename__ = "invitations"
    __private__ = True

    id: Mapped[int] = id_column()
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    organisation_id: Mapped[int] = reference("organisations")
    consultation_id: Mapped[int | None] = reference("consultations", nullable=True)
    role: Mapped[Role] = mapped_column(one_of(Role))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_on: Mapped[date | None]


class StaffSession(Base):
    """A signed-in browser of a member of staff."""

    __tablename__ = "staff_sessions"
    __private__ = True

    id: Mapped[int] = id_column()
    cookie_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    staff_id: Mapped[int] = reference("staff")
    began_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)

"""Organisations with their contact points, staff, roles and invitations."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.access import Role
from portal.base.database import Base, Moment, id_column, one_of, reference
from portal.base.languages import Texts, TextsColumn


class Organisation(Base):
    """Who hosts, moderates, hears appeals or answers."""

    __tablename__ = "organisations"

    id: Mapped[int] = id_column()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[Texts] = mapped_column(TextsColumn)
    contact: Mapped[Texts] = mapped_column(TextsColumn, default=Texts)
    confirmed_on: Mapped[date | None]  # since then it may speak under its confirmed name (R21)
    speaking_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True, unique=True)  # of the number with which it proves itself


class ContactPoint(Base):
    """Whom to ask, when and in which languages (R19, R71)."""

    __tablename__ = "contact_points"

    id: Mapped[int] = id_column()
    organisation_id: Mapped[int] = reference("organisations")
    position: Mapped[int]
    title: Mapped[Texts] = mapped_column(TextsColumn)  # what it is for, such as "Complaints"
    ways: Mapped[Texts] = mapped_column(TextsColumn)  # how to reach it
    hours: Mapped[Texts] = mapped_column(TextsColumn)
    languages: Mapped[list[str]] = mapped_column(JSON)
    region: Mapped[str] = mapped_column(String(40), default="")
    checked_on: Mapped[date] = mapped_column(default=clock.today)

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class Staff(Base):
    """A person who works here, under a sign-in name of their own."""

    __tablename__ = "staff"
    __private__ = True

    id: Mapped[int] = id_column()
    sign_in_name: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))  # empty for somebody who comes by a provider alone
    organisation_id: Mapped[int] = reference("organisations")
    active: Mapped[bool] = mapped_column(default=True)
    since: Mapped[date] = mapped_column(default=clock.today)
    unit: Mapped[str] = mapped_column(String(120), default="")  # the part of the organisation; empty where it is not divided
    lent: Mapped[bool] = mapped_column(default=False)  # may be borrowed by other organisations as a reviewer of appeals
    sealed_totp: Mapped[bytes | None] = mapped_column(LargeBinary)  # the key of the one-time codes (RFC 6238)
    totp_step: Mapped[int] = mapped_column(BigInteger, default=0)  # of the last code that was taken: none is taken twice

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
    trained_until: Mapped[date | None]  # for roles that need a current training
    by_provider_id: Mapped[int | None] = reference("providers", nullable=True)  # given by the rules of a sign-in service, which may take it back; empty: by hand


class Invitation(Base):
    """A link that makes one account, once, until it expires."""

    __tablename__ = "invitations"
    __private__ = True

    id: Mapped[int] = id_column()
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    organisation_id: Mapped[int] = reference("organisations")
    consultation_id: Mapped[int | None] = reference("consultations", nullable=True)
    role: Mapped[Role] = mapped_column(one_of(Role))
    label: Mapped[str] = mapped_column(String(120), default="")  # whom it is for, as the inviter calls them
    unit: Mapped[str] = mapped_column(String(120), default="")
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_on: Mapped[date | None]

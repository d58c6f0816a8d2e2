"""Signing in: sessions, second factors, the security log."""

from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.base import clock
from portal.base.database import Base, Moment, id_column, one_of, reference
from portal.base.languages import Named, _l

IDLE = timedelta(hours=1)
LONGEST_SESSION = timedelta(hours=12)
"""ASVS 5.0, 7.3: how long somebody may be away, and how long a session lives however busy it is."""

UNFINISHED = timedelta(minutes=30)  # how long a password waits for its second factor
FRESH = timedelta(minutes=10)  # how long after signing in the ways of signing in may be changed (ASVS 7.5.1)


class StaffSession(Base):
    """A signed-in browser of a member of staff. It opens the staff rooms only after the second factor."""

    __tablename__ = "staff_sessions"
    __private__ = True

    id: Mapped[int] = id_column()
    cookie_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    staff_id: Mapped[int] = reference("staff")
    began_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    second_at: Mapped[datetime | None] = mapped_column(Moment)  # when the second factor was shown; empty: still outside
    challenge: Mapped[bytes | None] = mapped_column(LargeBinary)  # of the passkey that is being asked for, once
    provider_id: Mapped[int | None] = reference("providers", nullable=True)
    provider_session: Mapped[str] = mapped_column(String(255), default="")  # what the provider calls it, for signing out there


class Passkey(Base):
    """A passkey or security key of a member of staff (WebAuthn)."""

    __tablename__ = "passkeys"
    __private__ = True

    id: Mapped[int] = id_column()
    staff_id: Mapped[int] = reference("staff")
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary)  # attested credential data: the public key
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    name: Mapped[str] = mapped_column(String(80))
    added_on: Mapped[date] = mapped_column(default=clock.today)
    used_on: Mapped[date | None]


class RecoveryCode(Base):
    """A code that stands in for a lost second factor, once."""

    __tablename__ = "recovery_codes"
    __private__ = True

    id: Mapped[int] = id_column()
    staff_id: Mapped[int] = reference("staff")
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    used_on: Mapped[date | None]


class SecurityEventKind(Named):
    """What the security log tells of."""

    SIGNED_IN = "signed in", _l("Signed in")
    REFUSED = "refused", _l("Sign-in refused")
    SECOND_REFUSED = "second factor refused", _l("Second factor refused")
    SIGNED_OUT = "signed out", _l("Signed out")
    SESSIONS_ENDED = "sessions ended", _l("Sessions ended")
    PASSWORD_CHANGED = "password changed", _l("Password changed")
    FACTOR_ADDED = "factor added", _l("Second factor added")
    FACTOR_REMOVED = "factor removed", _l("Second factor removed")
    RECOVERY_USED = "recovery code used", _l("Recovery code used")
    ROLE_CHANGED = "role changed", _l("Role changed")
    ACCOUNT_MADE = "account made", _l("Account made")
    ACCOUNT_CLOSED = "account closed", _l("Account closed")
    PROVIDER_FAILED = "provider failed", _l("A sign-in service failed")


class SecurityEvent(Base):
    """A line of the staff security log: the one place where a network address is kept, and only of staff's doors."""

    __tablename__ = "security_events"
    __private__ = True

    id: Mapped[int] = id_column()
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    kind: Mapped[SecurityEventKind] = mapped_column(one_of(SecurityEventKind))
    staff_id: Mapped[int | None] = reference("staff", nullable=True, on_delete="SET NULL")
    address: Mapped[str] = mapped_column(String(45), default="")
    detail: Mapped[str] = mapped_column(String(120), default="")

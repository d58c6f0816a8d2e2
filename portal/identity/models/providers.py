"""Services through which staff sign in (OpenID Connect), and what their claims mean here."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.base import clock
from portal.base.access import Role
from portal.base.database import Base, Moment, id_column, one_of, reference
from portal.identity.models.people import Organisation


class Provider(Base):
    """An OpenID provider that an administrator trusts."""

    __tablename__ = "providers"
    __private__ = True

    id: Mapped[int] = id_column()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    issuer: Mapped[str] = mapped_column(String(500))
    client_id: Mapped[str] = mapped_column(String(255))
    sealed_secret: Mapped[bytes | None] = mapped_column(LargeBinary)  # none for a public client, which PKCE protects
    second_factor: Mapped[bool] = mapped_column(default=False)  # whether its own second factor is trusted (amr, acr)
    active: Mapped[bool] = mapped_column(default=True)
    since: Mapped[date] = mapped_column(default=clock.today)

    rules: Mapped[list["ClaimRule"]] = relationship(lazy="raise", order_by="ClaimRule.position", back_populates="provider")


class ClaimRule(Base):
    """One sentence: if this claim has this value, the person belongs to this organisation, and has this role."""

    __tablename__ = "claim_rules"
    __private__ = True
    __table_args__ = (UniqueConstraint("provider_id", "position"),)

    id: Mapped[int] = id_column()
    provider_id: Mapped[int] = reference("providers")
    position: Mapped[int]
    claim: Mapped[str] = mapped_column(String(120))
    value: Mapped[str] = mapped_column(String(255))
    organisation_id: Mapped[int] = reference("organisations")
    role: Mapped[Role | None] = mapped_column(one_of(Role))
    consultation_id: Mapped[int | None] = reference("consultations", nullable=True)

    provider: Mapped[Provider] = relationship(lazy="raise", back_populates="rules")
    organisation: Mapped[Organisation] = relationship(lazy="raise")


class ProviderAccount(Base):
    """Who somebody is at a provider: the subject, never the mail address (OpenID Connect Core 5.7)."""

    __tablename__ = "provider_accounts"
    __private__ = True
    __table_args__ = (UniqueConstraint("provider_id", "subject"),)

    id: Mapped[int] = id_column()
    provider_id: Mapped[int] = reference("providers")
    subject: Mapped[str] = mapped_column(String(255))
    staff_id: Mapped[int] = reference("staff")


class ProviderSignIn(Base):
    """A sign-in that is under way at a provider: it is used once, by the browser that began it."""

    __tablename__ = "provider_sign_ins"
    __private__ = True

    id: Mapped[int] = id_column()
    state_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    browser_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    provider_id: Mapped[int] = reference("providers")
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # nonce, PKCE verifier, and where to go then
    expires_at: Mapped[datetime] = mapped_column(Moment)


class LogoutToken(Base):
    """A back-channel logout token that was carried out: none is taken twice."""

    __tablename__ = "logout_tokens"
    __private__ = True

    id: Mapped[int] = id_column()
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)

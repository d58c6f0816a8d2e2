"""Reading about the services through which staff sign in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.base import clock
from portal.base.access import Actor, Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import Unsealable, keyed_hash, unseal
from portal.base.settings import settings
from portal.identity.models import ClaimRule, Provider, ProviderAccount, ProviderSignIn, StaffSession
from portal.identity.openid import Service

SECRET = "provider secret"  # noqa: S105  what the key is for, not the key
UNDER_WAY = "provider sign-in"


@dataclass(frozen=True)
class UnderWay:
    """A sign-in that was begun at a provider and comes back now."""

    nonce: str
    verifier: str
    next: str
    language: str
    kept: str = ""
    """Words that were typed when the last session ended, sealed. They wait here, since they cannot go along to the provider."""
    again: bool = False
    """Whether somebody who is inside shows once more who they are."""
    session: str = ""
    """The staff session that ties the service to its account; empty for a sign-in."""

    @classmethod
    def opened(cls, sealed: bytes) -> "UnderWay | None":
        """What was sealed when it began; None when the portal's secret is another by now."""
        try:
            return cls(**json.loads(unseal(UNDER_WAY, sealed)))
        except (Unsealable, TypeError):
            return None


def browser_cookie() -> str:
    """The name of the cookie that ties a sign-in to the browser which began it."""
    return "__Host-signing-in" if settings().secure else "signing-in"


def open_providers(session: Session, viewer: Actor) -> Sequence[Provider]:
    """The services that the sign-in page offers."""
    return session.scalars(select(Provider).where(Provider.active).order_by(Provider.name, Provider.id)).all()


def service(session: Session, viewer: Actor, slug: str) -> tuple[int, Service]:
    """A service that is switched on, ready to be spoken to. Raises NotFound."""
    found = session.scalar(select(Provider).where(Provider.slug == slug, Provider.active).options(selectinload(Provider.rules)))
    if found is None:
        raise NotFound
    return found.id, as_service(session, viewer, found)


def as_service(session: Session, viewer: Actor, provider: Provider) -> Service:
    """A provider as the openid part needs it, with its secret. Rules must be loaded."""
    return Service(
        slug=provider.slug,
        name=provider.name,
        issuer=provider.issuer,
        client_id=provider.client_id,
        secret=unseal(SECRET, provider.sealed_secret) if provider.sealed_secret else "",
        second_factor=provider.second_factor,
        claims=tuple(dict.fromkeys(rule.claim for rule in provider.rules)),
    )


def under_way(session: Session, viewer: Actor, slug: str, state: str) -> UnderWay | None:
    """The sign-in that a state belongs to, while it can be finished. Looking does not use it up."""
    found = select(ProviderSignIn.sealed).join(Provider, Provider.id == ProviderSignIn.provider_id)
    sealed = session.scalar(found.where(Provider.slug == slug, ProviderSignIn.state_hash == keyed_hash("state", state), ProviderSignIn.expires_at > clock.now()))
    return UnderWay.opened(sealed) if sealed is not None else None


def came_by(session: Session, viewer: Actor) -> Provider | None:
    """The service through which the viewer's present session began."""
    if not viewer.session_id:
        return None
    return session.scalar(select(Provider).join(StaffSession, StaffSession.provider_id == Provider.id).where(StaffSession.id == int(viewer.session_id), Provider.active))


def provider_named(session: Session, viewer: Actor, slug: str) -> Provider:
    """A service by its address, for its name. Raises NotFound."""
    found = session.scalar(select(Provider).where(Provider.slug == slug, Provider.active))
    if found is None:
        raise NotFound
    return found


def ties_of(session: Session, viewer: Actor) -> list[tuple[Provider, bool]]:
    """Every service that is switched on, and whether the viewer's account is tied to it."""
    mine = set(session.scalars(select(ProviderAccount.provider_id).where(ProviderAccount.staff_id == viewer.staff_id)))
    return [(one, one.id in mine) for one in open_providers(session, viewer)]


def providers(session: Session, viewer: Actor) -> Sequence[Provider]:
    """All services with their rules, for those who manage them."""
    if not can(viewer, Permission.MANAGE_PROVIDERS):
        raise NotFound
    return session.scalars(select(Provider).options(selectinload(Provider.rules)).order_by(Provider.name, Provider.id)).all()


def one_provider(session: Session, viewer: Actor, slug: str) -> Provider:
    """A service with its rules and their organisations, for those who manage it. Raises NotFound."""
    if not can(viewer, Permission.MANAGE_PROVIDERS):
        raise NotFound
    found = session.scalar(select(Provider).where(Provider.slug == slug).options(selectinload(Provider.rules).joinedload(ClaimRule.organisation)))
    if found is None:
        raise NotFound
    return found


def rule(session: Session, viewer: Actor, provider: Provider, rule_id: int) -> ClaimRule:
    """One rule of a service. Raises NotFound."""
    found = session.scalar(select(ClaimRule).where(ClaimRule.id == rule_id, ClaimRule.provider_id == provider.id).options(joinedload(ClaimRule.organisation)))
    if found is None or not can(viewer, Permission.MANAGE_PROVIDERS):
        raise NotFound
    return found

"""Administrators name the services through which staff sign in, and say what their claims mean here."""

import re
import unicodedata

from sqlalchemy import delete, exists, func, or_, select

from portal.base.access import EVERYWHERE, IN_ONE_CONSULTATION, SYSTEM, Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import seal
from portal.identity import openid
from portal.identity.commands import security
from portal.identity.commands.roles import check_role
from portal.identity.models import ClaimRule, HeldRole, Organisation, Provider, ProviderAccount, SecurityEventKind, Staff, StaffSession
from portal.identity.queries.providers import SECRET
from portal.journal import commands as journal

MOST_RULES = 200


@command(Permission.MANAGE_PROVIDERS)
def add_provider(session: Session, actor: Actor, *, name: str, issuer: str, client_id: str, secret: str = "", second_factor: bool = False) -> Provider:
    """Enter a service. It is switched off until somebody switches it on."""
    provider = Provider(slug=_free_slug(session, name), name=name, issuer=issuer, client_id=client_id, second_factor=second_factor, active=False)
    provider.sealed_secret = seal(SECRET, secret) if secret else None
    session.add(provider)
    session.flush()
    journal.record(session, actor, provider, "add")
    return provider


def _free_slug(session: Session, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "service"
    taken = {"new", *session.scalars(select(Provider.slug).where(Provider.slug.startswith(base, autoescape=True)))}
    return base if base not in taken else next(f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)


@command(Permission.MANAGE_PROVIDERS, on="provider")
def edit_provider(
    session: Session, actor: Actor, provider: Provider, *, name: str, issuer: str, client_id: str, secret: str = "", no_secret: bool = False, second_factor: bool
) -> None:
    """Change what is known of a service. An empty secret keeps the old one, which is never shown again.

    Another issuer is another house: who was who there means nothing here, so nobody may be tied to it yet.
    """
    tied = session.scalar(select(func.count()).where(ProviderAccount.provider_id == provider.id)) or 0
    if issuer != provider.issuer and tied:
        raise Refused(_("People sign in through this service already. Enter a new service for another address, and switch this one off."))
    provider.name, provider.issuer, provider.client_id, provider.second_factor = name, issuer, client_id, second_factor
    if secret or no_secret:
        provider.sealed_secret = seal(SECRET, secret) if secret else None
    journal.record(session, actor, provider, "edit")
    openid.forget()


@command(Permission.MANAGE_PROVIDERS, on="provider")
def switch_provider(session: Session, actor: Actor, provider: Provider, *, active: bool) -> None:
    """Switch a service on or off. Off: nobody comes in through it, and the sessions that began there end."""
    if provider.active == active:
        return
    if not active and not _administrator_without(session, provider):
        raise Refused(_("No administrator could sign in any more. Give one of them a password first."))
    provider.active = active
    journal.record(session, actor, provider, "switch on" if active else "switch off")
    openid.forget()
    if not active:
        own = session.scalar(select(StaffSession.id).where(StaffSession.id == int(actor.session_id))) if actor.session_id else None
        ended = delete(StaffSession).where(StaffSession.provider_id == provider.id, StaffSession.id != (own or 0)).returning(StaffSession.staff_id)
        for staff_id in dict.fromkeys(session.scalars(ended).all()):
            security.note(session, actor, SecurityEventKind.SESSIONS_ENDED, staff_id=staff_id, detail="administrator")


def _administrator_without(session: Session, provider: Provider) -> bool:
    """Whether some administrator can come in by a password or by another service."""
    another = exists().where(ProviderAccount.staff_id == Staff.id, ProviderAccount.provider_id == Provider.id, Provider.active, Provider.id != provider.id)
    found = select(Staff.id).join(HeldRole, HeldRole.staff_id == Staff.id).where(HeldRole.role == Role.ADMINISTRATOR, HeldRole.consultation_id.is_(None), Staff.active)
    return session.scalar(found.where(or_(Staff.password_hash != "", another)).limit(1)) is not None


@command(Permission.MANAGE_PROVIDERS, on="provider")
def add_rule(
    session: Session, actor: Actor, provider: Provider, *, claim: str, value: str, organisation: Organisation, role: Role | None = None, consultation_id: int | None = None
) -> ClaimRule:
    """Add a sentence at the end. It counts when a person signs in the next time."""
    if role is None and consultation_id is not None:
        raise Refused(_("Choose a role for this consultation."))
    if role is not None and role not in (EVERYWHERE if consultation_id is None else IN_ONE_CONSULTATION):
        raise Refused(_("This role is not given in one consultation."))
    if role is not None:
        check_role(session, SYSTEM, role, consultation_id, organisation.id)
    known = session.scalars(select(ClaimRule).where(ClaimRule.provider_id == provider.id)).all()
    said = (claim, value, organisation.id, role, consultation_id)
    for one in known:
        if (one.claim, one.value, one.organisation_id, one.role, one.consultation_id) == said:
            return one
    if len(known) >= MOST_RULES:
        raise Refused(_("There are too many rules. Remove one first."))
    position = max((one.position for one in known), default=0) + 1
    rule = ClaimRule(provider_id=provider.id, position=position, claim=claim, value=value, organisation_id=organisation.id, role=role, consultation_id=consultation_id)
    session.add(rule)
    session.flush()
    journal.record(session, actor, rule, "add rule", new=role)
    return rule


@command(Permission.MANAGE_PROVIDERS)
def remove_rule(session: Session, actor: Actor, rule: ClaimRule) -> None:
    """Take a sentence away. Roles that it gave end when their holders sign in the next time."""
    journal.record(session, actor, rule, "remove rule", old=rule.role)
    session.delete(rule)


@command(Permission.MANAGE_PROVIDERS)
def raise_rule(session: Session, actor: Actor, rule: ClaimRule) -> None:
    """Move a sentence one place up: the first one that is true names the organisation."""
    above = session.scalar(select(ClaimRule).where(ClaimRule.provider_id == rule.provider_id, ClaimRule.position < rule.position).order_by(ClaimRule.position.desc()).limit(1))
    if above is None:
        return
    higher, lower = above.position, rule.position
    above.position = -1  # the place is taken until the other has left it
    session.flush()
    rule.position = higher
    session.flush()
    above.position = lower
    journal.record(session, actor, rule, "move rule")

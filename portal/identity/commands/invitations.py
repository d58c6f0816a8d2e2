"""A link that makes one account, once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import SYSTEM, Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import Texts, _, language
from portal.base.secrets import keyed_hash, random_token, to_text
from portal.base.text import one_line
from portal.identity.commands.accounts import add_staff
from portal.identity.commands.organisations import found_organisation, free_slug
from portal.identity.commands.roles import check_role, give_role
from portal.identity.models import Invitation, Organisation, Staff
from portal.journal import commands as journal
from portal.web.tokens import Token

INVITATION_LIFETIME = timedelta(days=7)


@command(Permission.MANAGE_STAFF)
def invite(
    session: Session, actor: Actor, organisation: Organisation, role: Role, consultation_id: int | None, *, label: str = "", unit: str = "", token: Token | None = None
) -> str:
    """Make a link for one new account; returns the secret part, which is not kept. The same form sent twice makes one invitation."""
    return _known(session, token) or _invitation(session, actor, organisation.id, role, consultation_id, label, unit, token)


@command(Permission.MANAGE_STAFF, on="consultation")
def invite_to(
    session: Session,
    actor: Actor,
    consultation: Any,
    role: Role,
    *,
    organisation_slug: str,
    new_organisation: str = "",
    label: str = "",
    unit: str = "",
    token: Token | None = None,
) -> str:
    """Invite somebody to one consultation, for an organisation from the list or a new one; returns the link's secret part."""
    check_role(session, SYSTEM, role, consultation.id, 0)
    known = _known(session, token)
    if known:
        return known
    if new_organisation:
        # The right to this consultation's team is enough to name who else takes part in it.
        organisation: Organisation | None = found_organisation(session, SYSTEM, free_slug(session, SYSTEM, new_organisation), Texts({language(): new_organisation}))
    else:
        organisation = session.scalar(select(Organisation).where(Organisation.slug == organisation_slug))
    if organisation is None:
        raise Refused(_("Choose an organisation."))
    return _invitation(session, actor, organisation.id, role, consultation.id, label, unit, token)


def _invitation(session: Session, actor: Actor, organisation_id: int, role: Role, consultation_id: int | None, label: str, unit: str, token: Token | None) -> str:
    check_role(session, SYSTEM, role, consultation_id, organisation_id)
    secret = _secret(token)
    invitation = Invitation(
        link_hash=keyed_hash("invitation", secret),
        organisation_id=organisation_id,
        consultation_id=consultation_id,
        role=role,
        label=one_line(label),
        unit=one_line(unit),
        expires_at=clock.now() + INVITATION_LIFETIME,
    )
    session.add(invitation)
    session.flush()
    journal.record(session, actor, invitation, "invite", new=role)
    return secret


def _secret(token: Token | None) -> str:
    """The secret part of a link; the same form always gives the same, and nobody without the portal's key can tell it."""
    return to_text(keyed_hash("invitation secret", token.name)) if token else random_token()


def _known(session: Session, token: Token | None) -> str:
    """The secret part of the invitation that this form has made already, or nothing."""
    found = session.scalar(select(Invitation.id).where(Invitation.link_hash == keyed_hash("invitation", _secret(token)))) if token else None
    return _secret(token) if found is not None else ""


@command(Permission.MANAGE_STAFF, on="invitation")
def renew_invitation(session: Session, actor: Actor, invitation: Invitation, token: Token | None = None) -> str:
    """A new link with a new week, for one that was lost or has expired; the old link works no more. Returns the secret part."""
    secret = _secret(token)
    invitation.link_hash, invitation.expires_at = keyed_hash("invitation", secret), clock.now() + INVITATION_LIFETIME
    journal.record(session, actor, invitation, "renew")
    return secret


@command(Permission.MANAGE_STAFF, on="invitation")
def withdraw_invitation(session: Session, actor: Actor, invitation: Invitation) -> None:
    """The link works no more, from now on."""
    journal.record(session, actor, invitation, "withdraw")
    session.delete(invitation)


@command(Permission.ANYONE)
def accept(session: Session, actor: Actor, secret: str, *, sign_in_name: str, name: str, password_hash: str) -> Staff:
    """Make the account of an invitation, once. Whoever holds the link is the one who was meant."""
    invitation = session.scalar(
        select(Invitation).where(Invitation.link_hash == keyed_hash("invitation", secret), Invitation.used_on.is_(None), Invitation.expires_at > clock.now())
    )
    if invitation is None:
        raise NotFound
    used = session.execute(update(Invitation).where(Invitation.id == invitation.id, Invitation.used_on.is_(None)).values(used_on=clock.today()))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound
    person = add_staff(session, SYSTEM, session.get_one(Organisation, invitation.organisation_id), sign_in_name, name, password_hash, unit=invitation.unit)
    give_role(session, SYSTEM, person, invitation.role, invitation.consultation_id)
    return person

"""Staff come in through a sign-in service, tie one to their account, and are signed out by it."""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import selectinload

from portal.base import clock
from portal.base.access import SYSTEM, Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.base.secrets import keyed_hash, random_token, seal
from portal.identity.claims import fitting, name_in, told
from portal.identity.commands import security
from portal.identity.commands.accounts import add_staff
from portal.identity.commands.roles import check_role
from portal.identity.commands.second_factor import require_fresh
from portal.identity.leaving import somebody_must_stay
from portal.identity.models import (
    FRESH,
    ClaimRule,
    HeldRole,
    LogoutToken,
    Organisation,
    Provider,
    ProviderAccount,
    ProviderSignIn,
    SecurityEvent,
    SecurityEventKind,
    Staff,
    StaffSession,
)
from portal.identity.openid import Begun, LogoutOrder, Person, Trouble
from portal.identity.openid.service import LEEWAY
from portal.identity.queries.providers import UNDER_WAY, UnderWay
from portal.journal import commands as journal

LONGEST_WAY = timedelta(minutes=10)
"""How long somebody may take at the provider."""
SHOWN_WITHIN = int(FRESH.total_seconds())
"""Whoever signs in again to change the ways of signing in has shown it at the provider so many seconds ago, at most."""
LONGEST_SIGN_IN_NAME = 120
MOST_TROUBLES = 1000  # lines an hour: whoever sends made-up answers must not fill the disk


@dataclass(frozen=True)
class Known:
    """Somebody who may come in, and whether two factors were shown at a service that is trusted with them."""

    staff_id: int
    proven: bool


@dataclass(frozen=True)
class Unknown:
    """Somebody whom no rule lets in, with what the provider told in the claims that rules look at."""

    told: list[tuple[str, str]]


@command(Permission.ANYONE)
def begin_provider_sign_in(session: Session, actor: Actor, provider_id: int, begun: Begun, *, wanted: str, language: str, kept: str = "", tie: bool = False) -> str:
    """Note a sign-in that goes to a provider; returns the value for the browser's cookie, which is not kept."""
    session.execute(delete(ProviderSignIn).where(ProviderSignIn.expires_at <= clock.now()))
    browser = random_token()
    way = UnderWay(nonce=begun.nonce, verifier=begun.verifier, next=wanted, language=language, kept=kept, again=actor.is_staff, session=actor.session_id if tie else "")
    session.add(
        ProviderSignIn(
            state_hash=keyed_hash("state", begun.state),
            browser_hash=keyed_hash("browser", browser),
            provider_id=provider_id,
            sealed=seal(UNDER_WAY, json.dumps(asdict(way))),
            expires_at=clock.now() + LONGEST_WAY,
        )
    )
    return browser


@command(Permission.ANYONE)
def take_provider_sign_in(session: Session, actor: Actor, provider_id: int, state: str, browser: str) -> UnderWay | None:
    """Use up a sign-in, once, and only in the browser that began it. None: it was used, is too old, or is another's."""
    found = (
        delete(ProviderSignIn)
        .where(
            ProviderSignIn.state_hash == keyed_hash("state", state),
            ProviderSignIn.browser_hash == keyed_hash("browser", browser),
            ProviderSignIn.provider_id == provider_id,
            ProviderSignIn.expires_at > clock.now(),
        )
        .returning(ProviderSignIn.sealed)
    )
    sealed = session.execute(found).scalar_one_or_none()
    return UnderWay.opened(sealed) if sealed is not None else None


@command(Permission.ANYONE)
def meet_by_provider(session: Session, actor: Actor, provider_id: int, person: Person, *, again: bool = False) -> Known | Unknown | Trouble:
    """Who somebody is here whom a provider has named: their account, made if need be, with the roles that the rules give.

    Whoever comes `again` to change the ways of signing in was not let through by a sign-in of this morning.
    It gives back what went wrong instead of raising it, because roles that the provider no longer backs are taken all the same.
    """
    provider = session.scalars(select(Provider).where(Provider.id == provider_id).options(selectinload(Provider.rules))).one()
    account = session.scalar(select(Staff).join(ProviderAccount, ProviderAccount.staff_id == Staff.id).where(_same(provider_id, person)))
    if account is not None and not account.active:
        return Trouble.CLOSED
    rules = fitting(provider.rules, person.claims)
    if account is None:
        if not rules:
            return Unknown(told(provider.rules, person.claims))
        account = _make_account(session, provider, person, rules[0].organisation_id)
    elif not account.password_hash and rules:
        _move(session, account, rules[0].organisation_id)
    _bring_roles_up_to_date(session, account, provider, [rule for rule in rules if rule.organisation_id == account.organisation_id])
    if not rules and not account.password_hash:
        return Unknown(told(provider.rules, person.claims))
    shown_now = not again or clock.now().timestamp() - person.shown_at <= SHOWN_WITHIN + LEEWAY
    return Known(account.id, provider.second_factor and person.two_factors and shown_now)


def _same(provider_id: int, person: Person) -> ColumnElement[bool]:
    return and_(ProviderAccount.provider_id == provider_id, ProviderAccount.subject == person.subject)


def _make_account(session: Session, provider: Provider, person: Person, organisation_id: int) -> Staff:
    """A person whom a rule lets in has an account from now on, without a password."""
    hint = person.claims.get("preferred_username")
    wanted = f"{provider.slug}:{hint if isinstance(hint, str) and hint else person.subject}"[: LONGEST_SIGN_IN_NAME - 20]
    taken = session.scalar(select(func.count()).where(Staff.sign_in_name.startswith(wanted.casefold(), autoescape=True)))
    organisation = session.get_one(Organisation, organisation_id)
    account = add_staff(session, SYSTEM, organisation, f"{wanted}-{random_token(6)}" if taken else wanted, name_in(person.claims, person.subject), "")
    session.add(ProviderAccount(provider_id=provider.id, subject=person.subject, staff_id=account.id))
    session.flush()
    return account


def _move(session: Session, account: Staff, organisation_id: int) -> None:
    """Somebody whom only the provider knows belongs where the provider's rules say."""
    if account.organisation_id == organisation_id:
        return
    try:
        with somebody_must_stay(session):
            account.organisation_id = organisation_id
            journal.record(session, SYSTEM, account, "move by provider")
    except Refused:
        session.refresh(account)  # nobody else could do their work: they stay until somebody can


def _bring_roles_up_to_date(session: Session, account: Staff, provider: Provider, rules: list[ClaimRule]) -> None:
    """Give what the rules say and take what they no longer say. What was given by hand, or by another service, stays."""
    wanted = {(rule.role, rule.consultation_id) for rule in rules if rule.role is not None}
    held = session.scalars(select(HeldRole).where(HeldRole.staff_id == account.id)).all()
    changed = False
    for one in held:
        if one.by_provider_id == provider.id and (one.role, one.consultation_id) not in wanted:
            changed = _take(session, one) or changed
    have = {(one.role, one.consultation_id) for one in held}
    for role, consultation_id in wanted - have:
        changed = _give(session, account, provider, role, consultation_id) or changed
    if changed:
        security.note(session, SYSTEM, SecurityEventKind.ROLE_CHANGED, staff_id=account.id, detail="provider")


def _give(session: Session, account: Staff, provider: Provider, role: Role, consultation_id: int | None) -> bool:
    """Give a role that a rule names, where somebody of this organisation may have it."""
    try:
        check_role(session, SYSTEM, role, consultation_id, account.organisation_id)
    except Refused:
        return False
    given = HeldRole(staff_id=account.id, role=role, consultation_id=consultation_id, by_provider_id=provider.id)
    session.add(given)
    session.flush()
    journal.record(session, SYSTEM, given, "give role by provider", new=role)
    return True


def _take(session: Session, held: HeldRole) -> bool:
    """Take a role that no rule backs any more; the last one who can do a thing keeps it, and whether it was taken is told."""
    try:
        with somebody_must_stay(session):
            journal.record(session, SYSTEM, held, "take role by provider", old=held.role)
            session.delete(held)
    except Refused:
        return False
    return True


@command(Permission.STAFF)
def tie_provider(session: Session, actor: Actor, provider_id: int, person: Person, *, address: str = "") -> Trouble | None:
    """Tie a service to the own account: from now on it opens this account. A mail address never does."""
    owner = session.scalar(select(ProviderAccount.staff_id).where(_same(provider_id, person)))
    if owner == actor.staff_id:
        return None
    if owner is not None:
        return Trouble.TAKEN
    tie = ProviderAccount(provider_id=provider_id, subject=person.subject, staff_id=actor.staff_id)
    session.add(tie)
    session.flush()
    journal.record(session, actor, tie, "tie")
    security.note(session, actor, SecurityEventKind.FACTOR_ADDED, staff_id=actor.staff_id, address=address, detail="provider")
    return None


@command(Permission.STAFF)
def untie_provider(session: Session, actor: Actor, slug: str, *, address: str = "") -> None:
    """Use a service no longer. Whoever has no password would lock themselves out."""
    tie = session.scalar(
        select(ProviderAccount).join(Provider, Provider.id == ProviderAccount.provider_id).where(Provider.slug == slug, ProviderAccount.staff_id == actor.staff_id)
    )
    if tie is None:
        raise NotFound
    others = session.scalar(select(func.count()).where(ProviderAccount.staff_id == actor.staff_id, ProviderAccount.id != tie.id))
    if not session.get_one(Staff, actor.staff_id).password_hash and not others:
        raise Refused(_("This is your only way to sign in. Ask an administrator of this portal for a password first."))
    require_fresh(session, actor)
    session.delete(tie)
    journal.record(session, actor, tie, "untie")
    security.note(session, actor, SecurityEventKind.FACTOR_REMOVED, staff_id=actor.staff_id, address=address, detail="provider")


@command(Permission.ANYONE)
def carry_out_logout(session: Session, actor: Actor, provider_id: int, order: LogoutOrder) -> bool:
    """End the sessions that a provider has ended, and no others. An order counts once; whether it did is told."""
    session.execute(delete(LogoutToken).where(LogoutToken.expires_at <= clock.now()))
    name = keyed_hash("logout token", f"{provider_id} {order.number}")
    if session.scalar(select(LogoutToken.id).where(LogoutToken.token_hash == name)):
        return False
    session.add(LogoutToken(token_hash=name, expires_at=order.until))
    ended = delete(StaffSession).where(StaffSession.provider_id == provider_id)
    if order.session:
        ended = ended.where(StaffSession.provider_session == order.session)
    if order.subject:
        known = select(ProviderAccount.staff_id).where(ProviderAccount.provider_id == provider_id, ProviderAccount.subject == order.subject)
        ended = ended.where(StaffSession.staff_id.in_(known))
    for staff_id in dict.fromkeys(session.scalars(ended.returning(StaffSession.staff_id)).all()):
        security.note(session, actor, SecurityEventKind.SESSIONS_ENDED, staff_id=staff_id, detail="provider")
    return True


@command(Permission.ANYONE)
def note_trouble(session: Session, actor: Actor, slug: str, trouble: Trouble, *, address: str = "") -> None:
    """Write into the security log that a service failed: which one, the kind of failure, and nothing that was in an answer."""
    this_hour = select(func.count()).where(SecurityEvent.kind == SecurityEventKind.PROVIDER_FAILED, SecurityEvent.at > clock.now() - timedelta(hours=1))
    if (session.scalar(this_hour) or 0) >= MOST_TROUBLES:
        return
    security.note(session, actor, SecurityEventKind.PROVIDER_FAILED, address=address, detail=f"{slug[:60]}: {trouble.value}")


@command(Permission.SYSTEM)
def clear_ended_provider_sign_ins(session: Session, actor: Actor) -> None:
    """Sign-ins that nobody came back from, and orders that are too old to be repeated, leave nothing."""
    session.execute(delete(ProviderSignIn).where(ProviderSignIn.expires_at <= clock.now()))
    session.execute(delete(LogoutToken).where(LogoutToken.expires_at <= clock.now()))

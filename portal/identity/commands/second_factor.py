"""The second factor: codes from an app, recovery codes, and what is lost or taken away."""

from sqlalchemy import delete, func, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _, language
from portal.base.secrets import keyed_hash
from portal.identity import recovery, totp
from portal.identity.commands import security
from portal.identity.commands.sessions import end_sessions_of, let_in
from portal.identity.models import FRESH, Passkey, RecoveryCode, SecurityEventKind, Staff, StaffSession
from portal.journal import commands as journal
from portal.web.visitors import link


class SignInOnceMore(Refused):
    """Whoever changes how they sign in has shown only just now who they are (ASVS 7.5.1)."""


@command(Permission.STAFF)
def try_code(session: Session, actor: Actor, typed: str, *, address: str = "") -> str | None:
    """A code from the app or a recovery code. When it fits, the session is let in: its new cookie value."""
    person = session.get_one(Staff, actor.staff_id)
    if _takes_totp(session, person, typed):
        return let_in(session, actor, how="app", address=address)
    if _takes_recovery(session, person, typed):
        security.note(session, actor, SecurityEventKind.RECOVERY_USED, staff_id=person.id, address=address)
        return let_in(session, actor, how="recovery", address=address)
    security.note(session, actor, SecurityEventKind.SECOND_REFUSED, staff_id=person.id, address=address)
    return None


def _takes_totp(session: Session, person: Staff, typed: str) -> bool:
    step = totp.step_of(person.sealed_totp, typed) if person.sealed_totp else None
    if step is None:
        return False
    # In one statement, so that of two who send the same code at once only one comes in.
    taken = session.execute(update(Staff).where(Staff.id == person.id, Staff.totp_step < step).values(totp_step=step))
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def _takes_recovery(session: Session, person: Staff, typed: str) -> bool:
    code = recovery.plain(typed)
    hashed = keyed_hash(recovery.PURPOSE, f"{person.id} {code}")
    used = session.execute(
        update(RecoveryCode).where(RecoveryCode.code_hash == hashed, RecoveryCode.staff_id == person.id, RecoveryCode.used_on.is_(None)).values(used_on=clock.today())
    )
    return bool(used.rowcount == 1)  # type: ignore[attr-defined]


@command(Permission.STAFF)
def require_fresh(session: Session, actor: Actor) -> StaffSession:
    """The present session, when it may change how its owner signs in: just signed in, or before the very first second factor."""
    signed_in = session.get(StaffSession, int(actor.session_id))
    if signed_in is None:
        raise NotFound
    fresh = signed_in.second_at is not None and clock.now() - signed_in.second_at <= FRESH
    first = signed_in.second_at is None and _factors(session, signed_in.staff_id) == 0
    if not fresh and not first:
        raise SignInOnceMore(
            _("Please sign in once more before you change how you sign in."), next_url=link(language(), "/staff/sign-in", next="/staff/account"), next_label=_("Sign in once more")
        )
    return signed_in


def _factors(session: Session, staff_id: int) -> int:
    codes = session.scalar(select(func.count()).where(Staff.id == staff_id, Staff.sealed_totp.is_not(None))) or 0
    return codes + (session.scalar(select(func.count()).where(Passkey.staff_id == staff_id)) or 0)


@command(Permission.STAFF)
def add_totp(session: Session, actor: Actor, sealed: str, typed: str, *, address: str = "") -> None:
    """Take the key that was offered, once a code from it was typed. It stands in place of an earlier one."""
    require_fresh(session, actor)
    secret = totp.opened(actor.session_id, sealed)
    step = totp.step_of(secret, typed)
    if step is None:
        raise Refused(_("This is not the code that your app shows now. Look at the app, and at the clock of your telephone."))
    person = session.get_one(Staff, actor.staff_id)
    person.sealed_totp, person.totp_step = totp.kept(secret), step
    note_factor(session, actor, SecurityEventKind.FACTOR_ADDED, "app", address)


@command(Permission.STAFF)
def remove_totp(session: Session, actor: Actor, *, address: str = "") -> None:
    """No codes from the app any more; another second factor must be there."""
    require_fresh(session, actor)
    person = session.get_one(Staff, actor.staff_id)
    if person.sealed_totp is None:
        raise NotFound
    refuse_the_last(session, actor)
    person.sealed_totp = None
    note_factor(session, actor, SecurityEventKind.FACTOR_REMOVED, "app", address)


@command(Permission.STAFF)
def refuse_the_last(session: Session, actor: Actor) -> None:
    """The last second factor stays, or its owner could not come in."""
    if _factors(session, actor.staff_id or 0) <= 1:
        raise Refused(_("This is your only second factor. Add another one first."))


@command(Permission.STAFF)
def note_factor(session: Session, actor: Actor, kind: SecurityEventKind, what: str, address: str) -> None:
    """Write into the security log and the journal that a way of signing in came or went."""
    security.note(session, actor, kind, staff_id=actor.staff_id, address=address, detail=what)
    journal.record(session, actor, session.get_one(Staff, actor.staff_id), str(kind), new=what)


@command(Permission.STAFF)
def make_recovery_codes(session: Session, actor: Actor, *, address: str = "") -> list[str]:
    """Ten new codes in place of all earlier ones. They are shown now and kept as keyed hashes."""
    require_fresh(session, actor)
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == actor.staff_id))
    codes = recovery.make()
    session.add_all(RecoveryCode(staff_id=actor.staff_id, code_hash=keyed_hash(recovery.PURPOSE, f"{actor.staff_id} {recovery.plain(code)}")) for code in codes)
    note_factor(session, actor, SecurityEventKind.FACTOR_ADDED, "recovery", address)
    return codes


@command(Permission.MANAGE_STAFF, on="person")
def reset_second_factor(session: Session, actor: Actor, person: Staff) -> None:
    """Somebody has lost every second factor: all of them end, and every session. The next sign-in sets up a new one."""
    person.sealed_totp = None
    session.execute(delete(Passkey).where(Passkey.staff_id == person.id))
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == person.id))
    security.note(session, actor, SecurityEventKind.FACTOR_REMOVED, staff_id=person.id, detail="administrator")
    journal.record(session, actor, person, "reset second factor")
    end_sessions_of(session, actor, person)

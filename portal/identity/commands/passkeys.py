"""Passkeys and security keys of staff: asked for, added, shown, named, taken away."""

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.base.text import one_line
from portal.identity import webauthn
from portal.identity.commands import security
from portal.identity.commands.second_factor import note_factor, refuse_the_last, require_fresh
from portal.identity.commands.sessions import let_in
from portal.identity.models import Passkey, SecurityEventKind, Staff, StaffSession

MOST_KEYS = 20


@command(Permission.STAFF)
def ask_new_passkey(session: Session, actor: Actor) -> str:
    """A challenge for a new key; what the browser needs."""
    signed_in = require_fresh(session, actor)
    person = session.get_one(Staff, actor.staff_id)
    signed_in.challenge = webauthn.challenge()
    return webauthn.to_register(signed_in.challenge, person.id, person.sign_in_name, person.name, _known(session, actor))


@command(Permission.STAFF)
def add_passkey(session: Session, actor: Actor, answer: str, name: str, *, address: str = "") -> None:
    """Take the new key, if its answer holds."""
    require_fresh(session, actor)
    try:
        credential_id, credential, count = webauthn.registered(_asked(session, actor), answer)
    except webauthn.NotThisKey as fault:
        raise Refused(_("The passkey was not taken. Please try again.")) from fault
    if session.scalar(select(Passkey.id).where(Passkey.credential_id == credential_id)):
        raise Refused(_("This passkey is there already."))
    if len(_known(session, actor)) >= MOST_KEYS:
        raise Refused(_("You have many passkeys already. Remove one first."))
    session.add(Passkey(staff_id=actor.staff_id, credential_id=credential_id, credential=credential, sign_count=count, name=one_line(name)[:80] or _("Passkey")))
    note_factor(session, actor, SecurityEventKind.FACTOR_ADDED, "passkey", address)


@command(Permission.STAFF)
def ask_passkey(session: Session, actor: Actor) -> str:
    """A challenge for one of the keys that are there; what the browser needs."""
    signed_in = session.get(StaffSession, int(actor.session_id))
    if signed_in is None:
        raise NotFound
    signed_in.challenge = webauthn.challenge()
    return webauthn.to_sign_in(signed_in.challenge, _known(session, actor))


@command(Permission.STAFF)
def try_passkey(session: Session, actor: Actor, answer: str, *, address: str = "") -> str | None:
    """The key's answer. When it holds, the session is let in: its new cookie value."""
    try:
        credential_id, count = webauthn.signed(_asked(session, actor), _known(session, actor), answer)
        fits = _counts_on(session, actor, credential_id, count)
    except webauthn.NotThisKey:
        fits = False
    if fits:
        return let_in(session, actor, how="passkey", address=address)
    security.note(session, actor, SecurityEventKind.SECOND_REFUSED, staff_id=actor.staff_id, address=address, detail="passkey")
    return None


def _counts_on(session: Session, actor: Actor, credential_id: bytes, count: int) -> bool:
    """A count that does not grow tells of a copied key (WebAuthn 6.1.1); keys that do not count say 0 for ever."""
    grown = Passkey.sign_count < count if count else Passkey.sign_count == 0
    key = update(Passkey).where(Passkey.staff_id == actor.staff_id, Passkey.credential_id == credential_id, grown)
    return bool(session.execute(key.values(sign_count=count, used_on=clock.today())).rowcount == 1)  # type: ignore[attr-defined]


def _known(session: Session, actor: Actor) -> list[bytes]:
    return list(session.scalars(select(Passkey.credential).where(Passkey.staff_id == actor.staff_id).order_by(Passkey.id)))


def _asked(session: Session, actor: Actor) -> bytes:
    """The challenge that waits for its answer: it is taken away with this look."""
    waits = StaffSession.id == int(actor.session_id)
    asked = session.scalar(select(StaffSession.challenge).where(waits))
    taken = session.execute(update(StaffSession).where(waits, StaffSession.challenge == asked).values(challenge=None))
    if not asked or taken.rowcount != 1:  # type: ignore[attr-defined]
        raise webauthn.NotThisKey("nothing was asked")
    return asked


@command(Permission.STAFF)
def name_passkey(session: Session, actor: Actor, passkey_id: int, name: str) -> None:
    """Call a key by another name, such as where it lies."""
    _own(session, actor, passkey_id).name = one_line(name)[:80] or _("Passkey")


@command(Permission.STAFF)
def remove_passkey(session: Session, actor: Actor, passkey_id: int, *, address: str = "") -> None:
    """A key opens nothing any more; another second factor must be there."""
    require_fresh(session, actor)
    key = _own(session, actor, passkey_id)
    refuse_the_last(session, actor)
    session.delete(key)
    note_factor(session, actor, SecurityEventKind.FACTOR_REMOVED, "passkey", address)


def _own(session: Session, actor: Actor, passkey_id: int) -> Passkey:
    key = session.scalar(select(Passkey).where(Passkey.id == passkey_id, Passkey.staff_id == actor.staff_id))
    if key is None:
        raise NotFound
    return key

"""Officers' keys: made with a passphrase, unlocked for a while, locked again."""

from datetime import timedelta

from sqlalchemy import delete, select

from portal.base import clock, slow
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import Unsealable, keyed_hash
from portal.vault import sealing
from portal.vault.models import Officer, Unlocking
from portal.vault.unlocking import LOCKED_BY, SESSION, key_of_session

SHORTEST = 16  # characters of a passphrase: it stands between a stolen disk and every case
UNLOCKED = timedelta(hours=2)


@command(Permission.HOLD_KEY)
def set_up_key(session: Session, actor: Actor, passphrase: str) -> Officer:
    """An officer's first key pair. Raises Refused for a short passphrase, and when there is a key already."""
    if len(slow.typed(passphrase).strip()) < SHORTEST:
        raise Refused(_("The passphrase needs at least %(least)s characters. Five or six words that only you would put together are good.", least=SHORTEST))
    if session.scalar(select(Officer.id).where(Officer.staff_id == actor.staff_id)) is not None:
        raise Refused(_("You have a key already."))
    pair, salt = sealing.Pair.new(), sealing.new_salt()
    officer = Officer(staff_id=actor.staff_id, public_key=pair.public, salt=salt, locked_key=sealing.lock(pair.seed, slow.key_from(passphrase, salt), LOCKED_BY))
    session.add(officer)
    session.flush()
    return officer


@command(Permission.HOLD_KEY)
def unlock(session: Session, actor: Actor, passphrase: str, secret: str) -> None:
    """Open the private key with the passphrase, and lock it for two hours with the value of the session's cookie (`secret`). Raises Refused."""
    officer = session.scalar(select(Officer).where(Officer.staff_id == actor.staff_id, Officer.gone_on.is_(None)))
    if officer is None:
        raise Refused(_("You have no key yet."))
    try:
        seed = sealing.unlock(officer.locked_key, slow.key_from(passphrase, officer.salt), LOCKED_BY)
    except Unsealable as wrong:
        raise Refused(_("This passphrase does not open your key.")) from wrong
    name = keyed_hash(SESSION, secret)
    session.execute(delete(Unlocking).where((Unlocking.session_hash == name) | (Unlocking.until < clock.now())))
    session.add(Unlocking(officer_id=officer.id, session_hash=name, locked_key=sealing.lock(seed, key_of_session(secret), SESSION), until=clock.now() + UNLOCKED))
    session.flush()


@command(Permission.HOLD_KEY)
def lock_again(session: Session, actor: Actor, secret: str) -> None:
    """Lock the key before its time."""
    session.execute(delete(Unlocking).where(Unlocking.session_hash == keyed_hash(SESSION, secret)))

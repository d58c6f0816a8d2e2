"""An officer's private key while it is unlocked: locked by the value of the session's cookie, which stands in no table."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base import clock
from portal.base.database import Session
from portal.base.errors import PortalError
from portal.base.languages import _
from portal.base.secrets import keyed_hash
from portal.vault import sealing
from portal.vault.models import Officer, Unlocking
from portal.web.visitors import Visit

LOCKED_BY = "passphrase"
SESSION = "vault session"


class Locked(PortalError):
    """The officer's key is locked. The passphrase opens it; what was typed goes along."""

    status = 403
    template = "errors/locked.html"


def key_of_session(secret: str) -> bytes:
    """What locks the private key while it is in use."""
    return HKDF(algorithm=SHA256(), length=32, salt=b"hearback vault", info=SESSION.encode()).derive(secret.encode())


def unlocked(session: Session, visit: Visit) -> tuple[Officer, sealing.Pair]:
    """The officer who is asking, with the private key. Raises Locked while it is not unlocked in this session."""
    visit.asked_for_key = True
    found = session.scalar(
        select(Unlocking).where(Unlocking.session_hash == keyed_hash(SESSION, visit.secret), Unlocking.until > clock.now()).options(joinedload(Unlocking.officer))
    )
    if found is None or not visit.secret or found.officer.staff_id != visit.actor.staff_id or found.officer.gone_on is not None:
        raise Locked(_("Your key is locked. Type your passphrase to go on."))
    visit.unlocked_until = found.until
    return found.officer, sealing.Pair(sealing.unlock(found.locked_key, key_of_session(visit.secret), SESSION))


def look_whether_unlocked(session: Session, visit: Visit) -> None:
    """Note on the visit until when the key is unlocked, for the page to say so."""
    try:
        unlocked(session, visit)
    except Locked:
        visit.unlocked_until = None

"""Officers' keys: made with a passphrase, unlocked for a while, locked again; forgotten; and gone with whoever goes."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.base.secrets import keyed_hash
from portal.vault import outside, passphrases, sealing
from portal.vault.commands.cases import record
from portal.vault.commands.notices import call
from portal.vault.models import Officer, Unlocking, WrappedKey
from portal.vault.ordering import put_in_order
from portal.vault.passphrases import Kept
from portal.vault.unlocking import SESSION, key_of_session

UNLOCKED = timedelta(hours=2)
LONGEST_AWAY = timedelta(days=366)


@command(Permission.HOLD_KEY)
def set_up_key(session: Session, actor: Actor, passphrase: str) -> Officer:
    """An officer's first key pair, the slow sum included. Raises Refused."""
    if fault := passphrases.fault_of(passphrase, (actor.name,)):
        raise Refused(fault)
    return keep_key(session, actor, passphrases.kept(passphrase))


@command(Permission.HOLD_KEY)
def keep_key(session: Session, actor: Actor, kept: Kept) -> Officer:
    """Take an officer's first key pair. Whoever went and comes back begins anew. Raises Refused when there is one already."""
    officer = session.scalar(select(Officer).where(Officer.staff_id == actor.staff_id).with_for_update())
    if officer is not None and officer.gone_on is None:
        raise Refused(_("You have a key already."))
    if officer is None:
        officer = Officer(staff_id=actor.staff_id)
        session.add(officer)
    _take(officer, kept)
    officer.gone_on = officer.away_until = None
    record(session, actor, officer, "make key")
    session.flush()
    return officer


@command(Permission.HOLD_KEY)
def change_passphrase(session: Session, actor: Actor, kept: Kept) -> None:
    """The same key pair under another passphrase; everything that is unlocked is locked. Raises Refused when the pair has become another."""
    officer = _mine(session, actor)
    if officer.public_key != kept.public:
        raise Refused(_("Your key was changed in the meantime. Please try once more."))
    officer.salt, officer.locked_key = kept.salt, kept.locked
    _lock(session, officer)
    record(session, actor, officer, "change passphrase")


@command(Permission.HOLD_KEY)
def forget_passphrase(session: Session, actor: Actor, kept: Kept) -> int:
    """The passphrase is lost, and with it the key: a new pair. How many cases wait until somebody with a key comes by."""
    officer = _mine(session, actor)
    _take(officer, kept)
    _lock(session, officer)
    entrusted = _cases_of(session, officer)
    waiting = session.execute(update(WrappedKey).where(WrappedKey.officer_id == officer.id).values(wrapped=None)).rowcount  # type: ignore[attr-defined]
    put_in_order(session.connection(), entrusted)
    record(session, actor, officer, "forget passphrase")
    # Whoever stole a session could do this as well, so others hear of it.
    call(session, actor, {*outside.trusted(Role.ADMINISTRATOR), officer.staff_id, *_fellows(session, officer)}, f"new key of {officer.id} on {clock.today()}")
    return int(waiting)


@command(Permission.HOLD_KEY)
def unlock(session: Session, actor: Actor, passphrase: str, secret: str) -> None:
    """Open the private key with the passphrase, and lock it for two hours with the value of the session's cookie (`secret`). Raises Refused."""
    officer = session.scalar(select(Officer).where(Officer.staff_id == actor.staff_id, Officer.gone_on.is_(None)))
    unlock_with(session, actor, passphrases.pair_of(officer, passphrase), secret)


@command(Permission.HOLD_KEY)
def unlock_with(session: Session, actor: Actor, pair: sealing.Pair, secret: str) -> None:
    """`unlock`, after the slow sum was done elsewhere."""
    officer = _mine(session, actor)
    if officer.public_key != pair.public:
        raise Refused(_("Your key was changed in the meantime. Please try once more."))
    name = keyed_hash(SESSION, secret)
    session.execute(delete(Unlocking).where((Unlocking.session_hash == name) | (Unlocking.until < clock.now())))
    session.add(Unlocking(officer_id=officer.id, session_hash=name, locked_key=sealing.lock(pair.seed, key_of_session(secret), SESSION), until=clock.now() + UNLOCKED))
    session.flush()


@command(Permission.HOLD_KEY)
def lock_again(session: Session, actor: Actor, secret: str) -> None:
    """Lock the key before its time."""
    session.execute(delete(Unlocking).where(Unlocking.session_hash == keyed_hash(SESSION, secret)))


@command(Permission.HOLD_KEY)
def set_times(session: Session, actor: Actor, away_until: date | None, regions: Sequence[str], languages: Sequence[str]) -> None:
    """When somebody is away and gets no new cases; and for which regions and languages they come first. Raises Refused."""
    if away_until is not None and not clock.today() <= away_until <= clock.today() + LONGEST_AWAY:
        raise Refused(_("Choose a day from today on, at most a year from now."))
    officer = _mine(session, actor)
    if officer.away_until != away_until:
        record(session, actor, officer, "away" if away_until else "back")
    officer.away_until, officer.regions, officer.languages = away_until, list(regions), list(languages)
    session.flush()


@command(Permission.OVERSEE_VAULT)
def send_off(session: Session, actor: Actor, officer_id: int) -> None:
    """An officer has left, or must not go on: the keys are gone at once, and the cases wait for others. Raises NotFound."""
    officer = session.get(Officer, officer_id)
    if officer is None or officer.gone_on is not None:
        raise NotFound
    _destroy_keys(session, actor, officer)


@command(Permission.SYSTEM)
def leave_who_left(session: Session, actor: Actor) -> int:
    """The keys of those whose account was closed are destroyed; whose role or training is over has the key locked. How many have gone.

    An account that is not there at all was not closed: somebody may have restored the wrong database.
    """
    here = session.scalars(select(Officer).where(Officer.gone_on.is_(None)).order_by(Officer.id)).all()
    people, trusted = outside.known([one.staff_id for one in here]), outside.trusted()
    left = [one for one in here if one.staff_id in people and not people[one.staff_id].open]
    for one in left:
        _destroy_keys(session, actor, one)
    idle = [one.id for one in here if one.staff_id not in trusted]
    if idle:
        session.execute(delete(Unlocking).where(Unlocking.officer_id.in_(idle)))
    return len(left)


def _destroy_keys(session: Session, actor: Actor, officer: Officer) -> None:
    fellows, entrusted = _fellows(session, officer), _cases_of(session, officer)
    _lock(session, officer)
    session.execute(delete(WrappedKey).where(WrappedKey.officer_id == officer.id))
    put_in_order(session.connection(), entrusted)
    officer.public_key = officer.salt = officer.locked_key = b""
    officer.gone_on, officer.away_until = clock.today(), None
    record(session, actor, officer, "send off officer", new=str(officer.staff_id))
    call(session, actor, {*outside.trusted(Role.ADMINISTRATOR), *fellows}, f"gone {officer.id} on {clock.today()}")
    session.flush()


def _fellows(session: Session, officer: Officer) -> set[int]:
    """The staff who hold keys to the same cases."""
    own = select(WrappedKey.case_id).where(WrappedKey.officer_id == officer.id)
    return set(
        session.scalars(select(Officer.staff_id).join(WrappedKey, WrappedKey.officer_id == Officer.id).where(WrappedKey.case_id.in_(own), Officer.id != officer.id).distinct())
    )


def _cases_of(session: Session, officer: Officer) -> set[int]:
    return set(session.scalars(select(WrappedKey.case_id).where(WrappedKey.officer_id == officer.id)))


def _mine(session: Session, actor: Actor) -> Officer:
    officer = session.scalar(select(Officer).where(Officer.staff_id == actor.staff_id, Officer.gone_on.is_(None)).with_for_update())
    if officer is None:
        raise Refused(_("You have no key yet."))
    return officer


def _take(officer: Officer, kept: Kept) -> None:
    officer.public_key, officer.salt, officer.locked_key, officer.key_since = kept.public, kept.salt, kept.locked, clock.today()


def _lock(session: Session, officer: Officer) -> None:
    session.execute(delete(Unlocking).where(Unlocking.officer_id == officer.id))
    session.flush()

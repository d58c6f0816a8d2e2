"""Beginning, filling, relocking and ending a pseudonym. None of it is written into the journal (see the room's docstring).

Whoever comes with an `Opened` has shown the passphrase, the passkey or a ticket, and holds the wallet's key.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.pseudonyms import tickets, wallets
from portal.pseudonyms.models import Pseudonym, PseudonymPasskey, this_month
from portal.pseudonyms.tickets import Opened
from portal.pseudonyms.wallets import Kept
from portal.receipts import codes
from portal.receipts import commands as receipts

UNUSED_MONTHS = 24
MOST_PASSKEYS = 5


@command(Permission.ANYONE)
def begin(session: Session, actor: Actor, row_id: int, name_hash: bytes, salt: bytes, locked_key: bytes, key: bytes) -> Opened:
    """A new pseudonym with an empty wallet. The same form sent twice finds what it made the first time. Raises Refused for a name that is taken."""
    found = session.get(Pseudonym, row_id)
    if found is None:
        if session.scalar(select(Pseudonym.id).where(Pseudonym.name_hash == name_hash)) is not None:
            raise Refused(_("Somebody uses this name already. Choose another one."))
        found = Pseudonym(id=row_id, name_hash=name_hash, salt=salt, locked_key=locked_key, wallet=wallets.pack([], key))
        session.add(found)
        session.flush()
    return tickets.opened_by(found, key)


@command(Permission.ANYONE)
def note_opened(session: Session, actor: Actor, opened: Opened, seen: dict[str, str]) -> None:
    """It was used this month, and everything that is new now was shown; `seen` maps a number to its sign."""

    def mark(kept: list[Kept]) -> list[Kept]:
        return [replace(one, seen=seen.get(one.code, one.seen)) for one in kept]

    _change(session, opened, mark).used_on = this_month()


@command(Permission.ANYONE)
def keep_typed(session: Session, actor: Actor, opened: Opened, typed: str, label: str = "") -> None:
    """Put a number into the wallet that somebody typed. Raises Refused for what is no number, and while many are being tried."""
    if receipts.brake.wait() > 0:
        raise Refused(_("Many numbers are being tried just now. Please send it again in a minute."))
    receipts.open_with(session, actor, typed)
    keep(session, actor, opened, codes.typed(typed), label=label)


@command(Permission.ANYONE)
def keep(session: Session, actor: Actor, opened: Opened, code: str, *, label: str = "", name: str = "") -> None:
    """Put a number into the wallet that the portal itself has just shown, or give the one that is there a new label or name."""

    def put(kept: list[Kept]) -> list[Kept]:
        known = next((one for one in kept if one.code == code), Kept(code))
        changed = replace(known, label=label or known.label, name=name or known.name)
        return [*(one for one in kept if one.code != code), changed]

    _change(session, opened, put)


@command(Permission.ANYONE)
def take_out(session: Session, actor: Actor, opened: Opened, code: str) -> None:
    """Take a number out; it goes on working by itself."""
    _change(session, opened, lambda kept: [one for one in kept if one.code != code])


@command(Permission.ANYONE)
def relock(session: Session, actor: Actor, opened: Opened, salt: bytes, locked_key: bytes) -> Opened:
    """A new passphrase for the same wallet. Every ticket that was given out before has ended."""
    found = _of(session, opened)
    found.salt, found.locked_key = salt, locked_key
    return tickets.opened_by(found, opened.key, opened.new)


@command(Permission.ANYONE)
def end(session: Session, actor: Actor, opened: Opened) -> None:
    """Delete the pseudonym with its wallet and passkeys. The numbers go on working."""
    session.execute(delete(PseudonymPasskey).where(PseudonymPasskey.pseudonym_id == opened.id))
    session.delete(_of(session, opened))


@command(Permission.ANYONE)
def add_passkey(session: Session, actor: Actor, opened: Opened, credential_id: bytes, credential: bytes, sign_count: int, secret: bytes) -> None:
    """A passkey that opens the wallet too: what its authenticator derives locks the key once more."""
    _of(session, opened)
    if session.scalar(select(PseudonymPasskey.id).where(PseudonymPasskey.credential_id == credential_id)) is not None:
        return  # the same form, sent again
    if len(session.scalars(select(PseudonymPasskey.id).where(PseudonymPasskey.pseudonym_id == opened.id)).all()) >= MOST_PASSKEYS:
        raise Refused(_("There are five passkeys already. Remove one first."))
    session.add(PseudonymPasskey(pseudonym_id=opened.id, credential_id=credential_id, credential=credential, sign_count=sign_count, locked_key=wallets.lock(opened.key, secret)))


@command(Permission.ANYONE)
def remove_passkey(session: Session, actor: Actor, opened: Opened, passkey_id: int) -> None:
    """Let a passkey open nothing any more."""
    session.execute(delete(PseudonymPasskey).where(PseudonymPasskey.id == passkey_id, PseudonymPasskey.pseudonym_id == _of(session, opened).id))


@command(Permission.ANYONE)
def note_passkey_used(session: Session, actor: Actor, passkey_id: int, sign_count: int) -> None:
    """The authenticator's counter, so that a copied one is noticed."""
    found = session.get(PseudonymPasskey, passkey_id)
    if found is not None:
        found.sign_count = sign_count


@command(Permission.SYSTEM)
def forget_unused(session: Session, actor: Actor) -> None:
    """Delete what nobody has opened for twenty-four months."""
    unused = select(Pseudonym.id).where(Pseudonym.used_on < _months_before(clock.today(), UNUSED_MONTHS))
    session.execute(delete(PseudonymPasskey).where(PseudonymPasskey.pseudonym_id.in_(unused)), execution_options={"synchronize_session": False})
    session.execute(delete(Pseudonym).where(Pseudonym.id.in_(unused)), execution_options={"synchronize_session": False})


@command(Permission.SYSTEM)
def seal_anew(session: Session, actor: Actor) -> None:
    """Give every wallet a new outer seal, all in one transaction: afterwards none looks more lately used than another."""
    for found in session.scalars(select(Pseudonym).order_by(Pseudonym.id).execution_options(yield_per=100)):
        found.wallet = wallets.again(found.wallet)


def _months_before(day: date, months: int) -> date:
    """The first day of the month so many months ago."""
    counted = day.year * 12 + day.month - 1 - months
    return date(counted // 12, counted % 12 + 1, 1)


def _of(session: Session, opened: Opened) -> Pseudonym:
    """The row, held until the transaction ends: two pages of one person take turns."""
    found = session.scalar(select(Pseudonym).where(Pseudonym.id == opened.id).with_for_update())
    if found is None or not tickets.fits(opened, found):
        raise NotFound
    return found


def _change(session: Session, opened: Opened, change: Callable[[list[Kept]], list[Kept]]) -> Pseudonym:
    found = _of(session, opened)
    try:
        found.wallet = wallets.pack(change(wallets.unpack(found.wallet, opened.key)), opened.key)
    except wallets.Full:
        raise Refused(_("Nothing more fits under this name. Take a number out first, or begin a second name.")) from None
    return found

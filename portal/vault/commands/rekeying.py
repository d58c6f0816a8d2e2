"""New keys for cases, and all of an officer's cases for another one. Case by case, so that an interrupted run goes on where it stopped."""

from collections.abc import Callable

from sqlalchemy import delete, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.vault import sealing
from portal.vault.columns import sealed_columns
from portal.vault.commands.cases import entrust, record
from portal.vault.commands.notices import call
from portal.vault.holding import Opened
from portal.vault.models import Case, Officer, Standing, VaultEntry, WrappedKey

NEW_KEYS = "change case keys"
May = Callable[[Session, Opened, Officer], bool]
"""Whether an officer may have a case that another one has opened; the rooms above know."""
Taken = Callable[[Session, Case, Officer, Officer], None]
"""Notes in the room of a case that it has changed from one officer to another."""


@command(Permission.SYSTEM)
def cases_to_rekey(session: Session, actor: Actor, officer: Officer, *, again: bool = False) -> list[int]:
    """The cases that an officer's key opens; without those that have got new keys today already, unless they are wanted again."""
    mine = select(WrappedKey.case_id).where(WrappedKey.officer_id == officer.id, WrappedKey.wrapped.is_not(None))
    if not again:
        mine = mine.where(~select(VaultEntry.id).where(VaultEntry.case_id == WrappedKey.case_id, VaultEntry.deed == NEW_KEYS, VaultEntry.day == clock.today()).exists())
    return sorted(set(session.scalars(mine)))


@command(Permission.SYSTEM)
def rekey(session: Session, actor: Actor, officer: Officer, pair: sealing.Pair, case_id: int) -> bool:
    """A new key for a case: everything in it is sealed anew, and the key is wrapped for all who were entrusted and for its number. False if it is gone."""
    row = session.scalars(select(WrappedKey).where(WrappedKey.case_id == case_id, WrappedKey.officer_id == officer.id, WrappedKey.wrapped.is_not(None)).limit(1)).first()
    case = session.get(Case, case_id, with_for_update=True)
    if row is None or row.wrapped is None or case is None or case.erased_on is not None:
        return False
    old, new = pair.unwrap(row.wrapped, case_id), sealing.new_key()
    if case.sealed is not None:
        case.sealed = _anew(case.sealed, old, new, case_id)
    for table, columns in sealed_columns():
        for found in session.execute(select(table.c.id, *columns).where(table.c.case_id == case_id)).all():
            values = {column.name: _anew(sealed, old, new, case_id) for column, sealed in zip(columns, found[1:], strict=True) if sealed}
            if values:
                session.execute(update(table).where(table.c.id == found[0]).values(**values))
    _wrap_for_all(session, case, new)
    case.visits += 1  # tickets hold the old key
    record(session, actor, case, NEW_KEYS)
    session.flush()
    return True


def _anew(sealed: bytes, old: bytes, new: bytes, case_id: int) -> bytes:
    return sealing.seal_bytes(sealing.unseal_bytes(sealed, old, case_id), new, case_id)


def _wrap_for_all(session: Session, case: Case, key: bytes) -> None:
    found = session.execute(select(WrappedKey, Officer).outerjoin(Officer, Officer.id == WrappedKey.officer_id).where(WrappedKey.case_id == case.id)).all()
    for row, officer in found:
        public = case.holder_key if row.officer_id is None else officer.public_key
        row.wrapped = sealing.wrap(key, public, case.id) if public else None


@command(Permission.SYSTEM)
def cases_to_pass_on(session: Session, actor: Actor, giver: Officer) -> list[int]:
    """The cases that still lie with an officer whose key opens them."""
    return sorted(set(session.scalars(select(WrappedKey.case_id).where(WrappedKey.officer_id == giver.id, WrappedKey.wrapped.is_not(None)))))


@command(Permission.SYSTEM)
def pass_on(session: Session, actor: Actor, giver: Officer, pair: sealing.Pair, taker: Officer, case_id: int, may: May, taken: Taken) -> bool:
    """Give an officer's place in a case to another one; False if the other one may not have it, and nothing was changed."""
    case = session.get(Case, case_id, with_for_update=True)
    rows = session.scalars(select(WrappedKey).where(WrappedKey.case_id == case_id, WrappedKey.officer_id == giver.id, WrappedKey.wrapped.is_not(None))).all()
    if case is None:
        return False
    opened = [Opened(case, pair.unwrap(row.wrapped, case_id), giver, row.standing) for row in rows if row.wrapped is not None and row.standing is not None]
    if not opened or not all(may(session, one, taker) for one in opened):
        return False
    for one in opened:
        session.execute(delete(WrappedKey).where(WrappedKey.case_id == case_id, WrappedKey.officer_id == taker.id, WrappedKey.standing.in_((one.standing, Standing.STAND_IN))))
        entrust(session, actor, one, taker, one.standing)
    for row in rows:
        session.delete(row)
    taken(session, case, giver, taker)
    record(session, actor, case, "hand over all cases")
    call(session, actor, [taker.staff_id], f"taken on {clock.today()}")
    session.flush()
    return True


@command(Permission.SYSTEM)
def officer_of(session: Session, actor: Actor, staff_id: int) -> Officer | None:
    """The keys of a member of staff, for the command line."""
    return session.scalar(select(Officer).where(Officer.staff_id == staff_id, Officer.gone_on.is_(None)))

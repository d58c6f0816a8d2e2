"""A case comes in, is entrusted, is opened, and is destroyed: its wrapped keys first, then everything else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import NotFound, WrongMoment
from portal.base.languages import _
from portal.base.secrets import Unsealable, keyed_hash, random_id
from portal.vault import rules as _rules  # noqa: F401  entered before anybody asks
from portal.vault import sealing
from portal.vault.desks import ROLE_OF
from portal.vault.holding import Held, Number, Opened, code_of_form, number_for, pair_of
from portal.vault.models import Access, Case, CaseFile, CaseKind, CaseMessage, CaseWish, Clock, Officer, Standing, VaultEntry, WrappedKey
from portal.vault.ordering import put_in_order
from portal.web.tokens import Token

BIGGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Received:
    """A case that came in, with its number, to be shown now and never again."""

    held: Held
    code: str
    again: bool
    """The same form had been sent before: nothing new was made."""


@command(Permission.ANYONE)
def receive(
    session: Session,
    actor: Actor,
    *,
    kind: CaseKind,
    token: Token,
    facts: Any,
    language: str,
    officers: Iterable[tuple[Officer, Standing]],
    by_helper: bool = False,
    number: Number | None = None,
) -> Received:
    """Take a case: seal its words, wrap its key for the officers and for the number. The same form sent twice makes one case.

    `number` (`holding.number_for`) may be made beforehand, so that nobody else waits for it.
    """
    code, name = code_of_form(token), keyed_hash("form", token.name)
    known = session.scalar(select(Case).where(Case.token_hash == name))
    if known is not None:
        return Received(_again(session, known, code), code, again=True)
    own, key, case_id = number or number_for(token), sealing.new_key(), random_id()
    if session.scalar(select(Case.id).where(Case.lookup_hash == own.lookup)) is not None:
        raise WrongMoment(_("This form was sent before, and what it brought was erased. Please begin a new one."))
    case = Case(id=case_id, kind=kind, language=language, lookup_hash=own.lookup, token_hash=name, salt=own.salt, holder_key=own.pair.public, by_helper=by_helper)
    case.sealed = sealing.seal(facts, key, case_id)
    session.add(case)
    session.add(WrappedKey(case_id=case_id, wrapped=sealing.wrap(key, own.pair.public, case_id)))
    for officer, standing in officers:
        _wrap(session, Held(case, key), officer, standing)
    session.flush()
    return Received(Held(case, key), code, again=False)


def _again(session: Session, known: Case, code: str) -> Held:
    """What the first sending made, unless its number was replaced since."""
    wrapped = session.scalar(select(WrappedKey.wrapped).where(WrappedKey.case_id == known.id, WrappedKey.officer_id.is_(None)))
    try:
        return Held(known, pair_of(code, known.salt).unwrap(wrapped or b"", known.id))
    except Unsealable as replaced:
        raise WrongMoment(_("This form was sent before, and its number was replaced since. Only the new number opens the page.")) from replaced


@command(Permission.ANYONE)
def entrust(session: Session, actor: Actor, holding: Held | Opened, officer: Officer, standing: Standing) -> None:
    """Give an officer a key to a case, in the hands of somebody who has one. Whether it may be is asked by the rooms above."""
    session.execute(delete(WrappedKey).where(WrappedKey.case_id == holding.case.id, WrappedKey.officer_id == officer.id, WrappedKey.standing == standing))
    _wrap(session, holding, officer, standing)
    session.flush()


@command(Permission.ANYONE)
def part(session: Session, actor: Actor, case: Case, officer: Officer) -> None:
    """Take an officer's keys to a case away, in whatever standing. Whether it may be is asked by the rooms above."""
    session.execute(delete(WrappedKey).where(WrappedKey.case_id == case.id, WrappedKey.officer_id == officer.id))
    session.flush()
    put_in_order(session.connection(), [case.id])


def _wrap(session: Session, holding: Held | Opened, officer: Officer, standing: Standing) -> None:
    session.add(WrappedKey(case_id=holding.case.id, officer_id=officer.id, standing=standing, wrapped=sealing.wrap(holding.key, officer.public_key, holding.case.id)))


@command(Permission.ANYONE)
def rewrap_for_absent(session: Session, actor: Actor, holding: Held | Opened) -> int:
    """Wrap the case's key anew for officers who are entrusted but have lost theirs; how many. Done whenever somebody with a key comes by."""
    absent = session.execute(
        select(WrappedKey, Officer)
        .join(Officer, Officer.id == WrappedKey.officer_id)
        .where(WrappedKey.case_id == holding.case.id, WrappedKey.wrapped.is_(None), Officer.gone_on.is_(None))
    ).all()
    for row, officer in absent:
        row.wrapped, row.since = sealing.wrap(holding.key, officer.public_key, holding.case.id), clock.today()
    return len(absent)


@command(Permission.HOLD_KEY)
def look_into(session: Session, actor: Actor, case_id: int, pair: sealing.Pair) -> Opened:
    """Open a case with an officer's private key, and count it: the holder sees how often. Raises NotFound for whoever is not entrusted.

    Whoever only stands in has a key, but not the case: that is for the rooms above to say.
    """
    kinds = [kind for kind, role in ROLE_OF.items() if actor.holds_anywhere(role)]
    found = session.execute(
        select(Case, Officer, WrappedKey)
        .join(WrappedKey, WrappedKey.case_id == Case.id)
        .join(Officer, Officer.id == WrappedKey.officer_id)
        .where(
            Case.id == min(case_id, BIGGEST_ID), Case.kind.in_(kinds), Officer.staff_id == actor.staff_id, WrappedKey.wrapped.is_not(None), WrappedKey.standing != Standing.STAND_IN
        )
        .order_by(WrappedKey.since, WrappedKey.id)
    ).first()
    if found is None:
        raise NotFound
    case, officer, mine = found
    if mine.standing is None or mine.wrapped is None:
        raise NotFound
    _count(session, case, officer, mine.standing)
    opened = Opened(case, pair.unwrap(mine.wrapped, case.id), officer, mine.standing)
    rewrap_for_absent(session, actor, opened)
    return opened


def _count(session: Session, case: Case, officer: Officer, standing: Standing) -> None:
    today = clock.today()
    mine = (Access.case_id == case.id, Access.officer_id == officer.id, Access.standing == standing, Access.day == today)
    counted = session.execute(update(Access).where(*mine).values(times=Access.times + 1), execution_options={"synchronize_session": False})
    if counted.rowcount == 0:  # type: ignore[attr-defined]
        session.add(Access(case_id=case.id, officer_id=officer.id, standing=standing, day=today))
    session.flush()


@command(Permission.FOLLOW_CASE, on="held")
def end_visits(session: Session, actor: Actor, held: Held) -> None:
    """The holder leaves: no page that lies open anywhere opens the case any more."""
    session.execute(update(Case).where(Case.id == held.case.id).values(visits=Case.visits + 1))


@command(Permission.FOLLOW_CASE, on="held")
def erase_own(session: Session, actor: Actor, held: Held) -> None:
    """The holder takes everything back, at once and for good."""
    _destroy(session, actor, held.case)


@command(Permission.SYSTEM)
def erase_over(session: Session, actor: Actor, case: Case) -> None:
    """The time for which a case is kept is over."""
    _destroy(session, actor, case)


def _destroy(session: Session, actor: Actor, case: Case) -> None:
    """The wrapped keys first, so that older copies of the words stay shut; then words, files, wishes. The row stays as a tombstone that counts."""
    session.execute(delete(WrappedKey).where(WrappedKey.case_id == case.id))
    session.flush()
    for table in (CaseMessage, CaseFile, CaseWish):
        session.execute(delete(table).where(table.case_id == case.id))
    session.execute(update(Clock).where(Clock.case_id == case.id).values(due_at=None))
    case.sealed, case.token_hash, case.erased_on, case.erase_on = None, None, clock.today(), None
    case.visits += 1
    record(session, actor, case, "erase case")
    session.flush()


@command(Permission.ANYONE)
def record(session: Session, actor: Actor, thing: Any, deed: str, *, old: str | None = None, new: str | None = None, reason: str = "") -> None:
    """Write a line into the vault's own record; a reason is never written here, it is sealed in the case."""
    session.add(
        VaultEntry(
            day=clock.today(),
            at=clock.now() if actor.is_staff else None,
            by=actor.kind.value,
            staff_id=actor.staff_id,
            case_id=getattr(thing, "case_id", None) or (thing.id if isinstance(thing, Case) else None),
            deed=deed,
            old_state=old,
            new_state=new,
        )
    )

"""What the holder of a case does that every kind of case has: write, take a new number, leave."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.secrets import keyed_hash
from portal.vault import queries, sealing
from portal.vault.arriving import Arrived
from portal.vault.commands.cases import record
from portal.vault.commands.files import keep_files
from portal.vault.commands.messages import MESSAGE, say
from portal.vault.commands.notices import call
from portal.vault.holding import Held, lookup_hash, pair_of, renewed_code
from portal.vault.models import Case, CaseMessage, MessageKind, Standing, WrappedKey
from portal.web.tokens import Token

KEPT_AFTER_A_MESSAGE = timedelta(days=90)


@command(Permission.FOLLOW_CASE, on="held")
def send(session: Session, actor: Actor, held: Held, kind: MessageKind, facts: dict[str, Any], *, token: Token, arrived: Sequence[Arrived] = ()) -> bool:
    """The holder says something, with files; the officers are called to their desk. False: the same form had been sent before.

    To a case that is closed it gives time: it is not erased for 90 days more.
    """
    if session.scalar(select(CaseMessage.id).where(CaseMessage.token_hash == keyed_hash(MESSAGE, token.name))) is not None:
        return False
    numbers = keep_files(session, actor, held, arrived)
    said = say(session, actor, held, kind, {**facts, "files": numbers} if numbers else facts, token=token)
    if held.case.erase_on is not None:
        held.case.erase_on, held.case.warned_on = max(held.case.erase_on, clock.today() + KEPT_AFTER_A_MESSAGE), None
    call_officers(session, actor, held, f"message:{said.number}")
    return True


@command(Permission.FOLLOW_CASE, on="held")
def call_officers(session: Session, actor: Actor, held: Held, why: str) -> None:
    """Call everybody who works on the case; whoever only stands in is left in peace."""
    working = {officer.staff_id for officer, standing, _usable in queries.entrusted(session, actor, held.case) if standing is not Standing.STAND_IN}
    call(session, actor, sorted(working), f"{why}:{held.case.id}")


@command(Permission.FOLLOW_CASE, on="held")
def renew_number(session: Session, actor: Actor, held: Held, token: Token) -> str:
    """A new number for a case. The old one is dead from this moment, and every page that it had opened."""
    code, salt = renewed_code(token), sealing.new_salt()
    pair, case = pair_of(code, salt), held.case
    session.execute(delete(WrappedKey).where(WrappedKey.case_id == case.id, WrappedKey.officer_id.is_(None)))
    session.add(WrappedKey(case_id=case.id, wrapped=sealing.wrap(held.key, pair.public, case.id)))
    case.lookup_hash, case.salt, case.holder_key = lookup_hash(code), salt, pair.public
    case.visits, case.by_helper = case.visits + 1, False
    record(session, actor, case, "take new number")
    session.flush()
    return code


@command(Permission.ANYONE)
def renewed_before(session: Session, actor: Actor, token: Token) -> bool:
    """Whether this very form has given a number already, whose page was lost on its way."""
    return session.scalar(select(Case.id).where(Case.lookup_hash == lookup_hash(renewed_code(token)))) is not None

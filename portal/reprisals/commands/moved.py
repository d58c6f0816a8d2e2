"""A mention of pressure that staff found in somebody's public words comes in without a number: nobody outside knows of the case until it is handed over."""

from typing import Any

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import keyed_hash, random_id
from portal.reprisals import duty, queries
from portal.reprisals.choosing import officers_for
from portal.reprisals.commands.intake import NobodyThere
from portal.reprisals.models import Reprisal
from portal.reprisals.states import REPRISAL
from portal.vault import commands as vault
from portal.vault import sealing
from portal.vault.holding import HOLDER, Held, Opened, renewed_code
from portal.vault.models import Case, CaseKind, ClockName, Standing
from portal.web.tokens import Token

ORIGIN = "where a moved report came from"


@command(Permission.ANYONE)
def move_in(session: Session, actor: Actor, *, origin: str, facts: dict[str, Any], language: str) -> Case:
    """Take a mention in, for the protection officers alone. The same words moved twice make one case. Raises NobodyThere.

    The key for a holder is thrown away: whoever steals the vault with all settings cannot make a number for it again.
    """
    name = keyed_hash(ORIGIN, origin)
    known = session.scalar(select(Case).where(Case.token_hash == name))
    if known is not None:
        return known
    officers = officers_for(session, actor, place=facts.get("place", ""), language=language, urgent=True)
    if not officers:
        raise NobodyThere(_("At this moment there is no protection officer who could open it. So nothing was moved."))
    case_id, key = random_id(), sealing.new_key()
    case = Case(id=case_id, kind=CaseKind.REPRISAL, language=language, token_hash=name, salt=sealing.new_salt(), holder_key=sealing.Pair.new().public)
    case.sealed = sealing.seal(facts, key, case_id)
    session.add(case)
    session.flush()
    for officer in officers:
        vault.entrust(session, actor, Held(case, key), officer, Standing.OWNER)
    REPRISAL.begin(session, Reprisal(case_id=case_id, moved_in=True, for_another=True, owner_id=officers[0].id), actor, "move in")
    vault.call(session, actor, [one.staff_id for one in officers], f"report:{case_id}", urgent=True)
    return case


@command(Permission.HANDLE_REPRISAL, on="opened")
def hand_over(session: Session, actor: Actor, opened: Opened, token: Token) -> str:
    """A number for the person whom the report is about, to be given to them in a safe way. At its first use they replace it; then the officer's copy is dead."""
    session.execute(select(Case.id).where(Case.id == opened.case.id).with_for_update())
    if opened.case.by_helper and vault.renewed_before(session, actor, token):  # the same form: its answer was lost on the way
        return renewed_code(token)
    if opened.case.lookup_hash is not None:
        raise Refused(_("This case has a number already. Nobody but its holder knows it."))
    number = vault.renew_number(session, HOLDER, Held(opened.case, opened.key), token)
    opened.case.by_helper = True
    vault.record(session, actor, queries.report(session, actor, opened), "hand number over")
    hours = queries.duties(session, actor, [opened.officer.id])
    vault.start_hours(session, actor, opened.case, ClockName.ANSWER, duty.watch(hours, clock.now()).answer_by)
    return number


@command(Permission.SYSTEM)
def forget_origins(session: Session, actor: Actor) -> None:
    """After the day on which a mention was moved, nothing in the clear ties the case to where it came from."""
    old = Case.kind == CaseKind.REPRISAL, Case.lookup_hash.is_(None), Case.token_hash.is_not(None), Case.day < clock.today()
    session.execute(update(Case).where(*old).values(token_hash=None), execution_options={"synchronize_session": False})

"""A report comes in: sealed for two protection officers, who are called at once when somebody is in danger."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.reprisals import duty
from portal.reprisals.choosing import officers_for
from portal.reprisals.models import Consent, Danger, Duty, ProtectiveAction, Reprisal
from portal.reprisals.queries import duties
from portal.reprisals.states import REPRISAL
from portal.vault import commands as vault
from portal.vault import queries as cases
from portal.vault.commands import Received
from portal.vault.holding import Held, Number
from portal.vault.models import CaseKind, Clock, ClockName, Standing
from portal.web.tokens import Token

URGENT = (Danger.LIFE, Danger.LIBERTY, Danger.OTHER)


class NobodyThere(Refused):
    """There is no officer whom the report could be sealed for, so nobody could ever read it."""


@dataclass(frozen=True)
class Reported:
    """A report that came in, and when it gets its first answer."""

    received: Received
    report: Reprisal
    answer_by: datetime | None
    """The full hour by which a person answers; None once that has happened."""
    hours: Sequence[Duty]
    """When those who hear it are on duty."""

    @property
    def held(self) -> Held:
        """The case, in the hands of whoever has just written."""
        return self.received.held


@command(Permission.ANYONE)
def report(
    session: Session,
    actor: Actor,
    *,
    token: Token,
    facts: dict[str, Any],
    language: str,
    danger: Danger | None = None,
    for_another: bool = False,
    region: str = "",
    consents: Collection[ProtectiveAction] = (),
    number: Number | None = None,
) -> Reported:
    """Take a report. `facts` are sealed: text, language, and what was told besides (place, when, who, contact, traces).

    `number` may be made beforehand (`holding.number_for`). The same form sent twice makes one report. Raises NobodyThere.
    """
    urgent = danger in URGENT
    officers = officers_for(session, actor, place=facts.get("place", ""), region=region, language=language, urgent=urgent)
    if not officers:
        raise NobodyThere(_("At this moment nobody here could open your words. So they were not kept. Please turn to the people named above."))
    received = vault.receive(
        session, actor, kind=CaseKind.REPRISAL, token=token, facts=facts, language=language, officers=[(one, Standing.OWNER) for one in officers], number=number
    )
    case = received.held.case
    if received.again:
        return _known(session, actor, received)
    row = Reprisal(case_id=case.id, urgent=urgent, danger=danger, owner_id=officers[0].id, for_another=for_another, region=region)
    REPRISAL.begin(session, row, actor, "report")
    session.add_all(Consent(case_id=case.id, number=count, action=action, given=True) for count, action in enumerate(consents, 1))
    hours = duties(session, actor, [one.id for one in officers])
    running = vault.start_hours(session, actor, case, ClockName.ANSWER, duty.watch(hours, clock.now()).answer_by)
    vault.call(session, actor, [one.staff_id for one in officers], f"report:{case.id}", urgent=urgent)
    return Reported(received, row, running.due_at, hours)


def _known(session: Session, actor: Actor, received: Received) -> Reported:
    """What the first sending made."""
    case = received.held.case
    row = session.scalars(select(Reprisal).where(Reprisal.case_id == case.id)).one()
    due = session.scalar(select(Clock.due_at).where(Clock.case_id == case.id, Clock.name == ClockName.ANSWER))
    officers = [officer.id for officer, _standing, _usable in cases.entrusted(session, actor, case)]
    return Reported(received, row, due, duties(session, actor, officers))

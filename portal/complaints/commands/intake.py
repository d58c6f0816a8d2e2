"""A complaint comes in: sealed for a focal point who is not concerned, and for one who stands in; its clocks start."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.complaints import clocks, routing
from portal.complaints.arrival import Told
from portal.complaints.models import Complaint
from portal.complaints.states import moves_of
from portal.vault import commands as vault
from portal.vault import outside
from portal.vault.arriving import Arrived
from portal.vault.commands import Received
from portal.vault.holding import Number
from portal.vault.models import CaseKind, Officer, Standing
from portal.web.tokens import Token


class NobodyThere(Refused):
    """There is no officer whom the complaint could be sealed for, so nobody could ever read it."""


@dataclass(frozen=True)
class Complained:
    """A complaint that came in."""

    received: Received
    complaint: Complaint


@command(Permission.ANYONE)
def complain(session: Session, actor: Actor, told: Told, *, token: Token, number: Number | None = None, arrived: Sequence[Arrived] = ()) -> Complained:
    """Take a complaint. The same form sent twice makes one, with the same number. Raises NobodyThere."""
    assigned = routing.assign(session, actor, **told.matter, chosen=told.chosen)
    if assigned.owner is None:
        raise NobodyThere(_("At this moment nobody here could open your words. So they were not kept."))
    received = vault.receive(
        session,
        actor,
        kind=CaseKind.COMPLAINT,
        token=token,
        facts=told.facts,
        language=told.answer_in,
        officers=_trusted_with(assigned.owner, assigned.stand_in),
        by_helper=told.by_helper,
        number=number,
    )
    case = received.held.case
    if received.again:
        return Complained(received, session.scalars(select(Complaint).where(Complaint.case_id == case.id)).one())
    vault.keep_files(session, actor, received.held, arrived)
    made = _beside(case.id, told, assigned)
    moves_of(made).begin(session, made, actor, "complain")
    clocks.start_all(session, actor, case, made)
    vault.call(session, actor, [assigned.owner.staff_id], f"complaint:{case.id}")
    return Complained(received, made)


def _trusted_with(owner: Officer, stand_in: Officer | None) -> list[tuple[Officer, Standing]]:
    return [(owner, Standing.OWNER), *([(stand_in, Standing.STAND_IN)] if stand_in else [])]


def _beside(case_id: int, told: Told, assigned: routing.Assigned) -> Complaint:
    """What is kept in the clear beside the sealed case."""
    return Complaint(
        case_id=case_id,
        category=told.category,
        place=told.place,
        region=told.region,
        country=outside.concerned(told.place, told.number).country,
        owner_id=assigned.owner.id if assigned.owner else None,
        referral_allowed=told.referral_allowed,
        distrusted=list(assigned.named),
    )

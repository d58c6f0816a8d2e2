"""Letting a third officer into a report: two people, never the same one, and everybody concerned sees it (protection D2).

An officer of the case asks, the other officer of the case agrees, and the key is wrapped. Where no other one is left, an
administrator agrees; whoever oversees has no key, so the officer who asked then lets the third one in.
"""

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, Role, command
from portal.base.database import Session
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import _, _l
from portal.reprisals import glass
from portal.reprisals import rules as _rules  # noqa: F401  entered before anybody asks
from portal.reprisals.commands.office import tell
from portal.reprisals.models import BreakGlass
from portal.vault import commands as vault
from portal.vault import outside
from portal.vault.holding import Opened
from portal.vault.models import Case, Officer, Standing


@command(Permission.HANDLE_REPRISAL, on="opened")
def ask(session: Session, actor: Actor, opened: Opened, officer_id: int, reason: str) -> BreakGlass:
    """Ask that a third officer is let in, with a reason that stays sealed. Asking twice for the same one is asking once."""
    _of_the_case(opened)
    session.execute(select(Case.id).where(Case.id == opened.case.id).with_for_update())
    third = next((one.officer for one in glass.thirds(session, actor, opened) if one.officer.id == officer_id), None)
    if third is None:
        raise Refused(_("Choose a protection officer who has a key and is not in the case yet."))
    if not reason.strip():
        raise Refused(_("Say why somebody else has to be let in."))
    known = session.scalar(select(BreakGlass).where(BreakGlass.case_id == opened.case.id, BreakGlass.for_officer_id == third.id, glass.OPEN))
    if known is not None:
        return known
    asked = BreakGlass(case_id=opened.case.id, for_officer_id=third.id, asked_by=opened.officer.id, sealed=opened.seal({"reason": reason.strip()}))
    session.add(asked)
    session.flush()
    vault.record(session, actor, asked, "ask to break the glass")
    others = glass.others(session, actor, opened.case, opened.officer.id)
    called = [one.staff_id for one in others] or [*outside.trusted(Role.ADMINISTRATOR)]
    vault.call(session, actor, called, f"glass {asked.id}", urgent=True)
    return asked


@command(Permission.HANDLE_REPRISAL, on="opened")
def agree(session: Session, actor: Actor, opened: Opened, asked_id: int) -> None:
    """The other officer of the case agrees, and the third one has a key from now on."""
    _of_the_case(opened)
    asked = _open_one(session, asked_id, opened.case.id)
    if opened.officer.id in (asked.asked_by, asked.for_officer_id):
        raise Refused(_("Two people let somebody in. The other officer of the case has to agree."))
    asked.agreed_by, asked.agreed_on = opened.officer.id, clock.today()
    _let_in(session, actor, opened, asked)


@command(Permission.HANDLE_REPRISAL, on="opened")
def refuse(session: Session, actor: Actor, opened: Opened, asked_id: int) -> None:
    """The other officer says no; or whoever asked takes it back."""
    _of_the_case(opened)
    asked = _open_one(session, asked_id, opened.case.id)
    asked.refused_on = clock.today()
    vault.record(session, actor, asked, "do not break the glass")


@command(Permission.OVERSEE_VAULT)
def agree_overseeing(session: Session, actor: Actor, asked_id: int) -> None:
    """An administrator agrees, where no other officer of the case is left. The reason is sealed: it is told by whoever asked."""
    asked = _open_one(session, asked_id, None)
    case = session.get_one(Case, asked.case_id)
    concerned = session.scalars(select(Officer.staff_id).where(Officer.id.in_((asked.asked_by, asked.for_officer_id)))).all()
    if actor.staff_id in concerned:
        raise Refused(_("Two people let somebody in. It cannot be somebody who asked, or who is let in."))
    if glass.others(session, actor, case, asked.asked_by):
        raise Refused(_("The other officer of the case decides this."))
    asked.overseen_by, asked.agreed_on = actor.staff_id, clock.today()
    vault.record(session, actor, asked, "agree to break the glass")
    asker = session.scalar(select(Officer.staff_id).where(Officer.id == asked.asked_by))
    vault.call(session, actor, [asker] if asker else [], f"glass {asked.id} agreed", urgent=True)


@command(Permission.OVERSEE_VAULT)
def refuse_overseeing(session: Session, actor: Actor, asked_id: int) -> None:
    """An administrator says no, where no other officer of the case is left."""
    asked = _open_one(session, asked_id, None)
    if glass.others(session, actor, session.get_one(Case, asked.case_id), asked.asked_by):
        raise Refused(_("The other officer of the case decides this."))
    asked.refused_on = clock.today()
    vault.record(session, actor, asked, "do not break the glass")


@command(Permission.HANDLE_REPRISAL, on="opened")
def let_in(session: Session, actor: Actor, opened: Opened, asked_id: int) -> None:
    """After an administrator has agreed: whoever asked wraps the key."""
    asked = session.scalar(select(BreakGlass).where(BreakGlass.id == asked_id, BreakGlass.case_id == opened.case.id).with_for_update())
    if asked is None:
        raise NotFound
    if asked.asked_by != opened.officer.id or asked.overseen_by is None:
        raise Refused(_("Two people let somebody in. Nobody has agreed yet."))
    if asked.for_officer_id not in glass.inside(session, actor, opened.case):
        _let_in(session, actor, opened, asked)


def _let_in(session: Session, actor: Actor, opened: Opened, asked: BreakGlass) -> None:
    third = session.get_one(Officer, asked.for_officer_id)
    if third.gone_on is not None or third.staff_id not in outside.trusted(Role.PROTECTION_OFFICER):
        raise WrongMoment(_("This person is no protection officer any more."))
    vault.entrust(session, actor, opened, third, Standing.BROKE_GLASS)
    vault.record(session, actor, asked, "break the glass")
    vault.call(session, actor, [third.staff_id, *(one.staff_id for one in glass.others(session, actor, opened.case, opened.officer.id))], f"glass {asked.id} broken")
    tell(session, actor, opened, _l("A third protection officer was let into your case. Two people agreed to it. You see below how often it is opened."))


def _of_the_case(opened: Opened) -> None:
    if opened.standing is not Standing.OWNER:
        raise Refused(_("Only the officers of the case let somebody in."))


def _open_one(session: Session, asked_id: int, case_id: int | None) -> BreakGlass:
    wanted = select(BreakGlass).where(BreakGlass.id == asked_id)
    if case_id is not None:
        wanted = wanted.where(BreakGlass.case_id == case_id)
    found = session.scalar(wanted.with_for_update())
    if found is None:
        raise NotFound
    if found.agreed_on is not None or found.refused_on is not None:
        raise WrongMoment(_("This was decided already."))
    return found

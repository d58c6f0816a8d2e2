"""Reading cases: messages, files, clocks and who looked, for whoever holds a key; officers for whoever entrusts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import undefer

from portal.base import clock
from portal.base.access import Actor, Role
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.secrets import keyed_hash
from portal.vault import outside, sealing
from portal.vault.holding import Held, Opened, code_of_form, lookup_hash
from portal.vault.models import Access, Case, CaseFile, CaseKind, CaseMessage, CaseWish, Clock, ClockName, MessageKind, Officer, Standing, WrappedKey
from portal.vault.outside import Trusted
from portal.web.tokens import Token

__all__ = ["CaseKind", "ClockName", "MessageKind", "Standing"]

A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Said:
    """A message, opened."""

    number: int
    kind: MessageKind
    from_holder: bool
    officer_id: int | None
    day: date
    facts: Any
    """None when it was deleted."""
    seen: bool


@dataclass(frozen=True)
class KeptFile:
    """A file of a case, opened."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Colleague:
    """An officer with keys who may be entrusted with cases at this moment."""

    officer: Officer
    person: Trusted


def facts(session: Session, viewer: Actor, holding: Held | Opened) -> Any:
    """What was first written in a case."""
    sealed = session.scalar(select(Case.sealed).where(Case.id == holding.case.id))
    return holding.read(sealed) if sealed else None


def messages(session: Session, viewer: Actor, holding: Held | Opened) -> list[Said]:
    """The messages of a case, oldest first; the officers' notes for officers alone."""
    found = select(CaseMessage).where(CaseMessage.case_id == holding.case.id).options(undefer(CaseMessage.sealed)).order_by(CaseMessage.number)
    if isinstance(holding, Held):
        found = found.where(CaseMessage.kind != MessageKind.NOTE)
    return [
        Said(one.number, one.kind, one.officer_id is None, one.officer_id, one.day, holding.read(one.sealed) if one.sealed else None, one.seen) for one in session.scalars(found)
    ]


def files(session: Session, viewer: Actor, holding: Held | Opened) -> list[tuple[CaseFile, Any]]:
    """The files of a case with what is known of each: name, media type, size."""
    rows = session.scalars(select(CaseFile).where(CaseFile.case_id == holding.case.id).order_by(CaseFile.number))
    return [(row, holding.read(row.about)) for row in rows]


def kept_file(session: Session, viewer: Actor, holding: Held | Opened, number: int, *, original: bool = False) -> KeptFile:
    """One file to take along: its cleaned copy, or the original on an explicit ask. Raises NotFound."""
    kept = CaseFile.original if original else CaseFile.cleaned
    found = session.execute(select(CaseFile.about, kept).where(CaseFile.case_id == holding.case.id, CaseFile.number == number)).one_or_none()
    if found is None or found[1] is None:
        raise NotFound
    about = holding.read(found[0])
    return KeptFile(about["name"] if original else about["shown"], about["media_type"], sealing.unseal_bytes(found[1], holding.key, holding.case.id))


def made_by(session: Session, viewer: Actor, token: Token) -> bool:
    """Whether a form has made a case, whose number was not replaced since."""
    code = code_of_form(token)
    return session.scalar(select(Case.id).where(Case.token_hash == keyed_hash("form", token.name), Case.lookup_hash == lookup_hash(code))) is not None


def brought(session: Session, viewer: Actor, token: Token) -> bool:
    """Whether a form has brought a case that is still there, whatever became of its number."""
    return session.scalar(select(Case.id).where(Case.token_hash == keyed_hash("form", token.name))) is not None


def wished(session: Session, viewer: Actor, held: Held) -> str:
    """Whether letters were asked for: nothing, `asked` (not confirmed yet) or `confirmed`."""
    found = session.execute(select(CaseWish.confirmed_on).where(CaseWish.case_id == held.case.id)).one_or_none()
    return "" if found is None else "confirmed" if found[0] else "asked"


def clocks(session: Session, viewer: Actor, holding: Held | Opened) -> Sequence[Clock]:
    """The clocks of a case, in the order in which they began."""
    return session.scalars(select(Clock).where(Clock.case_id == holding.case.id).order_by(Clock.started_on, Clock.due_on, Clock.id)).all()


def running(session: Session, viewer: Actor, case: Case) -> dict[ClockName, Clock]:
    """The clocks of a case that have not been met, those that stand still among them."""
    found = session.scalars(select(Clock).where(Clock.case_id == case.id, Clock.met_on.is_(None)).order_by(Clock.started_on.desc(), Clock.id))
    return {one.name: one for one in found}


def accesses(session: Session, viewer: Actor, holding: Held | Opened) -> list[tuple[Standing, int, date]]:
    """In which standing the case was opened, how often, and when last. Who it was is not told, only the role."""
    rows = session.execute(select(Access.standing, func.sum(Access.times), func.max(Access.day)).where(Access.case_id == holding.case.id).group_by(Access.standing))
    return [(standing, int(times), last) for standing, times, last in rows]


def newly_erased() -> ColumnElement[bool]:
    """That a case was erased within a year: the rooms settle it within hours, and need not look through all tombstones for it."""
    return Case.erased_on > clock.today() - A_YEAR


def late(one: Clock) -> bool:
    """Whether a clock ran over, or runs over at this moment. Nothing stores it, so no outage can miss it."""
    if one.met_on is not None:
        return one.met_on > one.due_on
    if one.paused_on is not None:
        return one.paused_on > one.due_on
    return clock.now() > one.due_at if one.due_at is not None else clock.today() > one.due_on


def colleagues(session: Session, viewer: Actor, role: Role) -> list[Colleague]:
    """Officers who have keys and may be entrusted at this moment, with their place on the public side."""
    people = outside.trusted(role)
    rows = session.scalars(select(Officer).where(Officer.staff_id.in_(people), Officer.gone_on.is_(None)).order_by(Officer.id))
    return [Colleague(one, people[one.staff_id]) for one in rows]


def entrusted(session: Session, viewer: Actor, case: Case) -> list[tuple[Officer, Standing, bool]]:
    """Who is entrusted with a case, in which standing, and whether their key opens it at this moment."""
    rows = session.execute(
        select(Officer, WrappedKey.standing, WrappedKey.wrapped.is_not(None)).join(WrappedKey, WrappedKey.officer_id == Officer.id).where(WrappedKey.case_id == case.id)
    )
    return [(officer, standing, usable) for officer, standing, usable in rows if standing is not None]

"""Keeping unfinished words, opening them with their number, and letting them go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import Unsealable
from portal.drafts import sealing
from portal.drafts.models import Draft
from portal.receipts import codes
from portal.web.tokens import Token

KEPT = timedelta(days=14)
LONGEST = 200_000
"""Characters of everything that a draft holds."""


@dataclass(frozen=True)
class Kept:
    """A draft that was kept: its number, to be shown now, and the last day on which it opens."""

    code: str
    ends_on: date


@dataclass(frozen=True)
class Opened:
    """A draft as its number opens it. `kind` names whose form it was, `name` is the name of that form's token."""

    kind: str
    fields: Mapping[str, str]
    name: bytes
    ends_on: date


@command(Permission.ANYONE)
def keep(session: Session, actor: Actor, token: Token, kind: str, fields: Mapping[str, str], *, until: date) -> Kept:
    """Seal what was typed, until a day but for two weeks at most. The same form kept again takes the place of what was kept before."""
    if sum(map(len, fields.values())) > LONGEST:
        raise Refused(_("This is too long to be kept. Please make it shorter, or keep it on your device."))
    code, ends_on = sealing.for_form(token), min(until, clock.today() + KEPT)
    sealed = sealing.seal(code, [kind, dict(fields), token.name.hex()])
    draft = session.scalar(select(Draft).where(Draft.code_hash == sealing.lookup_hash(code)))
    if draft is None:
        session.add(Draft(code_hash=sealing.lookup_hash(code), sealed=sealed, ends_on=ends_on))
    else:
        draft.sealed, draft.ends_on = sealed, ends_on
    session.flush()
    return Kept(code, ends_on)


@command(Permission.ANYONE)
def open_with(session: Session, actor: Actor, typed: str) -> Opened:
    """What a typed number opens. Raises Refused with what to look at."""
    code = codes.checked(typed)
    draft = session.scalar(select(Draft).where(Draft.code_hash == sealing.lookup_hash(code), Draft.ends_on >= clock.today()))
    if draft is None:
        raise Refused(_nothing())
    try:
        kind, fields, name = sealing.unseal(code, draft.sealed)
    except Unsealable as altered:
        raise Refused(_nothing()) from altered
    return Opened(kind, fields, bytes.fromhex(name), draft.ends_on)


@command(Permission.ANYONE)
def erase_with(session: Session, actor: Actor, typed: str) -> None:
    """Whoever holds the number wants it gone. Raises Refused when it opens nothing."""
    erased = session.execute(delete(Draft).where(Draft.code_hash == sealing.lookup_hash(codes.checked(typed))))
    if not erased.rowcount:  # type: ignore[attr-defined]
        raise Refused(_nothing())


_SENT = delete(Draft.__table__).where(Draft.__table__.c.code_hash == bindparam("code_hash"))  # type: ignore[arg-type]  # with every form that is sent, so past the object layer


@command(Permission.ANYONE)
def erase_sent(session: Session, actor: Actor, token: Token) -> None:
    """The form was sent: what was kept of it goes in the same transaction."""
    session.connection().execute(_SENT, {"code_hash": sealing.lookup_hash(sealing.for_form(token))})


@command(Permission.SYSTEM)
def erase_over(session: Session, actor: Actor) -> None:
    """Drafts whose last day is over."""
    session.execute(delete(Draft).where(Draft.ends_on < clock.today()))


def _nothing() -> str:
    return _("Nothing is kept under this number. It may have been sent, or its time is over.")

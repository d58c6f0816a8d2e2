"""Making receipts and opening them with the code."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update

from portal.base import brake as _brake
from portal.base.access import Actor, Permission, command
from portal.base.database import Session, at_a_glance
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import random_id
from portal.receipts import codes, tickets
from portal.receipts.models import Receipt
from portal.web.tokens import Token

brake = _brake.numbers

_UNDER = select(Receipt).where(Receipt.code_hash == bindparam("code_hash"))
_ID_UNDER = select(Receipt.__table__.c.id).where(Receipt.__table__.c.code_hash == bindparam("code_hash"))


@command(Permission.ANYONE)
def issue(session: Session, actor: Actor, consultation_id: int, token: Token, *, together: bool = False, by_helper: bool = False) -> tuple[Receipt, str]:
    """The receipt of a form, made at its first sending and found again at every other; with its code, to be shown now.

    Rows that know their receipt as a relationship are written `together` with it; for others it is written at once.
    """
    code = codes.from_token(token.name)
    lookup = codes.lookup_hash(code)
    known = at_a_glance(session, _ID_UNDER, code_hash=lookup)
    receipt = session.get(Receipt, known) if known is not None else None
    if receipt is None:
        receipt = Receipt(id=random_id(), consultation_id=consultation_id, code_hash=lookup, by_helper=by_helper)
        session.add(receipt)
        if not together:
            session.flush()  # if the same form comes by another way at this moment, the database runs this again
    return receipt, code


@command(Permission.ANYONE)
def open_with(session: Session, actor: Actor, typed: str) -> Receipt:
    """The receipt of a typed code. Raises Refused with what to look at; wrong but right-looking codes are slowed."""
    code = codes.checked(typed)
    receipt = session.scalar(_UNDER, {"code_hash": codes.lookup_hash(code)})
    if receipt is None:
        raise Refused(_("There is nothing under this number. Please compare it with what you wrote down."))
    return receipt


@command(Permission.ANYONE)
def change(session: Session, actor: Actor, ticket: str, token: Token) -> tuple[Receipt, str]:
    """Another number for a receipt; the one of before, and every page that was opened with it, is dead. The same form sent twice shows the same number."""
    code = codes.from_token(token.name)
    receipt = tickets.changeable(session, ticket, code)
    if receipt is None:
        raise Refused(_("This was open for a long time, or the number has changed since. Please type your number again."))
    receipt.code_hash, receipt.by_helper = codes.lookup_hash(code), False
    return receipt, code


@command(Permission.ANYONE)
def held_by(session: Session, actor: Actor) -> Receipt | None:
    """The receipt of whoever is asking, if they hold one."""
    return session.get(Receipt, actor.receipt_id) if actor.receipt_id is not None else None


@command(Permission.SYSTEM)
def forget(session: Session, actor: Actor, receipt_ids: Sequence[int]) -> None:
    """Nothing is left to hear under these numbers: they open nothing any more."""
    session.execute(update(Receipt).where(Receipt.id.in_(receipt_ids)).values(code_hash=None), execution_options={"synchronize_session": False})


@command(Permission.ANYONE)
def keep_under(session: Session, actor: Actor, consultation_id: int, token: Token, typed: str, *, together: bool = False, by_helper: bool = False) -> tuple[Receipt, str]:
    """The receipt that a form's new row is kept under, with its code: the holder's own, the one typed, or a new one.

    Raises Refused for a number of another consultation, and while many numbers are being tried.
    """
    if actor.receipt_id is not None:
        receipt, code = session.get_one(Receipt, actor.receipt_id), ""
    elif not typed.strip():
        return issue(session, actor, consultation_id, token, together=together, by_helper=by_helper)
    elif brake.wait() > 0:
        raise Refused(_("Many numbers are being tried just now. Leave this field empty, or send again in a minute."))
    else:
        receipt, code = open_with(session, actor, typed), codes.typed(typed)
    if receipt.by_helper:
        raise Refused(_("Somebody who helped saw this number. Open your page with it first, and take a number of your own."))
    if receipt.consultation_id != consultation_id:
        raise Refused(_("This number belongs to another consultation. Leave the field empty; then you get a new one."))
    return receipt, code


@command(Permission.ANYONE)
def code_again(session: Session, actor: Actor, receipt_id: int | None, token: Token, typed: str) -> str:
    """The code to show when a form is sent once more: the form's own if it made the receipt, else the one that was typed."""
    own = codes.from_token(token.name)
    receipt = session.get(Receipt, receipt_id) if receipt_id is not None else None
    return own if receipt is not None and codes.lookup_hash(own) == receipt.code_hash else codes.typed(typed)

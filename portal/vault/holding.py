"""Who holds a key to a case at this moment: the holder of its number, or an officer who is entrusted with it.

`Held` and `Opened` are made here alone, from a number, a ticket or an unlocked private key. Commands take one of them as
the thing that their rule looks at, so that nobody acts on a case whose key they do not have.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.base import brake, clock, slow
from portal.base.access import Actor, Kind
from portal.base.database import Session
from portal.base.errors import PortalError, Refused
from portal.base.languages import _
from portal.base.secrets import Unsealable, from_text, keyed_hash, to_text
from portal.base.secrets import key as server_key
from portal.base.secrets import seal as server_seal
from portal.base.secrets import unseal as server_unseal
from portal.receipts import codes
from portal.vault import sealing
from portal.vault.models import Case, Officer, Standing, WrappedKey
from portal.web.tokens import Token
from portal.web.visitors import Visit

LIFETIME = timedelta(hours=20)  # WCAG 2.2.1: twenty hours need no warning
PURPOSE = "case ticket"
FIELD = "case"
HOLDER = Actor(kind=Kind.HOLDER)


class CaseOver(PortalError):
    """The page behind a number lay open for too long, or was ended. The number opens it again; what was typed is kept."""

    status = 403
    template = "errors/case_over.html"


class CaseGone(PortalError):
    """Everything under the number was erased; what was typed now is given back."""

    status = 410
    template = "errors/case_gone.html"


@dataclass(frozen=True)
class _Key:
    case: Case
    key: bytes

    def seal(self, facts: Any) -> bytes:
        """Seal facts for this case."""
        return sealing.seal(facts, self.key, self.case.id)

    def read(self, sealed: bytes) -> Any:
        """Read what is sealed in this case."""
        return sealing.unseal(sealed, self.key, self.case.id)


@dataclass(frozen=True)
class Held(_Key):
    """A case whose number was shown."""


@dataclass(frozen=True)
class Opened(_Key):
    """A case that an officer has a key to."""

    officer: Officer
    standing: Standing


def code_of_form(token: Token) -> str:
    """The number that belongs to a form; unrelated to the number that the same form would make elsewhere."""
    return codes.from_token(b"case" + token.name)


def renewed_code(token: Token) -> str:
    """The number that the form for a new one gives; unrelated to the number that the same form would make elsewhere."""
    return codes.from_token(b"renewed case" + token.name)


def lookup_hash(code: str) -> bytes:
    """What the vault keeps instead of the number: slow, and keyed with the portal's secret."""
    return keyed_hash("case lookup", slow.key_from(code, server_key("case lookup salt")[: sealing.SALT]))


def pair_of(code: str, salt: bytes) -> sealing.Pair:
    """The key pair that comes out of a number."""
    return sealing.Pair(slow.key_from(code, salt))


@dataclass(frozen=True)
class Number:
    """The number of a new case with all that comes out of it; made before anybody waits for the database, since it is slow."""

    code: str
    lookup: bytes
    salt: bytes
    pair: sealing.Pair


def number_for(token: Token) -> Number:
    """The number that a form is going to give."""
    code, salt = code_of_form(token), sealing.new_salt()
    return Number(code, lookup_hash(code), salt, pair_of(code, salt))


def opened_by(session: Session, typed: str) -> Held:
    """The case under a typed number. A wrong number takes as long and is answered with the same words as one that looks right.

    Raises Refused.
    """
    code = codes.typed(typed)
    if not code:
        raise Refused(_("Type your number. It has 20 digits."))
    if not code.isdigit() or len(code) != codes.LENGTH:
        raise Refused(_("Your number has 20 digits. Please compare what you typed with what you wrote down."))
    case = session.scalar(select(Case).where(Case.lookup_hash == lookup_hash(code)))
    pair = pair_of(code, case.salt if case else server_key("case lookup salt")[: sealing.SALT])
    wrapped = session.scalar(select(WrappedKey.wrapped).where(WrappedKey.case_id == case.id, WrappedKey.officer_id.is_(None))) if case else None
    if case is None or (wrapped is None and case.erased_on is None):
        raise Refused(_("There is nothing under this number. Please compare it with what you wrote down: one digit may be wrong, or two may have changed places."))
    return Held(case, pair.unwrap(wrapped, case.id) if wrapped else b"")


def ticket(held: Held) -> str:
    """What the pages behind a number carry on, instead of the number; sealed by the server, and held by the browser alone."""
    until = int((clock.now() + LIFETIME).timestamp())
    return to_text(server_seal(PURPOSE, json.dumps([held.case.id, held.case.visits, until, to_text(held.key)])))


def held_by(session: Session, text: str) -> Held | None:
    """The case of a ticket; None when it has ended, or the holder has left."""
    try:
        case_id, visits, until, key = json.loads(server_unseal(PURPOSE, from_text(text)))
    except (Unsealable, ValueError):
        return None
    case = session.get(Case, case_id)
    if case is None or case.visits != visits or until < clock.now().timestamp():
        return None
    return Held(case, from_text(key))


def require(visit: Visit, session: Session, *, renewing: bool = False) -> Held:
    """The case that this form belongs to, by its ticket, or by a number typed anew because the ticket had ended.

    Raises CaseOver, which asks for the number and keeps what was typed; CaseGone; Refused as long as a number that a
    helper has seen was not renewed.
    """
    held = _typed_anew(visit, session) if visit.form.get("code") else held_by(session, visit.form.get(FIELD, ""))
    if held is None:
        raise CaseOver(_("Your page was open for a long time, or was ended. Please type your number again."))
    if held.case.erased_on is not None:
        raise CaseGone
    if held.case.by_helper and not renewing:
        raise Refused(_("Please take a new number first."), next_url=visit.url("/page"), next_label=_("Open your page"))
    visit.actor = HOLDER
    visit.form[FIELD] = ticket(held)
    visit.form.pop("code", None)
    return held


def _typed_anew(visit: Visit, session: Session) -> Held:
    """Nobody is kept waiting here, since others wait behind; who tries many numbers is sent away."""
    if brake.numbers.wait() > 0:
        raise CaseOver(_("Many numbers are being tried just now. Please send again in a minute."))
    try:
        return opened_by(session, visit.form["code"])
    except Refused as fault:
        raise CaseOver(fault.sentence) from fault

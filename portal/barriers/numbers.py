"""The number of a report: made like a receipt's, kept under a key of its own, so that neither opens what the other does."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.barriers.models import BarrierReport
from portal.base import clock
from portal.base.database import Session
from portal.base.secrets import Unsealable, from_text, keyed_hash, seal, to_text, unseal
from portal.receipts import codes
from portal.web.tokens import Token

LIFETIME = timedelta(hours=20)  # WCAG 2.2.1, as for receipts
PURPOSE = "barrier ticket"


@dataclass(frozen=True)
class Held:
    """A report whose number, or the ticket made of it, was shown: only this module makes one."""

    report: BarrierReport


def for_form(token: Token) -> str:
    """The number that belongs to a form: the same form always gives the same."""
    return codes.from_token(b"barrier" + token.name)


def lookup_hash(code: str) -> bytes:
    """What the database keeps instead of the number."""
    return keyed_hash("barrier lookup", code)


def opened_by(session: Session, typed: str) -> Held | None:
    """The report under a typed number, if it is a report's."""
    code = codes.typed(typed)
    if not codes.is_whole(code):
        return None
    return _held(session.scalar(_whole().where(BarrierReport.code_hash == lookup_hash(code))))


def ticket(held: Held) -> str:
    """What the page behind the number carries on, instead of the number."""
    return to_text(seal(PURPOSE, f"{held.report.id} {int((clock.now() + LIFETIME).timestamp())}"))


def held_by(session: Session, text: str) -> Held | None:
    """The report of a ticket; none when it has ended, or the number was taken back."""
    try:
        report_id, until = unseal(PURPOSE, from_text(text)).split()
    except (Unsealable, ValueError):
        return None
    if int(until) < clock.now().timestamp():
        return None
    return _held(session.scalar(_whole().where(BarrierReport.id == int(report_id), BarrierReport.code_hash.is_not(None))))


def _whole() -> Select[BarrierReport]:
    return select(BarrierReport).options(joinedload(BarrierReport.consultation))


def _held(report: BarrierReport | None) -> Held | None:
    return Held(report) if report is not None else None

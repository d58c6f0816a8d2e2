"""All public traces of somebody are hidden, at one press of an officer and with the person's consent (protection F5).

The vault says which numbers, the public side takes out whatever stands under them, the vault writes down how much is
gone. Each step can be repeated: after a crash in between, pressing once more finds the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from portal.base.access import SYSTEM, Actor
from portal.base.database import Session
from portal.contributions import commands as contributions
from portal.contributions.models import Contribution, ContributionState
from portal.receipts import codes
from portal.receipts.models import Receipt
from portal.reprisals.commands import hiding
from portal.summaries import commands as summaries
from portal.summaries.models import Objection
from portal.vault.holding import Opened
from portal.vault.models import Case, Officer

GONE = (ContributionState.WITHDRAWN, ContributionState.ERASED)


@dataclass(frozen=True)
class Hidden:
    """How much is gone under some numbers, whenever it went; and how many of the numbers the portal does not know."""

    gone: int
    unknown: int


def wanted(session: Session, actor: Actor, opened: Opened) -> list[str]:
    """In the vault: the numbers, if the person allows it at this moment."""
    return hiding.traces_to_hide(session, actor, opened)


def hide(session: Session, numbers: Sequence[str]) -> Hidden:
    """On the public side: words, names, support for them, and objections. It reads as if their author had taken them back."""
    hashes = {codes.lookup_hash(code) for code in numbers}
    receipts = list(session.scalars(select(Receipt.id).where(Receipt.code_hash.in_(hashes))))
    for one in _all(session, select(Contribution).where(Contribution.receipt_id.in_(receipts), Contribution.state.not_in(GONE)).order_by(Contribution.id)):
        contributions.take_out(session, SYSTEM, one)
    for objection in _all(session, select(Objection).where(Objection.receipt_id.in_(receipts), Objection.text != "").order_by(Objection.id)):
        summaries.take_words_out(session, SYSTEM, objection)
    gone = [
        session.scalar(select(func.count()).select_from(Contribution).where(Contribution.receipt_id.in_(receipts), Contribution.state.in_(GONE))),
        session.scalar(select(func.count()).select_from(Objection).where(Objection.receipt_id.in_(receipts), Objection.text == "")),
    ]
    return Hidden(sum(one or 0 for one in gone), len(hashes) - len(receipts))


def _all(session: Session, rows: Any) -> list[Any]:
    return list(session.scalars(rows.with_for_update()))


def again(session: Session, opened: Opened) -> Opened:
    """The case as this session knows it: each step has a session of its own."""
    return replace(opened, case=session.get_one(Case, opened.case.id), officer=session.get_one(Officer, opened.officer.id))


def write_down(session: Session, actor: Actor, opened: Opened, hidden: Hidden) -> Opened:
    """In the vault again: tell the person, and write it into the vault's record."""
    here = again(session, opened)
    hiding.note_hidden(session, actor, here, hidden=hidden.gone, unknown=hidden.unknown)
    return here

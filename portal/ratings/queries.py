"""Whether somebody may answer now, and whether they did."""

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _l
from portal.base.secrets import keyed_hash
from portal.consultations.models import Consultation
from portal.consultations.phases import Phase, phase_at
from portal.ratings.models import Rated
from portal.receipts.models import Receipt

QUESTIONS = {
    "heard": _l("I was heard"),
    "safe": _l("I felt safe"),
    "easy": _l("It was easy to take part"),
}
SCALE = {
    "1": _l("Not at all"),
    "2": _l("Hardly"),
    "3": _l("Partly"),
    "4": _l("Mostly"),
    "5": _l("Very much"),
}
OVER = (Phase.CLOSED, Phase.CHECK_BACK, Phase.RESPONSE_DUE, Phase.RESPONDED, Phase.TRACKING, Phase.ARCHIVED)
"""The phases in which the question is asked: the words are in."""


def sign_of(receipt_id: int) -> bytes:
    """What is kept of a number that has answered; without the portal's secret it cannot be made from any table."""
    return keyed_hash("rated", str(receipt_id))


def own(session: Session, viewer: Actor) -> tuple[Receipt, Consultation]:
    """The viewer's receipt, and the consultation in which they spoke. Raises NotFound without one."""
    receipt = session.get(Receipt, viewer.receipt_id) if viewer.receipt_id is not None else None
    if receipt is None:
        raise NotFound
    return receipt, session.get_one(Consultation, receipt.consultation_id)


def may_rate(session: Session, viewer: Actor, consultation: Consultation) -> bool:
    """Whether the viewer can answer now: the consultation has closed, and they have not answered yet."""
    if viewer.receipt_id is None or phase_at(consultation, clock.now()) not in OVER:
        return False
    return session.scalar(select(Rated.id).where(Rated.rated_hash == sign_of(viewer.receipt_id))) is None

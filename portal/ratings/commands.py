"""Taking somebody's answers."""

from collections.abc import Mapping

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.consultations.models import Consultation
from portal.consultations.phases import phase_at
from portal.ratings import rules as _rules  # noqa: F401  entered before anybody asks
from portal.ratings.models import Rated, Rating
from portal.ratings.queries import OVER, QUESTIONS, SCALE, sign_of
from portal.receipts.models import Receipt


@command(Permission.FOLLOW, on="receipt")
def rate(session: Session, actor: Actor, receipt: Receipt, consultation: Consultation, answers: Mapping[str, str]) -> None:
    """Take the answers, once for each number. A repeated send changes nothing. Raises Refused for an empty form."""
    if phase_at(consultation, clock.now()) not in OVER:
        raise WrongMoment(_("The questions come when the consultation has closed."))
    given = {question: int(answers[question]) for question in QUESTIONS if answers.get(question, "") in SCALE}
    if not given:
        raise Refused(_("Choose an answer to at least one question."))
    sign = sign_of(receipt.id)
    if session.scalar(select(Rated.id).where(Rated.rated_hash == sign)) is not None:
        return
    session.add_all([Rated(rated_hash=sign), Rating(consultation_id=consultation.id, **given)])
    session.flush()

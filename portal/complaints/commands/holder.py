"""What a complainant does with the number: comment, allow, agree, rate, ask for a proof, withdraw. The second stage stands in `second`."""

from sqlalchemy import delete, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.complaints import clocks, queries
from portal.complaints.models import Category, Complaint, ComplaintRating, ComplaintState, PublishableDecision
from portal.complaints.states import COMPLAINT, moves_of
from portal.vault import commands as vault
from portal.vault import proof
from portal.vault.holding import Held
from portal.vault.models import Case, ClockName, MessageKind
from portal.web.editing import fingerprint
from portal.web.tokens import Token

BEST = 5


@command(Permission.FOLLOW_CASE, on="held")
def comment(session: Session, actor: Actor, held: Held, text: str, language: str, *, token: Token) -> None:
    """Say what one thinks of the proposed outcome. Raises WrongMoment when nothing is proposed, or the time is over."""
    if queries.said_before(session, actor, held, token):
        return
    if queries.of(session, actor, held).state is not ComplaintState.PROPOSED or queries.may_comment(session, actor, held.case) is None:
        raise WrongMoment(_("The time for a comment is over, or it was made already. You can still write a message."))
    vault.send(session, actor, held, MessageKind.COMMENT, {"text": text, "language": language}, token=token)
    vault.meet(session, actor, held.case, ClockName.COMMENT)


@command(Permission.FOLLOW_CASE, on="held")
def allow_referral(session: Session, actor: Actor, held: Held, allowed: bool) -> None:
    """Allow that it is passed on to a partner, or take that back; it counts from this moment."""
    complaint = queries.of(session, actor, held)
    if complaint.referral_allowed is not allowed:
        complaint.referral_allowed = allowed
        vault.record(session, actor, held.case, "allow referral" if allowed else "take referral back")
        vault.call_officers(session, actor, held, f"referral:{allowed}:{clock.today()}")


@command(Permission.FOLLOW_CASE, on="held")
def agree_to_publish(session: Session, actor: Actor, held: Held, read: str, agreed: bool) -> None:
    """Agree that the decision is published in the words that were read (`read` is their fingerprint), or take that back until it is public."""
    found = queries.publishable(session, actor, held)
    if found is None or found.carried_on is not None:
        raise WrongMoment(_("There is nothing to agree to now."))
    if agreed and fingerprint(found.language, found.text) != read:
        raise WrongMoment(_("The words were changed meanwhile. Please read them again."))
    found.agreed_on = clock.today() if agreed else None
    queries.of(session, actor, held).may_publish = agreed
    vault.record(session, actor, held.case, "agree to publish" if agreed else "do not agree to publish")
    vault.call_officers(session, actor, held, f"publish:{agreed}:{clock.today()}")


@command(Permission.FOLLOW_CASE, on="held")
def rate(session: Session, actor: Actor, held: Held, stars: int) -> None:
    """Say how it went, once it is closed. The answer is kept apart from the case. Raises WrongMoment, Refused."""
    complaint = queries.of(session, actor, held)
    if complaint.state is not ComplaintState.CLOSED or complaint.category is Category.HELP:
        raise WrongMoment(_("You can say how it went once it is closed."))
    if not 1 <= stars <= BEST:
        raise Refused(_("Choose one of the answers."))
    if complaint.rated:
        raise WrongMoment(_("You have answered already. Nobody knows which answer was yours, so it cannot be changed."))
    complaint.rated = True
    session.add(ComplaintRating(year=held.case.day.year, place=complaint.place, stars=stars))


@command(Permission.FOLLOW_CASE, on="held")
def go_outside(session: Session, actor: Actor, held: Held) -> None:
    """The complainant has gone to an external body, and says so."""
    COMPLAINT.move(session, queries.of(session, actor, held), ComplaintState.EXTERNAL, actor)
    vault.call_officers(session, actor, held, "external")


@command(Permission.FOLLOW_CASE, on="held")
def prove(session: Session, actor: Actor, held: Held) -> str:
    """A signed statement that a complaint was received on its day. That it was made is recorded; the statement itself is not kept."""
    vault.record(session, actor, held.case, "make proof")
    return proof.statement(held.case.day)


@command(Permission.FOLLOW_CASE, on="held")
def withdraw(session: Session, actor: Actor, held: Held) -> None:
    """Take it back: what this room keeps beside the sealed words is emptied down to what is counted."""
    complaint = queries.of(session, actor, held)
    vault.call_officers(session, actor, held, "withdrawn")
    moves_of(complaint).move(session, complaint, ComplaintState.WITHDRAWN, actor)
    clocks.stop_all(session, actor, held.case)
    complaint.distrusted, complaint.may_publish, complaint.region = [], False, ""
    session.execute(delete(PublishableDecision).where(PublishableDecision.case_id == held.case.id, PublishableDecision.carried_on.is_(None)))


@command(Permission.ANYONE)
def heard(session: Session, actor: Actor, case: Case) -> None:
    """The complainant has written: clocks that waited for that go on. Whoever asks the help desk once more gets an answer by a day again."""
    clocks.go_on(session, actor, case, clocks.Pause.HOLDER)
    asked = session.scalar(select(Complaint).where(Complaint.case_id == case.id, Complaint.category == Category.HELP))
    if asked is not None and asked.state is ComplaintState.ACKNOWLEDGED:
        clocks.start(session, actor, case, ClockName.HELP, asked.country)

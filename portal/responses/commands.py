"""Points are answered, promises are made, and news of them is given. Nothing said before is ever overwritten."""

from datetime import date

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _
from portal.consultations import commands as consultations
from portal.consultations import phases
from portal.consultations.models import Consultation
from portal.consultations.phases import Activity
from portal.contributions.models import Contribution
from portal.journal import commands as journal
from portal.notifications import commands as notifications
from portal.responses import rules
from portal.responses.lateness import FINISHED
from portal.responses.mails import LETTERS
from portal.responses.models import Commitment, CommitmentState, OfficialResponse, Update, Verdict
from portal.responses.pledges import Pledge
from portal.responses.states import COMMITMENT
from portal.summaries.models import Point, PointLink, Summary, SummaryState

__all__ = ["rules"]


@command(Permission.ANSWER_POINT, on="point")
def answer(
    session: Session, actor: Actor, point: Point, *, verdict: Verdict, reason: Texts, unit: str, commitment: Pledge | None = None, seen: int | None = None
) -> OfficialResponse:
    """Answer a point, or change the answer: the new version stands beside all earlier ones.

    `seen` is the version that the responder had before their eyes; who sends the same form twice gets the same answer.
    """
    consultation = _here(session, point, Activity.RESPOND)
    latest = session.scalar(select(OfficialResponse).where(OfficialResponse.point_id == point.id).order_by(OfficialResponse.version.desc()).limit(1))
    if latest is not None and (latest.verdict, dict(latest.reason), latest.unit) == (verdict, dict(reason), unit):
        if commitment is not None and _same_promise(session, point, commitment) is None:
            _check_pledge(commitment)
            _promise(session, actor, point, commitment)
        return latest
    if seen is not None and seen != (latest.version if latest else 0):
        raise WrongMoment(_("Somebody has answered this point while you wrote. Please read that answer first."))
    _check_answer(session, point, verdict, reason=reason, unit=unit, commitment=commitment)
    response = OfficialResponse(consultation_id=point.consultation_id, point_id=point.id, version=latest.version + 1 if latest else 1, verdict=verdict, reason=reason, unit=unit)
    response.day = clock.today()
    session.add(response)
    session.flush()
    journal.record(session, actor, response, "answer", old=latest.verdict if latest else None, new=verdict, reason=str(reason))
    if commitment is not None:
        _promise(session, actor, point, commitment)
    _tell_those_behind(session, actor, point.id)
    if not _left_open(session, point):
        consultations.note_responded(session, actor, consultation)
    return response


@command(Permission.COMMIT, on="point")
def commit(session: Session, actor: Actor, point: Point, *, what: Texts, owner: str, due_on: date, measure: Texts) -> Commitment:
    """Promise something for a point that was answered. The same promise sent twice is one promise."""
    _here(session, point, Activity.COMMIT)
    if session.scalar(select(OfficialResponse.id).where(OfficialResponse.point_id == point.id).limit(1)) is None:
        raise WrongMoment(_("Please answer the point first. A promise belongs to an answer."))
    pledge = Pledge(what, owner, due_on, measure)
    if known := _same_promise(session, point, pledge):
        return known
    _check_pledge(pledge)
    made = _promise(session, actor, point, pledge)
    _tell_those_behind(session, actor, point.id)
    return made


@command(Permission.COMMIT, on="commitment")
def update(session: Session, actor: Actor, commitment: Commitment, *, state: CommitmentState, text: Texts, due_on: date | None = None, seen: int | None = None) -> Update:
    """Give dated news of a promise. A due day that is moved stays readable, and a missed one stays missed."""
    _here(session, commitment, Activity.COMMIT)
    news = list(session.scalars(select(Update).where(Update.commitment_id == commitment.id).order_by(Update.position)))
    moved = due_on is not None and due_on != commitment.due_on
    if news and not moved and (news[-1].state, dict(news[-1].text), news[-1].day) == (state, dict(text), clock.today()):
        return news[-1]
    if seen is not None and seen != len(news):
        raise WrongMoment(_("Somebody has given news of this promise while you wrote. Please read it first."))
    _check_update(state, text, due_on if moved else None)
    old = commitment.state
    if state is old:
        journal.record(session, actor, commitment, "give news", reason=str(text))
    else:
        COMMITMENT.move(session, commitment, state, actor, str(text))
    one = Update(commitment_id=commitment.id, position=len(news) + 1, day=clock.today(), state=state, text=text, old_due_on=commitment.due_on if moved else None)
    session.add(one)
    if moved and due_on is not None:
        journal.record(session, actor, commitment, "move due day", old=commitment.due_on.isoformat(), new=due_on.isoformat(), reason=str(text))
        commitment.due_on = due_on
    if LETTERS.get((old, state), True):
        _tell_those_behind(session, actor, commitment.point_id)
    session.flush()
    return one


def _here(session: Session, thing: Point | Commitment, activity: Activity) -> Consultation:
    """The consultation, locked so that numbers are given one after the other; only in the right phase, and for a final summary."""
    session.execute(select(Consultation.id).where(Consultation.id == thing.consultation_id).with_for_update())
    consultation = session.get_one(Consultation, thing.consultation_id)
    phases.require(consultation, activity)
    state = session.scalar(select(Summary.state).where(Summary.consultation_id == consultation.id))
    if state is not SummaryState.FINAL:
        raise WrongMoment(_("The summary is not final yet. Its points can be answered after the check-back."))
    return consultation


def _check_answer(session: Session, point: Point, verdict: Verdict, *, reason: Texts, unit: str, commitment: Pledge | None) -> None:
    if not unit.strip():
        raise Refused(_("Say which unit answers."))
    if verdict is Verdict.NOT_ACCEPTED and not str(reason).strip():
        raise Refused(_("A point that is not accepted needs a reason."))
    if commitment is not None:
        _check_pledge(commitment)
    promised = commitment is not None or session.scalar(select(Commitment.id).where(Commitment.point_id == point.id).limit(1)) is not None
    if verdict is Verdict.ACCEPTED and not promised:
        raise Refused(_("A point that is accepted needs a promise with an owner and a day."))


def _same_promise(session: Session, point: Point, pledge: Pledge) -> Commitment | None:
    mine = select(Commitment).where(Commitment.point_id == point.id, Commitment.owner == pledge.owner, Commitment.due_on == pledge.due_on)
    return next((known for known in session.scalars(mine) if dict(known.what) == dict(pledge.what)), None)


def _check_pledge(pledge: Pledge) -> None:
    if not str(pledge.what).strip() or not pledge.owner.strip() or not str(pledge.measure).strip():
        raise Refused(_("A promise says what, who, until when, and how one will see that it was done."))
    if pledge.due_on <= clock.today():
        raise Refused(_("The day of a promise must lie in the future."))


def _promise(session: Session, actor: Actor, point: Point, pledge: Pledge) -> Commitment:
    last = session.scalar(select(func.max(Commitment.number)).where(Commitment.consultation_id == point.consultation_id)) or 0
    made = Commitment(
        consultation_id=point.consultation_id,
        point_id=point.id,
        number=last + 1,
        what=pledge.what,
        owner=pledge.owner,
        due_on=pledge.due_on,
        measure=pledge.measure,
        day=clock.today(),
    )
    COMMITMENT.begin(session, made, actor, "promise")
    return made


def _check_update(state: CommitmentState, text: Texts, due_on: date | None) -> None:
    if not str(text).strip():
        raise Refused(_("Dropping a promise needs a reason.") if state is CommitmentState.DROPPED else _("Say what is new."))
    if due_on is not None and state in FINISHED:
        raise Refused(_("A promise that is done or dropped keeps its day."))
    if due_on is not None and due_on <= clock.today():
        raise Refused(_("The new day must lie in the future."))


def _left_open(session: Session, point: Point) -> bool:
    answered = select(OfficialResponse.point_id).where(OfficialResponse.consultation_id == point.consultation_id)
    return session.scalar(select(Point.id).where(Point.summary_id == point.summary_id, Point.id.not_in(answered)).limit(1)) is not None


def _tell_those_behind(session: Session, actor: Actor, point_id: int) -> None:
    """There is news for everybody whose words stand behind the point."""
    behind = (
        select(Contribution.receipt_id).join(PointLink, PointLink.contribution_id == Contribution.id).where(PointLink.point_id == point_id, Contribution.receipt_id.is_not(None))
    )
    notifications.tell(session, actor, session.scalars(behind.distinct()).all())

"""The check-back: the summary is put before those who spoke, their objections are answered, and then it is final."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from portal.base import clock
from portal.base import text as texts
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _, format_day, format_moment, ngettext
from portal.base.secrets import keyed_hash
from portal.consultations import commands as consultations
from portal.consultations.models import Consultation
from portal.consultations.phases import Activity, Phase, phase_at, require
from portal.contributions import queries as contributions
from portal.contributions.models import Contribution, ContributionState
from portal.notifications import commands as notifications
from portal.receipts import commands as receipts
from portal.receipts.models import Receipt
from portal.summaries import alike, queries
from portal.summaries.mails import LETTERS
from portal.summaries.models import Objection, ObjectionKind, ObjectionState, Point, Summary, SummaryState
from portal.summaries.states import OBJECTION, SUMMARY
from portal.web.tokens import Token

AT_ONCE = 500


@dataclass(frozen=True)
class Objected:
    """What became of a form with an objection. `code` is empty when it went under a number that its holder knows."""

    objection: Objection
    receipt: Receipt
    code: str
    again: bool


@command(Permission.SUMMARISE, on="summary")
def put_to_check_back(session: Session, actor: Actor, summary: Summary, until: datetime) -> None:
    """Show the summary to everybody and ask what was misread or missed. Refused while anybody's words have no place."""
    consultation = _consultation_of(session, summary)
    if phase_at(consultation, clock.now()) in (Phase.UNANNOUNCED, Phase.ANNOUNCED, Phase.OPEN):
        raise WrongMoment(_("The consultation must be closed before its summary is shown."))
    _check_gaps(session, actor, summary)
    _check_accepted(session, actor, consultation)
    SUMMARY.move(session, summary, SummaryState.CHECK_BACK, actor)
    consultations.begin_check_back(session, actor, consultation, until)
    if LETTERS[SummaryState.DRAFT, SummaryState.CHECK_BACK]:
        _tell_all(session, actor, consultation)


@command(Permission.OBJECT, on="summary")
def object_to(
    session: Session, actor: Actor, summary: Summary, *, token: Token, kind: ObjectionKind, text: str, language: str, point: Point | None = None, code: str = ""
) -> Objected:
    """Say what the summary misread or missed. The same form sent twice makes one objection, and shows the same number."""
    made = queries.objection_of_form(session, actor, token)
    if made is not None:
        return _once_more(session, actor, made, token)
    consultation = _consultation_of(session, summary)
    require(consultation, Activity.CHECK_BACK, opened=token.opened)
    if summary.state is not SummaryState.CHECK_BACK:
        raise WrongMoment(_("This summary is not open for check-back."))
    words = texts.tidy(text)
    _check_objection(consultation, summary, words, point)
    receipt, shown = receipts.keep_under(session, actor, consultation.id, token, code)
    session.execute(select(Summary.id).where(Summary.id == summary.id).with_for_update())  # numbers are given one at a time
    objection = Objection(
        consultation_id=consultation.id,
        summary_id=summary.id,
        number=(session.scalar(select(func.max(Objection.number)).where(Objection.summary_id == summary.id)) or 0) + 1,
        point_id=point.id if point else None,
        receipt_id=receipt.id,
        token_hash=keyed_hash("form", token.name),
        kind=kind,
        text=words,
        html=texts.to_html(words),
        language=language,
    )
    OBJECTION.begin(session, objection, actor, "object")
    return Objected(objection, receipt, "" if code.strip() else shown, again=False)


@command(Permission.ANSWER_OBJECTION, on="objection")
def answer_objection(session: Session, actor: Actor, objection: Objection, *, accepted: bool, answer: Texts, shown: bool) -> None:
    """Answer an objection. The answer is public; whether the objection's own words are is decided here."""
    if not any(words.strip() for words in answer.values()):
        raise Refused(_("Write an answer to the objection."))
    to = ObjectionState.ACCEPTED if accepted else ObjectionState.NOT_ACCEPTED
    OBJECTION.move(session, objection, to, actor, str(answer))
    objection.answer, objection.shown = answer, shown
    session.flush()
    if LETTERS[ObjectionState.OPEN, to]:
        notifications.tell(session, actor, [objection.receipt_id])


@command(Permission.ANSWER_OBJECTION, on="objection")
def take_words_out(session: Session, actor: Actor, objection: Objection) -> None:
    """Words go for somebody's safety. Number and answer stay: they read like those of an objection whose words are not shown."""
    objection.text = objection.html = ""
    objection.shown = False
    session.flush()


@command(Permission.SUMMARISE, on="summary")
def finish(session: Session, actor: Actor, summary: Summary) -> None:
    """Make the summary final: after the window and its grace, with every objection answered and every word in its place."""
    consultation = _consultation_of(session, summary)
    if summary.state is not SummaryState.CHECK_BACK:
        raise WrongMoment(_("Only a summary that was checked back can be made final."))
    until = queries.late_objections_until(consultation)
    if until is not None and clock.now() < until:
        raise WrongMoment(_("Objections are taken until %(moment)s. The summary can be final after that.", moment=format_moment(until, consultation.zone)))
    waiting = session.scalars(select(Objection.number).where(Objection.summary_id == summary.id, Objection.state == ObjectionState.OPEN).order_by(Objection.number)).all()
    if waiting:
        raise Refused(_("These objections wait for an answer: No. %(numbers)s.", numbers=alike.numbers(waiting)))
    _check_gaps(session, actor, summary)
    SUMMARY.move(session, summary, SummaryState.FINAL, actor)
    if LETTERS[SummaryState.CHECK_BACK, SummaryState.FINAL]:
        _tell_all(session, actor, consultation)


def _consultation_of(session: Session, summary: Summary) -> Consultation:
    return session.scalars(select(Consultation).where(Consultation.id == summary.consultation_id)).one()


def _check_gaps(session: Session, actor: Actor, summary: Summary) -> None:
    if missing := queries.gaps(session, actor, summary.consultation_id):
        raise Refused(
            ngettext(
                "%(num)s contribution has neither a point nor a reason: No. %(numbers)s.",
                "%(num)s contributions have neither a point nor a reason: No. %(numbers)s.",
                len(missing),
                numbers=alike.numbers(missing),
            )
        )


def _check_accepted(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Words that appear by the clock after the summary was shown would have no place in it."""
    accepted = select(Contribution.id).where(Contribution.consultation_id == consultation.id, Contribution.state == ContributionState.ACCEPTED)
    if session.scalar(accepted.limit(1)) is None:
        return
    by = contributions.appears_by(session, actor, consultation)
    if by is None:
        raise WrongMoment(_("This consultation is suspended. The reason is on its page."))
    raise WrongMoment(_("What is accepted appears together with others: on %(day)s at the latest.", day=format_day(by)))


def _check_objection(consultation: Consultation, summary: Summary, words: str, point: Point | None) -> None:
    if not words:
        raise Refused(_("Say what was misread or missed."))
    if len(words) > consultation.longest:
        raise Refused(_("At most %(most)s characters. The limit is the same for everybody.", most=consultation.longest))
    if point is not None and point.summary_id != summary.id:
        raise Refused(_("This point belongs to another summary."))


def _once_more(session: Session, actor: Actor, made: Objection, token: Token) -> Objected:
    """The same answer again: the new number if the first sending made one."""
    receipt = session.scalars(select(Receipt).where(Receipt.id == made.receipt_id)).one()
    return Objected(made, receipt, receipts.code_again(session, actor, receipt.id, token, ""), again=True)


def _tell_all(session: Session, actor: Actor, consultation: Consultation) -> None:
    for some in _in_parts(session, consultation):
        notifications.tell(session, actor, some)


def _in_parts(session: Session, consultation: Consultation) -> Iterator[list[int]]:
    """All receipts of a consultation, some at a time: a database takes only so many values in one statement."""
    holders = list(session.scalars(select(Receipt.id).where(Receipt.consultation_id == consultation.id)))
    for start in range(0, len(holders), AT_ONCE):
        yield holders[start : start + AT_ONCE]

"""Consultations are made, made public, extended, suspended, resumed and cancelled; each deed with a reason that all can read."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select

from portal.base import clock
from portal.base.access import Actor, Kind, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _, format_moment, language_name
from portal.consultations import rules, suppression
from portal.consultations.choices import REGIONS, RESERVED, SECTORS
from portal.consultations.mails import LETTERS
from portal.consultations.models import (
    Consultation,
    ConsultationState,
    Document,
    ModeratingOrganisation,
    Notice,
    NoticeKind,
    Question,
    SelfDescription,
    SelfDescriptionCount,
    Theme,
)
from portal.consultations.phases import EXTENDABLE, Phase, phase_at
from portal.consultations.states import CONSULTATION
from portal.identity.models import Organisation
from portal.journal import commands as journal
from portal.notifications import commands as notifications
from portal.receipts.models import Receipt

FOLLOWED_FOR = timedelta(days=730)  # promises are followed this long before the consultation counts as archived
AT_ONCE = 500
NOTICE_OF = {ConsultationState.SUSPENDED: NoticeKind.SUSPENDED, ConsultationState.PUBLIC: NoticeKind.RESUMED, ConsultationState.CANCELLED: NoticeKind.CANCELLED}

__all__ = ["rules"]


@command(Permission.CREATE_CONSULTATION)
def create(session: Session, actor: Actor, **columns: Any) -> Consultation:
    """Make a consultation, as a draft. Only the portal itself may bring one in in another state, when it imports."""
    state = columns.pop("state", ConsultationState.DRAFT) if actor.kind is Kind.SYSTEM else ConsultationState.DRAFT
    consultation = Consultation(**columns)
    _check_timeline(consultation)
    if consultation.slug in RESERVED:
        raise Refused(_("This address is taken by the portal itself. Choose another one."))
    if session.scalar(select(Consultation.id).where(Consultation.slug == consultation.slug)):
        raise Refused(_("There is a consultation with this address already."))
    CONSULTATION.begin(session, consultation, actor, "create", state)
    return consultation


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_moderator(session: Session, actor: Actor, consultation: Consultation, organisation: Organisation) -> None:
    """Name an organisation that moderates."""
    session.add(ModeratingOrganisation(consultation_id=consultation.id, organisation_id=organisation.id))
    journal.record(session, actor, consultation, "name moderator", new=organisation.slug)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_theme(session: Session, actor: Actor, consultation: Consultation, position: int, title: Texts) -> Theme:
    """Add a heading for questions."""
    theme = Theme(consultation_id=consultation.id, position=position, title=title)
    session.add(theme)
    session.flush()
    journal.record(session, actor, theme, "add")
    return theme


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_question(session: Session, actor: Actor, consultation: Consultation, *, number: int, title: Texts, body: Texts, theme: Theme | None = None) -> Question:
    """Add a key question. Its number is its public name and never changes."""
    question = Question(consultation_id=consultation.id, theme_id=theme.id if theme else None, number=number, title=title, body=body)
    session.add(question)
    session.flush()
    journal.record(session, actor, question, "add")
    return question


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def add_document(session: Session, actor: Actor, consultation: Consultation, *, number: int, title: Texts, body: Texts) -> Document:
    """Add a background document as text."""
    document = Document(consultation_id=consultation.id, number=number, title=title, body=body)
    session.add(document)
    session.flush()
    journal.record(session, actor, document, "add")
    return document


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def publish(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Make a draft public. It counts as announced from this moment, never from an earlier one."""
    if not session.scalar(select(func.count()).select_from(Question).where(Question.consultation_id == consultation.id)):
        raise Refused(_("A consultation needs at least one question."))
    if actor.kind is not Kind.SYSTEM and consultation.announced_at < clock.now():
        consultation.announced_at = _this_minute()
    _check_timeline(consultation)
    CONSULTATION.move(session, consultation, ConsultationState.PUBLIC, actor)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def extend(session: Session, actor: Actor, consultation: Consultation, closes_at: datetime, reason: Texts) -> Notice:
    """Leave people more time. Nobody is ever cut off earlier than was promised."""
    if phase_at(consultation, clock.now()) not in EXTENDABLE:
        raise WrongMoment(_("The closing moment cannot be moved any more."))
    _check_reason(consultation, reason)
    before = _put_off(consultation, closes_at)
    journal.record(session, actor, consultation, "extend", old=_stamp(before), new=_stamp(closes_at), reason=str(reason))
    return _announce(session, consultation, NoticeKind.EXTENDED, reason, before=_stamp(before), after=_stamp(closes_at))


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def suspend(session: Session, actor: Actor, consultation: Consultation, reason: Texts) -> Notice:
    """Halt a consultation for a while; everybody can read why."""
    return _turn(session, actor, consultation, ConsultationState.SUSPENDED, reason)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def resume(session: Session, actor: Actor, consultation: Consultation, reason: Texts, closes_at: datetime | None = None) -> Notice:
    """Go on after a halt, and give back the time that was lost if there is a new closing moment."""
    _check_reason(consultation, reason)
    before = consultation.closes_at
    if closes_at is not None:
        _put_off(consultation, closes_at)
    notice = _turn(session, actor, consultation, ConsultationState.PUBLIC, reason)
    if closes_at is not None:
        notice.before, notice.after = _stamp(before), _stamp(closes_at)
    return notice


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def cancel(session: Session, actor: Actor, consultation: Consultation, reason: Texts) -> Notice:
    """End a consultation for good; what was said stays readable."""
    return _turn(session, actor, consultation, ConsultationState.CANCELLED, reason)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def set_premoderation(session: Session, actor: Actor, consultation: Consultation, on: bool, reason: Texts) -> Notice:
    """Have contributions looked at before they appear, or afterwards."""
    if consultation.premoderated == on:
        raise Refused(_("This is how it is already."))
    _check_reason(consultation, reason)
    consultation.premoderated = on
    before, after = ("after", "before") if on else ("before", "after")
    journal.record(session, actor, consultation, "change moderation", old=before, new=after, reason=str(reason))
    return _announce(session, consultation, NoticeKind.MODERATION_CHANGED, reason, before=before, after=after)


@command(Permission.SUMMARISE, on="consultation")
def begin_check_back(session: Session, actor: Actor, consultation: Consultation, until: datetime) -> None:
    """Open the window in which people say what the summary misread or missed."""
    if phase_at(consultation, clock.now()) is not Phase.CLOSED:
        raise WrongMoment(_("The check-back begins once, after the consultation has closed."))
    start = _this_minute()
    if until <= start:
        raise Refused(_("The check-back must end in the future."))
    consultation.check_back_from = start
    consultation.check_back_until = until
    journal.record(session, actor, consultation, "begin check-back", new=_stamp(until))


@command(Permission.ANSWER_POINT, on="consultation")
def note_responded(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Note that every point is answered. A second call changes nothing: the first day counts."""
    if consultation.responded_at is not None:
        return
    if phase_at(consultation, clock.now()) is not Phase.RESPONSE_DUE:
        raise WrongMoment(_("The answers are complete only after the check-back."))
    consultation.responded_at = _this_minute()
    consultation.archived_at = consultation.archived_at or consultation.responded_at + FOLLOWED_FOR
    journal.record(session, actor, consultation, "note answered")


@command(Permission.ANYONE)
def describe_oneself(session: Session, actor: Actor, consultation: Consultation, region: str, sector: str) -> None:
    """Count what somebody chose to tell. The row knows the consultation and nothing else; silence leaves no row."""
    if (region and region not in REGIONS) or (sector and sector not in SECTORS):
        raise Refused(_("Please choose from the list, or leave it out."))
    if region or sector:
        session.add(SelfDescription(consultation_id=consultation.id, region=region, sector=sector))


@command(Permission.SYSTEM)
def fold_self_descriptions(session: Session, actor: Actor) -> None:
    """When nobody can speak any more, what people told about themselves becomes counts in which nobody stands out; the rows go."""
    told = select(Consultation).where(Consultation.id.in_(select(SelfDescription.consultation_id)))
    for consultation in session.scalars(told.where(Consultation.state != ConsultationState.SUSPENDED)).all():
        over = consultation.closes_at + consultation.grace <= clock.now()
        if over or consultation.state is ConsultationState.CANCELLED:
            _fold(session, consultation)


def _fold(session: Session, consultation: Consultation) -> None:
    rows = session.scalars(select(SelfDescription).where(SelfDescription.consultation_id == consultation.id)).all()
    known = {(one.asked, one.answer): one for one in session.scalars(select(SelfDescriptionCount).where(SelfDescriptionCount.consultation_id == consultation.id))}
    for asked in ("region", "sector"):
        answers = Counter(answer for row in rows if (answer := getattr(row, asked)))
        for answer, people in suppression.suppressed(answers).items():
            if (asked, answer) in known:  # it had closed before and was given more time
                known[asked, answer].people += people
            else:
                session.add(SelfDescriptionCount(consultation_id=consultation.id, asked=asked, answer=answer, people=people))
    session.execute(delete(SelfDescription).where(SelfDescription.consultation_id == consultation.id), execution_options={"synchronize_session": False})


def _turn(session: Session, actor: Actor, consultation: Consultation, to: ConsultationState, reason: Texts) -> Notice:
    _check_reason(consultation, reason)
    old = consultation.state
    CONSULTATION.move(session, consultation, to, actor, str(reason))
    if LETTERS[old, to]:
        _tell_all(session, actor, consultation)
    return _announce(session, consultation, NOTICE_OF[to], reason)


def _tell_all(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Tell all who spoke here, some at a time: a database takes only so many values in one statement."""
    holders = session.scalars(select(Receipt.id).where(Receipt.consultation_id == consultation.id)).all()
    for start in range(0, len(holders), AT_ONCE):
        notifications.tell(session, actor, holders[start : start + AT_ONCE])


def _announce(session: Session, consultation: Consultation, kind: NoticeKind, reason: Texts, *, before: str = "", after: str = "") -> Notice:
    number = (session.scalar(select(func.max(Notice.number)).where(Notice.consultation_id == consultation.id)) or 0) + 1
    notice = Notice(consultation_id=consultation.id, number=number, kind=kind, day=clock.today(), reason=reason, before=before, after=after)
    session.add(notice)
    session.flush()
    return notice


def _put_off(consultation: Consultation, closes_at: datetime) -> datetime:
    """Move the closing moment later; gives the old one back. The day on which answers are due stays: it is a promise."""
    before = consultation.closes_at
    if closes_at <= before:
        raise Refused(_("The new closing moment must be later than the present one: %(moment)s.", moment=format_moment(before, consultation.zone)))
    if closes_at <= clock.now():
        raise Refused(_("The new closing moment must be in the future."))
    if consultation.response_due_at is not None and closes_at >= consultation.response_due_at:
        raise Refused(_("The answers are due on %(moment)s. It must close before that.", moment=format_moment(consultation.response_due_at, consultation.zone)))
    consultation.closes_at = closes_at
    return before


def _check_reason(consultation: Consultation, reason: Texts) -> None:
    missing = [language_name(tag) for tag in consultation.languages if not reason.get(tag, "").strip()]
    if missing:
        raise Refused(_("The reason is missing in: %(languages)s.", languages=", ".join(missing)))


def _check_timeline(consultation: Consultation) -> None:
    if consultation.opens_at < consultation.announced_at:
        raise Refused(_("It must be announced before it opens."))
    if consultation.closes_at <= consultation.opens_at:
        raise Refused(_("It must open before it closes."))
    if consultation.response_due_at is not None and consultation.response_due_at <= consultation.closes_at:
        raise Refused(_("It must close before the answers are due."))


def _this_minute() -> datetime:
    return clock.now().replace(second=0, microsecond=0)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="minutes")

"""A running consultation is extended, suspended, resumed, cancelled, checked back and answered; each deed with a reason that all can read."""

from datetime import datetime, timedelta

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _, format_moment
from portal.consultations.deciding import announce, check_reason, stamp, tell_all, this_minute
from portal.consultations.mails import LETTERS
from portal.consultations.models import Consultation, ConsultationState, Notice, NoticeKind
from portal.consultations.phases import EXTENDABLE, Phase, phase_at
from portal.consultations.states import CONSULTATION
from portal.journal import commands as journal

FOLLOWED_FOR = timedelta(days=730)  # promises are followed this long before the consultation counts as archived
NOTICE_OF = {ConsultationState.SUSPENDED: NoticeKind.SUSPENDED, ConsultationState.PUBLIC: NoticeKind.RESUMED, ConsultationState.CANCELLED: NoticeKind.CANCELLED}


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def extend(session: Session, actor: Actor, consultation: Consultation, closes_at: datetime, reason: Texts) -> Notice:
    """Leave people more time. Nobody is ever cut off earlier than was promised."""
    if phase_at(consultation, clock.now()) not in EXTENDABLE:
        raise WrongMoment(_("The closing moment cannot be moved any more."))
    check_reason(consultation, reason)
    before = _put_off(consultation, closes_at)
    journal.record(session, actor, consultation, "extend", old=stamp(before), new=stamp(closes_at), reason=str(reason))
    return announce(session, consultation, NoticeKind.EXTENDED, reason, before=stamp(before), after=stamp(closes_at))


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def suspend(session: Session, actor: Actor, consultation: Consultation, reason: Texts) -> Notice:
    """Halt a consultation for a while; everybody can read why."""
    return _turn(session, actor, consultation, ConsultationState.SUSPENDED, reason)


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def resume(session: Session, actor: Actor, consultation: Consultation, reason: Texts, closes_at: datetime | None = None) -> Notice:
    """Go on after a halt, and give back the time that was lost if there is a new closing moment."""
    check_reason(consultation, reason)
    before = consultation.closes_at
    if closes_at is not None:
        _put_off(consultation, closes_at)
    notice = _turn(session, actor, consultation, ConsultationState.PUBLIC, reason)
    if closes_at is not None:
        notice.before, notice.after = stamp(before), stamp(closes_at)
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
    check_reason(consultation, reason)
    consultation.premoderated = on
    before, after = ("after", "before") if on else ("before", "after")
    journal.record(session, actor, consultation, "change moderation", old=before, new=after, reason=str(reason))
    return announce(session, consultation, NoticeKind.MODERATION_CHANGED, reason, before=before, after=after)


@command(Permission.SUMMARISE, on="consultation")
def begin_check_back(session: Session, actor: Actor, consultation: Consultation, until: datetime) -> None:
    """Open the window in which people say what the summary misread or missed."""
    if phase_at(consultation, clock.now()) is not Phase.CLOSED:
        raise WrongMoment(_("The check-back begins once, after the consultation has closed."))
    start = this_minute()
    if until <= start:
        raise Refused(_("The check-back must end in the future."))
    consultation.check_back_from = start
    consultation.check_back_until = until
    journal.record(session, actor, consultation, "begin check-back", new=stamp(until))


@command(Permission.ANSWER_POINT, on="consultation")
def note_responded(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Note that every point is answered. A second call changes nothing: the first day counts."""
    if consultation.responded_at is not None:
        return
    if phase_at(consultation, clock.now()) is not Phase.RESPONSE_DUE:
        raise WrongMoment(_("The answers are complete only after the check-back."))
    consultation.responded_at = this_minute()
    consultation.archived_at = consultation.archived_at or consultation.responded_at + FOLLOWED_FOR
    journal.record(session, actor, consultation, "note answered")


def _turn(session: Session, actor: Actor, consultation: Consultation, to: ConsultationState, reason: Texts) -> Notice:
    check_reason(consultation, reason)
    old = consultation.state
    CONSULTATION.move(session, consultation, to, actor, str(reason))
    if LETTERS[old, to]:
        tell_all(session, actor, consultation)
    return announce(session, consultation, NOTICE_OF[to], reason)


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

"""A draft becomes public, when nothing is missing."""

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Kind, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts, _, language
from portal.consultations import parts
from portal.consultations.deciding import check_timeline, this_minute
from portal.consultations.models import Consultation, ConsultationState, Question
from portal.consultations.readiness import gaps
from portal.consultations.reckoning import dates_of
from portal.consultations.states import CONSULTATION
from portal.web.visitors import link


@command(Permission.MANAGE_CONSULTATION, on="consultation")
def publish(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Make a draft public. It counts as announced from this moment, never from an earlier one.

    People need a consultation without gaps; only an import, which brings in what happened elsewhere, needs no more than questions.
    """
    if actor.kind is Kind.SYSTEM:
        _check_questions(session, consultation)
    elif consultation.state is ConsultationState.DRAFT:
        _check_gaps(session, actor, consultation)
        _tidy(session, actor, consultation)
        if consultation.announced_at < clock.now():
            consultation.announced_at = this_minute()
    check_timeline(consultation)
    CONSULTATION.move(session, consultation, ConsultationState.PUBLIC, actor)


def _check_questions(session: Session, consultation: Consultation) -> None:
    if not session.scalar(select(func.count()).select_from(Question).where(Question.consultation_id == consultation.id)):
        raise Refused(_("A consultation needs at least one question."))


def _check_gaps(session: Session, actor: Actor, consultation: Consultation) -> None:
    if missing := gaps(session, actor, consultation):
        page = link(language(), f"/staff/{consultation.slug}/setup")
        sentences = " ".join(gap.sentence for gap in missing)
        raise Refused(_("It cannot open yet.") + " " + sentences, next_url=page, next_label=_("To the list of tasks"))


def _tidy(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Words in languages that were dropped again, and reasons for exceptions that are none, do not become public."""
    dates = dates_of(consultation, clock.now())
    if not dates.notice_is_short:
        consultation.notice_reason = Texts()
    if not dates.opening_is_short:
        consultation.duration_reason = Texts()
    for part in parts.of(session, actor, consultation):
        setattr(part.thing, part.column, Texts({tag: part.texts[tag] for tag in consultation.languages if part.texts.get(tag)}))

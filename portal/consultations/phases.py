"""Where a consultation stands at a moment, and what may be done there. Pure, half-open, in no need of a clock's tick.

A phase begins at its moment and ends just before the next one. Nobody "switches" a phase: a portal that slept through
the closing moment closes all the same. Only suspending and cancelling are decisions, so they are states.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from portal.base import clock
from portal.base.clock import between
from portal.base.errors import WrongMoment
from portal.base.languages import Named, _, _l, format_moment, language
from portal.consultations.models import Consultation, ConsultationState
from portal.web.visitors import address

RESPONDED_FOR = timedelta(days=30)


class Phase(Named):
    """Where a consultation stands."""

    UNANNOUNCED = "unannounced", _l("Not public yet")
    ANNOUNCED = "announced", _l("Opens soon")
    OPEN = "open", _l("Open now")
    CLOSED = "closed", _l("Closed, the summary is being written")
    CHECK_BACK = "check-back", _l("Check the summary now")
    RESPONSE_DUE = "response due", _l("Waiting for the answers")
    RESPONDED = "responded", _l("Answered")
    TRACKING = "tracking", _l("Answered, promises are followed")
    ARCHIVED = "archived", _l("Archived")
    SUSPENDED = "suspended", _l("Suspended")
    CANCELLED = "cancelled", _l("Cancelled")


class Activity(StrEnum):
    """What people do in a consultation."""

    READ = "read"
    CONTRIBUTE = "contribute"
    REPLY = "reply"
    SUPPORT = "support"
    CHECK_BACK = "check back"
    RESPOND = "respond"
    SUMMARISE = "summarise"
    COMMIT = "commit"


ALLOWED: dict[Activity, frozenset[Phase]] = {
    Activity.READ: frozenset(Phase) - {Phase.UNANNOUNCED},
    Activity.CONTRIBUTE: frozenset({Phase.OPEN}),
    Activity.REPLY: frozenset({Phase.OPEN}),
    Activity.SUPPORT: frozenset({Phase.OPEN}),
    Activity.CHECK_BACK: frozenset({Phase.CHECK_BACK}),
    # The summary may be prepared while people still write, and is finished after the check-back.
    Activity.SUMMARISE: frozenset({Phase.OPEN, Phase.CLOSED, Phase.CHECK_BACK, Phase.RESPONSE_DUE}),
    Activity.RESPOND: frozenset({Phase.RESPONSE_DUE, Phase.RESPONDED, Phase.TRACKING}),
    # News about a promise is never too late.
    Activity.COMMIT: frozenset({Phase.RESPONSE_DUE, Phase.RESPONDED, Phase.TRACKING, Phase.ARCHIVED}),
}

# For these a form that was opened in time is accepted for a while after (R14: nobody is cut off).
WITH_GRACE = frozenset({Activity.CONTRIBUTE, Activity.REPLY, Activity.SUPPORT, Activity.CHECK_BACK})

EXTENDABLE = frozenset({Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED})


def phase_at(consultation: Consultation, now: datetime) -> Phase:
    """The phase at a moment. A draft, and what is not announced yet, is unannounced whatever else was decided."""
    if consultation.state is ConsultationState.DRAFT or now < consultation.announced_at:
        return Phase.UNANNOUNCED
    if consultation.state is ConsultationState.SUSPENDED:
        return Phase.SUSPENDED
    if consultation.state is ConsultationState.CANCELLED:
        return Phase.CANCELLED
    if now < consultation.opens_at:
        return Phase.ANNOUNCED
    if now < consultation.closes_at:
        return Phase.OPEN
    return _after_closing(consultation, now)


def _after_closing(consultation: Consultation, now: datetime) -> Phase:
    if between(consultation.archived_at, now, None):
        return Phase.ARCHIVED
    if consultation.responded_at is not None and consultation.responded_at <= now:
        return Phase.RESPONDED if now < consultation.responded_at + RESPONDED_FOR else Phase.TRACKING
    if between(consultation.check_back_from, now, consultation.check_back_until):
        return Phase.CHECK_BACK
    return Phase.RESPONSE_DUE if between(consultation.check_back_from, now, None) else Phase.CLOSED


def allows(phase: Phase, activity: Activity) -> bool:
    """Whether an activity belongs to a phase."""
    return phase in ALLOWED[activity]


def require(consultation: Consultation, activity: Activity, *, opened: datetime | None = None) -> None:
    """Go on, or raise WrongMoment with a sentence that helps.

    `opened` is the moment at which the person opened the form: who began in time may finish within the grace period.
    """
    now = clock.now()
    phase = phase_at(consultation, now)
    if allows(phase, activity) or (opened is not None and _in_grace(consultation, activity, opened, now, phase)):
        return
    raise WrongMoment(why_not(consultation, activity, now), next_url=address(language(), f"/consultations/{consultation.slug}"), next_label=_("Back to the consultation"))


def grace_until(consultation: Consultation, activity: Activity = Activity.CONTRIBUTE) -> datetime | None:
    """Until when a form that was opened in time is accepted."""
    end = consultation.check_back_until if activity is Activity.CHECK_BACK else consultation.closes_at
    return end + consultation.grace if end is not None else None


def _in_grace(consultation: Consultation, activity: Activity, opened: datetime, now: datetime, phase: Phase) -> bool:
    until = grace_until(consultation, activity)
    if activity not in WITH_GRACE or until is None or phase in (Phase.SUSPENDED, Phase.CANCELLED):
        return False
    return opened <= now < until and allows(phase_at(consultation, opened), activity)


def why_not(consultation: Consultation, activity: Activity, now: datetime) -> str:
    """Why an activity is not possible at a moment, and what else a person can do."""
    phase = phase_at(consultation, now)
    sentences = [_reason(consultation, activity, phase)]
    late = activity in WITH_GRACE and phase not in (Phase.UNANNOUNCED, Phase.ANNOUNCED)
    if late and (elsewhere := str(consultation.alternative or "")):
        sentences.append(elsewhere)
    return " ".join(sentences)


def _reason(consultation: Consultation, activity: Activity, phase: Phase) -> str:
    if phase is Phase.SUSPENDED:
        return _("This consultation is suspended. The reason is on its page.")
    if phase is Phase.CANCELLED:
        return _("This consultation was cancelled. The reason is on its page.")
    if phase in (Phase.UNANNOUNCED, Phase.ANNOUNCED):
        return _("This consultation is not open yet. It opens on %(moment)s.", moment=format_moment(consultation.opens_at, consultation.zone))
    if activity is Activity.CHECK_BACK:
        return _check_back_reason(consultation, phase)
    if activity in WITH_GRACE:
        return _("This consultation closed on %(moment)s.", moment=format_moment(consultation.closes_at, consultation.zone))
    return _("This is not possible in the present phase: %(phase)s.", phase=phase.label)


def _check_back_reason(consultation: Consultation, phase: Phase) -> str:
    if phase in (Phase.OPEN, Phase.CLOSED) or consultation.check_back_until is None:
        return _("The summary cannot be checked yet.")
    return _("The time to check the summary ended on %(moment)s.", moment=format_moment(consultation.check_back_until, consultation.zone))


def deeds(consultation: Consultation, now: datetime) -> list[str]:
    """What an organiser can decide about a consultation now."""
    if consultation.state in (ConsultationState.DRAFT, ConsultationState.CANCELLED):
        return []
    suspended = consultation.state is ConsultationState.SUSPENDED
    extendable = phase_at(consultation, now) in EXTENDABLE
    return [*(["extend"] if extendable else []), "resume" if suspended else "suspend", "moderation", "cancel"]

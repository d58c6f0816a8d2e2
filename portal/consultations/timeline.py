"""The moments of a consultation in their order, what comes next, and what was decided, as sentences for people."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.base.languages import _, _l, format_moment, ngettext, utc_day
from portal.consultations.models import Consultation, ConsultationState, Notice, NoticeKind
from portal.consultations.parts import label_of
from portal.consultations.phases import Phase, phase_at

HOUR = 3600

LABELS = {
    "announced": _l("Announced"),
    "opens": _l("Opens"),
    "closes": _l("Closes"),
    "check-back": _l("The summary can be checked"),
    "check-back-ends": _l("The check of the summary ends"),
    "response-due": _l("Answers are due"),
    "responded": _l("All points are answered"),
    "archived": _l("Archived"),
}


@dataclass(frozen=True)
class Milestone:
    """One moment. `key` is its lasting name in calendars and feeds."""

    key: str
    at: datetime

    @property
    def label(self) -> str:
        """What happens, in the language spoken now."""
        return str(LABELS[self.key])


def milestones(consultation: Consultation) -> list[Milestone]:
    """All moments that are set, the earliest first."""
    moments = {
        "announced": consultation.announced_at,
        "opens": consultation.opens_at,
        "closes": consultation.closes_at,
        "check-back": consultation.check_back_from,
        "check-back-ends": consultation.check_back_until,
        "response-due": consultation.response_due_at,
        "responded": consultation.responded_at,
        "archived": consultation.archived_at,
    }
    return sorted((Milestone(key, at) for key, at in moments.items() if at is not None), key=lambda milestone: milestone.at)


def still_standing(consultation: Consultation) -> list[Milestone]:
    """The moments without those that a halt or an end has made untrue."""
    halted = consultation.state in (ConsultationState.SUSPENDED, ConsultationState.CANCELLED)
    return [milestone for milestone in milestones(consultation) if not halted or utc_day(milestone.at) <= consultation.state_since]


def coming(consultation: Consultation, now: datetime) -> str:
    """What comes next, in one or two short sentences."""
    phase = phase_at(consultation, now)
    if phase in (Phase.UNANNOUNCED, Phase.ANNOUNCED):
        return _("It opens on %(moment)s.", moment=_local(consultation, consultation.opens_at))
    if phase is Phase.CHECK_BACK and consultation.check_back_until is not None:
        return _("You can say what the summary misread or missed until %(moment)s. Then the answers follow.", moment=_local(consultation, consultation.check_back_until))
    if phase is Phase.RESPONSE_DUE and consultation.response_due_at is not None:
        return _("The answers to every point are due on %(moment)s.", moment=_local(consultation, consultation.response_due_at))
    return str(COMING[phase])


COMING = {
    Phase.OPEN: _l("After it closes, a summary is written. You can check it before it is final."),
    Phase.CLOSED: _l("A summary is being written. Then you can say what it misread or missed."),
    Phase.CHECK_BACK: _l("You can say what the summary misread or missed. Then the answers follow."),
    Phase.RESPONSE_DUE: _l("The answers to every point come next."),
    Phase.RESPONDED: _l("Every point is answered. What was promised is followed from here on."),
    Phase.TRACKING: _l("What was promised is followed until it is done."),
    Phase.ARCHIVED: _l("This consultation is finished. It stays readable at this address."),
    Phase.SUSPENDED: _l("Nothing can be sent at present. The reason stands below."),
    Phase.CANCELLED: _l("It will not go on. The reason stands below. What was said stays readable."),
}


def grace_sentence(consultation: Consultation) -> str:
    """What holds for somebody who is still writing when it closes; empty when nothing does."""
    hours = int(consultation.grace.total_seconds() // HOUR)
    if hours <= 0:
        return ""
    return ngettext(
        "If you open the form before it closes, you can send it up to %(num)s hour later.",
        "If you open the form before it closes, you can send it up to %(num)s hours later.",
        hours,
    )


def decided(consultation: Consultation, notice: Notice) -> str:
    """What a notice changed, in a sentence; empty when its name says it all."""
    if notice.kind is NoticeKind.CORRECTED:
        return _("Corrected: %(text)s.", text=label_of(notice.after))
    if notice.kind is NoticeKind.MODERATION_CHANGED:
        if notice.after == "before":
            return _("From now on, contributions are read by a moderator before they appear.")
        return _("From now on, contributions appear at once. A moderator reads them afterwards.")
    try:
        before, after = datetime.fromisoformat(notice.before), datetime.fromisoformat(notice.after)
    except ValueError:
        return ""  # no moments were moved
    return _("It closes on %(after)s. Before, it was %(before)s.", after=_local(consultation, after), before=_local(consultation, before))


def other_clock(consultation: Consultation, moment: datetime) -> bool:
    """Whether the clocks of the place differ from those of UTC at a moment; if not, saying both would say one thing twice."""
    return bool(moment.astimezone(ZoneInfo(consultation.zone)).utcoffset())


def _local(consultation: Consultation, moment: datetime) -> str:
    return format_moment(moment, consultation.zone)

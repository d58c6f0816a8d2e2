"""Lateness and silence. They are worked out from the days whenever a page is made, and stored nowhere, so nobody can take them back."""

from datetime import date, datetime, timedelta

from portal.base.languages import _, ngettext
from portal.consultations.models import Consultation, ConsultationState
from portal.responses.models import Commitment, CommitmentState

SILENCE = timedelta(days=183)
FINISHED = (CommitmentState.DONE, CommitmentState.DROPPED)
MONTHS = 12


def first_due_on(commitment: Commitment) -> date:
    """The day that was promised at the beginning."""
    return next((update.old_due_on for update in commitment.updates if update.old_due_on is not None), commitment.due_on)


def owed_on(commitment: Commitment) -> date:
    """The day that lateness counts from: a day that was let pass stays missed, wherever it is moved afterwards."""
    missed = [update.old_due_on for update in commitment.updates if update.old_due_on is not None and update.old_due_on < update.day]
    return min(missed, default=commitment.due_on)


def is_late(commitment: Commitment, today: date) -> bool:
    """Whether the day has passed and the promise is neither kept nor dropped."""
    return commitment.state not in FINISHED and owed_on(commitment) < today


def was_late(commitment: Commitment) -> bool:
    """Whether the promise was kept, but after its day."""
    return commitment.state is CommitmentState.DONE and owed_on(commitment) < commitment.state_since


def last_news_on(commitment: Commitment) -> date:
    """The day of the last update, or of the promise itself."""
    return max([commitment.day, *(update.day for update in commitment.updates)])


def has_no_news(commitment: Commitment, today: date) -> bool:
    """Whether nobody has said a word about an open promise for half a year."""
    return commitment.state not in FINISHED and today - last_news_on(commitment) >= SILENCE


def answers_late(consultation: Consultation, unanswered: bool, now: datetime) -> bool:
    """Whether answers were due and are not there; a summary that is not finished leaves all of them open."""
    due = consultation.response_due_at
    return unanswered and due is not None and due <= now and consultation.state is not ConsultationState.CANCELLED


def months_between(start: date, end: date) -> int:
    """Whole months from one day to a later one."""
    return (end.year - start.year) * MONTHS + end.month - start.month - (end.day < start.day)


def span(start: date, end: date) -> str:
    """How long something took, in whole months, or in days when it was less than one."""
    months = months_between(start, end)
    return ngettext("%(num)s month", "%(num)s months", months) if months else ngettext("%(num)s day", "%(num)s days", (end - start).days)


def badges(commitment: Commitment, today: date) -> list[tuple[str, str]]:
    """What stands beside a promise wherever it is shown: (words, kind of badge)."""
    kinds = {CommitmentState.DONE: "good", CommitmentState.DROPPED: "bad"}
    shown = [(commitment.state.label, kinds.get(commitment.state, ""))]
    if is_late(commitment, today):
        shown.append((_("Late: %(span)s", span=span(owed_on(commitment), today)), "late"))
    if was_late(commitment):
        shown.append((_("Was late: %(span)s", span=span(owed_on(commitment), commitment.state_since)), "late"))
    if has_no_news(commitment, today):
        shown.append((_("No news: %(span)s", span=span(last_news_on(commitment), today)), "late"))
    return shown

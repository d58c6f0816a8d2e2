"""The moves of a summary and of an objection to it."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.journal.lifecycle import Lifecycle, Move, Reason
from portal.summaries.models import ObjectionState, SummaryState

SUMMARY = Lifecycle(
    _l("A summary"),
    SummaryState.DRAFT,
    {
        (SummaryState.DRAFT, SummaryState.CHECK_BACK): Move(Permission.SUMMARISE, "put to check-back"),
        (SummaryState.CHECK_BACK, SummaryState.FINAL): Move(Permission.SUMMARISE, "finish"),
    },
    final={SummaryState.FINAL},
)

OBJECTION = Lifecycle(
    _l("An objection to the summary"),
    ObjectionState.OPEN,
    {
        (ObjectionState.OPEN, ObjectionState.ACCEPTED): Move(Permission.ANSWER_OBJECTION, "accept", Reason.REQUIRED),
        (ObjectionState.OPEN, ObjectionState.NOT_ACCEPTED): Move(Permission.ANSWER_OBJECTION, "do not accept", Reason.REQUIRED),
    },
    final={ObjectionState.ACCEPTED, ObjectionState.NOT_ACCEPTED},
)

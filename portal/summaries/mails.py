"""Which moves are news: those who spoke hear when the summary can be checked and when it is final, an objector hears the answer."""

from enum import StrEnum

from portal.summaries.models import ObjectionState, SummaryState

LETTERS: dict[tuple[StrEnum, StrEnum], bool] = {
    (SummaryState.DRAFT, SummaryState.CHECK_BACK): True,
    (SummaryState.CHECK_BACK, SummaryState.FINAL): True,
    (ObjectionState.OPEN, ObjectionState.ACCEPTED): True,
    (ObjectionState.OPEN, ObjectionState.NOT_ACCEPTED): True,
}

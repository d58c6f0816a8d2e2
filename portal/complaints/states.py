"""The moves of a complaint (protection F4), and those of a question to the help desk."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.complaints.models import Category, Complaint, ComplaintState
from portal.journal.lifecycle import Lifecycle, Move
from portal.vault.commands import record

S = ComplaintState
WORK, HOLD, CLOCK = Permission.HANDLE_COMPLAINT, Permission.FOLLOW_CASE, Permission.SYSTEM
UNDER_WAY = (S.SUBMITTED, S.ACKNOWLEDGED, S.ACCEPTED, S.REFERRED, S.DECLINED, S.PROPOSED, S.DECIDED, S.REMEDY, S.SECOND_STAGE, S.EXTERNAL, S.CLOSED)

COMPLAINT = Lifecycle(
    _l("A complaint"),
    S.SUBMITTED,
    {
        (S.SUBMITTED, S.ACKNOWLEDGED): Move(WORK, "acknowledge"),
        (S.ACKNOWLEDGED, S.ACCEPTED): Move(WORK, "take up"),
        (S.ACKNOWLEDGED, S.REFERRED): Move(WORK, "refer"),
        (S.ACKNOWLEDGED, S.DECLINED): Move(WORK, "do not take up"),
        (S.ACCEPTED, S.REFERRED): Move(WORK, "refer"),
        (S.ACCEPTED, S.PROPOSED): Move(WORK, "propose outcome"),
        (S.PROPOSED, S.ACCEPTED): Move(WORK, "look again"),
        (S.PROPOSED, S.DECIDED): Move(WORK, "decide complaint"),
        (S.DECIDED, S.REMEDY): Move(WORK, "begin remedy"),
        (S.DECIDED, S.CLOSED): Move(WORK, "close"),
        (S.REMEDY, S.CLOSED): Move(WORK, "close"),
        (S.REFERRED, S.CLOSED): Move(WORK, "close"),
        (S.DECLINED, S.CLOSED): Move(WORK, "close"),
        (S.EXTERNAL, S.CLOSED): Move(WORK, "close"),
        (S.CLOSED, S.ACCEPTED): Move(WORK, "reopen"),
        (S.DECLINED, S.SECOND_STAGE): Move(HOLD, "ask for second stage"),
        (S.REFERRED, S.SECOND_STAGE): Move(HOLD, "ask for second stage"),
        (S.DECIDED, S.SECOND_STAGE): Move(HOLD, "ask for second stage"),
        (S.REMEDY, S.SECOND_STAGE): Move(HOLD, "ask for second stage"),
        (S.EXTERNAL, S.SECOND_STAGE): Move(HOLD, "ask for second stage"),
        (S.CLOSED, S.SECOND_STAGE): Move(HOLD, "ask for second stage"),
        (S.SECOND_STAGE, S.DECIDED): Move(WORK, "decide complaint"),
        (S.DECIDED, S.EXTERNAL): Move(HOLD, "go to external body"),
        **{(state, S.WITHDRAWN): Move(HOLD, "withdraw complaint") for state in UNDER_WAY},
        (S.CLOSED, S.ERASED): Move(CLOCK, "erase case"),
    },
    final={S.WITHDRAWN, S.ERASED},
    record=record,
)

HELP = Lifecycle(
    _l("A question to the help desk"),
    S.SUBMITTED,
    {
        (S.SUBMITTED, S.ACKNOWLEDGED): Move(WORK, "acknowledge"),
        (S.ACKNOWLEDGED, S.CLOSED): Move(WORK, "close"),
        (S.CLOSED, S.ACKNOWLEDGED): Move(WORK, "reopen"),
        **{(state, S.WITHDRAWN): Move(HOLD, "withdraw complaint") for state in (S.SUBMITTED, S.ACKNOWLEDGED, S.CLOSED)},
        (S.CLOSED, S.ERASED): Move(CLOCK, "erase case"),
    },
    final={S.WITHDRAWN, S.ERASED},
    record=record,
)
"""It is answered and closed: nothing is taken up, found out or decided in it."""


def moves_of(complaint: Complaint) -> Lifecycle[ComplaintState]:
    """The table that a case obeys."""
    return HELP if complaint.category is Category.HELP else COMPLAINT

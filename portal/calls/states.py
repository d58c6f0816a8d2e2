"""The moves of a call for action."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.calls.models import CallState
from portal.journal.lifecycle import Lifecycle, Move, Reason

S = CallState
LEAD = Permission.LEAD_CALLS

CALL = Lifecycle(
    _l("A call for action"),
    S.PROPOSED,
    {
        (S.PROPOSED, S.CHECKED): Move(LEAD, "check call"),
        (S.CHECKED, S.PROPOSED): Move(LEAD, "edit"),
        (S.CHECKED, S.SENT): Move(LEAD, "send call"),
        (S.SENT, S.OUTCOME): Move(LEAD, "record outcome"),
        (S.OUTCOME, S.CLOSED): Move(LEAD, "close call"),
        (S.PROPOSED, S.DECLINED): Move(LEAD, "decline call", Reason.REQUIRED),
        (S.PROPOSED, S.WITHDRAWN): Move(LEAD, "withdraw", Reason.REQUIRED),
        (S.CHECKED, S.WITHDRAWN): Move(LEAD, "withdraw", Reason.REQUIRED),
        (S.SENT, S.WITHDRAWN): Move(LEAD, "withdraw", Reason.REQUIRED),
    },
    final={S.CLOSED, S.DECLINED, S.WITHDRAWN},
)

"""The moves of a report and of the steps of its plan (protection F5)."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.journal.lifecycle import Lifecycle, Move
from portal.reprisals.models import ReprisalState, StepState
from portal.vault.commands import record

S = ReprisalState
WORK, HOLD, CLOCK = Permission.HANDLE_REPRISAL, Permission.FOLLOW_CASE, Permission.SYSTEM
AT_WORK = (S.REPORTED, S.URGENT_CHECK, S.CONTACT_AGREED, S.PLANNED, S.ACTING, S.FOLLOW_UP, S.DORMANT)

REPRISAL = Lifecycle(
    _l("A report in the protected channel"),
    S.REPORTED,
    {
        (S.REPORTED, S.URGENT_CHECK): Move(WORK, "check for danger"),
        (S.URGENT_CHECK, S.CONTACT_AGREED): Move(WORK, "agree on contact"),
        (S.CONTACT_AGREED, S.PLANNED): Move(WORK, "plan"),
        (S.PLANNED, S.ACTING): Move(WORK, "act"),
        (S.ACTING, S.PLANNED): Move(WORK, "plan"),
        (S.ACTING, S.FOLLOW_UP): Move(WORK, "follow up"),
        (S.FOLLOW_UP, S.ACTING): Move(WORK, "act"),
        **{(state, S.DORMANT): Move(WORK, "let rest") for state in AT_WORK if state is not S.DORMANT},
        (S.DORMANT, S.CONTACT_AGREED): Move(WORK, "wake"),
        **{(state, S.CLOSED): Move(WORK, "close by agreement") for state in AT_WORK if state is not S.REPORTED},
        (S.CLOSED, S.URGENT_CHECK): Move(HOLD, "open again"),
        **{(state, S.WITHDRAWN): Move(HOLD, "withdraw report") for state in (*AT_WORK, S.CLOSED)},
        (S.CLOSED, S.ERASED): Move(CLOCK, "erase case"),
        (S.DORMANT, S.ERASED): Move(CLOCK, "erase case"),
    },
    final={S.WITHDRAWN, S.ERASED},
    record=record,
)

STEP = Lifecycle(
    _l("A step of the plan"),
    StepState.WAITS_FOR_CONSENT,
    {
        (StepState.WAITS_FOR_CONSENT, StepState.PLANNED): Move(HOLD, "allow step"),
        (StepState.PLANNED, StepState.WAITS_FOR_CONSENT): Move(HOLD, "take consent back"),
        (StepState.PLANNED, StepState.DONE): Move(WORK, "carry out step"),
        (StepState.PLANNED, StepState.DROPPED): Move(WORK, "drop step"),
        (StepState.WAITS_FOR_CONSENT, StepState.DROPPED): Move(WORK, "drop step"),
    },
    final={StepState.DONE, StepState.DROPPED},
    record=record,
)

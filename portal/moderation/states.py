"""The ways of an appeal and of a report."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.journal.lifecycle import Lifecycle, Move, Reason
from portal.moderation.models import AppealState, FlagState

APPEAL = Lifecycle(
    _l("An appeal"),
    AppealState.OPEN,
    {
        (AppealState.OPEN, AppealState.UPHELD): Move(Permission.DECIDE_APPEAL, "uphold", Reason.REQUIRED),
        (AppealState.OPEN, AppealState.OVERTURNED): Move(Permission.DECIDE_APPEAL, "overturn", Reason.REQUIRED),
        (AppealState.OPEN, AppealState.WITHDRAWN): Move(Permission.APPEAL, "withdraw"),
    },
    final={AppealState.UPHELD, AppealState.OVERTURNED, AppealState.WITHDRAWN},
)

FLAG = Lifecycle(
    _l("A report"),
    FlagState.OPEN,
    {
        (FlagState.OPEN, FlagState.ACTED): Move(Permission.DECIDE, "act on report"),
        (FlagState.OPEN, FlagState.KEPT): Move(Permission.DECIDE, "keep as it is", Reason.REQUIRED),
        (FlagState.KEPT, FlagState.OPEN): Move(Permission.DECIDE, "put back", Reason.REQUIRED),  # for some minutes, by whoever answered
    },
    final={FlagState.ACTED},
)

"""How far a promise is. Lateness is no state: it follows from the day."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.journal.lifecycle import Lifecycle, Move, Reason
from portal.responses.models import CommitmentState

S = CommitmentState
COMMIT = Permission.COMMIT

COMMITMENT = Lifecycle(
    _l("A promise"),
    S.NOT_STARTED,
    {
        (S.NOT_STARTED, S.ON_COURSE): Move(COMMIT, "start"),
        (S.NOT_STARTED, S.DONE): Move(COMMIT, "finish", Reason.REQUIRED),
        (S.ON_COURSE, S.DONE): Move(COMMIT, "finish", Reason.REQUIRED),
        (S.NOT_STARTED, S.DROPPED): Move(COMMIT, "drop", Reason.REQUIRED),
        (S.ON_COURSE, S.DROPPED): Move(COMMIT, "drop", Reason.REQUIRED),
        # What was called done too early, or given up too soon, can be taken up again; its days go on counting.
        (S.DONE, S.ON_COURSE): Move(COMMIT, "reopen", Reason.REQUIRED),
        (S.DROPPED, S.ON_COURSE): Move(COMMIT, "take up again", Reason.REQUIRED),
    },
    final=set(),
)

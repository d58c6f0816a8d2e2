"""The moves of a contribution. Nothing expires unread, and a decision never destroys words."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.contributions.models import ContributionState as State
from portal.journal.lifecycle import Lifecycle, Move, Reason

_OUT = Permission.CARRY_OUT
_OWN = Permission.FOLLOW

CONTRIBUTION = Lifecycle(
    _l("A contribution"),
    State.RECEIVED,
    {
        (State.RECEIVED, State.PUBLISHED): Move(_OUT, "publish"),
        (State.RECEIVED, State.REDACTED): Move(_OUT, "publish redacted", Reason.REQUIRED),
        (State.RECEIVED, State.DECLINED): Move(_OUT, "decline", Reason.REQUIRED),
        (State.RECEIVED, State.HELD): Move(_OUT, "hold", Reason.REQUIRED),
        (State.RECEIVED, State.WITHDRAWN): Move(_OWN, "withdraw"),
        (State.RECEIVED, State.ACCEPTED): Move(_OUT, "accept"),  # where words appear at fixed hours
        (State.HELD, State.ACCEPTED): Move(_OUT, "accept"),
        (State.DECLINED, State.ACCEPTED): Move(_OUT, "accept", Reason.REQUIRED),
        (State.ACCEPTED, State.PUBLISHED): Move(Permission.SYSTEM, "appear"),
        (State.ACCEPTED, State.REDACTED): Move(Permission.SYSTEM, "appear"),
        (State.ACCEPTED, State.ACCEPTED): Move(_OUT, "change", Reason.REQUIRED),  # a passage goes, or comes back
        (State.ACCEPTED, State.DECLINED): Move(_OUT, "decline", Reason.REQUIRED),
        (State.ACCEPTED, State.HELD): Move(_OUT, "hold", Reason.REQUIRED),
        (State.ACCEPTED, State.RECEIVED): Move(_OUT, "put back", Reason.REQUIRED),
        (State.ACCEPTED, State.WITHDRAWN): Move(_OWN, "withdraw"),
        (State.HELD, State.PUBLISHED): Move(_OUT, "publish"),
        (State.HELD, State.REDACTED): Move(_OUT, "publish redacted", Reason.REQUIRED),
        (State.HELD, State.DECLINED): Move(_OUT, "decline", Reason.REQUIRED),
        (State.HELD, State.RECEIVED): Move(_OUT, "put back", Reason.REQUIRED),  # these three for some minutes only, while nothing stands on it
        (State.PUBLISHED, State.RECEIVED): Move(_OUT, "put back", Reason.REQUIRED),
        (State.DECLINED, State.RECEIVED): Move(_OUT, "put back", Reason.REQUIRED),
        (State.HELD, State.WITHDRAWN): Move(_OWN, "withdraw"),
        (State.PUBLISHED, State.HIDDEN): Move(_OUT, "hide", Reason.REQUIRED),
        (State.PUBLISHED, State.REDACTED): Move(_OUT, "publish redacted", Reason.REQUIRED),
        (State.PUBLISHED, State.WITHDRAWN): Move(_OWN, "withdraw"),
        (State.REDACTED, State.REDACTED): Move(_OUT, "publish redacted", Reason.REQUIRED),
        (State.REDACTED, State.HIDDEN): Move(_OUT, "hide", Reason.REQUIRED),
        (State.REDACTED, State.PUBLISHED): Move(_OUT, "restore", Reason.REQUIRED),
        (State.REDACTED, State.WITHDRAWN): Move(_OWN, "withdraw"),
        (State.HIDDEN, State.PUBLISHED): Move(_OUT, "restore", Reason.REQUIRED),
        (State.HIDDEN, State.REDACTED): Move(_OUT, "restore", Reason.REQUIRED),
        (State.HIDDEN, State.WITHDRAWN): Move(_OWN, "withdraw"),
        (State.DECLINED, State.PUBLISHED): Move(_OUT, "restore", Reason.REQUIRED),
        (State.DECLINED, State.REDACTED): Move(_OUT, "restore", Reason.REQUIRED),
        (State.DECLINED, State.WITHDRAWN): Move(_OWN, "withdraw"),
        (State.DECLINED, State.ERASED): Move(Permission.SYSTEM, "erase"),
    },
    final={State.WITHDRAWN, State.ERASED},
)

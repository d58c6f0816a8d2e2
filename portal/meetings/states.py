"""The moves of a meeting. That its hour has come is nobody's decision and no state."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.journal.lifecycle import Lifecycle, Move, Reason
from portal.meetings.models import MeetingState as State

_MANAGE = Permission.MANAGE_CONSULTATION

MEETING = Lifecycle(
    _l("A meeting"),
    State.PLANNED,
    {
        (State.PLANNED, State.HELD): Move(_MANAGE, "note held"),
        (State.PLANNED, State.CANCELLED): Move(_MANAGE, "cancel", Reason.REQUIRED),
    },
    final={State.HELD, State.CANCELLED},
)

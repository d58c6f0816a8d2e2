"""The moves of a plan."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.journal.lifecycle import Lifecycle, Move, Reason
from portal.plans.models import PlanState

S = PlanState
HOST = Permission.CREATE_CONSULTATION

PLAN = Lifecycle(
    _l("A plan"),
    S.PLANNED,
    {
        (S.PLANNED, S.SET_UP): Move(HOST, "set up plan"),
        (S.PLANNED, S.DROPPED): Move(HOST, "drop plan", Reason.REQUIRED),
    },
    final={S.SET_UP, S.DROPPED},
)

"""The moves of a report of a barrier."""

from portal.barriers.models import BarrierState
from portal.base.access import Permission
from portal.base.languages import _l
from portal.journal.lifecycle import Lifecycle, Move

S = BarrierState
ANSWER = Permission.ANSWER_BARRIER

BARRIER = Lifecycle(
    _l("A report of a barrier"),
    S.REPORTED,
    {
        (S.REPORTED, S.PLANNED): Move(ANSWER, "plan adaptation"),
        (S.REPORTED, S.ADAPTED): Move(ANSWER, "adapt"),
        (S.REPORTED, S.DECLINED): Move(ANSWER, "decline adaptation"),
        (S.PLANNED, S.ADAPTED): Move(ANSWER, "adapt"),
        (S.PLANNED, S.DECLINED): Move(ANSWER, "decline adaptation"),
        (S.REPORTED, S.WITHDRAWN): Move(Permission.FOLLOW, "withdraw report"),
    },
    final={S.ADAPTED, S.DECLINED, S.WITHDRAWN},
)

"""Which moves are news for the holder of a receipt. None: a report of a barrier has a number of its own, and no address belongs to it."""

from portal.barriers.models import BarrierState

LETTERS: dict[tuple[BarrierState, BarrierState], bool] = {
    (BarrierState.REPORTED, BarrierState.PLANNED): False,
    (BarrierState.REPORTED, BarrierState.ADAPTED): False,
    (BarrierState.REPORTED, BarrierState.DECLINED): False,
    (BarrierState.PLANNED, BarrierState.ADAPTED): False,
    (BarrierState.PLANNED, BarrierState.DECLINED): False,
    (BarrierState.REPORTED, BarrierState.WITHDRAWN): False,
}

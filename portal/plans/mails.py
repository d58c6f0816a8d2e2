"""Nobody has spoken yet: no move of a plan is news for a number."""

from portal.plans.models import PlanState

S = PlanState

LETTERS: dict[tuple[PlanState, PlanState], bool] = {(S.PLANNED, S.SET_UP): False, (S.PLANNED, S.DROPPED): False}

"""Which moves are news for the holder of the number. Their own withdrawing of an appeal is none."""

from portal.moderation.models import AppealState, FlagState

LETTERS: dict[tuple[AppealState, AppealState] | tuple[FlagState, FlagState], bool] = {
    (AppealState.OPEN, AppealState.UPHELD): True,
    (AppealState.OPEN, AppealState.OVERTURNED): True,
    (AppealState.OPEN, AppealState.WITHDRAWN): False,
    (FlagState.OPEN, FlagState.ACTED): True,
    (FlagState.OPEN, FlagState.KEPT): True,
    (FlagState.KEPT, FlagState.OPEN): True,
}

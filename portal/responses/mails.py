"""Every move of a promise is news for those whose words stand behind it. The letter itself is the same for all news."""

from portal.responses.models import CommitmentState

S = CommitmentState

LETTERS: dict[tuple[CommitmentState, CommitmentState], bool] = {
    (S.NOT_STARTED, S.ON_COURSE): True,
    (S.NOT_STARTED, S.DONE): True,
    (S.ON_COURSE, S.DONE): True,
    (S.NOT_STARTED, S.DROPPED): True,
    (S.ON_COURSE, S.DROPPED): True,
    (S.DONE, S.ON_COURSE): True,
    (S.DROPPED, S.ON_COURSE): True,
}

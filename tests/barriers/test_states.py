"""Every move of a report, and every one that is not there."""

import itertools

import pytest

from portal.barriers.models import BarrierState
from portal.barriers.states import BARRIER
from portal.base.access import SYSTEM
from portal.base.errors import WrongMoment


@pytest.mark.parametrize(("old", "new"), list(itertools.product(BarrierState, BarrierState)))
def test_every_pair_of_states(database, make, now, old, new):
    row = make.barrier(state=old)

    def job(session):
        BARRIER.move(session, session.merge(row), new, SYSTEM)

    if (old, new) in BARRIER.moves:
        database.write(job)
    else:
        with pytest.raises(WrongMoment):
            database.write(job)

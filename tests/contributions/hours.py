"""A portal where words appear at fixed hours, for tests of several rooms."""

from dataclasses import replace

import pytest

from portal.base import clock
from portal.base import settings as base
from portal.contributions import jobs
from portal.contributions.models import Contribution


@pytest.fixture
def windows(settings):
    """At 8, 14 and 20 o'clock, in Paris where the consultations of the tests are: 6, 12 and 18 in UTC. Three must wait."""
    yield base.use(replace(settings, windows=("8", "14", "20"), window_least=3))
    base.use(settings)


def job(database, moment):
    """What the clock does at a moment, as often as there is more to do."""
    with clock.frozen(moment):
        _name, _every, work = jobs.JOBS[0]
        while database.write(work):
            pass


def fresh(database, words):
    """A contribution as it stands now."""
    return database.read(lambda session: session.get(Contribution, words.id))


def states(database, *some):
    """Their states, by their words."""
    return [fresh(database, words).state.value for words in some]

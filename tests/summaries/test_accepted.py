"""A summary waits for words that the clock is about to show."""

import pytest

from portal.base.access import SYSTEM
from portal.base.errors import WrongMoment
from portal.contributions import commands as contributions
from portal.contributions.models import Contribution, ContributionState
from portal.summaries import commands
from portal.summaries.models import Summary
from tests.summaries.test_commands import place, until  # noqa: F401  a fixture


def test_p90_no_check_back_while_accepted_words_have_not_appeared(database, make, place):  # noqa: F811
    linked, accepted = make.contribution(place.question), make.contribution(place.question, state=ContributionState.ACCEPTED)
    make.point(place.summary, behind=[linked])

    def put(session):
        commands.put_to_check_back(session, place.moderator, session.get(Summary, place.summary.id), until())

    with pytest.raises(WrongMoment):
        database.write(put)
    database.write(lambda session: contributions.hold(session, SYSTEM, session.get(Contribution, accepted.id), "It may name a neighbour."))
    database.write(put)

"""Moves: only along the table, with a reason where one is needed, once, and never without a line in the journal."""

from enum import StrEnum

import pytest

from portal.base.access import NOBODY, Permission, Role
from portal.base.errors import Refused, WrongMoment
from portal.contributions.models import Contribution, ContributionState
from portal.journal import queries
from portal.journal.lifecycle import Lifecycle, Move, Reason

TABLE = Lifecycle(
    "Contribution",
    ContributionState.RECEIVED,
    {
        (ContributionState.RECEIVED, ContributionState.PUBLISHED): Move(Permission.DECIDE, "publish"),
        (ContributionState.PUBLISHED, ContributionState.HIDDEN): Move(Permission.DECIDE, "hide", Reason.REQUIRED),
    },
    final={ContributionState.HIDDEN},
)


def test_a_move_writes_state_and_line_together(database, make, now):
    words = make.contribution(state=ContributionState.RECEIVED)
    ada = make.actor(Role.MODERATOR, words.consultation)

    def job(session):
        mine = session.get(Contribution, words.id)
        TABLE.move(session, mine, ContributionState.PUBLISHED, ada)
        return mine.state

    assert database.write(job) is ContributionState.PUBLISHED
    line = database.read(lambda session: queries.history(session, ada, words))[0]
    assert (line.deed, line.old_state, line.new_state, line.at, line.staff_id) == ("publish", "received", "published", now, ada.staff_id)


def test_p201_a_participants_line_has_a_day_and_no_minute(database, make, now):
    words = make.contribution(state=ContributionState.RECEIVED)
    ada = make.actor(Role.MODERATOR, words.consultation)
    database.write(lambda session: TABLE.move(session, session.get(Contribution, words.id), ContributionState.PUBLISHED, NOBODY))
    line = database.read(lambda session: queries.history(session, ada, words))[0]
    assert (line.day, line.at, line.staff_id) == (now.date(), None, None)


def test_a_move_that_is_not_in_the_table_is_refused(database, make):
    words = make.contribution(state=ContributionState.RECEIVED)
    with pytest.raises(WrongMoment):
        database.write(lambda session: TABLE.move(session, session.get(Contribution, words.id), ContributionState.HIDDEN, NOBODY))


def test_a_needed_reason_cannot_be_left_out(database, make):
    words = make.contribution()
    with pytest.raises(Refused):
        database.write(lambda session: TABLE.move(session, session.get(Contribution, words.id), ContributionState.HIDDEN, NOBODY, "  "))


def test_the_slower_of_two_is_told(database, make):
    words = make.contribution(state=ContributionState.RECEIVED)

    def slower(session):
        mine = session.get(Contribution, words.id)
        session.connection().exec_driver_sql("UPDATE contributions SET state = 'withdrawn'")
        TABLE.move(session, mine, ContributionState.PUBLISHED, NOBODY)

    with pytest.raises(WrongMoment, match="faster"):
        database.write(slower)


def test_strangers_read_no_journal(database, make):
    words = make.contribution(state=ContributionState.RECEIVED)
    database.write(lambda session: TABLE.move(session, session.get(Contribution, words.id), ContributionState.PUBLISHED, NOBODY))
    assert database.read(lambda session: queries.history(session, NOBODY, words)) == []


def test_states_of_a_table_are_words():
    assert issubclass(TABLE.states, StrEnum)
    assert [move.deed for _to, move in TABLE.exits(ContributionState.PUBLISHED)] == ["hide"]

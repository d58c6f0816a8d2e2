"""Words go for somebody's safety: at any time, from every state, and as if their author had taken them back."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Actor, Kind
from portal.base.errors import NotAllowed
from portal.consultations.models import Question
from portal.contributions import commands, queries
from portal.contributions.models import Contribution, Version
from portal.contributions.models import ContributionState as State
from portal.journal.models import Entry


def take_out(database, words, actor=SYSTEM):
    return database.write(lambda session: commands.take_out(session, actor, queries.for_staff(session, SYSTEM, words.id)))


@pytest.mark.parametrize("state", [State.RECEIVED, State.HELD, State.PUBLISHED, State.REDACTED, State.HIDDEN, State.DECLINED])
def test_words_go_from_every_state_with_all_their_wordings(make, database, state):
    words = make.contribution(make.question(), "They follow me.", state=state, shown_name="Lea")
    assert take_out(database, words) is True
    kept = database.read(lambda session: session.get(Contribution, words.id))
    assert (kept.state, kept.text, kept.html, kept.shown_name) == (State.WITHDRAWN, "", "", "")
    assert database.read(lambda session: session.query(Version).count()) == 0
    assert take_out(database, words) is False


def test_they_go_also_when_a_summary_stands_on_them(make, database):
    now = clock.now()
    place = make.consultation(opens=timedelta(days=-30), closes=timedelta(days=-5), check_back_from=now - timedelta(days=1), check_back_until=now + timedelta(days=9))
    assert take_out(database, make.contribution(make.question(place))) is True


def test_what_is_counted_counts_one_less(make, database):
    question = make.question()
    words = make.contribution(question)
    make.database.write(lambda session: setattr(session.get(Question, question.id), "published", 1))
    take_out(database, words)
    assert database.read(lambda session: session.get(Question, question.id).published) == 0


def test_the_line_is_the_one_of_an_authors_own_withdrawal(make, database):
    question = make.question()
    mine, other = make.contribution(question), make.contribution(question)
    holder = Actor(kind=Kind.RECEIPT, receipt_id=mine.receipt_id)
    database.write(lambda session: commands.withdraw(session, holder, queries.of_holder(session, holder, mine.id)))
    take_out(database, other)
    lines = database.read(lambda session: [(one.by, one.staff_id, one.at, one.day, one.deed, one.old_state, one.new_state, one.reason) for one in session.query(Entry)])
    assert len(lines) == 2
    assert lines[0] == lines[1]


def test_no_participant_takes_the_words_of_others_out(make, database):
    words = make.contribution()
    for actor in (NOBODY, Actor(kind=Kind.RECEIPT, receipt_id=words.receipt_id)):
        with pytest.raises(NotAllowed):
            take_out(database, words, actor)

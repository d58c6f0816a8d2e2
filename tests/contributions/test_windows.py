"""Words that appear together: at which hours, how many, in which order, and what goes wrong on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.base import clock
from portal.base import settings as base
from portal.base.access import NOBODY, SYSTEM, Actor, Kind
from portal.base.errors import WrongMoment
from portal.consultations.models import Consultation, ConsultationState
from portal.contributions import commands, feeds, placing, queries, rush
from portal.contributions import windows as hours_of
from portal.contributions.models import ContributionState as State
from portal.contributions.models import Window
from portal.journal.models import Entry
from portal.search.models import SearchEntry
from tests.contributions.hours import fresh, job, states, windows  # noqa: F401  a fixture
from tests.contributions.test_commands import do, holder, published, send
from tests.house.test_seized import spearman

pytestmark = pytest.mark.usefixtures("now", "windows")
HOUR = timedelta(hours=1)


def accepted(database, question, *, at, number=1):
    """Words that nobody reads first, sent at a moment."""
    with clock.frozen(at):
        return [send(database, question, text=f"Words {one} of {at.hour}.").contribution for one in range(number)]


def done(database):
    return database.read(lambda session: session.query(Window).one().done)


def test_p19_one_alone_waits_for_others_or_for_the_last_hour_of_the_day(database, make, now):
    question = make.question(make.consultation(premoderated=False))
    alone = accepted(database, question, at=now - 5 * HOUR)[0]
    assert (alone.state, alone.number, published(database, question)) == (State.ACCEPTED, None, 0)
    job(database, now)
    assert states(database, alone) == ["accepted"], "one alone at two o'clock"
    job(database, now + 6 * HOUR - timedelta(seconds=1))
    assert states(database, alone) == ["accepted"]
    job(database, now + 6 * HOUR)
    assert (states(database, alone), fresh(database, alone).number, published(database, question)) == (["published"], 1, 1)


def test_p19_enough_of_them_appear_at_the_next_hour_all_together(database, make, now):
    question = make.question(make.consultation(premoderated=False))
    early = accepted(database, question, at=now - 5 * HOUR, number=2)
    job(database, now - HOUR)
    late = accepted(database, question, at=now - HOUR)
    assert states(database, *early, *late) == ["accepted"] * 3
    job(database, now)
    assert states(database, *early, *late) == ["published"] * 3


def test_p19_the_numbers_tell_nothing_of_who_came_first(database, make, now, monkeypatch):
    """Three hundred, so that chance alone does not reach 0.3."""
    monkeypatch.setattr(rush, "AT_ONCE", 1000.0)
    question = make.question(make.consultation(premoderated=False))
    words = accepted(database, question, at=now - HOUR, number=300)
    job(database, now)
    assert abs(spearman(range(300), [fresh(database, one).number for one in words])) < 0.3


def test_p19_nothing_that_waits_bears_an_hour(database, make, now):
    question = make.question(make.consultation(premoderated=False))
    accepted(database, question, at=now - 3 * HOUR)
    assert done(database) == now - 6 * HOUR, "the hour of the consultation is a window's, not the moment of any deed"
    accepted(database, question, at=now - 2 * HOUR)
    assert done(database) == now - 6 * HOUR


def test_without_hours_all_is_as_ever(database, make, settings):
    base.use(settings)
    assert send(database, make.question(make.consultation(premoderated=False))).contribution.state is State.PUBLISHED


def test_a_late_job_makes_good_and_a_second_run_does_nothing(database, make, now):
    question = make.question(make.consultation(premoderated=False))
    words = accepted(database, question, at=now - HOUR)
    job(database, now + 20 * HOUR)
    assert states(database, *words) == ["published"]
    lines = database.read(lambda session: session.query(Entry).count())
    job(database, now + 20 * HOUR)
    assert database.read(lambda session: session.query(Entry).count()) == lines


def test_a_job_that_comes_late_to_an_hour_of_the_day_still_counts(database, make, now):
    question = make.question(make.consultation(premoderated=False))
    words = accepted(database, question, at=now - HOUR)
    job(database, now + HOUR)
    assert states(database, *words) == ["accepted"]


def test_what_is_accepted_after_a_missed_hour_does_not_appear_with_it(database, make, now):
    """Nobody waits for the worker: whoever accepts does what the hour demanded, and the new words wait for the next."""
    question = make.question(make.consultation(premoderated=False))
    before = accepted(database, question, at=now - HOUR, number=3)
    after = accepted(database, question, at=now + timedelta(seconds=20))
    assert states(database, *before, *after) == ["published"] * 3 + ["accepted"]
    job(database, now + timedelta(minutes=1))
    assert states(database, *after) == ["accepted"]


def test_a_crash_between_leaves_all_waiting_and_the_next_run_does_it(database, make, now, monkeypatch):
    question = make.question(make.consultation(premoderated=False))
    words = accepted(database, question, at=now - HOUR, number=3)
    whole, calls = placing.appear, []

    def breaks(session, contribution):
        calls.append(contribution.id)
        if len(calls) == 2:
            raise RuntimeError("the power fails")
        whole(session, contribution)

    with monkeypatch.context() as broken:
        broken.setattr(placing, "appear", breaks)
        with pytest.raises(RuntimeError):
            job(database, now)
    assert (states(database, *words), published(database, question)) == (["accepted"] * 3, 0)
    job(database, now)
    assert (states(database, *words), published(database, question)) == (["published"] * 3, 3)


def test_each_consultation_is_counted_by_itself_and_in_its_own_zone(database, make, now):
    near = make.question(make.consultation(premoderated=False))
    far = make.question(make.consultation(premoderated=False, zone="Asia/Tokyo"))  # 14 o'clock is long over there; 20 comes an hour before Paris's 14
    here = accepted(database, near, at=now - 2 * HOUR, number=2)
    there = accepted(database, far, at=now - 2 * HOUR, number=1)
    job(database, now - HOUR)
    assert states(database, *here, *there) == ["accepted", "accepted", "published"]
    job(database, now)
    assert states(database, *here) == ["accepted", "accepted"]


def test_in_a_suspended_consultation_nothing_appears_by_the_clock(database, make, now):
    question = make.question(make.consultation(premoderated=False))
    words = accepted(database, question, at=now - HOUR, number=3)
    turn(database, question, ConsultationState.SUSPENDED)
    job(database, now + 7 * HOUR)
    assert states(database, *words) == ["accepted"] * 3
    assert database.read(lambda session: queries.appears_by(session, SYSTEM, session.get(Consultation, question.consultation_id))) is None
    turn(database, question, ConsultationState.PUBLIC)
    job(database, now + 8 * HOUR)
    assert states(database, *words) == ["accepted"] * 3, "once it goes on, the next hour counts"
    job(database, now + 18 * HOUR)
    assert states(database, *words) == ["published"] * 3


def turn(database, question, state):
    def job(session):
        session.merge(question.consultation).state = state

    database.write(job)


def test_closing_keeps_nobody_out_who_was_in_time(database, make, now):
    question = make.question(make.consultation(premoderated=False, closes=timedelta(hours=1)))
    words = accepted(database, question, at=now + timedelta(minutes=30))
    job(database, now + 6 * HOUR)
    assert states(database, *words) == ["published"]


def test_in_a_private_room_words_appear_for_those_who_are_in_it(database, make, now):
    question = make.question(make.consultation(premoderated=False, private=True))
    words = make.contribution(question, state=State.ACCEPTED)
    with clock.frozen(now - HOUR):
        database.write(lambda session: commands.catch_up(session, SYSTEM, question.consultation_id))
    job(database, now + 6 * HOUR)
    assert states(database, words) == ["published"]
    assert database.read(lambda session: feeds.appeared(session, NOBODY, question.consultation)) != []


def test_until_they_appear_only_author_and_staff_know_of_them(database, make, now):
    question = make.question(make.consultation(premoderated=False))
    words = accepted(database, question, at=now - HOUR)[0]

    def seen(viewer):
        return database.read(lambda session: session.scalars(queries.visible_to(viewer)).all()) != []

    assert (seen(NOBODY), seen(holder(words)), seen(Actor(kind=Kind.RECEIPT, receipt_id=1))) == (False, True, False)
    assert database.read(lambda session: feeds.appeared(session, NOBODY, question.consultation)) == []
    job(database, now + 6 * HOUR)
    assert seen(NOBODY)
    assert [one.day for one in database.read(lambda session: feeds.appeared(session, NOBODY, question.consultation))] == [now.date()]


def test_the_author_takes_them_back_while_they_wait_and_changes_nothing(database, make, now):
    question = make.question(make.consultation(premoderated=False))
    words = accepted(database, question, at=now - HOUR)[0]
    with pytest.raises(WrongMoment):
        do(database, words, "edit", "Other words.", actor=holder(words))
    gone = do(database, words, "withdraw", actor=holder(words))
    assert (gone.state, gone.text, gone.number) == (State.WITHDRAWN, "", None)
    job(database, now + 6 * HOUR)
    assert (states(database, words), published(database, question)) == (["withdrawn"], 0)


def test_hours_that_are_switched_off_let_all_appear_with_the_next_run(database, make, now, settings):
    question = make.question(make.consultation(premoderated=False))
    words = accepted(database, question, at=now - HOUR)
    base.use(settings)
    job(database, now - HOUR + timedelta(minutes=1))
    assert states(database, *words) == ["published"]


def test_brought_words_wait_for_the_next_hour(database, make, now):
    """An import knows nothing of hours here: the first run begins to count."""
    question = make.question(make.consultation(premoderated=False))
    words = [make.contribution(question, state=State.ACCEPTED) for _one in range(3)]
    job(database, now + HOUR)
    assert states(database, *words) == ["accepted"] * 3
    job(database, now + 6 * HOUR)
    assert states(database, *words) == ["published"] * 3


@pytest.mark.parametrize(
    ("moment", "latest", "daily"),
    [
        (datetime(2027, 5, 3, 5, 59, tzinfo=UTC), datetime(2027, 5, 2, 18, tzinfo=UTC), datetime(2027, 5, 3, 18, tzinfo=UTC)),
        (datetime(2027, 5, 3, 6, 0, tzinfo=UTC), datetime(2027, 5, 3, 6, tzinfo=UTC), datetime(2027, 5, 3, 18, tzinfo=UTC)),
        (datetime(2027, 5, 3, 18, 0, tzinfo=UTC), datetime(2027, 5, 3, 18, tzinfo=UTC), datetime(2027, 5, 4, 18, tzinfo=UTC)),
        (datetime(2027, 3, 28, 5, 0, tzinfo=UTC), datetime(2027, 3, 27, 19, tzinfo=UTC), datetime(2027, 3, 28, 18, tzinfo=UTC)),  # the clocks went forward
    ],
)
def test_hours_are_those_of_the_place(moment, latest, daily):
    assert (hours_of.latest("Europe/Paris", moment), hours_of.daily_after("Europe/Paris", moment)) == (latest, daily)


def test_what_appears_is_found_by_the_search_from_then_on(portal, database, make, now, windows):  # noqa: F811
    base.use(windows)  # building the portal has put its own in force
    question = make.question(make.consultation(premoderated=False))
    words = accepted(database, question, at=now - HOUR)[0]

    def found():
        return database.read(lambda session: session.query(SearchEntry).filter(SearchEntry.thing_id == words.id).count())

    assert found() == 0
    job(database, now + 6 * HOUR)
    assert found() == 1

"""What a moderator has accepted and waits for its hour: it can still be put aside, declined, shortened, moved and contested."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base import settings as base
from portal.base.access import Role
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.consultations.models import Question
from portal.contributions.models import Contribution
from portal.moderation import commands, queries
from portal.moderation.models import Action, SealedOriginal
from portal.moderation.queries import bulk
from portal.moderation.queries.bulk import Together
from tests.contributions.hours import fresh, job, states, windows  # noqa: F401  a fixture
from tests.moderation.test_commands import PASSAGE, contest, do, hear, moderator, place, policy, reviewer, row, token, waiting  # noqa: F401  fixtures

pytestmark = pytest.mark.usefixtures("now", "windows")
EVENING = timedelta(hours=6)


def test_p19_an_approved_one_waits_for_its_hour(database, make, place, moderator, do, now):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.PUBLISH, rule=0, facts="")
    assert (states(database, words), fresh(database, words).number) == (["accepted"], None)
    job(database, now + EVENING)
    assert (states(database, words), fresh(database, words).number) == (["published"], 1)


def test_nobody_accepts_twice(database, make, place, moderator, do):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.PUBLISH, rule=0, facts="")
    with pytest.raises(WrongMoment):
        do(moderator, words, Action.PUBLISH, rule=0, facts="")


@pytest.mark.parametrize(("action", "state"), [(Action.HOLD, "held"), (Action.DECLINE, "declined")])
def test_a_moderator_thinks_better_of_it(database, make, place, moderator, do, now, action, state):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.PUBLISH, rule=0, facts="")
    do(moderator, words, action)
    job(database, now + EVENING)
    assert (states(database, words), fresh(database, words).number) == ([state], None)


def test_words_appear_with_what_was_left_out_of_them(database, make, place, moderator, do, now):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.REDACT, passage=PASSAGE)
    assert states(database, words) == ["accepted"]
    job(database, now + EVENING)
    shown = fresh(database, words)
    assert (shown.state.value, PASSAGE in shown.text, shown.mark != "") == ("published redacted", False, True)


def test_a_passage_goes_while_they_wait_and_another_one_later(database, make, place, moderator, do, now):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.PUBLISH, rule=0, facts="")
    do(moderator, words, Action.REDACT, passage=PASSAGE)
    do(moderator, words, Action.REDACT, passage="Plant trees")
    assert database.read(lambda session: session.query(SealedOriginal).count()) == 1
    job(database, now + EVENING)
    assert (states(database, words), fresh(database, words).text) == (["published redacted"], "My neighbour […] parks there. […] instead.")


def test_p77_a_cut_that_falls_while_they_wait_is_whole_when_they_appear(database, make, place, moderator, reviewer, do, now):  # noqa: F811
    words = waiting(make, place)
    decision = do(moderator, words, Action.REDACT, passage=PASSAGE)
    hear(database, place, reviewer, contest(database, words, decision), commands.overturn)
    assert (states(database, words), PASSAGE in fresh(database, words).text) == (["accepted"], True)
    job(database, now + EVENING)
    assert (states(database, words), fresh(database, words).mark) == (["published"], "")


def test_p77_a_cut_that_falls_in_declined_words_is_whole_when_that_falls_too(database, make, place, moderator, reviewer, do, now):  # noqa: F811
    words = waiting(make, place)
    cut = do(moderator, words, Action.REDACT, passage=PASSAGE)
    declined = do(moderator, words, Action.DECLINE)
    hear(database, place, reviewer, contest(database, words, cut), commands.overturn)
    assert states(database, words) == ["declined"]
    hear(database, place, reviewer, contest(database, words, declined), commands.overturn)
    job(database, now + EVENING)
    assert (states(database, words), PASSAGE in fresh(database, words).text) == (["published"], True)


def test_p77_declined_words_that_come_back_wait_for_their_hour_and_hidden_ones_do_not(database, make, place, moderator, reviewer, do, now):  # noqa: F811
    words, public = waiting(make, place), make.contribution(place)
    appeals = [contest(database, one, do(moderator, one, action)) for one, action in [(words, Action.DECLINE), (public, Action.HIDE)]]
    for appeal in appeals:
        hear(database, place, reviewer, appeal, commands.overturn)
    assert states(database, words, public) == ["accepted", "published"]
    job(database, now + EVENING)
    assert states(database, words) == ["published"]


def test_a_cut_stays_when_the_hours_are_switched_off_before_an_appeal(database, make, place, moderator, reviewer, do, settings):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.REDACT, passage=PASSAGE)
    declined = do(moderator, words, Action.DECLINE)
    base.use(settings)
    hear(database, place, reviewer, contest(database, words, declined), commands.overturn)
    assert (states(database, words), PASSAGE in fresh(database, words).text) == (["published redacted"], False)


def test_what_young_people_wrote_is_still_looked_at_twice(database, make, place, moderator, do):  # noqa: F811
    words = waiting(make, place, young=True)
    with pytest.raises(Refused):
        do(moderator, words, Action.PUBLISH, rule=0, facts="")
    do(moderator, words, Action.PUBLISH, rule=0, facts="", nameless=True)
    assert states(database, words) == ["accepted"]


def test_moved_words_wait_for_the_next_hour_of_the_place_they_came_to(database, make, place, moderator, do, now):  # noqa: F811
    other = make.question(make.consultation())
    words = waiting(make, place)
    do(moderator, words, Action.PUBLISH, rule=0, facts="")
    with clock.frozen(now + EVENING + timedelta(seconds=5)):  # the job is late; there the hour is over
        do(moderator, words, Action.MOVE, question=row(database, Question, other.id))
    job(database, now + EVENING + timedelta(minutes=1))
    assert states(database, words) == ["accepted"]
    job(database, now + 4 * EVENING + EVENING)
    assert (states(database, words), row(database, Contribution, words.id).question_id) == (["published"], other.id)


@pytest.mark.parametrize("left", ["accepted", "published"])
def test_several_are_taken_back_before_and_after_their_hour(database, make, place, moderator, now, left):  # noqa: F811
    words = [waiting(make, place) for _one in range(2)]
    choices = [(one.id, 1, -1) for one in words]
    with clock.frozen(now + EVENING - timedelta(minutes=5)):
        made = database.write(lambda session: commands.decide_together(session, moderator, session.merge(place.consultation), token=token(), deed=Together.PUBLISH, chosen=choices))
    if left == "published":
        job(database, now + EVENING)
    assert states(database, *words) == [left] * 2
    with clock.frozen(now + EVENING):
        database.write(lambda session: commands.take_back_together(session, moderator, bulk.done(session, moderator, session.merge(place.consultation), made.id).deed))
    assert states(database, *words) == ["received"] * 2


def test_moderators_see_what_waits_for_its_hour(database, make, place, moderator, do):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.PUBLISH, rule=0, facts="")
    shown, total = database.read(lambda session: queries.accepted(session, moderator, place.consultation))
    counts = database.read(lambda session: queries.counts(session, moderator, place.consultation))
    assert ([one.id for one in shown], total, counts) == ([words.id], 1, queries.Counts(0, 0, 1))
    stranger = make.actor(Role.RESPONDER, place.consultation, name="Res")
    with pytest.raises(NotFound):
        database.read(lambda session: queries.accepted(session, stranger, place.consultation))

"""What moderation forgets, and when: words that go leave nothing sealed behind, and what is settled needs no original."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.contributions import commands as contributions
from portal.contributions import erasing
from portal.contributions import queries as words_of
from portal.contributions.models import Contribution, ContributionState, Version
from portal.moderation import commands, jobs, queries
from portal.moderation.models import Action, Claim, Decision, SealedOriginal
from tests.moderation.test_commands import PASSAGE, contest, do, hear, holder, moderator, place, policy, reviewer, waiting  # noqa: F401  fixtures

pytestmark = pytest.mark.usefixtures("now")
DAY = timedelta(days=1)


def later(database, now, days, *, run=jobs.JOBS):
    """All jobs, so many days from now."""
    with clock.frozen(now + days * DAY):
        for _name, _every, job in run:
            database.write(job)


def kept(database, words):
    """How many wordings, originals and passages are kept of words; and their state and text."""

    def look(session):
        def count(table, *more):
            return session.scalar(select(func.count()).select_from(table).where(table.contribution_id == words.id, *more))

        one = session.get(Contribution, words.id)
        return count(Version), count(SealedOriginal), count(Decision, Decision.sealed_passage.is_not(None)), one.state, one.text != ""

    return database.read(look)


def withdraw(database, words):
    database.write(lambda session: contributions.withdraw(session, holder(words), words_of.of_holder(session, holder(words), words.id)))


def test_p217_words_taken_back_take_what_is_sealed_along_at_once(database, make, place, moderator, do):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.REDACT, passage=PASSAGE)
    assert kept(database, words) == (1, 1, 1, ContributionState.REDACTED, True)
    withdraw(database, words)
    assert kept(database, words) == (0, 0, 0, ContributionState.WITHDRAWN, False)


def test_whoever_erases_words_reaches_every_room_that_keeps_some(portal):
    assert [removal.__module__ for removal in erasing.REMOVALS] == ["portal.moderation.commands.forgetting"]


def test_p202_declined_words_are_erased_thirty_days_after_nobody_can_contest(database, make, place, moderator, do, now):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.DECLINE, passage=PASSAGE)
    later(database, now, 214, run=jobs.JOBS[:1])
    assert kept(database, words) == (1, 0, 1, ContributionState.DECLINED, True)
    later(database, now, 215)
    assert kept(database, words) == (0, 0, 0, ContributionState.ERASED, False)


def test_p202_declined_words_stay_while_an_appeal_is_open_and_thirty_days_more(database, make, place, moderator, reviewer, do, now):  # noqa: F811
    words = waiting(make, place)
    decision = do(moderator, words, Action.DECLINE, passage=PASSAGE)
    with clock.frozen(now + 180 * DAY):
        appeal = contest(database, words, decision)
    later(database, now, 400)
    assert kept(database, words) == (1, 0, 1, ContributionState.DECLINED, True)
    with clock.frozen(now + 400 * DAY):
        hear(database, place, reviewer, appeal, commands.uphold)
    later(database, now, 430)
    assert kept(database, words)[3] is ContributionState.DECLINED
    later(database, now, 431)
    assert kept(database, words)[3] is ContributionState.ERASED


@pytest.mark.parametrize("state", [state for state in ContributionState if state is not ContributionState.DECLINED])
def test_nothing_else_is_erased_by_the_clock(database, make, place, now, state):  # noqa: F811
    words = make.contribution(place, state=state)
    later(database, now, 3000)
    assert kept(database, words)[3:] == (state, True)


def test_p203_a_sealed_original_stays_while_a_redaction_can_be_contested(database, make, place, moderator, do, now):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.REDACT, passage=PASSAGE)
    later(database, now, 184)
    assert kept(database, words) == (1, 1, 1, ContributionState.REDACTED, True)
    later(database, now, 185)
    assert kept(database, words) == (1, 0, 0, ContributionState.REDACTED, True)


def test_p203_a_sealed_original_stays_while_an_appeal_is_open_and_goes_when_it_is_upheld(database, make, place, moderator, reviewer, do, now):  # noqa: F811
    words = waiting(make, place)
    appeal = contest(database, words, do(moderator, words, Action.REDACT, passage=PASSAGE))
    later(database, now, 300)
    assert kept(database, words)[1:3] == (1, 1)
    hear(database, place, reviewer, appeal, commands.uphold)
    later(database, now, 1)
    assert kept(database, words)[1:3] == (0, 0)


def test_a_first_original_stays_while_a_second_redaction_can_be_contested(database, make, place, moderator, reviewer, do, now):  # noqa: F811
    words = waiting(make, place)
    appeal = contest(database, words, do(moderator, words, Action.REDACT, passage=PASSAGE))
    hear(database, place, reviewer, appeal, commands.uphold)
    do(moderator, words, Action.REDACT, passage="Plant trees")
    later(database, now, 1)
    assert kept(database, words)[1:3] == (1, 2)


def test_a_redaction_whose_original_is_gone_stays_redacted_and_can_be_hidden_and_shown_again(database, make, place, moderator, reviewer, do, now):  # noqa: F811
    words = waiting(make, place)
    do(moderator, words, Action.REDACT, passage=PASSAGE)
    later(database, now, 185)
    with clock.frozen(now + 186 * DAY):
        appeal = contest(database, words, do(moderator, words, Action.HIDE))
        hear(database, place, reviewer, appeal, commands.overturn)
    one = database.read(lambda session: session.get(Contribution, words.id))
    assert (one.state, one.mark, PASSAGE in one.text) == (ContributionState.REDACTED, "personal data", False)


def test_a_claim_that_has_ended_is_cleared(database, make, place, moderator, now):  # noqa: F811
    words = waiting(make, place)
    database.write(lambda session: commands.claim(session, moderator, queries.item(session, moderator, place.consultation.slug, words.id).contribution))
    counted = lambda: database.read(lambda session: session.scalar(select(func.count()).select_from(Claim)))
    later(database, now, 0)
    assert counted() == 1
    later(database, now, 1)
    assert counted() == 0


def test_only_the_portal_itself_erases(database, make, place):  # noqa: F811
    from portal.base.errors import NotAllowed

    for actor in (make.actor(Role.ADMINISTRATOR), make.actor(Role.MODERATOR, place.consultation)):
        for deed in (commands.erase_declined, commands.forget_what_is_settled, commands.clear_claims):
            with pytest.raises(NotAllowed):
                database.write(lambda session, deed=deed, actor=actor: deed(session, actor))
    assert database.write(lambda session: commands.erase_declined(session, SYSTEM)) is False

"""Deciding, appealing, reporting and messages: every branch, on a real database."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Actor, Kind, Permission, Role, can
from portal.base.database import Base
from portal.base.errors import NotAllowed, NotFound, Refused, WrongMoment
from portal.base.languages import Texts
from portal.contributions.models import Contribution, ContributionState
from portal.figures.days import Span
from portal.figures.measures import Rate
from portal.moderation import commands, queries, starter
from portal.moderation.counting import what_moderation_did
from portal.moderation.models import Action, Appeal, AppealState, Decision, Flag, FlagState, SealedOriginal
from portal.web import tokens

pytestmark = pytest.mark.usefixtures("now")
FACTS = "It names a neighbour who was never asked."
WORDS = "My neighbour Quenzel Ortabas parks there. Plant trees instead."
PASSAGE = "Quenzel Ortabas"


@pytest.fixture
def policy(database):
    return database.write(lambda session: commands.adopt_policy(session, SYSTEM, 1, clock.today() - timedelta(days=900), starter.INTRO, starter.RULES))


@pytest.fixture
def place(make, policy):
    return make.question(make.consultation())


@pytest.fixture
def moderator(make, place):
    return make.actor(Role.MODERATOR, place.consultation)


@pytest.fixture
def reviewer(make, place):
    return make.actor(Role.REVIEWER, place.consultation, name="Rev")


def waiting(make, place, words=WORDS, **more):
    return make.contribution(place, words, state=ContributionState.RECEIVED, **more)


def token():
    return tokens.read(tokens.issue())


def holder(words):
    return Actor(kind=Kind.RECEIPT, receipt_id=words.receipt_id)


@pytest.fixture
def do(database, place):
    """Decide on a contribution; `rule` is a number of the policy in force when it was written."""

    def do(actor, words, action, *, rule=3, facts=FACTS, version=1, question=None, **more):
        def job(session):
            one = queries.item(session, actor, place.consultation.slug, words.id).contribution
            found = queries.rule_of(queries.policy_for(session, actor, one), str(rule))
            return commands.decide(session, actor, one, action=action, version=version, rule=found, facts=facts, question=question, **more)

        return database.write(job)

    return do


def row(database, table, row_id):
    return database.read(lambda session: session.get(table, row_id))


def contest(database, words, decision, text="I ask you to read it again.", by=None, at=None):
    def job(session):
        actor = by or holder(words)
        return commands.appeal(session, actor, queries.for_appeal(session, actor, decision.id), token=at or token(), text=text, language="en")

    return database.write(job)


def hear(database, place, reviewer, appeal, deed, reason="The name is known to all.", **more):
    database.write(lambda session: deed(session, reviewer, queries.appeal(session, reviewer, place.consultation.slug, appeal.id), reason, **more))


def test_a_policy_has_growing_versions_and_numbers_once(database, policy):
    def adopt(version, days, rules=starter.RULES):
        return database.write(lambda session: commands.adopt_policy(session, SYSTEM, version, clock.today() + timedelta(days=days), Texts(en="Rules"), rules))

    for version, days, rules in [(1, 1, starter.RULES), (2, -900, starter.RULES), (2, 1, []), (2, 1, starter.RULES[:1] * 2)]:
        with pytest.raises(Refused):
            adopt(version, days, rules)
    assert adopt(2, 1).version == 2
    assert database.write(lambda session: commands.adopt_starter(session, SYSTEM)) is None


def test_publishing_gives_a_number_and_needs_no_reason(database, make, place, moderator, do):
    words = waiting(make, place, day=clock.today() - timedelta(days=4))
    decision = do(moderator, words, Action.PUBLISH, rule=0, facts="")
    assert (row(database, Contribution, words.id).state, decision.waited_days, decision.automated, decision.organisation_id) == (
        ContributionState.PUBLISHED,
        4,
        False,
        moderator.organisation_id,
    )


@pytest.mark.parametrize("action", [Action.REDACT, Action.DECLINE, Action.HOLD, Action.MOVE])
@pytest.mark.parametrize("lacking", [{"rule": 0}, {"facts": ""}, {"facts": "bad words"}, {"passage": "not there"}, {"facts": f"He is {PASSAGE} here", "passage": PASSAGE}])
def test_p73_a_restriction_without_rule_facts_or_true_passage_is_refused(database, make, place, moderator, do, action, lacking):
    words = waiting(make, place)
    with pytest.raises(Refused):
        do(moderator, words, action, **{"passage": PASSAGE, "question": make.question(place.consultation), **lacking})
    assert row(database, Contribution, words.id).state == ContributionState.RECEIVED
    assert database.read(lambda session: session.scalars(select(Decision)).all()) == []


@pytest.mark.parametrize("passage", ["", WORDS])
def test_p73_a_redaction_needs_a_passage_and_must_leave_something(make, place, moderator, do, passage):
    with pytest.raises(Refused):
        do(moderator, waiting(make, place), Action.REDACT, passage=passage)


def test_p74_the_author_sees_rule_facts_and_passage_of_the_decision(database, make, place, moderator, do):
    words = waiting(make, place)
    do(moderator, words, Action.DECLINE, passage=PASSAGE)
    (decision,) = database.read(lambda session: queries.decisions_on(session, holder(words), [words.id]))[words.id]
    assert (decision.rule.number, decision.facts, decision.passage, decision.automated) == (3, FACTS, PASSAGE, False)
    others = Actor(kind=Kind.RECEIPT, receipt_id=1)
    assert [database.read(lambda session, viewer=viewer: queries.decisions_on(session, viewer, [words.id])) for viewer in (others, NOBODY)] == [{}, {}]


def test_a_redaction_leaves_the_passage_in_no_column_but_sealed(database, make, place, moderator, do):
    words = make.contribution(place, WORDS)
    database.write(
        lambda session: commands.flag(session, NOBODY, session.get(Contribution, words.id), token=token(), category="insult", text=f"Here stands {PASSAGE}!", language="en")
    )
    do(moderator, words, Action.REDACT, passage=PASSAGE)
    held = set()
    for table in Base.metadata.sorted_tables:
        for line in database.read(lambda session, table=table: session.execute(sql(f'SELECT * FROM "{table.name}"')).mappings().all()):
            held |= {(table.name, name) for name, value in line.items() if PASSAGE in (value.decode("latin-1") if isinstance(value, (bytes, memoryview)) else str(value))}
    assert held == set()
    assert row(database, Contribution, words.id).text == WORDS.replace(PASSAGE, "[…]")


def test_p77_an_overturned_redaction_is_whole_and_in_its_place_again(database, make, place, moderator, reviewer, do):
    words = make.contribution(place, WORDS)
    appeal = contest(database, words, do(moderator, words, Action.REDACT, passage=PASSAGE))
    assert database.read(lambda session: queries.original_of(session, reviewer, queries.appeal(session, reviewer, place.consultation.slug, appeal.id))) == WORDS
    hear(database, place, reviewer, appeal, commands.overturn)
    now = row(database, Contribution, words.id)
    assert (now.text, now.state, now.mark, now.number, now.day) == (WORDS, ContributionState.PUBLISHED, "", words.number, words.day)
    assert database.read(lambda session: session.scalars(select(SealedOriginal)).all()) == []
    counted = database.read(lambda session: what_moderation_did(session, Span(place.consultation.slug, None, clock.today() + timedelta(days=1))))
    assert counted["reversals"] == Rate(1, 1)


@pytest.mark.parametrize(("action", "begin"), [(Action.DECLINE, ContributionState.RECEIVED), (Action.HOLD, ContributionState.RECEIVED), (Action.HIDE, ContributionState.PUBLISHED)])
def test_p77_whatever_was_overturned_is_public_again(database, make, place, moderator, reviewer, do, action, begin):
    words = make.contribution(place, WORDS, state=begin)
    hear(database, place, reviewer, contest(database, words, do(moderator, words, action)), commands.overturn)
    assert row(database, Contribution, words.id).state == ContributionState.PUBLISHED


def test_p77_a_hidden_redaction_comes_back_without_its_passage(database, make, place, moderator, reviewer, do):
    words = make.contribution(place, WORDS)
    do(moderator, words, Action.REDACT, passage=PASSAGE)
    hear(database, place, reviewer, contest(database, words, do(moderator, words, Action.HIDE)), commands.overturn)
    now = row(database, Contribution, words.id)
    assert (now.state, now.mark, PASSAGE in now.text) == (ContributionState.REDACTED, "personal data", False)


def test_p77_a_redaction_that_falls_does_not_lift_a_later_hiding(database, make, place, moderator, reviewer, do):
    words = make.contribution(place, WORDS)
    first = do(moderator, words, Action.REDACT, passage=PASSAGE)
    do(moderator, words, Action.HIDE)
    hear(database, place, reviewer, contest(database, words, first), commands.overturn)
    now = row(database, Contribution, words.id)
    assert (now.state, now.text) == (ContributionState.HIDDEN, WORDS)


def test_p77_a_move_that_falls_leads_back(database, make, place, moderator, reviewer, do):
    words = make.contribution(place)
    decision = do(moderator, words, Action.MOVE, rule=6, question=make.question(place.consultation))
    assert (decision.moved_from_question_id, row(database, Contribution, words.id).question_id) == (place.id, decision.moved_to_question_id)
    hear(database, place, reviewer, contest(database, words, decision), commands.overturn)
    assert row(database, Contribution, words.id).question_id == place.id


def test_a_second_redaction_leaves_the_first_original_sealed_and_each_falls_alone(database, make, place, moderator, reviewer, do):
    words = waiting(make, place)
    first = do(moderator, words, Action.REDACT, passage=PASSAGE)
    second = do(moderator, words, Action.REDACT, rule=4, passage="parks there")
    assert row(database, Contribution, words.id).text == "My neighbour […] […]. Plant trees instead."
    hear(database, place, reviewer, contest(database, words, first), commands.overturn)
    one = row(database, Contribution, words.id)
    assert (one.text, one.state, one.mark) == ("My neighbour Quenzel Ortabas […]. Plant trees instead.", ContributionState.REDACTED, "insult")
    hear(database, place, reviewer, contest(database, words, second), commands.overturn)
    one = row(database, Contribution, words.id)
    assert (one.text, one.state, one.mark, one.left_out) == (WORDS, ContributionState.PUBLISHED, "", "")
    assert database.read(lambda session: session.scalars(select(SealedOriginal)).all()) == []


def test_a_second_redaction_cannot_swallow_the_gap_of_the_first(make, place, moderator, do):
    words = waiting(make, place)
    do(moderator, words, Action.REDACT, passage=PASSAGE)
    with pytest.raises(Refused, match="gap"):
        do(moderator, words, Action.REDACT, passage="neighbour […] parks")


def test_p77_a_reply_that_was_moved_away_comes_back_below_what_it_answers(database, make, place, moderator, reviewer, do):
    top = make.contribution(place)
    words = make.contribution(place, WORDS, reply_to=top)
    answer = make.contribution(place, "Which neighbour?", reply_to=words)
    other = make.question(place.consultation)
    decision = do(moderator, words, Action.MOVE, rule=6, question=other)
    assert [(one.question_id, one.root_id) for one in (row(database, Contribution, words.id), row(database, Contribution, answer.id))] == [(other.id, None), (other.id, words.id)]
    hear(database, place, reviewer, contest(database, words, decision), commands.overturn)
    back = [row(database, Contribution, one.id) for one in (words, answer)]
    assert [(one.question_id, one.root_id, one.reply_to_id, one.is_root) for one in back] == [(place.id, top.id, top.id, False), (place.id, top.id, words.id, False)]
    assert [row(database, Contribution, one.id).replies for one in (top, words)] == [2, 0]


def test_p77_a_reply_whose_parent_was_moved_too_comes_back_on_top(database, make, place, moderator, reviewer, do):
    top = make.contribution(place)
    words = make.contribution(place, WORDS, reply_to=top)
    other = make.question(place.consultation)
    decision = do(moderator, words, Action.MOVE, rule=6, question=other)
    do(moderator, top, Action.MOVE, rule=6, question=other)
    hear(database, place, reviewer, contest(database, words, decision), commands.overturn)
    one = row(database, Contribution, words.id)
    assert (one.question_id, one.root_id, one.reply_to_id, one.is_root) == (place.id, None, None, True)


def test_an_upheld_decision_stands_with_its_reason(database, make, place, moderator, reviewer, do):
    words = waiting(make, place)
    appeal = contest(database, words, do(moderator, words, Action.DECLINE))
    with pytest.raises(Refused):
        hear(database, place, reviewer, appeal, commands.uphold, reason="No.")
    hear(database, place, reviewer, appeal, commands.uphold)
    now = row(database, Appeal, appeal.id)
    assert (now.state, now.reason, row(database, Contribution, words.id).state) == (AppealState.UPHELD, "The name is known to all.", ContributionState.DECLINED)
    with pytest.raises(WrongMoment):
        hear(database, place, reviewer, appeal, commands.overturn)


def test_whoever_decided_finds_no_appeal_even_as_a_reviewer(database, make, place, do):
    both = make.staff(roles=[(Role.MODERATOR, place.consultation), (Role.REVIEWER, place.consultation)])
    actor = Actor(
        kind=Kind.STAFF, staff_id=both.id, organisation_id=both.organisation_id, roles=frozenset({(Role.MODERATOR, place.consultation.id), (Role.REVIEWER, place.consultation.id)})
    )
    words = waiting(make, place)
    appeal = contest(database, words, do(actor, words, Action.DECLINE))
    assert database.read(lambda session: queries.appeals(session, actor, place.consultation)) == []
    with pytest.raises(NotFound):
        database.read(lambda session: queries.appeal(session, actor, place.consultation.slug, appeal.id))
    with pytest.raises(NotAllowed):
        database.write(lambda session: commands.overturn(session, actor, session.get(Appeal, appeal.id), "I like my decision."))


@pytest.mark.parametrize(("days", "accepted"), [(0, True), (184, True), (185, False), (200, False)])
def test_p76_an_appeal_is_taken_for_six_months(database, make, place, moderator, do, now, days, accepted):
    words = waiting(make, place)
    decision = do(moderator, words, Action.DECLINE)
    with clock.frozen(now + timedelta(days=days)):
        if accepted:
            appeal = contest(database, words, decision)
            assert appeal.due_on == clock.add_working_days(clock.today(), 10)
        else:
            with pytest.raises(Refused, match=r"Write to office@example\.org"):
                contest(database, words, decision)


def test_an_appeal_is_made_once_and_has_words(database, make, place, moderator, do):
    words = waiting(make, place)
    decision, form = do(moderator, words, Action.DECLINE), token()
    for text in ("", "x" * 5001):
        with pytest.raises(Refused):
            contest(database, words, decision, text)
    assert contest(database, words, decision, at=form).id == contest(database, words, decision, at=form).id
    with pytest.raises(Refused):
        contest(database, words, decision)
    with pytest.raises(NotFound):
        contest(database, words, decision, by=Actor(kind=Kind.RECEIPT, receipt_id=1))
    database.write(lambda session: commands.withdraw_appeal(session, holder(words), queries.for_appeal(session, holder(words), decision.id)))
    assert database.read(lambda session: session.scalar(select(Appeal.state))) == AppealState.WITHDRAWN


def test_p78_what_a_machine_holds_waits_for_a_human_for_ever(database, make, place, now):
    words = waiting(make, place, hasty=True)
    with clock.frozen(now + timedelta(days=900)):
        assert row(database, Contribution, words.id).state == ContributionState.RECEIVED
    assert (can(SYSTEM, Permission.DECIDE, words), can(NOBODY, Permission.DECIDE, words)) == (False, False)


def test_p79_a_ministry_waits_its_turn_like_everybody(database, make, place, moderator):
    from portal.contributions.models import Voice

    made = [waiting(make, place, day=clock.today() - timedelta(days=age), voice=voice) for age, voice in [(1, Voice.ORGANISATION), (3, Voice.ANONYMOUS), (2, Voice.ORGANISATION)]]
    lines, total, later = database.read(lambda session: queries.queue(session, moderator, place.consultation))
    assert ([line.contribution.id for line in lines], total, later) == ([made[1].id, made[2].id, made[0].id], 3, None)


def test_p80_a_hundred_reports_hide_nothing_and_all_are_answered(database, make, place, moderator):
    words = make.contribution(place)
    for _number in range(100):
        database.write(lambda session: commands.flag(session, NOBODY, session.get(Contribution, words.id), token=token(), category="insult", text="", language="en"))
    assert row(database, Contribution, words.id).state == ContributionState.PUBLISHED
    database.write(lambda session: commands.answer_flag(session, moderator, session.get(Contribution, words.id), "It is a hard opinion, and allowed."))
    assert set(database.read(lambda session: session.scalars(select(Flag.state)).all())) == {FlagState.KEPT}
    with pytest.raises(WrongMoment):
        database.write(lambda session: commands.answer_flag(session, moderator, session.get(Contribution, words.id), "Once more the same."))


def test_a_report_is_made_once_under_one_number(database, make, place):
    words, form = make.contribution(place), token()

    def report(**more):
        facts = {"token": form, "category": "insult", "text": "", "language": "en", **more}
        return database.write(lambda session: commands.flag(session, NOBODY, session.get(Contribution, words.id), **facts))

    first = report()
    assert (first.code, first.flag.id) == (report().code, report().flag.id)
    kept = report(token=token(), code=first.code)
    assert (kept.code, kept.flag.receipt_id) == (first.code, first.flag.receipt_id)
    for wrong in ({"category": ""}, {"text": "x" * 2001}, {"code": "12"}, {"code": make.receipt(make.consultation()).code}):
        with pytest.raises(Refused):
            report(token=token(), **wrong)


def test_a_reporter_learns_the_outcome_and_can_contest_it(database, make, place, moderator, reviewer, do):
    words = make.contribution(place)
    flag = database.write(lambda session: commands.flag(session, NOBODY, session.get(Contribution, words.id), token=token(), category="insult", text="", language="en")).flag
    reader = Actor(kind=Kind.RECEIPT, receipt_id=flag.receipt_id)
    database.write(lambda session: commands.answer_flag(session, moderator, session.get(Contribution, words.id), "It is a hard opinion."))
    (mine,) = database.read(lambda session: queries.flags_of(session, reader, flag.receipt_id))
    assert (mine.state, mine.answer, database.read(lambda session: queries.flags_of(session, NOBODY, flag.receipt_id))) == (FlagState.KEPT, "It is a hard opinion.", [])
    with pytest.raises(NotFound):
        contest(database, words, mine.decision)
    appeal = contest(database, words, mine.decision, by=reader)
    rule = database.read(lambda session: queries.policy_on(session, NOBODY, clock.today())).rules[3]
    with pytest.raises(Refused):
        hear(database, place, reviewer, appeal, commands.overturn)
    hear(database, place, reviewer, appeal, commands.overturn, rule=rule)
    assert row(database, Contribution, words.id).state == ContributionState.HIDDEN


def test_hiding_settles_the_reports(database, make, place, moderator, do):
    words = make.contribution(place)
    database.write(lambda session: commands.flag(session, NOBODY, session.get(Contribution, words.id), token=token(), category="insult", text="", language="en"))
    do(moderator, words, Action.HIDE)
    assert database.read(lambda session: session.scalars(select(Flag.state)).all()) == [FlagState.ACTED]
    with pytest.raises(WrongMoment):
        database.write(lambda session: commands.flag(session, NOBODY, session.get(Contribution, words.id), token=token(), category="insult", text="", language="en"))


def test_p82_the_second_moderator_is_told(make, place, moderator, do):
    words, second = waiting(make, place), make.actor(Role.MODERATOR, place.consultation, name="Second")
    with pytest.raises(WrongMoment, match="newer version"):
        do(moderator, words, Action.PUBLISH, version=2)
    do(moderator, words, Action.PUBLISH)
    with pytest.raises(WrongMoment):
        do(second, words, Action.DECLINE)


def test_a_claim_keeps_others_away_for_a_quarter_of_an_hour(database, make, place, moderator, now):
    words, second = waiting(make, place), make.actor(Role.MODERATOR, place.consultation, name="Second")

    def claim(actor):
        return database.write(lambda session: commands.claim(session, actor, session.get(Contribution, words.id)))

    claim(moderator)
    claim(moderator)
    with pytest.raises(WrongMoment):
        claim(second)
    assert database.read(lambda session: queries.next_item(session, second, place.consultation)) is None
    with clock.frozen(now + timedelta(minutes=16)):
        claim(second)
    database.write(lambda session: commands.release(session, second, session.get(Contribution, words.id)))
    claim(moderator)


def test_p83_a_decision_cites_the_version_in_force_when_the_words_were_written(database, make, place, moderator, do):
    before = waiting(make, place, day=clock.today() - timedelta(days=10))
    database.write(lambda session: session.execute(sql("UPDATE versions SET day = :day"), {"day": clock.today() - timedelta(days=10)}))
    second = database.write(lambda session: commands.adopt_policy(session, SYSTEM, 2, clock.today() - timedelta(days=5), Texts(en="New"), starter.RULES))
    new_rule = database.read(lambda session: queries.policy(session, NOBODY, second.version)).rules[0]
    with pytest.raises(Refused):
        database.write(
            lambda session: commands.decide(
                session, moderator, queries.item(session, moderator, place.consultation.slug, before.id).contribution, action=Action.DECLINE, version=1, rule=new_rule, facts=FACTS
            )
        )
    do(moderator, before, Action.DECLINE)
    (decision,) = database.read(lambda session: queries.decisions_on(session, moderator, [before.id]))[before.id]
    assert decision.rule.policy.version == 1


def test_a_moderator_asks_and_the_author_answers(database, make, place, moderator):
    words, form = waiting(make, place), token()

    def say(deed, actor, text, at=None):
        return database.write(lambda session: deed(session, actor, session.get(Contribution, words.id), token=at or token(), text=text, language="en"))

    with pytest.raises(Refused):
        say(commands.answer_message, holder(words), "Hello?")
    assert say(commands.ask, moderator, "Which street?", form).id == say(commands.ask, moderator, "Which street?", form).id
    for text in ("", "x" * 5001):
        with pytest.raises(Refused):
            say(commands.answer_message, holder(words), text)
    say(commands.answer_message, holder(words), "The long one.")
    said = database.read(lambda session: queries.messages_on(session, holder(words), [words.id]))[words.id]
    assert [(one.from_staff, one.text, one.seen) for one in said] == [(True, "Which street?", True), (False, "The long one.", False)]
    assert database.read(lambda session: queries.messages_on(session, NOBODY, [words.id])) == {}


def test_words_without_a_number_cannot_be_asked_about(database, make, place, moderator):
    words = waiting(make, place, receipt_id=None)
    with pytest.raises(Refused):
        database.write(lambda session: commands.ask(session, moderator, session.get(Contribution, words.id), token=token(), text="Who?", language="en"))


def test_moving_needs_a_place_and_restoring_an_appeal(make, place, moderator, do):
    for action in (Action.MOVE, Action.RESTORE):
        with pytest.raises(Refused):
            do(moderator, waiting(make, place), action)

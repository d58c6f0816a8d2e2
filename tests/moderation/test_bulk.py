"""Several at once: seen before it is done, done once, each by a decision of its own, and taken back for ten minutes."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Role
from portal.contributions.models import Contribution, ContributionState
from portal.journal.models import Entry
from portal.moderation.models import BulkDeed, Decision, Flag, FlagState
from portal.moderation.queries import bulk
from portal.moderation.queries.bulk import Together
from tests.visitor import Visitor

FACTS = "They all sell the same mattress."
pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def place(make):
    make.policy()
    return make.question(make.consultation())


@pytest.fixture
def moderator(make, place, visitor):
    person = make.staff("Mo", roles=[(Role.MODERATOR, place.consultation)])
    make.sign_in(visitor, person)
    return person


@pytest.fixture
def other(make, place, portal):
    visitor = Visitor(portal)
    make.sign_in(visitor, make.staff("Other", roles=[(Role.MODERATOR, place.consultation)]))
    yield visitor
    visitor.leave()


def waiting(make, place, number, **more):
    return [make.contribution(place, f"Bench {one}", state=ContributionState.RECEIVED, **more) for one in range(number)]


def token(visitor):
    return next(value for form in visitor.page.forms() if "together" in form.action or form.action for name, value in form.fields if name == "token")


def see(visitor, place, words, deed, desk="queue", **more):
    """Tick and look; the plan's page."""
    visitor.get(f"/en/staff/{place.consultation.slug}/{desk}")
    fields = [("token", token(visitor)), ("desk", desk), ("deed", deed), *(("pick", f"{one.id}.{one.version}") for one in words), *more.items()]
    return visitor.post(f"/en/staff/{place.consultation.slug}/together", fields)


def states(database, words):
    found = database.read(lambda session: {one.id: one.state for one in session.scalars(select(Contribution).where(Contribution.id.in_([one.id for one in words])))})
    return [found[one.id] for one in words]


def count(database, table, *which):
    return database.read(lambda session: session.scalar(select(func.count()).select_from(table).where(*which)))


def test_nothing_is_done_before_it_was_seen(visitor, make, place, moderator, database):
    words = waiting(make, place, 3)
    main = see(visitor, place, words[:2], "publish").main
    assert states(database, words) == [ContributionState.RECEIVED] * 3
    for sentence in ("Nothing is done yet.", "2 texts get a decision each.", "2 authors see it behind their numbers.", "Bench 0", "Bench 1"):
        assert sentence in main
    assert "Bench 2" not in main


def test_each_gets_a_decision_of_its_own(visitor, make, place, moderator, database):
    words = waiting(make, place, 3)
    see(visitor, place, words, "decline")
    page = visitor.press("Do it with 3 texts", rule="5", facts=FACTS)
    assert "3 decisions are kept." in page.main
    assert states(database, words) == [ContributionState.DECLINED] * 3
    rows = database.read(lambda session: session.scalars(select(Decision)).all())
    assert sorted((one.contribution_id, one.facts) for one in rows) == sorted((one.id, FACTS) for one in words)
    assert count(database, Entry, Entry.deed == "decline", Entry.thing == "contributions") == 3


def test_all_on_this_page(visitor, make, place, moderator, database):
    words = waiting(make, place, 4)
    visitor.get(f"/en/staff/{place.consultation.slug}/queue")
    visitor.press("See what would happen", all="yes")
    visitor.press("Do it with 4 texts")
    assert states(database, words) == [ContributionState.PUBLISHED] * 4


def test_a_second_click_does_nothing_twice(visitor, make, place, moderator, database):
    words = waiting(make, place, 2)
    see(visitor, place, words, "publish")
    form = next(form for form in visitor.page.forms() if form.action.endswith("/together/do"))
    for _click in range(2):
        assert "2 decisions are kept." in visitor.post(form.action, form.fields).main
    assert (count(database, BulkDeed), count(database, Decision), count(database, Entry, Entry.deed == "publish")) == (1, 2, 2)


def test_what_somebody_changed_meanwhile_is_left_out_and_named(visitor, other, make, place, moderator, database):
    words = waiting(make, place, 3)
    see(visitor, place, words, "publish")
    form = next(form for form in visitor.page.forms() if form.action.endswith("/together/do"))
    see(other, place, words[:1], "hold")
    other.press("Do it with 1 text", rule="5", facts=FACTS)
    database.write(lambda session: setattr(session.get(Contribution, words[1].id), "version", 2))
    main = visitor.post(form.action, form.fields).main
    assert states(database, words) == [ContributionState.HELD, ContributionState.RECEIVED, ContributionState.PUBLISHED]
    assert "1 decision is kept." in main
    left = main.split("Left out, because somebody has changed them meanwhile")[1]
    assert ("Bench 0" in left, "Bench 1" in left, "Bench 2" in left) == (True, True, False)


def test_what_cannot_be_done_is_told_with_the_reason(visitor, other, make, place, moderator):
    received, held, public = (make.contribution(place, f"Is {state}", state=state) for state in (ContributionState.RECEIVED, ContributionState.HELD, ContributionState.PUBLISHED))
    claimed = waiting(make, place, 1)[0]
    other.get(f"/en/staff/{place.consultation.slug}/queue/{claimed.id}")
    other.post(f"/en/staff/{place.consultation.slug}/queue/{claimed.id}/claim", {"token": token(other)})
    main = see(visitor, place, [received, held, public, claimed], "hold").main
    assert "Only what waits can be put aside: Put aside by a moderator, with a reason." in main
    assert "Only what waits can be put aside: Published." in main
    assert "Other has this text on the desk." in main
    assert "Do it with 1 text" in main


def test_a_rule_and_facts_are_needed_for_what_restricts(visitor, make, place, moderator, database):
    words = waiting(make, place, 1)
    see(visitor, place, words, "decline")
    assert visitor.press("Do it with 1 text", status=422).faults == ["Choose the rule that you apply.", "Say it in plain words. Everybody concerned reads it."]
    assert visitor.press("Do it with 1 text", rule="5", facts="No.", status=422).faults == ["Say in plain words what the decision rests on."]
    assert (states(database, words), count(database, BulkDeed)) == ([ContributionState.RECEIVED], 0)
    visitor.press("Do it with 1 text", rule="5", facts=FACTS)
    assert states(database, words) == [ContributionState.DECLINED]


@pytest.mark.parametrize(("deed", "more"), [("publish", {}), ("hold", {"rule": "5", "facts": FACTS}), ("decline", {"rule": "5", "facts": FACTS})])
def test_it_can_be_taken_back_for_ten_minutes(visitor, make, place, moderator, database, now, deed, more):
    words = waiting(make, place, 2)
    see(visitor, place, words, deed)
    visitor.press("Do it with 2 texts", **more)
    with clock.frozen(now + timedelta(minutes=9)):
        page = visitor.press("Take back 2 decisions")
    assert "It was taken back where that was possible." in page.main
    assert states(database, words) == [ContributionState.RECEIVED] * 2
    assert count(database, Decision, Decision.taken_back_on.is_not(None)) == 2
    assert count(database, Contribution, Contribution.number.is_not(None)) == 0
    place_now = database.read(lambda session: session.get(type(place), place.id).published)
    assert place_now == 0
    visitor.get(f"/en/consultations/{place.consultation.slug}/moderation")
    if deed != "publish":
        assert "Taken back by the same moderator" in visitor.page.main


def test_after_ten_minutes_the_button_is_gone(visitor, make, place, moderator, database, now):
    words = waiting(make, place, 1)
    see(visitor, place, words, "publish")
    visitor.press("Do it with 1 text")
    form = next(form for form in visitor.page.forms() if form.action.endswith("/back"))
    with clock.frozen(now + timedelta(minutes=10)):
        assert "The ten minutes to take it back are over." in visitor.get(visitor.page.url).main
        visitor.post(form.action, form.fields, status=409)
    assert states(database, words) == [ContributionState.PUBLISHED]


def test_taking_back_twice_does_nothing_more(visitor, make, place, moderator, database):
    words = waiting(make, place, 1)
    see(visitor, place, words, "hold")
    visitor.press("Do it with 1 text", rule="5", facts=FACTS)
    form = next(form for form in visitor.page.forms() if form.action.endswith("/back"))
    visitor.post(form.action, form.fields)
    visitor.post(form.action, form.fields)
    assert count(database, Entry, Entry.deed == "put back") == 1
    assert states(database, words) == [ContributionState.RECEIVED]


def test_what_was_answered_stays_public_and_the_rest_goes_back(visitor, make, place, moderator, database):
    words = waiting(make, place, 4)
    see(visitor, place, words, "publish")
    visitor.press("Do it with 4 texts")
    done = visitor.page.url
    make.contribution(place, "I agree.", state=ContributionState.RECEIVED, reply_to=words[0])
    make.save(Flag(consultation_id=place.consultation_id, contribution_id=words[1].id, category="insult", language="en", state=FlagState.OPEN))
    make.point(make.summary(place.consultation), behind=[words[2]])
    visitor.get(done)
    main = visitor.press("Take back 4 decisions").main
    assert states(database, words) == [ContributionState.PUBLISHED] * 3 + [ContributionState.RECEIVED]
    assert main.count("It stays: somebody has replied, reported, contested or changed it.") == 3


def test_a_number_that_was_taken_away_is_given_to_nobody_else(visitor, make, place, moderator, database):
    words = waiting(make, place, 1)
    see(visitor, place, words, "publish")
    visitor.press("Do it with 1 text")
    visitor.get(f"/en/consultations/{place.consultation.slug}/contributions/1")
    see(visitor, place, words, "publish")
    visitor.get(f"/en/staff/{place.consultation.slug}/queue")
    deed = database.read(lambda session: session.scalar(select(BulkDeed.id)))
    visitor.get(f"/en/staff/{place.consultation.slug}/together/{deed}")
    visitor.press("Take back 1 decision")
    visitor.get(f"/en/consultations/{place.consultation.slug}/contributions/1", status=404)
    see(visitor, place, waiting(make, place, 1), "publish")
    visitor.press("Do it with 1 text")
    visitor.get(f"/en/consultations/{place.consultation.slug}/contributions/2")


def test_what_was_declined_and_taken_back_cannot_be_contested(visitor, make, place, moderator, database, portal):
    words = waiting(make, place, 1)
    see(visitor, place, words, "decline")
    visitor.press("Do it with 1 text", rule="5", facts=FACTS)
    visitor.press("Take back 1 decision")
    holder = Visitor(portal)
    holder.get("/en/track")
    main = holder.press(next(label for form in holder.page.forms() for label, _name, _value in form.buttons if form.action.endswith("/track")), code=words[0].receipt.code).main
    assert (FACTS in main, "Received, waits for a moderator" in main) == (False, True)
    holder.leave()


def test_reports_are_answered_together_and_wait_again(visitor, make, place, moderator, database):
    words = [make.contribution(place, f"Bench {number}") for number in range(2)]
    for one in words:
        for _again in range(2):
            make.save(
                Flag(
                    consultation_id=place.consultation_id,
                    contribution_id=one.id,
                    receipt_id=make.receipt(place.consultation).id,
                    category="insult",
                    language="en",
                    state=FlagState.OPEN,
                )
            )
    main = see(visitor, place, words, "keep", "flags").main
    assert "4 reports are answered by it." in main
    visitor.press("Do it with 2 texts", facts="It is hard, and insults nobody.")
    assert count(database, Flag, Flag.state == FlagState.KEPT) == 4
    visitor.press("Take back 2 decisions")
    assert count(database, Flag, Flag.state == FlagState.OPEN, Flag.answer == "", Flag.decided_by_id.is_(None)) == 4
    assert states(database, words) == [ContributionState.PUBLISHED] * 2


def test_public_words_are_hidden_together_and_come_back_to_their_place(visitor, make, place, moderator, database):
    words = [make.contribution(place, f"Bench {number}") for number in range(2)]
    numbers = [one.number for one in words]
    see(visitor, place, words, "hide", "published")
    visitor.press("Do it with 2 texts", rule="5", facts=FACTS)
    assert states(database, words) == [ContributionState.HIDDEN] * 2
    visitor.press("Take back 2 decisions")
    assert states(database, words) == [ContributionState.PUBLISHED] * 2
    assert [database.read(lambda session, one=one: session.get(Contribution, one.id).number) for one in words] == numbers


def test_nobody_else_takes_it_back_or_sees_it(visitor, other, make, place, moderator):
    see(visitor, place, waiting(make, place, 1), "publish")
    visitor.press("Do it with 1 text")
    form = next(form for form in visitor.page.forms() if form.action.endswith("/back"))
    other.get(visitor.page.url, status=404)
    other.get(f"/en/staff/{place.consultation.slug}/published")
    other.post(form.action, {"token": token(other)}, status=404)


def test_words_of_another_consultation_are_not_touched(visitor, make, place, moderator, database):
    foreign = make.contribution(make.question(), "Foreign words.", state=ContributionState.RECEIVED)
    main = see(visitor, place, [foreign], "publish").main
    assert ("Foreign words." in main, "Nothing can be done with what is ticked." in main) == (False, True)
    visitor.post(f"/en/staff/{foreign.consultation.slug}/together", {"token": token(visitor), "deed": "publish", "pick": f"{foreign.id}.1"}, status=404)
    assert states(database, [foreign]) == [ContributionState.RECEIVED]


@pytest.mark.parametrize("pick", ["", "x", "1", "1.x", "1.1.99", "9" * 40 + ".1", "-1.1", "1.1.1.1"])
def test_nonsense_is_answered_with_a_sentence(visitor, place, moderator, pick):
    visitor.get(f"/en/staff/{place.consultation.slug}/queue")
    page = visitor.post(f"/en/staff/{place.consultation.slug}/together", {"token": token(visitor), "deed": "publish", "pick": pick}, status=409)
    assert "Nothing is ticked." in page.main


def test_words_under_earlier_rules_are_decided_by_themselves(visitor, make, place, moderator, now):
    make.policy(2, now.date())
    with clock.frozen(now - timedelta(days=2)):
        old = waiting(make, place, 1)
    new = make.contribution(place, "New words", state=ContributionState.RECEIVED)
    main = see(visitor, place, [*old, new], "decline").main
    assert "It was written under an earlier version of the rules. Decide on it by itself." in main
    assert "Do it with 1 text" in main


def test_a_plan_for_fifty_needs_as_many_statements_as_for_one(database, make, place, statements):
    mo = make.actor(Role.MODERATOR, place.consultation)
    words = waiting(make, place, 10)
    plans = [statements(lambda session, some=some: bulk.plan(session, mo, place.consultation, Together.DECLINE, [(one.id, 1, -1) for one in some])) for some in (words[:1], words)]
    assert plans[0] == plans[1]

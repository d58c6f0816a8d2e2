"""What the rooms count, against the rows themselves."""

import csv
import io
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.barriers.counting import what_kept_people_out
from portal.barriers.models import BarrierAbout, BarrierState
from portal.base import clock
from portal.contributions.counting import took_part
from portal.contributions.models import ContributionState, Voice
from portal.figures.days import Span
from portal.figures.measures import Rate, Total
from portal.figures.suppression import OTHERS, rounded, spread, suppressed
from portal.journeys.counting import how_far_it_came
from portal.moderation.counting import what_moderation_did
from portal.moderation.models import Action, Appeal, AppealState, Decision, Flag, FlagState, Rule
from portal.summaries.models import NoPoint, SummaryState
from tests.visitor import HTML, words

pytestmark = pytest.mark.usefixtures("now")
FEBRUARY = datetime(2028, 2, 1, 1, 0, tzinfo=UTC)
EVER = Span("", None, date(2030, 1, 1))
WEIGHTS = {Action.PUBLISH: 60, Action.DECLINE: 25, Action.REDACT: 14, Action.HIDE: 4, Action.MOVE: 3, Action.HOLD: 1, Action.RESTORE: 1}


def in_the_year(chance):
    return date(2026, 12, 20) + timedelta(days=chance.randrange(400))


@pytest.fixture
def decided(make, database):
    """Some hundred decisions with appeals in three consultations, one of them a private room; the decisions that are to be counted for 2027."""
    chance = random.Random(84)
    make.policy()
    rules = database.read(_rules)
    long_ago = {"opens": timedelta(days=-500), "closes": timedelta(days=500)}
    places = [make.consultation(**long_ago), make.consultation(**long_ago), make.consultation("A room", private=True, **long_ago)]
    made, appeals = [], []
    for place in places:
        contribution = make.contribution(make.question(place), day=date(2026, 12, 1))
        for _number in range(150):
            action = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            made.append(
                Decision(
                    consultation_id=place.id,
                    contribution_id=contribution.id,
                    version=1,
                    action=action,
                    rule_id=None if action in (Action.PUBLISH, Action.RESTORE) else chance.choice(rules)[0],
                    automated=action is Action.HOLD,
                    day=in_the_year(chance),
                    waited_days=chance.choice((0, 0, 1, 1, 2, 5)),
                    taken_back_on=date(2027, 6, 1) if chance.random() < 0.1 else None,
                )
            )
    make.save(*made)
    for decision in made:
        if chance.random() < 0.4:
            state, day = chance.choice(list(AppealState)), decision.day + timedelta(days=3)
            since = day + timedelta(days=chance.randrange(20))
            appeals.append(
                Appeal(
                    consultation_id=decision.consultation_id,
                    decision_id=decision.id,
                    state=state,
                    day=day,
                    state_since=since,
                    due_on=day + timedelta(days=14),
                    text="No.",
                    language="en",
                )
            )
    make.save(*appeals)

    def counts(one):
        return one.consultation_id != places[2].id and one.day.year == 2027

    by_id = dict(rules)
    return [one for one in made if counts(one) and one.taken_back_on is None], [one for one in appeals if counts(one)], by_id, places


def _rules(session):
    return [(one.id, one.number) for one in session.scalars(select(Rule).order_by(Rule.number))]


def sheet(visitor, table, **where):
    query = "&".join(f"{name}={value}" for name, value in where.items())
    answer = visitor.get(f"/en/transparency/tables/moderation/{table}?{query}")
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))[1:]


def as_told(counts, label, *, total=True):
    """The rows of a file, from exact counts by the rules of suppression alone."""
    told = suppressed(counts)
    whole = sum(counts.values())
    rows = [
        [label(answer) if answer != OTHERS else "All others together", str(people), str(min(100, round(100 * people / rounded(whole)))) if total else ""]
        for answer, people in told.items()
    ]
    return [*rows, *([["All", f"about {rounded(whole)}", ""]] if total else [])]


def test_p84_the_yearly_totals_are_the_sum_of_the_decisions_in_the_database(visitor, make, decided):
    decisions, appeals, rules, _places = decided
    with clock.frozen(FEBRUARY):
        make.figures_due()
        of = {"period": "2027"}
        actions = Counter(one.action for one in decisions)
        assert sheet(visitor, "actions", **of) == as_told({action: actions[action] for action in Action}, lambda action: action.label)
        by = Counter(one.automated for one in decisions)
        assert sheet(visitor, "by", **of) == as_told({False: by[False], True: by[True]}, lambda machine: "By a machine" if machine else "By people")
        used = Counter(rules[one.rule_id] for one in decisions if one.rule_id)
        assert sheet(visitor, "rules", **of) == as_told(dict(sorted(used.items())), "Rule {}, version 1".format, total=False)
        ended = [one for one in appeals if one.state in (AppealState.UPHELD, AppealState.OVERTURNED)]
        outcomes = Counter(one.state for one in ended)
        assert sheet(visitor, "appeals", **of) == as_told({state: outcomes[state] for state in (AppealState.UPHELD, AppealState.OVERTURNED)}, lambda state: state.label)
        lines = dict(sheet(visitor, "key-figures", **of))
    assert len(decisions) > 200
    assert len(ended) > 30
    median, ninetieth = spread(Counter(one.waited_days for one in decisions))
    assert (lines["Waiting for a decision: half took at most"], lines["Waiting for a decision: 9 of 10 took at most"]) == (str(median), str(ninetieth))
    took = spread(Counter((one.state_since - one.day).days for one in ended))
    assert (lines["Deciding an appeal: half took at most"], lines["Deciding an appeal: 9 of 10 took at most"]) == tuple(map(str, took))
    assert lines["Decided appeals that overturned the decision"] == f"{round(100 * rounded(outcomes[AppealState.OVERTURNED]) / rounded(len(ended)))} %"
    in_time = sum(one.state_since <= one.due_on for one in ended)
    assert lines["Appeals decided in time"] == f"{round(100 * rounded(in_time) / rounded(len(ended)))} %"


def test_p84_the_page_of_a_consultation_and_its_public_log_tell_the_same(visitor, make, decided):
    decisions, _appeals, _rules, places = decided
    with clock.frozen(FEBRUARY):
        make.figures_due()
        slug = places[0].slug
        page = visitor.get(f"/en/transparency/consultations/{slug}")
        table = next(one for one in page.tree.iter(f"{HTML}table") if words(one.find(f"{HTML}caption")) == "Decisions")
        log = visitor.get(f"/en/consultations/{slug}/moderation")
        again = next(one for one in log.tree.iter(f"{HTML}table") if words(one.find(f"{HTML}caption")) == "Decisions")
        visitor.get(f"/en/transparency/consultations/{places[2].slug}", status=404)
    assert words(table) == words(again)
    everything = [words(row) for row in table.iter(f"{HTML}tr")]
    assert everything[-1].startswith("All")
    assert len(everything) > 3
    assert decisions


def test_moderation_is_counted_where_and_when_it_happened(make, database, now):
    place, other = make.consultation(), make.consultation()
    words_here = make.contribution(make.question(place))
    moderator = make.staff("Moderator")
    decision = Decision(consultation_id=place.id, contribution_id=words_here.id, version=1, action=Action.HIDE, staff_id=moderator.id, waited_days=3)
    make.save(decision, Flag(consultation_id=place.id, contribution_id=words_here.id, category="insult", language="en", state=FlagState.ACTED))
    here = Span(place.slug, now.date(), now.date() + timedelta(days=1))
    found = database.read(lambda session: what_moderation_did(session, here))
    assert ({name: count for name, count in found["actions"].counts.items() if count}, found["waits"].counted, found["reports"].counts["acted on"]) == ({"hide": 1}, {3: 1}, 1)
    for elsewhere in (Span(other.slug, None, here.end), Span(place.slug, here.end, here.end + timedelta(days=9)), Span(place.slug, None, now.date())):
        assert sum(database.read(lambda session, span=elsewhere: what_moderation_did(session, span))["actions"].counts.values()) == 0


def test_taking_part_is_counted_by_numbers_not_by_contributions(make, database):
    place = make.consultation()
    question = make.question(place)
    receipt = make.receipt(place)
    for voice in (Voice.ANONYMOUS, Voice.NAME):
        make.contribution(question, receipt=receipt, voice=voice)
    make.contribution(question, language="ar")
    make.contribution(question, state=ContributionState.RECEIVED)
    found = database.read(lambda session: took_part(session, EVER))
    assert (found["contributions"], found["numbers"]) == (Total(3), Total(2))
    assert (found["voices"].counts, found["languages"].counts) == ({"anonymous": 2, "pseudonym": 0, "name": 1, "organisation": 0}, {"ar": 1, "en": 2})


@pytest.mark.parametrize(("state", "placed"), [(SummaryState.DRAFT, 0), (SummaryState.FINAL, 2)])
def test_a_draft_of_a_summary_gives_nobody_a_place(make, database, state, placed):
    place = make.consultation()
    question = make.question(place)
    first, second, _third = (make.contribution(question) for _number in range(3))
    make.point(make.summary(place, state=state), behind=[first])
    make.save(NoPoint(contribution_id=second.id, reason={"en": "Thanks."}))
    found = database.read(lambda session: how_far_it_came(session, EVER))
    assert (found["placed"], found["answered"], found["promised"]) == (Rate(placed, 3), Rate(0, 3), Rate(0, 3))


def test_barriers_of_private_rooms_are_not_counted(make, database):
    public, private = make.consultation(), make.consultation("A room", private=True)
    make.barrier(consultation_id=public.id, state=BarrierState.ADAPTED)
    make.barrier(consultation_id=private.id)
    make.barrier(about=BarrierAbout.WORDING)
    make.barrier(state=BarrierState.WITHDRAWN)
    whole = database.read(lambda session: what_kept_people_out(session, EVER))
    assert {name: count for name, count in whole["outcomes"].counts.items() if count} == {"reported": 1, "adapted": 1}
    assert (whole["about"].counts, whole["late"]) == ({"taking part": 1, "wording": 1}, Rate(1, 2))
    one = database.read(lambda session: what_kept_people_out(session, Span(public.slug, None, date(2030, 1, 1))))
    assert sum(one["outcomes"].counts.values()) == 1

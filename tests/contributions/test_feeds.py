"""What the feed of a consultation tells of its contributions."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY
from portal.contributions import feeds
from portal.contributions.models import ContributionState
from tests.consultations.test_feeds import entries, titles
from tests.contributions.test_commands import do

DAY = timedelta(days=1)


@pytest.fixture
def question(make, now):
    return make.question(make.consultation(announced_at=now - 90 * DAY, opens=-80 * DAY))


def appears(make, database, question, when, *, deeds=("publish",), **more):
    words = make.contribution(question, state=ContributionState.RECEIVED, **more)
    with clock.frozen(when):
        for deed, *said in deeds:
            do(database, words, deed, *said)


def feed(visitor, question):
    _root, found = entries(visitor.get(f"/en/consultations/{question.consultation.slug}/feed.atom"))
    return [entry for entry in found if "#contributions-" in entry.findtext("{http://www.w3.org/2005/Atom}id")]


def test_each_day_and_question_with_new_contributions_is_one_entry(visitor, make, database, question, now):
    for when in (now, now - DAY, now - DAY):
        appears(make, database, question, when, deeds=[("publish",)])
    appears(make, database, make.question(question.consultation, number=7), now - DAY, deeds=[("publish",)])
    found = feed(visitor, question)
    number = question.number
    assert titles(found) == [
        ("2027-05-03", f"1 new contribution on question {number}"),
        ("2027-05-02", "1 new contribution on question 7"),
        ("2027-05-02", f"2 new contributions on question {number}"),
    ]
    link = found[0].find("{http://www.w3.org/2005/Atom}link").get("href")
    assert link == f"http://127.0.0.1:8000/en/consultations/{question.consultation.slug}/questions/{number}"


def test_what_waits_was_hidden_or_appeared_long_ago_is_not_told(visitor, make, database, question, now):
    make.contribution(question, state=ContributionState.RECEIVED)
    appears(make, database, question, now, deeds=[("publish",), ("hide", "insult", "4 insult")])
    appears(make, database, question, now, deeds=[("decline", "4 insult"), ("restore", "appeal")])
    appears(make, database, question, now - 31 * DAY, deeds=[("publish",)])
    assert feed(visitor, question) == []


def test_the_feed_costs_the_same_for_one_day_and_for_three(make, database, question, now, statements):
    def cost():
        return statements(lambda session: feeds.appeared(session, NOBODY, question.consultation))

    costs = []
    for days in (1, 3):
        for day in range(days):
            appears(make, database, question, now - day * DAY, deeds=[("publish",)])
        costs.append(cost())
    assert costs[0] == costs[1]

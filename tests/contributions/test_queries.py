"""Reading threads: along an index from any place in it, without counting, on both engines."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert, text

from portal.base.access import NOBODY, Actor, Kind
from portal.base.errors import NotFound
from portal.base.secrets import random_id
from portal.consultations.models import Question
from portal.contributions import queries
from portal.contributions.models import Contribution, ContributionState, Voice

START = date(2027, 1, 1)


def many(question, other):
    """Ten thousand tops in one thread and as many in another, with replies below some."""
    plain = {
        "consultation_id": question.consultation_id,
        "state": ContributionState.PUBLISHED,
        "state_since": START,
        "voice": Voice.ANONYMOUS,
        "shown_name": "",
        "language": "en",
        "text": "w",
        "html": "<p>w</p>",
        "version": 1,
        "hasty": False,
        "mark": "",
    }
    tops = [
        {
            **plain,
            "id": random_id(),
            "number": number,
            "question_id": (question if number % 2 else other).id,
            "day": START + timedelta(days=number % 60),
            "is_root": True,
            "root_id": None,
            "reply_to_id": None,
            "replies": 4 if number < 2000 else 0,
        }
        for number in range(1, 20_001)
    ]
    below = [
        {
            **plain,
            "id": random_id(),
            "number": 30_000 + number,
            "question_id": question.id,
            "day": START,
            "is_root": False,
            "root_id": tops[number % 2000]["id"],
            "reply_to_id": tops[number % 2000]["id"],
            "replies": 0,
        }
        for number in range(8000)
    ]
    return tops + below


def plans_of(database, engine, work):
    """How the engine goes about the statements of a piece of work that read contributions."""
    told = []

    def listen(_connection, _cursor, statement, values, _context, _many):
        told.append((statement, values))

    event.listen(database.reader, "before_cursor_execute", listen)
    database.read(work)
    event.remove(database.reader, "before_cursor_execute", listen)
    explain = "EXPLAIN QUERY PLAN " if engine == "sqlite" else "EXPLAIN "
    asked = [(explain + statement, values) for statement, values in told if "FROM contributions" in statement]
    return database.read(lambda session: ["\n".join(str(row[-1]) for row in session.connection().exec_driver_sql(*one)) for one in asked])


def sorts_much(plan):
    """Whether PostgreSQL would sort more rows than a page has; fewer it may well sort, since that is cheaper than going to and fro."""
    return [rows for rows in re.findall(r"Sort  \(cost=\S+ rows=(\d+)", plan) if int(rows) > 30]


@pytest.mark.raw
def test_a_page_of_a_long_thread_reads_no_more_than_itself(make, database, engine):
    question = make.question()
    other = make.question(question.consultation)
    database.write(lambda session: session.execute(insert(Contribution), many(question, other)))
    if engine == "postgresql":
        database.write(lambda session: session.execute(text("ANALYZE contributions")))
    here = database.read(lambda session: session.get(Question, question.id))
    first = database.read(lambda session: queries.thread(session, NOBODY, here))

    def read(session):
        queries.thread(session, NOBODY, here)
        queries.thread(session, NOBODY, here, after=first.next)
        queries.thread(session, NOBODY, here, after=first.next, newest=True)
        queries.replies_to(session, NOBODY, session.get(Contribution, first.tops[0].id))

    plans = plans_of(database, engine, read)
    assert len(plans) >= 7
    assert len([plan for plan in plans if "ix_contributions_thread" in plan]) == 4  # a page in the middle may end one day and begin the next
    for plan in plans:
        assert not re.search(r"SCAN contributions|SCAN parent|Seq Scan", plan), plan
        assert not ("ix_contributions_thread" in plan and (re.search(r"TEMP B-TREE", plan) or sorts_much(plan))), plan


def test_pages_walk_through_full_and_empty_days_and_miss_nobody(make, database):
    """Three days, one of them with more than two pages: forwards and backwards everybody comes once."""
    question = make.question()
    days = [date(2027, 3, 1)] * 2 + [date(2027, 3, 2)] * 60 + [date(2027, 3, 9)] * 26
    rows = [{**row, "day": day, "number": number} for number, (row, day) in enumerate(zip(many(question, question)[: len(days)], days, strict=True), 1)]
    database.write(lambda session: session.execute(insert(Contribution), rows))
    everybody = sorted((row["day"], row["id"]) for row in rows)
    here = database.read(lambda session: session.get(Question, question.id))

    def walk(session, newest):
        seen, after = [], None
        while not seen or after:
            page = queries.thread(session, NOBODY, here, after=after, newest=newest)
            seen += [(top.day, top.id) for top in page.tops]
            after = page.next
        return seen

    assert database.read(lambda session: walk(session, newest=False)) == everybody
    assert database.read(lambda session: walk(session, newest=True)) == everybody[::-1]


def test_a_viewer_sees_what_is_public_and_what_is_their_own(make, database):
    question = make.question()
    shown, waits, others = make.contribution(question), make.contribution(question, state=ContributionState.RECEIVED), make.contribution(question, state=ContributionState.RECEIVED)
    holder = Actor(kind=Kind.RECEIPT, receipt_id=waits.receipt.id)
    for viewer, expected in ((NOBODY, {shown.id}), (holder, {shown.id, waits.id})):
        assert database.read(lambda session, viewer=viewer: {one.id for one in session.scalars(queries.visible_to(viewer))}) == expected
    assert database.read(lambda session: [one.id for one in queries.of_receipt(session, holder, waits.receipt.id)]) == [waits.id]
    assert database.read(lambda session: queries.of_receipt(session, holder, others.receipt.id)) == []
    with pytest.raises(NotFound):
        database.read(lambda session: queries.of_holder(session, holder, others.id))
    with pytest.raises(NotFound):
        database.read(lambda session: queries.for_staff(session, holder, shown.id))

"""What is read for an edition: no more than everybody sees, in as many statements for many as for one."""

from datetime import timedelta

import portal.editions.drawing  # noqa: F401
from portal.base import clock
from portal.base.languages import Texts
from portal.consultations.models import ConsultationState
from portal.contributions.models import ContributionState
from portal.editions import queries
from portal.editions.edition import open_to_all, reader
from portal.editions.files import draw
from portal.editions.plain import plain
from tests.editions.towns import town


def newest(database, consultation):
    return database.read(lambda session: queries.newest(session, reader(), consultation))


def test_the_newest_stand_first_with_the_first_replies_behind_them(database, make, now):
    question = make.question()
    today = clock.today()
    old, young = (make.contribution(question, words, day=today - timedelta(days=days)) for words, days in (("Old.", 3), ("Young.", 1)))
    replies = [make.contribution(question, f"Reply {number}.", reply_to=old, day=today - timedelta(days=2 - number // 3)) for number in range(5)]
    found = newest(database, question.consultation)[question.id]
    assert [rows[0].number for rows in found] == [young.number, old.number]
    assert {row.number for row in found[1][1:]} == {one.number for one in replies[:3]}
    assert [len(rows) for rows in found] == [1, 4]


def test_what_waits_or_is_declined_is_not_there(database, make, now):
    question = make.question()
    for state in (ContributionState.RECEIVED, ContributionState.HELD, ContributionState.DECLINED):
        make.contribution(question, "Not for everybody.", state=state)
    assert newest(database, question.consultation) == {}


def test_nothing_is_read_of_a_consultation_that_is_not_public(database, make, now):
    for more in ({"private": True}, {"state": ConsultationState.DRAFT}):
        question = make.question(make.consultation(**more))
        make.contribution(question)
        assert newest(database, question.consultation) == {}


def test_hidden_and_withdrawn_words_are_a_mark(database, make, now):
    question = make.question(number=1)
    make.contribution(question, "Hidden words.", state=ContributionState.HIDDEN, mark="privacy")
    make.contribution(question, "Withdrawn words.", state=ContributionState.WITHDRAWN, number=99)
    one = database.read(lambda session: draw(session, reader(), open_to_all(session, reader(), question.consultation.slug), "en"))
    text = plain(one.voices)
    assert "words." not in text.replace("took these words back.", "").replace("words out of sight", "")
    assert ("Rule: privacy" in text, "The author took these words back." in text) == (True, True)


def test_three_languages_and_questions_cost_as_many_statements_as_one(make, now, statements):
    counts = []
    for tags in (("en",), ("en", "ar", "zh")):
        park = town(make, tags=tags)
        for _more in tags:
            make.contribution(make.question(park))

        def job(session, park=park):
            consultation, read = open_to_all(session, reader(), park.slug), {}
            for tag in consultation.languages:
                draw(session, reader(), consultation, tag, read)

        counts.append(statements(job))
    assert counts[0] == counts[1]


def test_the_paper_begins_in_short(database, make, now):
    park = make.consultation(plain=Texts(en="We ask about the park."))
    one = database.read(lambda session: draw(session, reader(), open_to_all(session, reader(), park.slug), "en"))
    text = plain(one.whole().blocks)
    assert text.index("We ask about the park.") < text.index("What should the park be like?")

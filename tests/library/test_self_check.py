"""The self-check: ten questions, advice and no number; nothing of it is kept (R65)."""

import logging

import pytest
from sqlalchemy import text

from portal.base.database import Base
from portal.base.languages import speaking
from portal.library.questions import ADVICE, QUESTIONS, Answer, weigh
from portal.web.doors import doors

YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE


def everything(database):
    with database.writer.connect() as connection:
        return "\n".join(str(row) for table in Base.metadata.sorted_tables for row in connection.execute(text(f'SELECT * FROM "{table.name}"')))


def test_there_are_ten_questions_and_all_advice_is_given_by_some():
    assert len(QUESTIONS) == 10
    assert {name for question in QUESTIONS.values() for name in question.advice} == set(ADVICE)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_each_answer_tells_something_else(name):
    question = QUESTIONS[name]
    risky, safe = (YES, NO) if question.risky is YES else (NO, YES)
    with speaking("en"):
        bad, good, open_ = weigh({name: risky}), weigh({name: safe}), weigh({name: UNSURE})
    assert (bad.raises, bad.lowers, len(bad.advice)) == ([str(question.raises)], [], len(question.advice))
    assert (good.raises, good.lowers, good.advice) == ([], [str(question.lowers)], [])
    assert (open_.raises, open_.lowers, open_.unsure, open_.advice) == ([], [], [str(question.ask)], bad.advice)


def test_danger_comes_first():
    with speaking("en"):
        assert weigh(dict.fromkeys(QUESTIONS, YES)).advice[0] is ADVICE["go"]


def test_p240_nothing_of_the_self_check_is_kept(visitor, database, caplog):
    page = visitor.get("/en/self-check")
    assert (page.h1, page.headers["cache-control"]) == ("Information", "no-store")
    before = everything(database)
    with caplog.at_level(logging.DEBUG, logger="portal"):
        page = visitor.press("Show what my answers tell", danger="yes", power="no", trust="unsure")
    assert (page.headers["cache-control"], page.headers.get("set-cookie"), page.url.endswith("/en/self-check")) == ("no-store", None, True)
    assert everything(database) == before
    assert [record for record in caplog.records if "danger" in str(vars(record))] == []
    assert "You are in danger at this moment." in page.main
    assert "It is not likely that somebody with power is angry." in page.main
    assert "Does a person you trust know what you do?" in page.main
    assert "You left out 7 questions." in page.main
    assert "Leave this site now" in [label for label, _address in page.links]


def test_no_answer_at_all_and_nonsense_bring_the_questions_again(visitor):
    visitor.get("/en/self-check")
    page = visitor.press("Show what my answers tell", status=422)
    assert page.faults == ["Choose one of the answers."]
    page = visitor.press("Show what my answers tell", danger="perhaps", status=422)
    assert "Ten questions" in page.main


def test_another_language_keeps_the_answers(visitor):
    visitor.get("/en/self-check")
    page = visitor.press("العربية", danger="yes", line="unsure")
    assert page.tree.get("lang") == "ar"
    ticked = {one.get("name"): one.get("value") for one in page.tree.iter("{http://www.w3.org/1999/xhtml}input") if one.get("checked") is not None}
    assert ticked == {"danger": "yes", "line": "unsure"}


def test_every_page_that_advice_names_is_there(visitor, portal):
    assert doors
    for one in ADVICE.values():
        if one.path:
            visitor.get(f"/en{one.path}")

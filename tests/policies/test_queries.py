"""Careful words in texts."""

import pytest

from portal.base.access import SYSTEM
from portal.base.languages import Texts
from portal.policies import commands, queries
from portal.policies.hints import hint


@pytest.fixture
def found(database, now):
    database.write(lambda session: commands.adopt_starters(session, SYSTEM))
    return lambda *texts: [word for _tag, word, _advice in database.read(lambda session: queries.careful(session, SYSTEM, *texts))]


@pytest.mark.parametrize(
    ("text", "word"),
    [("Illegal  immigrants\ncome here.", "illegal immigrants"), ("A flood of refugees!", "flood of refugees"), ("So-called experts", "so-called"), ("for the poor.", "the poor")],
)
def test_words_are_found_whatever_their_case_and_blanks(found, text, word):
    assert found(Texts(en=text)) == [word]


@pytest.mark.parametrize("text", ["The poorly lit path", "unaddicted", "People with disabilities", ""])
def test_parts_of_other_words_are_not_found(found, text):
    assert found(Texts(en=text)) == []


@pytest.mark.parametrize("text", ["للمعاقين", "والمعاقين", "المُعاقين", "معاقين", "بالمعـاقين"])
def test_arabic_words_are_found_with_what_is_written_onto_them(found, text):
    assert found(Texts(ar=f"هذا {text} أيضا")) == ["معاقين"]


def test_each_language_is_read_with_its_own_list(found):
    assert found(Texts(en="المعاقين", ar="the poor")) == []


def test_texts_that_are_not_there_hold_nothing(found):
    assert found(None, Texts()) == []


def test_a_hint_comes_again_only_for_words_that_were_not_told(found, database):
    from multidict import MultiDict

    from portal.web.visitors import Visit

    def told(*seen):
        visit = Visit(method="POST", language="en", path="/", query=MultiDict(), form=MultiDict([("careful_seen", one) for one in seen]))
        return [word for _tag, word, _advice in database.read(lambda session: hint(visit, session, Texts(en="the poor and the blind")))]

    assert told() == ["the blind", "the poor"]
    assert told("en the poor") == ["the blind", "the poor"]
    assert told("en the poor", "en the blind") == []


def test_a_careful_word_is_found_inside_chinese(found):
    """Chinese puts no blanks around a word."""
    assert found(Texts(zh="很多非法移民住在这里。")) == ["非法移民"]

"""A flood of suggestions waits its turn: no word is lost, and warnings have a way of their own."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.turns import AT_ONCE
from portal.directory.models import DirectorySuggestion

pytestmark = pytest.mark.usefixtures("now")
WORDS = {"kind": "new", "words": "There is a clinic."}


def count(database):
    return database.read(lambda session: session.scalar(select(func.count()).select_from(DirectorySuggestion)))


def flood(visitor, many=int(AT_ONCE)):
    for _one in range(many):
        visitor.get("/en/help/suggest")
        visitor.press("Send", **WORDS)


def test_who_comes_in_a_flood_waits_and_is_taken_afterwards(visitor, database):
    flood(visitor)
    visitor.get("/en/help/suggest")
    page = visitor.press("Send", status=429, **WORDS)
    assert ("Very many write at this moment" in page.main, "There is a clinic." in page.text) == (True, True)
    before = count(database)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert visitor.press("Send").h1 == "Thank you"
    assert (before, count(database)) == (AT_ONCE, AT_ONCE + 1)


def test_a_warning_gets_through_a_flood_of_other_words(visitor, database):
    flood(visitor)
    visitor.get("/en/help/suggest")
    assert visitor.press("Send", kind="unsafe", words="They read your letters.").h1 == "Thank you"
    assert count(database) == AT_ONCE + 1


def test_the_same_form_once_more_never_waits(visitor, database):
    visitor.get("/en/help/suggest")
    form = visitor.page
    visitor.press("Send", **WORDS)
    flood(visitor, int(AT_ONCE) - 1)
    visitor.page = form
    assert visitor.press("Send", **WORDS).h1 == "Thank you"

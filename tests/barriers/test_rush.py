"""A flood of reports of barriers waits its turn, and no word is lost."""

from datetime import timedelta

import pytest

from portal.barriers.models import BarrierReport
from portal.barriers.pages import public
from portal.base import clock

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them
WORDS = "The map cannot be used without a mouse."


def test_in_a_flood_the_words_stay_and_are_taken_at_the_moment_the_page_names(visitor, database, now):
    visitor.get("/en/barriers/report")
    for _time in range(25):
        public.turns.overfull()
    page = visitor.press("Send the report", text=WORDS, status=429)
    assert ["Very many write at this moment" in page.main, WORDS in page.text] == [True, True]
    assert database.read(lambda session: session.query(BarrierReport).count()) == 0
    sent = visitor.page
    with clock.frozen(now + timedelta(minutes=4)):
        visitor.press("Send the report")
        visitor.page = sent
        visitor.press("Send the report")
    assert database.read(lambda session: [one.text for one in session.query(BarrierReport)]) == [WORDS]

"""How far off a moment is: counted on the calendar of the place, never more than there is."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.base import clock
from portal.base.languages import speaking
from portal.base.relative import away

NOON = datetime(2027, 5, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=12, hours=1), "in 12 days"),
        (timedelta(days=100), "in 3 months"),
        (timedelta(days=-800), "2 years ago"),
        (timedelta(hours=13), "in 1 day"),
        (timedelta(hours=5, minutes=59), "in 5 hours"),
        (timedelta(minutes=59, seconds=59), "in 59 minutes"),
        (timedelta(seconds=5), "in 1 minute"),
        (-timedelta(days=3), "3 days ago"),
    ],
)
def test_a_moment_is_as_far_off_as_people_count(left, words):
    with clock.frozen(NOON):
        assert away(NOON + left) == words


def test_tomorrow_is_the_tomorrow_of_the_place():
    late = datetime(2027, 5, 2, 23, tzinfo=UTC)
    with clock.frozen(NOON):
        assert (away(late), away(late, "Asia/Tokyo")) == ("in 11 hours", "in 1 day")


@pytest.mark.parametrize(("tag", "words"), [("ar", "خلال 12 يومًا"), ("es", "dentro de 12 días"), ("fr", "dans 12 jours"), ("ru", "через 12 дней"), ("zh", "12天后")])
def test_every_language_has_its_own_words(tag, words):
    with clock.frozen(NOON), speaking(tag):
        assert away(NOON + timedelta(days=12)) == words

"""The small script in a real browser, and the page without it."""

from datetime import UTC, datetime

import pytest

from tests.browser import chromium, needs_chromium
from tests.live import Live

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.usefixtures("now")]

LINE = "p:has(time[data-local])"
PAGE = "Open until: Friday, June 4, 2027, 18:00 (Europe/Paris), in 32 days"


@pytest.fixture
def address(portal, make):
    """A live page of an open consultation."""
    park = make.consultation(closes_at=datetime(2027, 6, 4, 16, 0, tzinfo=UTC), response_due_at=None)
    live = Live(portal)
    yield f"{live.address}/en/consultations/{park.slug}"
    live.stop()


@pytest.mark.parametrize(
    ("zone", "script", "line"),
    [
        ("Asia/Tokyo", True, f"{PAGE} Where you are: Saturday, June 5, 2027 at 1:00 AM (Asia/Tokyo)"),
        ("Europe/Paris", True, PAGE),
        ("Asia/Tokyo", False, PAGE),
    ],
)
def test_the_readers_own_time_is_added_where_it_differs(address, zone, script, line):
    with chromium(script=script, timezone_id=zone, locale="en-US") as page:
        page.goto(address)
        assert " ".join(page.inner_text(LINE).split()) == line

"""What is promised and stored can be read by everybody: axe, keyboard and 320 pixels, in both directions of writing."""

import pytest

from tests.browser import needs_chromium
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_promises_inventory_and_seizure(language, live):
    with looker(live) as eyes:
        for path in ("/promises", "/promises/inventory", "/promises/inventory?sensitivity=vault", "/promises/seizure", "/privacy"):
            assert eyes.open(f"/{language}{path}") == 200
            eyes.look(path)
            eyes.walk(path, most=25)
        assert eyes.faults == []

"""The pages with charts in a real browser: for axe, without colours, from right to left, on a narrow screen."""

import pytest

from portal.figures.measures import Days, Rate, Shares, Total
from tests.browser import chromium, needs_chromium

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("now")]
PATHS = ("/transparency", "/transparency/2026", "/transparency/complaints", "/transparency/decisions", "/transparency/decisions/1")


@pytest.fixture
def told(make):
    actions = Shares({"publish": 118, "publish redacted": 26, "decline": 31, "hide": 4})
    make.published("moderation", period="2026", actions=actions, rules=Shares({"1.3": 30, "2.1": 22}, whole=False), waits=Days({1: 9, 4: 3}), reversals=Rate(20, 42))
    make.published("complaints", period="2026", received=Total(60), categories=Shares({"process": 40, "host": 20}))
    make.shown_decision()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("colours", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["light", "dark", "forced"])
def test_no_page_of_figures_keeps_anybody_out(live, told, language, colours):
    from axe_playwright_python.sync_playwright import Axe

    with chromium(**colours) as page:
        for path in PATHS:
            page.goto(f"{live}/{language}{path}")
            found = Axe().run(page)
            assert found.response["violations"] == [], (path, found.generate_report())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_chart_is_drawn_from_the_side_where_reading_begins_and_fits_a_narrow_screen(live, told, language):
    with chromium(viewport={"width": 320, "height": 640}) as page:
        page.goto(f"{live}/{language}/transparency/2026")
        assert page.evaluate("document.documentElement.scrollWidth <= 320")
        drawing = page.locator("svg.bars").first
        frame, bar = drawing.bounding_box(), drawing.locator("rect").nth(1).bounding_box()
        assert frame["width"] <= 320
        start = bar["x"] - frame["x"] if language == "en" else frame["x"] + frame["width"] - bar["x"] - bar["width"]
        assert -1 <= start <= 4
        assert frame["x"] - 1 <= bar["x"]
        assert bar["x"] + bar["width"] <= frame["x"] + frame["width"] + 1

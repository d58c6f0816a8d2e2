"""The demo's lists and calls can be looked at."""

from portal.calls import demo
from portal.calls.models import Call
from tests.calls.reading import rows


def test_the_demo_fills_an_empty_room_once(visitor, database, now):
    code = database.write(demo.fill)
    assert len(code) == 20
    assert database.write(demo.fill) == ""
    assert len(rows(database, Call)) == 4
    main = visitor.get("/ar/calls").main
    assert ("ماريفيا" in main, "هادئة" in main) == (True, False)
    visitor.get("/en/lists/member")
    visitor.press("Open your page", code=code)
    assert "A quiet word for three colleagues" in visitor.page.main
    assert "Meetings of more than ten people" in visitor.page.main


def test_the_search_finds_public_calls_alone(visitor, database, now):
    database.write(demo.fill)
    assert "A bill would close small associations in Marevia" in visitor.get("/en/search?q=licence").main
    assert "A quiet word" not in visitor.get("/en/search?q=colleagues").main

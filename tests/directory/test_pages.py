"""The directory, as somebody in need meets it: nothing of the search is kept (p98)."""

import logging
from urllib.parse import quote

import pytest
from sqlalchemy import select, text

from portal.base import clock
from portal.base.database import Base
from portal.directory.models import DirectorySuggestion, EntryState, SuggestionKind, WhyOut
from portal.web.kept import Shelf
from tests.visitor import query_of

pytestmark = pytest.mark.usefixtures("now")
FILTERS = "kind=legal&theme=assembly&region=western-europe&audience=protesters&language=tlh&within=24&open=now"


def everything(database):
    """All that any table holds, as one text."""
    with database.writer.connect() as connection:
        return "\n".join(str(row) for table in Base.metadata.sorted_tables for row in connection.execute(text(f'SELECT * FROM "{table.name}"')))


def test_p98_filters_combine_by_get_without_script(make, visitor):
    make.help_entry("Clinic by the river", what={"en": "Lawyers."})
    make.help_entry("Another place", kinds=["shelter"])
    page = visitor.get("/en/help")
    assert "2 entries fit" in page.main
    form = next(form for form in page.forms() if form.action.endswith("/help"))
    assert (form.method, [name for name, _value in form.fields]) == ("get", ["kind", "theme", "region", "audience", "language", "within", "open"])
    page = visitor.press("Show these", kind="legal", region="western-europe", within="24", open="now")
    assert ("1 entry fits" in page.main, "Clinic by the river" in page.main, "Another place" in page.main) == (True, True, False)
    assert ("Within 1 day" in page.main, "Monday–Friday 09:00–17:00 (UTC) open now" in page.main) == (True, True)


def test_p98_a_search_is_in_no_log_no_table_no_cache_and_no_cookie(make, visitor, database, caplog, monkeypatch):
    make.help_entry(languages=["tlh"])
    kept = []
    monkeypatch.setattr(Shelf, "keep", lambda self, name, *rest: kept.append(name))
    before = everything(database)
    with caplog.at_level(logging.DEBUG, logger="portal"):
        for path in (f"/en/help?{FILTERS}", f"/en/help/take-along?{FILTERS}", "/en/help?language=%27%22%3Cb&kind=nothing"):
            page = visitor.get(path)
            assert (page.headers["cache-control"], page.headers.get("set-cookie"), page.headers.get("x-keep")) == ("no-store", None, None)
    assert (kept, everything(database)) == ([], before)
    assert [record for record in caplog.records if "tlh" in record.getMessage() or "legal" in str(vars(record))] == []


def test_another_language_keeps_the_filters(make, visitor):
    make.help_entry()
    page = visitor.get("/en/help?kind=legal&within=24")
    address = next(address for label, address in page.links if label == "العربية")
    assert (address.split("?")[0], query_of(address)) == ("/ar/help", {"kind": "legal", "within": "24"})


def test_an_empty_result_helps(make, visitor):
    make.help_entry()
    page = visitor.get("/en/help?kind=shelter&language=en")
    assert (
        page.main.partition("Nothing fits")[2].partition(" Show all")[0]
        == " all of this. Take one choice away: Without “Kind of help: Shelter”: 1 entryWithout “Language: English”: 0 entries"
    )
    assert "1 entry fits" in visitor.follow("Without “Kind of help").main


def test_pages_follow_each_other(make, visitor):
    for number in range(23):
        make.help_entry(f"Place {number:02d}")
    page = visitor.get("/en/help?kind=legal")
    assert "Place 00" in page.main
    page = visitor.follow("Later")
    assert [name in page.main for name in ("Place 00", "Place 20", "Place 22")] == [False, True, True]
    assert "Place 00" in visitor.follow("To the beginning").main
    assert visitor.get("/en/help?after=nonsense.99999999999").status == 200


def test_an_entry_tells_how_safe_each_way_is(make, visitor):
    entry = make.help_entry(ways=[["signal", "clinic.01"], ["mail", "help@example.org"]], website="https://example.org", review_due_on=clock.today())
    page = visitor.get(f"/en/help/{entry.number}")
    assert page.h1 == "Legal Clinic"
    assert "Safer An observer sees that you use Signal" in page.main
    assert "Can be watched Whoever carries the mail can read it" in page.main
    assert "Leave this site now" in [label for label, _address in page.links]
    assert "This may be old" not in page.main


def test_a_stale_entry_says_so_and_one_without_ways_too(make, visitor):
    entry = make.help_entry(review_due_on=clock.today().replace(day=2), ways=[], reviewed_on=None)
    page = visitor.get(f"/en/help/{entry.number}")
    assert "This may be old. It should have been checked again by May 2, 2027." in page.main
    assert ("No way of contact stands here yet." in page.main, "Nobody here has checked it yet." in page.main) == (True, True)
    assert "may be old" in visitor.get("/en/help").main


def test_what_was_taken_out_says_why_and_no_more(make, visitor):
    entry = make.help_entry(state=EntryState.OUT, why_out=WhyOut.UNSAFE)
    page = visitor.get(f"/en/help/{entry.number}", status=410)
    assert "It was not safe to turn to it." in page.main
    assert "+49" not in page.main
    visitor.get(f"/en/help/{make.help_entry(state=EntryState.DRAFT).number}", status=404)


def test_everything_can_be_taken_along(make, visitor):
    make.help_entry("=HYPERLINK(1)")
    make.help_entry("Hidden", state=EntryState.DRAFT)
    page = visitor.get("/en/help/take-along?kind=legal")
    assert ("+49 30 1234567" in page.main, "Hidden" in page.main) == (True, False)
    table = visitor.get("/en/help/directory.csv")
    assert table.headers["content-type"].startswith("text/csv")
    words = table.body.decode("utf-8-sig")
    assert ("'=HYPERLINK(1)" in words, "Hidden" in words, "state" in words) == (True, False, False)


def test_the_whole_page_can_be_read_in_arabic(make, visitor):
    make.help_entry(what={"en": "Lawyers.", "ar": "محامون."})
    for path in ("/ar/help", "/ar/help?open=now", "/ar/help/1", "/ar/help/suggest", "/ar/help/take-along"):
        page = visitor.get(path)
        assert (page.tree.get("lang"), page.tree.get("dir")) == ("ar", "rtl")
    assert "محامون." in visitor.get("/ar/help").main


def test_somebody_reports_a_way_that_is_not_safe(make, visitor, database):
    entry = make.help_entry()
    visitor.get(f"/en/help/{entry.number}")
    visitor.follow("Something here is wrong")
    page = visitor.press("Send", kind="unsafe", words="", status=422)
    assert page.faults == ["Write something first."]
    page = visitor.press("Send", kind="unsafe", words="Somebody else picks up.", source="the bus stop")
    assert (page.h1, page.headers["cache-control"]) == ("Thank you", "no-store")
    kept = database.read(lambda session: session.scalars(select(DirectorySuggestion)).one())
    assert (kept.kind, kept.entry_id, kept.text, kept.source, kept.language) == (SuggestionKind.UNSAFE, entry.id, "Somebody else picks up.", "the bus stop", "en")


def test_what_is_missing_belongs_to_no_entry_and_the_trap_keeps_nothing(make, visitor, database):
    visitor.get("/en/help/suggest")
    visitor.press("Send", kind="new", words="A clinic for nurses.")
    visitor.get("/en/help/suggest")
    visitor.press("Send", kind="new", words="Buy now", website="https://spam.example")
    assert [one.text for one in database.read(lambda session: session.scalars(select(DirectorySuggestion)).all())] == ["A clinic for nurses."]
    visitor.get("/en/help/suggest?entry=77", status=404)
    visitor.get(f"/en/help/suggest?entry={quote('<b>')}")

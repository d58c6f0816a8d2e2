"""The page of formats, and the files below it: for everybody, whole, and made once."""

import asyncio
import io
import zipfile
from datetime import timedelta

import pytest

from portal.base import clock
from portal.consultations.models import ConsultationState
from portal.editions import fonts, printing, shelf
from portal.web import rooms
from tests.editions.towns import HOSTILE, hostile, town
from tests.visitor import BASE, Loop

needs_fonts = pytest.mark.skipif(not (fonts.printable("ar") and fonts.printable("zh")), reason="the Noto fonts are not installed on this machine")
pytestmark = needs_fonts


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    monkeypatch.setattr("portal.editions.pages.formats.shelf", shelf.Shelf())


def test_all_formats_are_listed_with_language_and_size(visitor, make, now):
    park = town(make)
    page = visitor.get(f"/en/consultations/{park.slug}/formats")
    files = [(words, address) for words, address in page.links if "/formats/" in address]
    assert len(files) == 2 + 6 * 7 + 1
    assert [address.rsplit("/", 1)[1] for _words, address in files[2:9]] == ["paper.pdf", "summary.pdf", "responses.pdf", "large.pdf", "book.epub", "text.txt", "offline.zip"]
    assert all(words.endswith(" KB)") for words, _address in files[2:-1])
    assert "(Chinese, EPUB, " in page.main


def test_every_file_that_is_listed_is_given_out_as_what_it_is(visitor, make, now):
    park = town(make, tags=("en", "ar"))
    begins = {"application/pdf": b"%PDF-1.7", "application/epub+zip": b"PK", "application/zip": b"PK", "text/plain; charset=utf-8": b"", "text/html; charset=utf-8": b"<!doctype"}
    for _words, address in visitor.get(f"/en/consultations/{park.slug}/formats").links:
        if "/formats/" in address:
            answer = visitor.get(address)
            kind = answer.headers["content-type"]
            assert answer.body.startswith(begins[kind]), address
            assert answer.headers["cache-control"].startswith("public"), address


def test_overview_and_summary_lead_to_the_formats(visitor, make, now):
    park = town(make, tags=("en",))
    for path in ("", "/summary"):
        visitor.get(f"/en/consultations/{park.slug}{path}")
        assert visitor.follow("Other formats").h1 == "Other formats"


def test_ten_readers_start_one_press(visitor, make, now, monkeypatch):
    park = town(make, tags=("en",))
    runs = []
    monkeypatch.setattr("portal.editions.shelf.printed", lambda papers: runs.append(len(papers)) or printing.printed(papers))

    async def ten():
        return await asyncio.gather(*(visitor.client.get(f"{BASE}/en/consultations/{park.slug}/formats/en/paper.pdf", headers={"save-data": str(place)}) for place in range(10)))

    answers = Loop.run(ten())
    assert len({answer.content for answer in answers}) == 1
    assert runs == [1]


def test_a_file_is_made_anew_when_its_words_change_and_only_then(visitor, make, now, monkeypatch):
    park = make.consultation()
    make.question(park, "What is missing?", number=1)
    runs = []
    monkeypatch.setattr("portal.editions.shelf.printed", lambda papers: runs.append(1) or printing.printed(papers))
    address = f"/en/consultations/{park.slug}/formats/en/paper.pdf"
    first = visitor.get(address).body
    make.organisation("Somebody else")
    assert (visitor.get(address).body, len(runs)) == (first, 1)
    make.question(park, "What is too much?", number=2)
    assert visitor.get(address).body != first
    assert len(runs) == 2


def test_drafts_are_not_given_out_not_even_to_their_staff(visitor, make, now):
    draft = make.consultation(state=ConsultationState.DRAFT)
    later = make.consultation(announced_at=clock.now() + timedelta(days=3), opens=timedelta(days=40), closes=timedelta(days=80))
    for one in (draft, later):
        for path in ("", "/print", "/large", "/en/paper.pdf", "/en/offline.zip", "/mirror.zip"):
            visitor.get(f"/en/consultations/{one.slug}/formats{path}", status=404)


def test_a_draft_summary_is_in_no_edition(visitor, make, now):
    park = make.consultation()
    make.point(make.summary(park), "A secret point.")
    assert "summary.pdf" not in visitor.get(f"/en/consultations/{park.slug}/formats").text
    visitor.get(f"/en/consultations/{park.slug}/formats/en/summary.pdf", status=404)
    assert "secret" not in visitor.get(f"/en/consultations/{park.slug}/formats/en/text.txt").text


def test_a_private_room_gives_its_papers_to_whoever_was_let_in_and_to_nobody_else(visitor, make, now):
    park = make.consultation("The shelter", private=True)
    question = make.question(park)
    make.contribution(question, "Words of the room.")
    path = f"/consultations/{park.slug}/formats"
    for one in ("", "/en/paper.pdf", "/en/text.txt", "/en/offline.zip", "/mirror.zip", "/print"):
        visitor.get(f"/en{path}{one}", status=404)
    inside = f"/en/rooms/{rooms.issue(park.id)}{path}"
    assert "The shelter" in visitor.get(inside).main
    for one in ("/en/paper.pdf", "/en/text.txt", "/print"):
        assert visitor.get(f"{inside}{one}").headers["cache-control"] == "no-store"
    for one in ("/en/offline.zip", "/mirror.zip"):
        visitor.get(f"{inside}{one}", status=404)
    assert "Words of the room" not in visitor.get(f"{inside}/en/text.txt").text


@pytest.mark.parametrize("tag", ["xx", "..", "de", "EN"])
def test_a_language_that_the_consultation_lacks_is_not_found(visitor, make, now, tag):
    park = make.consultation()
    visitor.get(f"/en/consultations/{park.slug}/formats/{tag}/paper.pdf", status=404)


def test_one_page_for_the_printer_and_one_in_large_letters(visitor, make, now):
    park = town(make)
    for name in ("print", "large"):
        page = visitor.get(f"/ar/consultations/{park.slug}/formats/{name}")
        assert "فيها" in page.main
        assert [words for words, _address in page.links if words.startswith("http")] == [f"http://127.0.0.1:8000/ar/consultations/{park.slug}"]
    assert 'class="large"' in page.text


def test_hostile_words_are_shown_as_they_are(visitor, make, now):
    park = hostile(make)
    page = visitor.get(f"/en/consultations/{park.slug}/formats/print")
    assert HOSTILE[0] in page.main
    assert "<script>alert(1)</script>" in page.main
    assert "7*7" in visitor.get(f"/en/consultations/{park.slug}/formats/en/text.txt").text
    with zipfile.ZipFile(io.BytesIO(visitor.get(f"/en/consultations/{park.slug}/formats/en/offline.zip").body)) as folder:
        assert "&lt;script&gt;" in folder.read(f"{park.slug}/index.html").decode()


def test_without_fonts_the_page_says_so_and_gives_the_rest(visitor, make, now, monkeypatch):
    park = town(make, tags=("en", "zh"))
    monkeypatch.setattr(fonts, "files", lambda: {"NotoSans": next(iter(fonts.FOLDERS[0].glob("NotoSans-Regular.ttf")))})
    page = visitor.get(f"/en/consultations/{park.slug}/formats")
    files = [address.split("/formats/")[1] for _words, address in page.links if "/formats/" in address]
    assert [name for name in files if name.startswith("zh/")] == ["zh/book.epub", "zh/text.txt", "zh/offline.zip"]
    assert "There is no PDF in this language here" in page.main
    visitor.get(f"/en/consultations/{park.slug}/formats/zh/paper.pdf", status=404)


def test_a_file_that_cannot_be_made_is_a_clear_page(visitor, make, now, monkeypatch):
    park = make.consultation()
    monkeypatch.setattr(printing, "LONGEST", 0)
    assert "cannot be made just now" in visitor.get(f"/en/consultations/{park.slug}/formats/en/paper.pdf", status=503).main
    assert "KB" in visitor.get(f"/en/consultations/{park.slug}/formats").main

"""PDFs that everybody can read: tagged, in the right languages and order, and with nothing that is not there for a reason."""

import io
import shutil
import subprocess

import pikepdf
import pytest

import portal.editions.drawing  # noqa: F401
from portal.editions import fonts, printing
from portal.editions.edition import open_to_all, reader, whole
from tests.editions.papers import faults, languages_in, tree_of
from tests.editions.towns import HOSTILE, SAID, hostile, town

needs_fonts = pytest.mark.skipif(not (fonts.printable("ar") and fonts.printable("zh")), reason="the Noto fonts are not installed on this machine")
pytestmark = [needs_fonts, pytest.mark.once]


def editions(database, slug, tag):
    viewer = reader()
    return database.read(lambda session: whole(session, viewer, open_to_all(session, viewer, slug), tag))


def words_in(pdf: bytes, folder) -> str:
    path = folder / "edition.pdf"
    path.write_bytes(pdf)
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed on this machine")
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("tag", SAID)
def test_every_part_is_a_pdf_that_everybody_can_read(database, make, now, tag):
    park = town(make)
    drawn = editions(database, park.slug, tag)
    assert [one.name for one in drawn] == ["paper", "summary", "responses"]
    for one, pdf in zip(drawn, printing.pdfs(drawn), strict=True):
        assert faults(pdf, language=tag, title=one.title) == []


def test_large_print_is_readable_too(database, make, now):
    drawn = editions(database, town(make).slug, "ar")
    (pdf,) = printing.pdfs(drawn[:1], large=True)
    assert faults(pdf, language="ar", title=drawn[0].title) == []


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [("ar", "ما الذي ينقص الحديقة في عام"), ("zh", "公园里缺少什么"), ("ru", "Чего не хватает в парке?"), ("fr", "Que manque-t-il au parc ?"), ("es", "¿Qué falta en el parque?")],
)
def test_words_come_out_in_the_order_in_which_they_are_read(database, make, now, folder, tag, wanted):
    drawn = editions(database, town(make).slug, tag)
    said = words_in(printing.pdfs(drawn[:1])[0], folder)
    marks = dict.fromkeys(range(0x200E, 0x2010)) | dict.fromkeys(range(0x202A, 0x202F)) | dict.fromkeys(range(0x2066, 0x206A))
    assert wanted in " ".join(said.translate(marks).split())


def test_words_in_another_language_are_marked_as_such(database, make, now):
    drawn = editions(database, town(make).slug, "zh")
    assert {"en", "zh-CN"} <= languages_in(printing.pdfs(drawn[:1])[0])


def test_what_people_type_never_becomes_code(database, make, now, folder):
    drawn = editions(database, hostile(make).slug, "en")
    pdfs = printing.pdfs(drawn)
    assert [faults(pdf, language="en", title=one.title) for one, pdf in zip(drawn, pdfs, strict=True)] == [[], []]
    said = words_in(pdfs[0], folder)
    assert HOSTILE[0][:30] in said
    assert "root:" not in said
    assert "/etc/passwd" in said


def test_the_same_words_give_the_same_bytes(database, make, now):
    drawn = editions(database, town(make).slug, "en")
    assert printing.pdfs(drawn) == printing.pdfs(drawn)


def test_headings_lists_and_tables_are_what_they_look_like(database, make, now):
    drawn = editions(database, town(make).slug, "en")
    kinds = tree_of(pikepdf.open(io.BytesIO(printing.pdfs(drawn[:1])[0])))
    assert kinds["H1"] == 1
    assert {"H2", "H3", "L", "LI", "Table", "TH", "TD", "Link", "P"} <= set(kinds)


def test_a_language_without_a_font_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(fonts, "files", lambda: {"NotoSans": None})
    assert (fonts.printable("en"), fonts.printable("zh"), fonts.missing_package("zh"), fonts.missing_package("ar")) == (True, False, "fonts-noto-cjk", "fonts-noto-core")

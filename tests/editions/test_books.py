"""The e-book, the plain text and the folder that opens without a network."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

import portal.editions.drawing  # noqa: F401
from portal.base.settings import use
from portal.editions.book import book
from portal.editions.edition import open_to_all, reader
from portal.editions.files import draw
from portal.editions.folder import LARGEST, Copy, folder
from portal.editions.plain import WIDTH, plain, wide
from tests.browser import chromium, needs_chromium
from tests.conftest import settings_for
from tests.editions.towns import SAID, hostile, town

pytestmark = pytest.mark.once
OPF = "{http://www.idpf.org/2007/opf}"
JAR = Path("/usr/share/java/epubcheck.jar")
EPUBCHECK = ["java", "-jar", str(JAR)] if JAR.exists() and shutil.which("java") else []


def drawn(database, slug, tag="en"):
    viewer = reader()
    return database.read(lambda session: draw(session, viewer, open_to_all(session, viewer, slug), tag))


def copy_of(one) -> Copy:
    return Copy(one.slug, one.tag, one.title, one.day, one.editions, one.voices, one.slips)


def opened(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name).decode() for name in found.namelist()}


@pytest.mark.parametrize("tag", SAID)
def test_the_book_tells_its_language_direction_and_how_it_can_be_read(database, make, now, tag):
    one = drawn(database, town(make).slug, tag)
    inside = opened(book(one.editions, one.title))
    assert next(iter(inside)) == "mimetype"
    package = ET.fromstring(next(text for name, text in inside.items() if name.endswith(".opf")))
    assert package.find(f".//{OPF}spine").get("page-progression-direction") == ("rtl" if tag == "ar" else "ltr")
    assert [found.text for found in package.iter("{http://purl.org/dc/elements/1.1/}language")] == [tag]
    told = {meta.get("property") for meta in package.iter(f"{OPF}meta")}
    assert {"schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityFeature", "schema:accessibilityHazard", "schema:accessibilitySummary"} <= told


@pytest.mark.skipif(not EPUBCHECK, reason="epubcheck is not installed on this machine")
@pytest.mark.parametrize("tag", ["en", "ar", "zh"])
def test_the_book_passes_epubcheck(database, make, now, folder, tag):
    one = drawn(database, town(make).slug, tag)
    path = folder / "book.epub"
    path.write_bytes(book(one.editions, one.title))
    run = subprocess.run([*EPUBCHECK, path], capture_output=True, text=True, check=False)
    assert (run.returncode, re.findall(r"(?:WARNING|ERROR|FATAL).*", run.stdout + run.stderr)) == (0, []), run.stdout + run.stderr


@pytest.mark.skipif(not EPUBCHECK, reason="epubcheck is not installed on this machine")
def test_hostile_words_make_no_broken_book(database, make, now, folder):
    one = drawn(database, hostile(make).slug)
    path = folder / "book.epub"
    path.write_bytes(book(one.editions, one.title))
    run = subprocess.run([*EPUBCHECK, path], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_same_words_give_the_same_book(database, make, now):
    one = drawn(database, town(make).slug, "ar")
    assert book(one.editions, one.title) == book(one.editions, one.title)


@pytest.mark.parametrize("tag", SAID)
def test_plain_text_has_short_lines_and_all_the_words(database, make, now, tag):
    one = drawn(database, town(make).slug, tag)
    text = plain(one.whole().blocks)
    assert [line for line in text.split("\n") if wide(line) > WIDTH and " " in line.strip() and "http" not in line] == []
    assert SAID[tag][0] in text.replace("\n", " ")
    assert SAID[tag][1].split()[0] in text


def test_plain_text_of_everything_that_can_stand_in_a_tree():
    from portal.editions import tree

    blocks = [
        tree.heading(1, tree.run("Title")),
        tree.items([[tree.paragraph(tree.run("one")), tree.items([[tree.paragraph(tree.run("inner"))]])], [tree.paragraph(tree.run("two"))]], ordered=True, start=9),
        tree.quotation([tree.paragraph(tree.run("said"), {"br": True}, tree.run("twice"))]),
        tree.table([tree.run("Dates")], [[tree.run("What")], [tree.run("When")]], [[[tree.run("Opens")], [tree.run("May")]]]),
        tree.boxes([tree.run("Yes")]),
        tree.picture(b"", "png", "A tree"),
        tree.paragraph(tree.run("here", href="https://example.org")),
    ]
    assert plain(blocks) == "Title\n=====\n\n9. one\n\n   - inner\n10. two\n\n> said\n> twice\n\nWhat: Opens; When: May\n\n[ ] Yes\n\n[A tree]\n\nhere <https://example.org>\n"


def test_the_folder_asks_no_network_and_all_its_links_lead_somewhere(database, make, now):
    park = town(make, opens=timedelta(days=-5), closes=timedelta(days=20), check_back_from=None, check_back_until=None)
    inside = opened(folder([copy_of(drawn(database, park.slug, tag)) for tag in ("en", "ar")]))
    assert {f"{park.slug}/index.html", f"{park.slug}/ar/index.html", f"{park.slug}/en/contributions.html"} <= set(inside)
    assert sum("form-" in name for name in inside) == 4
    for name, page in inside.items():
        assert re.findall(r'(?:src|href|action)="(?!data:,)[a-z]+:', page) == []
        assert "<script" not in page
        assert "<form" not in page
        parser = html5lib.HTMLParser()
        parser.parse(page)
        assert parser.errors == [], name
        for link in re.findall(r'<a href="([^"#]*)"', page):
            parts = name.split("/")[:-1]
            for step in link.split("/"):
                parts = parts[:-1] if step == ".." else [*parts, step]
            assert "/".join(parts) in inside, (name, link)


def test_the_folder_tells_its_day_and_where_a_newer_one_is(database, make, now, folder_settings):
    one = drawn(database, make.question().consultation.slug)
    page = opened(folder([copy_of(one)]))[f"{one.slug}/index.html"]
    assert "This is a copy of May 3, 2027." in page
    assert f"http://127.0.0.1:8000/en/consultations/{one.slug}/formats" in page
    assert f"http://{'a' * 56}.onion/en/consultations/{one.slug}/formats" in page


@pytest.fixture
def folder_settings(settings, folder):
    yield use(settings_for(settings.database, folder, onion=f"http://{'a' * 56}.onion"))
    use(settings)


def test_a_form_on_paper_asks_what_a_helper_must_type_and_no_more(database, make, now):
    one = drawn(database, make.question().consultation.slug)
    page = opened(folder([copy_of(one)]))
    form = next(text for name, text in page.items() if "form-" in name)
    for words in (
        "Number of this sheet",
        "Only for a reply to somebody else’s words.",
        "Your answer",
        "Language of your words",
        "Without a name",
        "For an organisation",
        "The name to be shown",
        "I know that",
        "Where to bring it",
        "Your helper hands you one",
    ):
        assert words in form


def test_a_folder_stays_small_with_many_long_contributions(database, make, now):
    import random

    park = make.consultation()
    letters = random.Random(1)
    for number in (1, 2):
        question = make.question(park, number=number)
        for _one in range(60):
            make.contribution(question, "".join(letters.choice("abcdefghij klmnop") for _letter in range(4500)))
        make.database.write(lambda session, question=question: setattr(session.get(type(question), question.id), "published", 60))
    one = drawn(database, park.slug)
    made = folder([copy_of(one), copy_of(drawn(database, park.slug, "ar"))])
    assert len(made) < LARGEST
    assert "more contributions are on the portal" in opened(made)[f"{park.slug}/en/contributions.html"]


def test_documents_that_fill_the_folder_leave_room_for_one_language(database, make, now):
    import random

    park = make.consultation()
    letters = random.Random(1)
    make.contribution(make.question(park), "Words.")
    for number in (1, 2):
        make.document(park, number=number, body="".join(letters.choice("abcdefghijklmnopqrstuvwxyz ") for _letter in range(50_000)))
    both = [copy_of(drawn(database, park.slug, tag)) for tag in ("en", "ar")]
    inside = opened(folder(both))
    assert {name.split("/")[1] for name in inside} >= {"en", "index.html"}
    assert len(folder(both)) < LARGEST


@needs_chromium
@pytest.mark.browser
def test_the_folder_opens_with_the_network_off(database, make, now, folder):
    from portal.editions.folder import folder as made_of

    park = town(make, tags=("en", "ar"))
    with zipfile.ZipFile(io.BytesIO(made_of([copy_of(drawn(database, park.slug, tag)) for tag in ("en", "ar")]))) as found:
        found.extractall(folder)
    with chromium(script=False, offline=True) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"file://{folder}/{park.slug}/index.html")
        page.get_by_role("link", name="العربية").click()
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert "الحديقة" in page.locator("h1").inner_text()
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.textbrowser
@pytest.mark.parametrize("browser", [["w3m", "-dump"], ["lynx", "-dump", "-nolist", "-display_charset=utf-8"]])
def test_the_folder_is_read_in_text_browsers(database, make, now, folder, browser):
    from portal.editions.folder import folder as made_of

    if not shutil.which(browser[0]):
        pytest.skip(f"{browser[0]} is not installed on this machine")
    park = town(make, tags=("en",))
    with zipfile.ZipFile(io.BytesIO(made_of([copy_of(drawn(database, park.slug))]))) as found:
        found.extractall(folder)
    said = subprocess.run([*browser, f"{folder}/{park.slug}/index.html"], capture_output=True, text=True, check=True).stdout
    assert "The park by the river" in said
    assert "What can change" in said or "What your words can change" in said

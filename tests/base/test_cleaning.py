"""Attachments: of one kind, by what they hold; and nothing in them but what one sees."""

import io
import random
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader

from portal.base.cleaning import BIGGEST, Kind, clean, pictures
from portal.base.cleaning.kinds import Fault, Unclean
from portal.base.cleaning.scrub import scrub
from portal.base.errors import Refused
from portal.base.settings import ROOT
from tests.base.files import MARK, essay, letter, packed, paper, photograph

WHOLE = {Kind.JPEG: photograph(), Kind.PNG: photograph(kind="PNG"), Kind.WEBP: photograph(kind="WEBP"), Kind.PDF: paper(), Kind.DOCX: letter(), Kind.ODT: essay()}
KINDS = pytest.mark.parametrize("kind", list(WHOLE))


def everything(data):
    """Every byte that a curious person can get at: as they are, unzipped, inflated, and in other spellings."""
    found = [data]
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found += [package.comment, *(everything(package.read(name)) for name in package.namelist()), *(name.encode() for name in package.namelist())]
            found += [entry.extra + entry.comment for entry in package.infolist()]
    for place in range(len(data) - 2):
        if data[place] == 0x78:
            try:
                found.append(zlib.decompressobj().decompress(data[place:]))
            except zlib.error:
                continue
    return b"\n".join(found)


def tells(data):
    whole = everything(data)
    return [mark for mark in (MARK.encode(), MARK.encode("utf-16-be"), MARK.encode("utf-16-le"), b"Exif\x00", b"GPS", b"rsid", b"2027") if mark in whole]


@KINDS
def test_p16_nothing_is_left_of_author_place_and_device(kind):
    assert tells(WHOLE[kind])  # the marker can be found where it is
    found, cleaned = scrub(WHOLE[kind])
    assert found is kind
    assert tells(cleaned) == []
    assert cleaned != WHOLE[kind]
    assert scrub(cleaned)[0] is kind  # and what comes out may come in again


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG, Kind.WEBP])
def test_p16_a_picture_stands_upright_and_holds_its_points_alone(kind):
    with Image.open(io.BytesIO(scrub(WHOLE[kind])[1])) as picture:
        assert picture.size == (40, 60)  # it was lying on its side
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background", "timestamp", "duration"}
        red, _green, blue = picture.convert("RGB").getpixel((20, 55))
        assert red > 150 > blue


def test_p16_the_pages_of_a_pdf_say_what_they_said():
    reader = PdfReader(io.BytesIO(scrub(WHOLE[Kind.PDF])[1]))
    page = reader.pages[0]
    assert " ".join(page.extract_text().split()) == "What the page says Filled in"
    assert [image.image.size for image in page.images if image.name.startswith("I")] == [(60, 40), (60, 40)]
    assert set(reader.root_object) == {"/Type", "/Pages", "/Lang"}
    assert set(page) <= {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
    assert (reader.metadata or {}) == {}
    assert "/ID" not in reader.trailer


def test_p16_a_docx_says_what_it_said():
    with zipfile.ZipFile(io.BytesIO(scrub(WHOLE[Kind.DOCX])[1])) as package:
        assert package.testzip() is None
        names = package.namelist()
        document, links = package.read("word/document.xml").decode(), package.read("word/_rels/document.xml.rels").decode()
        comments, settings = package.read("word/comments.xml").decode(), package.read("word/settings.xml").decode()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/comments.xml", "word/document.xml", "word/media/image1.jpeg", "word/settings.xml"]
    for words in ("What it says &amp; means", "Put in later", "somebody", "a page", "a folder", " PAGE ", "A tree in a yard", 'w:author="–"', 'mc:Ignorable="w14"', "xmlns:w14="):
        assert words in document, words
    for words in ("DDE", "c:chart", "r:link", "AUTHOR", "paraId", "w:object"):
        assert words not in document, words
    assert document.count("<w:drawing>") == 2
    assert 'Target="https://example.org/page"' in links
    assert 'Target="about:blank"' in links
    assert "A remark" in comments
    assert "evenAndOddHeaders" in settings
    assert "attachedTemplate" not in settings


def test_p16_an_odt_says_what_it_said():
    cleaned = scrub(WHOLE[Kind.ODT])[1]
    with zipfile.ZipFile(io.BytesIO(cleaned)) as package:
        assert package.namelist() == ["mimetype", "content.xml", "styles.xml", "Pictures/image1.jpeg", "META-INF/manifest.xml"]
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        content = package.read("content.xml").decode()
    for words in ("What it says &amp; means", "A remark", "a page", "a folder", 'xlink:href="https://example.org/page"', 'xlink:href="Pictures/image1.jpeg"'):
        assert words in content, words
    for words in ("file:", "tracker", "draw:object", "script:event", "initials"):
        assert words not in content, words


def test_plain_text_stays_as_it_is_in_every_script():
    words = "Zeile – كلمات – 字 – 👩🏽‍🦽 <b>a & b</b>\n\tend\x0c\n"
    assert scrub(b"\xef\xbb\xbf" + words.replace("\n", "\r\n").encode()) == (Kind.TEXT, words.encode())


def test_p16_the_name_is_a_number_and_the_kind_comes_from_within(settings):
    cleaned = clean(f"{MARK}.pdf.exe", WHOLE[Kind.JPEG])
    assert (cleaned.kind, cleaned.media_type, cleaned.extension, cleaned.name(2)) == (Kind.JPEG, "image/jpeg", "jpg", "file 2.jpg")
    assert tells(cleaned.data) == []


def bomb_of(size):
    return letter(**{"word/document.xml": b"<a>" + b" " * size + b"</a>"})


def huge_png(width=60_000, height=60_000):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
ZIP = packed({"a.txt": "hello"})
BAD = {
    "a program": (b"MZ\x90\x00" + b"\x00" * 200, Fault.UNKNOWN),
    "an old Word file": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 500, Fault.UNKNOWN),
    "a GIF": (b"GIF89a" + b"\x01\x00" * 20, Fault.UNKNOWN),
    "a zip of anything": (ZIP, Fault.UNKNOWN),
    "a table": (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, plain=("mimetype",)), Fault.UNKNOWN),
    "text of another coding": ("Grüße".encode("latin-1"), Fault.UNKNOWN),
    "text with signs that are none": (b"a\x00b", Fault.UNKNOWN),
    "SVG with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', Fault.MARKUP),
    "SVG behind a remark": (b'\xef\xbb\xbf <?xml version="1.0"?><!-- x --><svg/>', Fault.MARKUP),
    "HTML": (b"<!-- x -->\n<!DOCTYPE html><script>1</script>", Fault.MARKUP),
    "a picture that is also a zip": (photograph() + ZIP, Fault.DOUBLE),
    "a PDF that is also a zip": (paper() + ZIP, Fault.DOUBLE),
    "a picture that is also a PDF": (photograph().replace(b"\xff\xfe", b"\xff\xfe", 1)[:2] + b"\xff\xfe\x00\x0c%PDF-1.4\n\x00" + photograph()[2:], Fault.DOUBLE),
    "a picture that is also a page": (photograph()[:2] + b"\xff\xfe\x00\x1a<html><script>1</script>" + photograph()[2:], Fault.DOUBLE),
    "text that is also a PDF": (b"words\n%PDF-1.4\n", Fault.DOUBLE),
    "a zip behind a picture's head": (b"\xff\xd8\xff" + letter(), Fault.DOUBLE),
    "a DOCX with something behind it": (letter() + b"x" * 50, Fault.DOUBLE),
    "a DOCX with something between": (b"PK\x03\x04" + b"x" * 3000 + letter(), Fault.DOUBLE),
    "a DOCX with macros": (letter(**{"word/vbaProject.bin": b"x"}), Fault.PROGRAM),
    "an ODT with macros": (essay(**{"Basic/Standard/Module1.xml": b"x"}), Fault.PROGRAM),
    "a locked PDF": (paper(locked=True), Fault.LOCKED),
    "a locked ODT": (essay(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), Fault.LOCKED),
    "a picture of too many points": (huge_png(), Fault.BOMB),
    "a DOCX that unpacks to 200 MB": (bomb_of(200_000_000), Fault.BOMB),
    "a DOCX of 5000 parts": (letter(**{f"x{number}": "" for number in range(5000)}), Fault.BOMB),
    "a DOCX that is too deep": (letter(**{"word/document.xml": "<a>" * 1000 + "</a>" * 1000}), Fault.BOMB),
    "a DOCX with entities": (letter(**{"word/document.xml": LAUGHS}), Fault.BROKEN),
    "an ODT with entities": (essay(**{"content.xml": LAUGHS}), Fault.BROKEN),
    "an ODT with a huge picture": (essay(**{f"Pictures/{MARK}.jpg": huge_png()}), Fault.BOMB),
    "half a picture": (photograph()[:300], Fault.BROKEN),
    "half a PDF": (paper()[:400], Fault.BROKEN),
    "half a DOCX": (letter()[:900], Fault.BROKEN),
    "a DOCX without a document": (packed({"[Content_Types].xml": "<x>wordprocessingml.document.main+xml</x>"}), Fault.BROKEN),
}


@pytest.mark.parametrize("name", list(BAD))
def test_p17_what_is_wrong_or_double_or_a_bomb_is_refused(name):
    data, fault = BAD[name]
    with pytest.raises(Unclean) as told:
        scrub(data)
    assert told.value.fault is fault


SENTENCES = {
    Fault.UNKNOWN: (b"MZ\x90\x00", "The file x.exe is of a kind that cannot be sent here."),
    Fault.MARKUP: (b"<svg/>", "The file x.exe can hold programs."),
    Fault.DOUBLE: (photograph() + ZIP, "The file x.exe holds a second file of another kind."),
    Fault.LOCKED: (paper(locked=True), "The file x.exe is locked with a password."),
    Fault.PROGRAM: (letter(**{"word/vbaProject.bin": b"x"}), "The file x.exe holds programs (macros)."),
    Fault.BOMB: (bomb_of(200_000_000), "The file x.exe is too large when it is unpacked."),
    Fault.BROKEN: (photograph()[:300], "The file x.exe is damaged and cannot be read."),
    Fault.EMPTY: (b"", "The file x.exe is empty."),
    Fault.LARGE: (b"x" * (BIGGEST + 1), "The file x.exe is larger than 10 MB."),
}


@pytest.mark.parametrize("fault", list(Fault))
def test_p17_every_refusal_is_a_clear_sentence_and_leaves_nothing_behind(fault, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    data, sentence = SENTENCES[fault]
    with pytest.raises(Refused) as told:
        clean("x.exe", data)
    assert told.value.sentence.startswith(sentence)
    assert list(tmp_path.iterdir()) == []


def test_p17_the_process_that_cleans_can_write_no_file_and_knows_no_secret(settings, monkeypatch, folder):
    monkeypatch.setenv("HEARBACK_SECRET", MARK)
    asked = {}

    def run(command, **more):
        asked.update(more)
        return subprocess.CompletedProcess(command, 0, b'{"kind": "text"}\nx', b"")

    monkeypatch.setattr(subprocess, "run", run)
    assert clean("a.txt", b"x").data == b"x"
    assert MARK not in str(asked["env"])
    monkeypatch.undo()
    code = "import portal.base.cleaning.__main__ as walls; walls.main()\nwith open('never', 'w') as file: file.write('x')"
    done = subprocess.run([sys.executable, "-c", code], input=b"words", capture_output=True, cwd=folder, env={"PYTHONPATH": str(ROOT)})
    assert done.stdout == b'{"kind": "text"}\nwords'
    assert b"OSError" in done.stderr
    assert (folder / "never").stat().st_size == 0


def test_a_process_that_takes_too_long_is_ended(settings, monkeypatch):
    from portal.base import cleaning

    monkeypatch.setattr(cleaning, "LONGEST", 0.001)
    with pytest.raises(Refused, match="too large when it is unpacked"):
        clean("a.txt", b"x")


@KINDS
def test_damaged_files_are_refused_or_cleaned_and_never_surprise(kind):
    chance = random.Random(7)
    for _again in range(60):
        data = bytearray(WHOLE[kind])
        for _byte in range(chance.choice((1, 4, 30))):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        if chance.random() < 0.2:
            del data[chance.randrange(8, len(data)) :]
        try:
            _kind, cleaned = scrub(bytes(data))
        except Unclean:
            continue
        assert MARK.encode() not in cleaned


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_pictures_of_every_mode_are_drawn_anew(mode, kind):
    out = io.BytesIO()
    try:
        Image.new(mode, (9, 5)).save(out, kind)
    except (OSError, ValueError):
        pytest.skip("this format does not know this mode")
    with Image.open(io.BytesIO(pictures.redrawn(out.getvalue(), pictures.IN_DOCUMENTS))) as picture:
        assert (picture.format, picture.size) == (kind, (9, 5))

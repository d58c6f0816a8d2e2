"""The press itself: what it lets in, what it cannot do, and what the world's most unpleasant texts make of it."""

import json
import subprocess
import sys

import pytest

from portal.base.settings import ROOT
from portal.editions import fonts, press, printing, tree
from portal.editions.edition import Edition
from tests.conftest import NOON, SHARED
from tests.editions.papers import faults

needs_fonts = pytest.mark.skipif(not (fonts.printable("ar") and fonts.printable("zh")), reason="the Noto fonts are not installed on this machine")
pytestmark = needs_fonts
NAUGHTY = SHARED / "data" / "naughty-strings-and-xss"


def edition(*blocks, language="en", title="Title"):
    return Edition(
        "park", "paper", language, language, title, "Host", "http://127.0.0.1:8000/en/consultations/park", "Contents", NOON.date(), [tree.heading(1, tree.run(title)), *blocks]
    )


def test_everything_that_can_stand_in_a_tree_is_printed():
    from io import BytesIO

    from PIL import Image

    drawn = BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, "PNG")
    one = edition(
        tree.heading(2, tree.run("Second")),
        tree.items([[tree.paragraph(tree.run("one")), tree.items([[tree.paragraph(tree.run("inner"))]])]], ordered=True, start=3),
        tree.quotation([tree.paragraph(tree.run("said", em=True, strong=True), {"br": True}, tree.run("twice"))]),
        tree.terms(([tree.run("Who")], [tree.run("Me")])),
        tree.table([tree.run("Letters")], [[tree.run("A")], [tree.run("B")]], [[[tree.run("1")], [tree.run("2")]]]),
        tree.lines(3, "Your answer"),
        tree.boxes([tree.run("Yes")], [tree.run("No")]),
        tree.picture(drawn.getvalue(), "png", "A red square"),
        tree.within("und", [tree.paragraph(tree.run("Whatever."))]),
        tree.within("zh-Hant", [tree.paragraph(tree.run("漢字"))]),
        tree.paragraph(tree.run("here", href="https://example.org"), tree.run("not there", href="javascript:alert(1)")),
    )
    (pdf,) = printing.pdfs([one])
    assert faults(pdf, language="en", title="Title") == []
    assert b"javascript" not in pdf


@pytest.mark.parametrize("tag", ["hi", "th", "he", "fa", "ja", "ko", "zh-Hant", "el", "sw", "ku-Arab", "qqq", "x-klingon"])
def test_other_languages_are_printed_too(tag):
    said = {"hi": "नमस्ते", "th": "สวัสดี", "he": "שלום", "fa": "سلام", "ja": "こんにちは", "ko": "안녕하세요", "zh-Hant": "漢字", "el": "Γειά"}.get(tag, "Hello")
    (pdf,) = printing.pdfs([edition(tree.paragraph(tree.run(said)), language=tag, title=said)])
    assert faults(pdf, language=tag if tag not in ("x-klingon",) else "und", title=said) == []


def test_the_press_writes_no_file_and_ends_in_time():
    code = "import resource, portal.editions.press as press\npress.json.load = lambda _source: []\npress.main()\nprint([resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CPU, resource.RLIMIT_AS)])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [0, press.MOST_SECONDS, press.MOST_MEMORY]


def test_the_press_knows_no_secret(monkeypatch):
    seen = {}
    monkeypatch.setenv("HEARBACK_SECRET", "a secret of the tests, at least 32 characters")
    monkeypatch.setattr(subprocess, "run", lambda *_arguments, **given: seen.update(given) or (_ for _ in ()).throw(subprocess.SubprocessError))
    with pytest.raises(Exception, match="cannot be made just now"):
        printing.pdfs([edition()])
    assert [name for name in seen["env"] if name.startswith("HEARBACK")] == []


def test_a_broken_sheet_does_not_spoil_the_others(monkeypatch):
    import asyncio

    from portal.editions.shelf import File, Shelf

    good, bad = edition(tree.paragraph(tree.run("Good."))), edition(tree.picture(b"\1\2\3", "png", "Broken"))
    first, second = asyncio.run(Shelf().bring([File(("good",), b"1", paper=(good, False)), File(("bad",), b"2", paper=(bad, False))]))
    assert first.startswith(b"%PDF")
    assert "cannot be made just now" in str(second)


@pytest.mark.shared
@pytest.mark.skipif(not NAUGHTY.exists(), reason="the project's shared data sets are not on this machine")
def test_the_most_unpleasant_texts_of_the_world_are_printed():
    from portal.base.text import tidy, to_html

    texts = []
    for path in sorted(NAUGHTY.rglob("*.txt"))[:20]:
        texts += [line for line in path.read_text(errors="replace").splitlines() if line.strip()]
    for path in sorted(NAUGHTY.rglob("*.json"))[:3]:
        found = json.loads(path.read_text(errors="replace"))
        texts += [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    assert len(texts) > 100
    blocks = [block for one in texts[:1500] for block in tree.from_html(to_html(tidy(one)))]
    (pdf,) = printing.pdfs([edition(*blocks)])
    assert faults(pdf, language="en", title="Title") == []

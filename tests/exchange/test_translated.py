"""Translations, and a no to machines, go through a file and come back."""

import io
import json

import pytest

from portal.base.errors import Refused
from portal.translations.models import Translation
from tests.exchange.files import content, sample, zipped
from tests.exchange.test_commands import export, import_

CHECKED = {
    "language": "fr",
    "text": "Des *arbres*.",
    "origin": "person",
    "engine": "LibreTranslate",
    "day": "2026-02-01",
    "checked_as": "moderator",
    "checked_on": "2026-02-02",
    "outdated": False,
}
RAW = {**CHECKED, "language": "es", "text": "Árboles.", "origin": "machine", "checked_as": None, "checked_on": None}


def full():
    file, rows = sample()
    rows[0] |= {"translations": [RAW, CHECKED], "no_machine": True}
    point = file["summary"]["points"][0]
    point["translations"] = [{**CHECKED, "outdated": True}]
    if point.get("responses"):
        point["responses"][0]["translations"] = [RAW]
    return file, rows


def test_translations_go_out_as_they_came_in(database):
    file, rows = full()
    import_(database, zipped(file, rows))
    first = export(database, "river")
    lines = {json.loads(line)["text"]: json.loads(line) for line in content(first)["rows"].splitlines()}
    assert (lines[rows[0]["text"]]["translations"], lines[rows[0]["text"]]["no_machine"]) == ([RAW, CHECKED], True)
    assert (lines[rows[1]["text"]]["translations"], lines[rows[1]["text"]]["no_machine"]) == ([], False)
    [point, *_rest] = json.loads(content(first)["file"])["summary"]["points"]
    assert point["translations"] == [{**CHECKED, "outdated": True}]
    import_(database, io.BytesIO(first), slug="second")
    assert content(export(database, "second"), without_slug=True) == content(first, without_slug=True)


def test_what_a_file_says_is_cleaned(database):
    file, rows = sample()
    rows[0]["translations"] = [{"language": "fr", "text": "<script>alert(1)</script>\u202e", "origin": "machine", "engine": "x", "day": "2026-02-01"}]
    import_(database, zipped(file, rows))
    [row] = database.read(lambda session: session.query(Translation).all())
    assert "<script" not in row.html
    assert "\u202e" not in row.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ([RAW, RAW], "es stands 2 times"),
        ([{**CHECKED, "checked_on": "2026-01-01"}], "checked_on lies before day of the translation"),
        ([{**RAW, "origin": "oracle"}], "is none of"),
        ([{**RAW, "by": "Ada"}], "the format does not know by"),
    ],
)
def test_a_translation_that_cannot_be_is_refused(database, wrong, sentence):
    file, rows = sample()
    rows[0]["translations"] = wrong
    with pytest.raises(Refused) as refused:
        import_(database, zipped(file, rows))
    assert sentence in refused.value.sentence

"""What makes a consultation easier to read goes out and in with it: words, lines, pictures as entries of the zip."""

import io
import json
import zipfile
from copy import deepcopy

import pytest

from portal.base.access import SYSTEM
from portal.consultations import queries as consultations
from portal.exchange import commands, queries
from portal.exchange.reading import read
from portal.exchange.shape import Unfit
from tests.consultations.setup.test_helps import drawing
from tests.exchange.files import FILE, zipped

LINE = {"number": 1, "words": {"en": "There are trees."}, "alt": {"en": "A tree"}, "picture": "pictures/1.png"}


def with_helps(**more):
    file = deepcopy(FILE)
    file["consultation"] |= {
        "plain": {"en": "We ask about the river."},
        "young": {"en": "What do you like there?"},
        "for_young": True,
        "terms": [{"number": 1, "term": {"en": "bank"}, "meaning": {"en": "The land beside a river."}}],
        "easy": [LINE],
        **more,
    }
    file["consultation"]["questions"][0]["young"] = {"en": "Which trees do you like?"}
    return file


def opened(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return json.loads(archive.read("consultation.json"))["consultation"], {name: archive.read(name) for name in archive.namelist() if name.startswith("pictures/")}


def export(database, slug):
    out = io.BytesIO()
    database.read(lambda session: queries.export_consultation(session, SYSTEM, slug, out))
    return out.getvalue()


def test_all_of_it_goes_round_without_loss(database):
    source = zipped(with_helps(), **{"pictures/1.png": drawing()})
    database.write(lambda session: commands.import_consultation(session, SYSTEM, source))
    first = export(database, "river")
    file, pictures = opened(first)
    assert (file["plain"], file["young"], file["for_young"]) == ({"en": "We ask about the river."}, {"en": "What do you like there?"}, True)
    assert (file["terms"], file["easy"], file["questions"][0]["young"]) == (with_helps()["consultation"]["terms"], [LINE], {"en": "Which trees do you like?"})
    assert list(pictures) == ["pictures/1.png"]
    database.write(lambda session: commands.import_consultation(session, SYSTEM, io.BytesIO(first), slug="second"))
    second, again = opened(export(database, "second"))
    assert ({**second, "slug": ""}, again) == ({**file, "slug": ""}, pictures)
    idea = database.read(lambda session: consultations.ideas(session, SYSTEM, consultations.one(session, SYSTEM, "second"))[0])
    assert (idea.width, idea.height, idea.media_type) == (20, 10, "image/png")


@pytest.mark.parametrize(
    ("file", "entries", "sentence"),
    [
        (with_helps(), {}, "pictures/1.png: this entry is missing"),
        (FILE, {"pictures/1.png": drawing()}, "pictures/1.png: this entry does not belong into the file"),
        (FILE, {"pictures/../1.png": drawing()}, "this entry does not belong into the file"),
        (with_helps(), {"pictures/1.png": b"no picture at all"}, "This is no picture."),
        (with_helps(), {"pictures/1.png": b"\0" * 2_000_000}, "too"),
        (with_helps(easy=[{**LINE, "alt": {}}]), {"pictures/1.png": drawing()}, "easy[1].alt"),
        (with_helps(easy=[LINE, LINE]), {"pictures/1.png": drawing()}, "stands 2 times"),
    ],
)
def test_what_is_not_sound_is_named_and_goes_nowhere(file, entries, sentence):
    with pytest.raises(Unfit) as fault:
        read(zipped(file, **entries))
    assert sentence in str(fault.value)

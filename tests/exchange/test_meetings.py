"""Meetings, and the way by which words came, go through a file and come back."""

import io
import json

import pytest

from portal.base.errors import Refused
from tests.exchange.files import content, sample, zipped
from tests.exchange.test_commands import export, import_

MEETING = {
    "number": 1,
    "state": "held",
    "since": "2026-01-16",
    "day": "2026-01-05",
    "version": 3,
    "title": {"en": "An evening", "ar": "أمسية"},
    "starts_at": "2026-01-15T17:00:00Z",
    "ends_at": "2026-01-15T19:00:00Z",
    "zone": "Europe/Paris",
    "place": {"en": "The library"},
    "link": "https://meet.example.org/1",
    "access": {"en": "Step-free."},
    "languages": ["en", "ar"],
    "coming": {"en": "Just come."},
    "recording": "https://video.example.org/1",
    "captions": "",
    "notes": {"en": "We *agreed*."},
    "transcript": {},
    "reason": {},
}


def test_meetings_and_the_way_of_words_go_out_as_they_came_in(database):
    file, rows = sample()
    file["consultation"]["meetings"] = [MEETING, {"number": 2, "title": {"en": "To come"}, "starts_at": MEETING["starts_at"], "ends_at": MEETING["ends_at"]}]
    rows[0] |= {"channel": "meeting", "meeting": 1}
    rows[1] |= {"channel": "paper"}
    import_(database, zipped(file, rows))
    first = export(database, "river")
    found = json.loads(content(first)["file"])["consultation"]["meetings"]
    assert (found[0], found[1]["state"], found[1]["zone"]) == (MEETING, "planned", "Europe/Paris")
    lines = {json.loads(line)["text"]: json.loads(line) for line in content(first)["rows"].splitlines()}
    assert [(lines[row["text"]]["channel"], lines[row["text"]]["meeting"]) for row in rows[:3]] == [("meeting", 1), ("paper", None), ("online", None)]
    import_(database, io.BytesIO(first), slug="second")
    assert content(export(database, "second"), without_slug=True) == content(first, without_slug=True)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends_at": "2026-01-15T16:00:00Z"}, "ends_at lies before starts_at"),
        ({"zone": "Moon/Base"}, "there is no zone Moon/Base"),
        ({"link": "javascript:alert(1)"}, "is not written as the format wants it"),
        ({"number": 2}, "there is no meeting 1"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(database, wrong, sentence):
    file, rows = sample()
    file["consultation"]["meetings"] = [{**MEETING, **wrong}]
    rows[0] |= {"channel": "meeting", "meeting": 1}
    with pytest.raises(Refused) as fault:
        import_(database, zipped(file, rows))
    assert sentence in str(fault.value)

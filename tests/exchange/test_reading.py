"""A file is read as if a stranger had written it."""

import contextlib
import io
import json
import random
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as hypothesis_settings

from portal.exchange import reading
from portal.exchange.reading import read
from portal.exchange.shape import Unfit
from tests.exchange.files import CONTRIBUTIONS, FILE, sample, zipped


def refused(source):
    with pytest.raises(Unfit) as refusal:
        read(source)
    return refusal.value.faults[0]


def test_a_sound_file_is_read_and_tells_how_far_it_is():
    told = []
    assert len(read(zipped(), lambda *args: told.append(args)).contributions) == 8
    assert told[-1][:2] == (8, 8)


def test_a_file_that_is_cut_short_is_refused_wherever_it_is_cut():
    whole = zipped().getvalue()
    for length in range(0, len(whole), 97):
        assert refused(io.BytesIO(whole[:length])) == "This is not a whole zip file. It may have been cut short or changed on its way."


def test_a_changed_byte_is_found():
    whole = bytearray(zipped().getvalue())
    whole[len(whole) // 3] ^= 0xFF
    assert refused(io.BytesIO(bytes(whole)))


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.binary(max_size=400))
def test_no_bytes_at_all_bring_it_to_fall(raw):
    with pytest.raises(Unfit):
        read(io.BytesIO(raw))


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    strategies.recursive(
        strategies.none() | strategies.booleans() | strategies.integers() | strategies.floats() | strategies.text(),
        lambda inner: strategies.lists(inner) | strategies.dictionaries(strategies.text(), inner),
        max_leaves=20,
    )
)
def test_no_json_at_all_brings_it_to_fall(value):
    with pytest.raises(Unfit):
        read(zipped(consultation=json.dumps(value).encode()))
    with pytest.raises(Unfit):
        read(zipped(contributions=json.dumps(value).encode()))
    with pytest.raises(Unfit):
        read(zipped(manifest=json.dumps(value).encode()))


def test_wrong_json_is_named_with_its_line():
    assert refused(zipped(consultation=b'{\n "organisations": [,]\n}')) == "consultation.json, line 2: this is not JSON (sign 20)"
    lines = json.dumps(CONTRIBUTIONS[0]).encode() + b"\n{\n"
    assert refused(zipped(contributions=lines)).startswith("contributions.jsonl, line 2: this is not JSON")
    assert refused(zipped(contributions=lines[:-2] + b"\xff\n")) == "contributions.jsonl, line 2: this is not UTF-8"
    assert refused(zipped(consultation=b'{"a": 1, "a": 2}')) == "consultation.json, line 1: a stands twice"
    assert refused(zipped(consultation=b'{"a": NaN}')) == "consultation.json, line 1: NaN is not a whole number"
    assert refused(zipped(consultation=b'{"a": 1.0}')) == "consultation.json, line 1: 1.0 is not a whole number"
    assert refused(zipped(consultation=b"[" * 200000)) == "consultation.json, line 1: this is nested too deeply"
    assert "consultation.json, line 1" in refused(zipped(consultation=b"1" * 10000))


def test_another_format_or_version_is_refused():
    assert refused(zipped(manifest=b'{"format": "other"}')) == "hearback.json: this file was not made by this kind of portal"
    assert refused(zipped(manifest=b'{"format": "hearback", "version": 3}')) == "hearback.json: this portal reads version 1–2 of the format; the file has version 3"


def test_a_file_that_holds_less_than_it_tells_is_refused():
    manifest = {"format": "hearback", "version": 1, "counts": {"questions": 2, "contributions": 9}}
    assert "9 contributions were told, 8 are in the file" in refused(zipped(manifest=json.dumps(manifest).encode()))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x", "readme.txt", "consultation.json/", "Hearback.json"])
def test_entries_that_do_not_belong_are_refused(name):
    assert refused(zipped(**{name: b"x"})).endswith("this entry does not belong into the file")


def test_missing_double_and_locked_entries_are_refused():
    assert refused(zipped(contributions=None)) == "contributions.jsonl: this entry is missing"
    double = zipped()
    with pytest.warns(UserWarning), zipfile.ZipFile(double, "a") as archive:
        archive.writestr("hearback.json", "{}")
    assert refused(double) == "The zip holds an entry twice."
    locked = bytearray(zipped().getvalue())
    for start in range(len(locked) - 4):
        if locked[start : start + 4] == b"PK\x01\x02":
            locked[start + 8] |= 1
    assert refused(io.BytesIO(bytes(locked))) == "The zip is locked with a password."


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    assert refused(zipped(contributions=b" " * 30_000_000)) == "The zip is packed too tightly to be honest text."
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    assert refused(zipped()).startswith("Unpacked this is more than")


def test_an_entry_that_lies_about_its_size_is_refused():
    """The directory tells one thing, the stream holds another."""
    raw = bytearray(zipped().getvalue())
    for start in range(len(raw) - 4):
        if raw[start : start + 4] == b"PK\x01\x02":
            raw[start + 24 : start + 28] = (5).to_bytes(4, "little")
    assert refused(io.BytesIO(bytes(raw)))


def test_endless_lines_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_OF_ONE_LINE", 100)
    assert refused(zipped()).endswith("this line is too long, or there are too many")


def test_reading_leaves_no_file_behind(folder, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    before = sorted(folder.iterdir())
    read(zipped())
    refused(zipped(consultation=b"{"))
    assert sorted(folder.iterdir()) == before


def test_a_missing_file_and_a_folder_are_told(folder):
    assert refused(folder / "nothing.zip") == "There is no such file."
    assert refused(Path(folder)) == "The file cannot be read."


def test_the_first_ten_faults_are_told_together():
    rows = [{**CONTRIBUTIONS[0], "key": f"k{number}", "state": "loved"} for number in range(20)]
    with pytest.raises(Unfit) as refusal:
        read(zipped(FILE, rows))
    assert len(refusal.value.faults) == 11


@pytest.mark.parametrize("place", [("consultation", "slug"), ("consultation", "languages", 0)])
def test_a_line_end_behind_a_name_is_no_part_of_it(place):
    file, rows = sample()
    inside = file
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] += "\n"
    assert "is not written as the format wants it" in refused(zipped(file, rows))


def test_a_sentence_repeats_nothing_that_a_terminal_would_obey():
    file, rows = sample()
    rows[0]["state"] = "\x1b[2J\ud800\u202e"
    assert refused(zipped(file, rows)).isprintable()


def test_many_damaged_files_are_refused_or_read_and_nothing_else():
    whole = zipped().getvalue()
    chance = random.Random(7)
    for _time in range(1500):
        raw = bytearray(whole)
        for _change in range(chance.randint(1, 4)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        with contextlib.suppress(Unfit):
            read(io.BytesIO(bytes(raw)))

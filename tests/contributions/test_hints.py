"""Hints before sending: what they find, what they leave alone, and how well on texts that others wrote."""

import csv
import gzip
import json
import time

import pytest

from portal.contributions import details
from portal.contributions.hints import Kind, found
from tests.conftest import SHARED

PHONES = SHARED / "data" / "pii-phone-examples" / "phones.csv"
TEXTS = SHARED / "data" / "pii-texts-synthetic" / "texts.jsonl.gz"


def kinds(text):
    return [(hint.kind, hint.passage) for hint in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to amal.b@example.org, please.", [(Kind.MAIL, "amal.b@example.org")]),
        ("Call me: +33 6 12 34 56 78.", [(Kind.PHONE, "+33 6 12 34 56 78")]),
        ("My account is DE89 3704 0044 0532 0130 00.", [(Kind.NUMBER, "DE89 3704 0044 0532 0130 00")]),
        ("My card: 4111 1111 1111 1111.", [(Kind.NUMBER, "4111 1111 1111 1111")]),
        ("Hello, my name is Li Wang.", [(Kind.NAME, "Li Wang")]),
    ],
)
def test_a_passage_that_could_tell_who_somebody_is_is_named(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "More trees, please.",
        "In 2019 there were 120 trees and 1,250,000 people.",
        "Room 12, from 9:00 to 17:30.",
        "On 2 May 2027, article 17 (3).",
        "Nous voulons 25 % de plus d'ici 2030.",
    ],
)
def test_plain_words_are_left_alone(text):
    assert kinds(text) == []


def test_a_very_long_text_is_looked_through_in_time():
    import time

    began = time.monotonic()
    found("12 " * 1600 + "1" * 200)
    found("a@" * 2400)
    found("1-" * 2400)
    assert time.monotonic() - began < 3


@pytest.mark.shared
@pytest.mark.skipif(not PHONES.exists(), reason="the real data sets are not here")
def test_international_phone_numbers_of_all_countries_are_found():
    with PHONES.open() as file:
        rows = [row for row in csv.DictReader(file) if row["type"] in ("mobile", "fixed")]
    hits = [any(hint.kind is Kind.PHONE for hint in found(f"You can reach me at {row['international']} in the evening.")) for row in rows]
    assert sum(hits) / len(hits) >= 0.97
    national = [bool(found(f"You can reach me at {row['national']} in the evening.")) for row in rows]
    assert sum(national) / len(national) >= 0.5


@pytest.mark.shared
@pytest.mark.skipif(not TEXTS.exists(), reason="the real data sets are not here")
def test_the_kinds_that_have_a_form_are_found_in_texts_that_others_wrote():
    with gzip.open(TEXTS, "rt") as file:
        rows = [json.loads(line) for line in file]
    least = {"EMAIL_ADDRESS": 0.95, "IBAN_CODE": 0.9, "CREDIT_CARD": 0.9, "US_SSN": 0.9, "PHONE_NUMBER": 0.6}
    for kind, share in least.items():
        spans = [(row["text"], span["value"]) for row in rows for span in row["spans"] if span["type"] == kind]
        hit = [any(hint.passage in value or value in hint.passage for hint in found(text)) for text, value in spans]
        assert sum(hit) / len(hit) >= share, kind
    told = [bool(found(row["text"])) for row in rows if not row["spans"]]
    assert sum(told) / len(told) <= 0.03


@pytest.mark.parametrize("piece", ["我们需要更多的树", "a", "1", "_a", "a.", "1-", "AB12", "a-", "a@b-", "ig   ", "+49 30 1234567 "])
def test_no_text_however_odd_holds_up_the_others(piece):
    text = (piece * 50_000)[:50_000]  # as long as a contribution may be
    begun = time.process_time()
    details.found(text)
    assert time.process_time() - begun < 5  # some 0.5 seconds on a small machine; minutes, where a pattern tries every beginning with every end

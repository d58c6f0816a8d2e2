"""Strings that break software, from writing to the public thread: nothing runs, nothing is lost, every page is valid."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock, text
from portal.base.access import SYSTEM
from portal.contributions import commands
from portal.contributions.models import Contribution
from portal.web import tokens
from tests.conftest import SHARED
from tests.visitor import HTML

FOLDER = SHARED / "data" / "naughty-strings-and-xss"
A_FEW = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "</textarea></main><h1>Mine</h1>",
    '" autofocus onfocus="alert(1)',
    "{{ 7 * 7 }}",
    "%(name)s %s %d",
    "=1+1",
    "\u202eright to left",
    "\x00null",
    "👩‍👩‍👧 ﷽ Z̮̞̠͙͔ͅḀ̗̞",
]
LEAD = "Words: "  # so that also what is nothing but blanks makes a contribution

TAGS = {f"{HTML}{tag}" for tag in (*text.TAGS, "div")}


def hostile():
    with (FOLDER / "blns.json").open() as file:
        strings = json.load(file)
    with (FOLDER / "sanitize_cases.jsonl").open() as file:
        return strings + [json.loads(line)["input"] for line in file if line.strip()]


def fields(words):
    token = tokens.issue(opened=clock.now() - timedelta(minutes=5))
    name = text.one_line(words)[:80]
    return {
        "token": token,
        "text": LEAD + words,
        "voice": "pseudonym" if name else "anonymous",
        "shown_name": name,
        "text_language": "en",
        "code": "",
        "region": "",
        "sector": "",
        "website": "",
    }


def assert_harmless(page):
    blocks = [element for element in page.tree.iter(f"{HTML}div") if "words" in element.get("class", "").split()]
    assert blocks != []
    for block in blocks:
        for element in block.iter():
            assert element.tag in TAGS, element.tag
            assert set(element.attrib) <= {"class", "lang", "dir", "href", "rel", "start"}
            assert not element.get("href") or element.get("href").split(":")[0].lower() in text.SCHEMES or ":" not in element.get("href")
    assert page.tree.findall(f".//{HTML}main//{HTML}script") == []


def walk(visitor, make, database, strings):
    question = make.question(make.consultation(longest=100_000))
    path = f"/en/consultations/{question.consultation.slug}/questions/{question.number}"
    for words in strings:
        sent = visitor.post(f"{path}/write", {**fields(words), "step": "send"})
        assert sent.h1 == "We have your answer"
    together = visitor.post(f"{path}/write", {**fields("\n\n".join(strings)), "step": "check"})
    assert together.h1 == "Check your answer"
    assert_harmless(together)

    def job(session):
        for one in session.scalars(select(Contribution)):
            if one.number is None:
                commands.publish(session, SYSTEM, one)

    database.write(job)
    kept = database.read(lambda session: sorted(session.scalars(select(Contribution.text)).all()))
    assert kept == sorted(text.tidy((LEAD + words).replace("\x00", "")) for words in strings)
    read(visitor, path, len(strings))


def read(visitor, path, expected):
    found, page = 0, visitor.get(path)
    while True:
        assert_harmless(page)
        found += len(list(page.tree.iter(f"{HTML}article")))
        if not any(words == "Next page" for words, _address in page.links):
            break
        page = visitor.follow("Next page")
    assert found == expected


def test_hostile_words_are_shown_and_do_nothing(visitor, make, database):
    walk(visitor, make, database, A_FEW)


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="the real data sets are not here")
def test_six_hundred_strings_that_break_software_break_nothing(visitor, make, database):
    walk(visitor, make, database, hostile())

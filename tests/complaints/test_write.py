"""The form of a complaint and strings that break software: a clear answer, nothing lost, nothing executed."""

import json

import pytest
from sqlalchemy import func, select

from portal.base import clock, text
from portal.base.access import NOBODY
from portal.base.settings import settings
from portal.vault import holding, queries
from portal.vault.models import Case, CaseFile
from tests.base.files import MARK, photograph
from tests.complaints.filing import TEXT, complain, number_on, opened
from tests.conftest import SHARED
from tests.visitor import HTML

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them

FOLDER = SHARED / "data" / "naughty-strings-and-xss"
A_FEW = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea></main><h1>Mine</h1>",
    '" autofocus onfocus="alert(1)',
    "{{ 7 * 7 }}",
    "%(name)s %s %d",
    "\u202eright to left\u202c",
    "a\x01b\x0bc",
    "\x00null",
    "e\u0301 is not \u00e9",
    "👩‍👩‍👧 ﷽ Z̮̞̠͙͔ͅḀ̗̞",
    "ﷺ שלום नमस्ते ไทย 漢字",
    "line\r\nline\rline\n\n\n\nline",
]


def hostile():
    with (FOLDER / "blns.json").open() as file:
        strings = json.load(file)
    with (FOLDER / "sanitize_cases.jsonl").open() as file:
        return strings + [json.loads(line)["input"] for line in file if line.strip()]


def facts_of(make, code):
    held = make.vault.read(lambda session: holding.opened_by(session, code))
    return make.vault.read(lambda session: queries.facts(session, NOBODY, held))


def count(make, table):
    return make.vault.read(lambda session: session.scalar(select(func.count()).select_from(table)))


def harmless(page):
    assert page.h1 in ("Write to us", "Your page")
    assert page.tree.findall(f".//{HTML}main//{HTML}script") == []
    assert page.tree.findall(f".//{HTML}main//{HTML}img") == []


def journey(visitor, make, typed):
    """Write it, read it, and write it once more as a message."""
    visitor.get("/en/write/1")
    name = text.one_line(typed)[:150]
    harmless(visitor.press("Continue", category="other", text=f"Words: {typed}", who=name, name=name, language="und"))
    harmless(visitor.press("Change something"))
    visitor.press("Continue")
    code = number_on(visitor.press("Send it"))
    harmless(opened(visitor, code))
    harmless(visitor.press("Show my words"))
    page = visitor.press("Send this message", text=f"Words: {typed}", language="und")
    harmless(page)
    facts = facts_of(make, code)
    sent = f"Words: {typed}".replace("\x00", "").replace("\r\n", "\n")
    assert facts["text"] == text.tidy(sent)
    assert facts["name"] == facts["who"] == name
    return facts, sent


@pytest.mark.parametrize("typed", A_FEW)
def test_odd_words_are_kept_and_do_nothing(visitor, make, typed, now):
    make.officer()
    journey(visitor, make, typed)


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="the project's data is not here")
def test_the_whole_list_of_naughty_strings_in_one_complaint(visitor, make, now):
    make.officer()
    facts, _sent = journey(visitor, make, "\n".join(hostile())[:19_000])
    assert facts["text"].count("script") > 50


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.exists(), reason="the project's data is not here")
def test_every_naughty_string_is_looked_at(visitor, make, now):
    make.officer()
    strings = hostile()
    for start in range(0, len(strings), 40):
        typed = "\n\n".join(strings[start : start + 40])
        visitor.get("/en/write/1")
        harmless(visitor.press("Continue", category="other", text=f"Words: {typed}"[:20_000], language="und"))
        assert "Is it right like this?" in visitor.page.main


@pytest.mark.parametrize("typed", ["e\u0301 is two signs", "a\u202eb\u202c c", "tab\tand \x0b and \ufeff", "a   \nb\n\n\n\nc"])
def test_p59_the_words_are_stored_unaltered(visitor, make, typed, now):
    make.officer()
    code = complain(visitor, text=typed)
    facts = facts_of(make, code)
    assert facts.get("as_written", facts["text"]) == typed


def test_p59_the_form_and_the_answers_are_in_every_language_of_the_portal(visitor, make, now):
    make.officer()
    for tag in settings().languages:
        visitor.get(f"/{tag}/write/1")
        page = visitor.page
        form = next(one for one in page.forms() if one.action.endswith("/write/1"))
        page = visitor.post(f"/{tag}/write/1", {**dict(form.fields), "category": "access", "text": TEXT})
        form = next(one for one in page.forms() if one.action.endswith("/write/1"))
        visitor.post(f"/{tag}/write/1", {**dict(form.fields), "step": "send"})
        code = number_on(visitor.page)
        made = make.vault.read(lambda session, code=code: holding.opened_by(session, code)).case
        assert made.language == tag
        assert facts_of(make, code)["text"] == TEXT


def test_words_in_another_language_keep_their_direction(visitor, make, now):
    make.officer()
    code = complain(visitor, text="أغلقوا القاعة", language="ar" if "ar" in settings().languages else "und")
    opened(visitor, code)
    page = visitor.press("Show my words")
    block = next(one for one in page.tree.iter(f"{HTML}div") if "".join(one.itertext()).strip() == "أغلقوا القاعة" and "changes" in one.get("class", ""))
    assert block.get("dir") in ("rtl", "auto")


def test_an_empty_form_names_all_faults_at_once(visitor, make):
    make.officer()
    visitor.get("/en/write/1")
    page = visitor.press("Continue", number="no", status=422)
    assert page.faults == ["Choose what it is about.", "Say what happened. A few words are enough.", "Type the number alone, such as 41. Or leave it empty."]
    assert page.tree.find(f".//{HTML}title").text.startswith("Error: Write to us")


def test_p60_200000_characters_are_refused_and_nothing_is_lost(visitor, make, vault):
    make.officer()
    visitor.get("/en/write/1")
    long = "long words " * 18_181
    page = visitor.press("Continue", category="process", text=long, who="A. Person", name="Lea", status=422)
    assert page.faults == ["This is 179,990 characters too long. The limit is 20000 for everybody."]
    form = dict(next(one for one in page.forms() if one.action.endswith("/write/1")).fields)
    assert (form["text"], form["who"], form["name"], form["category"]) == (long.strip(), "A. Person", "Lea", "process")
    assert count(make, Case) == 0


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.exe", b"MZ\x90\x00" * 50, "is of a kind that cannot be sent here"),
        ("empty.txt", b"", "is empty"),
        ("big.txt", b"a" * 10_000_001, "is larger than 10 MB"),
        ("picture.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "can hold programs"),
    ],
)
def test_p60_a_file_that_cannot_be_taken_is_told_and_the_words_stay(visitor, make, vault, name, data, sentence):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="process", text=TEXT)
    page = visitor.press("Send it", attached=[("files", name, data)], status=422)
    assert sentence in " ".join(page.faults)
    assert TEXT in page.main
    assert count(make, Case) == 0
    number_on(visitor.press("Send it"))


def test_p60_six_files_are_too_many_and_the_words_stay(visitor, make, vault):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="process", text=TEXT)
    page = visitor.press("Send it", attached=[("files", f"{n}.txt", b"words\n") for n in range(6)], status=422)
    assert page.faults == ["You can send 5 files at once. Please choose fewer."]
    assert TEXT in page.main


def test_p16_the_original_is_sealed_as_it_came_and_the_copy_is_clean(visitor, make, vault, now):
    make.officer()
    sent = photograph()
    code = complain(visitor, attached=[("files", f"{MARK}.jpg", sent)])
    opened(visitor, code)
    body = visitor.press("Save file 1.jpg").body
    assert MARK.encode() not in body
    held = make.vault.read(lambda session: holding.opened_by(session, code))
    kept = make.vault.read(lambda session: queries.kept_file(session, NOBODY, held, 1, original=True))
    assert (kept.name, kept.data) == (f"{MARK}.jpg", sent)
    row = make.vault.read(lambda session: session.execute(select(CaseFile.about, CaseFile.original, CaseFile.cleaned)).one())
    assert all(MARK.encode() not in part for part in row)


def test_a_trap_that_is_filled_comes_back_empty(visitor, make):
    make.officer()
    visitor.get("/en/write/1")
    page = visitor.press("Continue", category="process", text=TEXT, website="https://spam.example", status=422)
    assert page.faults == ["One field must stay empty. It is empty again; please send once more."]
    assert TEXT in page.text
    visitor.press("Continue")
    number_on(visitor.press("Send it"))


def test_a_form_that_lay_open_for_more_than_a_week_is_sent_again(visitor, make, now):
    from datetime import timedelta

    make.officer()
    visitor.get("/en/write/1")
    with clock.frozen(now + timedelta(days=9)):
        page = visitor.press("Continue", category="process", text=TEXT, status=422)
        assert TEXT in page.text
        visitor.press("Continue")
        number_on(visitor.press("Send it"))


@pytest.mark.parametrize(("field", "value"), [("category", "x"), ("place", "no-such-place"), ("region", "atlantis"), ("language", "xx"), ("answer_in", "xx")])
def test_a_choice_that_was_not_offered_is_refused(visitor, make, field, value):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", **{"category": "process", "text": TEXT, field: value}, status=422)
    assert count(make, Case) == 0


@pytest.mark.parametrize("officer", ["x", "-1", "9" * 30, "٤", "1"])
def test_an_officer_who_was_not_offered_is_not_chosen(visitor, make, officer, now):
    make.officer()
    code = complain(visitor, last={"officer": officer})
    assert len(code) == 20


def test_the_form_of_a_link_names_the_consultation(visitor, make, now):
    make.officer()
    place = make.consultation(slug="park")
    page = visitor.get("/en/write/1?about=park")
    assert dict(next(one for one in page.forms() if one.action.endswith("/write/1")).fields)["place"] == place.slug
    page = visitor.get('/en/write/1?about="><script>')
    assert dict(next(one for one in page.forms() if one.action.endswith("/write/1")).fields)["place"] == ""

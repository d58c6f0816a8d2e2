"""The page of the search: what somebody sees who looks for words."""

import json
import time
from urllib.parse import urlencode

import pytest

from portal.base.languages import Texts
from portal.contributions.models import ContributionState
from tests.conftest import SHARED

NAUGHTY = SHARED / "data" / "naughty-strings-and-xss" / "blns.json"


def titles(seen):
    return [words for words, address in seen.links if ("/consultations/" in address or "/policies/" in address) and "from=" not in address]


def look(visitor, typed, language="en", status=200, **more):
    return visitor.get(f"/{language}/search?" + urlencode({"q": typed, **more}), status=status)


def test_words_are_found_and_marked(visitor, make):
    question = make.question(make.consultation("The harbour"), "What about boats?")
    words = make.contribution(question, "The ferries are late every morning, and nobody says why.")
    seen = look(visitor, "ferry")
    assert titles(seen) == [f"Contribution No. {words.number}"]
    assert "<mark>ferries</mark>" in seen.text
    assert "1 result" in seen.main and "The harbour" in seen.main


def test_found_words_stand_in_their_language_and_direction(visitor, make):
    question = make.question(make.consultation("The harbour"))
    make.contribution(question, "نريد مدارس أقرب للأطفال في القرية.", language="ar")
    make.contribution(question, "学校附近的马路很危险。", language="zh-Hans")
    assert '<p lang="ar" dir="rtl">نريد مدارس أقرب <mark>للأطفال</mark> في القرية.</p>' in look(visitor, "اطفال").text
    assert '<p lang="zh-Hans" dir="ltr">学校附近的<mark>马路</mark>很危险。</p>' in look(visitor, "马路").text
    assert "<p>نريد مدارس أقرب <mark>للأطفال</mark> في القرية.</p>" in look(visitor, "اطفال", "ar").text


def test_a_long_text_is_shown_where_the_words_are(visitor, make):
    make.contribution(make.question(), "Nothing here. " * 100 + "Then a cormorant came by. " + "Nothing more. " * 100)
    seen = look(visitor, "cormorants")
    assert "<mark>cormorant</mark>" in seen.text and "… " in seen.main
    assert len(seen.main) < 1_000


def test_a_visit_without_words_shows_the_form_alone(visitor, make):
    seen = visitor.get("/en/search")
    assert seen.h1 == "Search" and "result" not in seen.main and "Nothing" not in seen.main


def test_nothing_found_comes_with_tips(visitor, make):
    seen = look(visitor, "xylophone")
    assert "Nothing was found" in seen.main and "Try fewer words" in seen.main


def test_the_boxes_lead_to_the_page_and_the_place_is_chosen(visitor, make):
    consultation = make.consultation("Otters")
    visitor.get(f"/en/consultations/{consultation.slug}")
    [form] = [one for one in visitor.page.forms() if one.action.endswith("/search")]
    assert (form.method, dict(form.fields)) == ("get", {"q": "", "consultation": consultation.slug})
    assert "http://127.0.0.1:8000/en/search" in [one.action for one in visitor.get("/en/").forms()]
    seen = look(visitor, "otters", consultation=consultation.slug)
    assert f'<option value="{consultation.slug}" selected>' in seen.text
    assert titles(seen) == ["Otters"]
    assert "Search" in [words for words, address in seen.links if address.endswith("/en/search")]


def test_languages_and_pages_keep_what_was_looked_for(visitor, make):
    question = make.question(make.consultation("The harbour"))
    for _each in range(21):
        make.contribution(question, "A puffin.")
    seen = look(visitor, "puffin", kind="contribution")
    links = dict(seen.links)
    assert "page=2" in links["Later"] and "q=puffin" in links["Later"] and "kind=contribution" in links["Later"]
    assert "q=puffin" in next(address for words, address in seen.links if address.startswith("/ar/search"))
    assert len(titles(visitor.get(links["Later"]))) == 1


@pytest.mark.parametrize("state", [ContributionState.RECEIVED, ContributionState.HELD, ContributionState.DECLINED, ContributionState.HIDDEN, ContributionState.WITHDRAWN])
def test_what_is_not_public_is_not_found(visitor, make, state):
    make.contribution(make.question(), "A walrus in the pond.", state=state)
    assert titles(look(visitor, "walrus")) == []


def test_a_page_of_results_is_kept_nowhere(visitor, portal, make):
    seen = look(visitor, "narwhal")
    assert seen.headers["cache-control"] == "no-store"
    assert [name for name in portal.shelf.pages if b"narwhal" in b"".join(name)] == []
    assert visitor.get("/en/search").headers["cache-control"] != "no-store"


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "'", "a OR b", "NEAR(", "* * *", "…", "\x00", "🙂", "x" * 10_000, "民" * 3_000, "word " * 2_000, "<script>alert(1)</script>", "\u202e\u2066"]
)
def test_bad_questions_give_a_clear_page(visitor, make, typed):
    make.contribution(make.question(), "Words.")
    seen = look(visitor, typed)
    assert seen.h1 == "Search"
    assert "Search" in seen.main


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=99999999999", "page=x&q=word", "kind=nothing&q=word", "language=xx&q=word", "language=%00&q=word", "consultation=none&q=word", "q=a&q=b"]
)
def test_bad_addresses_give_a_clear_page(visitor, make, query):
    make.contribution(make.question(), "A word.")
    assert visitor.get(f"/en/search?{query}").h1 == "Search"


@pytest.mark.shared
def test_naughty_strings_give_a_clear_page(visitor, make):
    if not NAUGHTY.exists():
        pytest.skip("the naughty strings are not there")
    make.contribution(make.question(), "Words.")
    for typed in json.loads(NAUGHTY.read_text())[::3]:
        assert look(visitor, typed.encode("utf-8", "replace").decode()).h1 == "Search"


def test_what_stands_in_other_languages_is_found_and_shown_with_them(visitor, make, database):
    consultation = make.consultation("The harbour")

    def translate(session):
        session.get_one(type(consultation), consultation.id).title = Texts(en="The harbour", fr="Le port aux mouettes")

    database.write(translate)
    seen = look(visitor, "mouette", consultation=consultation.slug)
    assert titles(seen) == ["The harbour"]
    assert '<p lang="fr" dir="ltr">Le port aux <mark>mouettes</mark></p>' in seen.text


@pytest.mark.raw
def test_a_question_stands_in_no_log_and_no_table(make, folder, settings, database, server, caplog, visitor):
    from tests.house.test_canary import everything, tables_with

    class Log:
        log = b""

    make.contribution(make.question(), "An ordinary word.")
    caplog.set_level(0)
    look(visitor, "wyrmcanary ordinary")
    look(visitor, "wyrmcanary", kind="contribution", page="2")
    assert [record for record in caplog.records if record.name != "httpx" and "wyrmcanary" in record.getMessage()] == []
    assert tables_with(database, "wyrmcanary") == set()
    assert [where for where, content in everything(folder, Log, server) if b"wyrmcanary" in content] == []


def test_a_word_that_stands_ten_thousand_times_in_a_text_takes_no_longer(visitor, make):
    make.contribution(make.question(make.consultation(longest=50_000)), "tax a " * 8_000)
    begun = time.process_time()
    look(visitor, "tax")
    assert time.process_time() - begun < 2  # the twentieth part of it; ten seconds, where each place is compared with each other

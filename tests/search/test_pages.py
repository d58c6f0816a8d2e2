"""The page of the search: what somebody sees who looks for words."""

import pytest

from portal.contributions.models import ContributionState


def titles(seen):
    return [words for words, address in seen.links if "/consultations/" in address or "/policies/" in address]


def look(visitor, typed, language="en", **more):
    from urllib.parse import urlencode

    return visitor.get(f"/{language}/search?" + urlencode({"q": typed, **more}))


def test_words_are_found_and_marked(visitor, make):
    question = make.question(make.consultation("The harbour"), "What about boats?")
    words = make.contribution(question, "The ferries are late every morning, and nobody says why.")
    seen = look(visitor, "ferry")
    assert titles(seen) == [f"Contribution No. {words.number}"]
    assert "<mark>ferries</mark>" in seen.text
    assert "1 result" in seen.main


def test_a_visit_without_words_shows_the_form_alone(visitor, make):
    seen = visitor.get("/en/search")
    assert seen.h1 == "Search" and "result" not in seen.main and "Nothing" not in seen.main


def test_nothing_found_comes_with_tips(visitor, make):
    seen = look(visitor, "xylophone")
    assert "Nothing was found" in seen.main and "Try fewer words" in seen.main


@pytest.mark.parametrize("state", [ContributionState.RECEIVED, ContributionState.HELD, ContributionState.DECLINED, ContributionState.HIDDEN, ContributionState.WITHDRAWN])
def test_what_is_not_public_is_not_found(visitor, make, state):
    make.contribution(make.question(), "A walrus in the pond.", state=state)
    assert titles(look(visitor, "walrus")) == []

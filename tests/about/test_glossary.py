"""The words that this portal uses, in every language: the same ones, each with a meaning."""

import json

import pytest

from portal.about import glossary
from tests.conftest import SIX


@pytest.mark.parametrize("language", SIX)
def test_every_language_has_every_word(language):
    own = json.loads((glossary.FOLDER / f"{language}.json").read_text("utf-8"))
    first = json.loads((glossary.FOLDER / "en.json").read_text("utf-8"))
    assert list(own) == list(first)
    assert [key for key, pair in own.items() if not all(pair)] == []


@pytest.mark.six
def test_the_page_tells_them_with_a_place_for_links(visitor):
    page = visitor.get("/fr/glossary")
    assert "numéro de suivi" in page.main
    assert page.text.count('<dt id="') == len(glossary.terms())

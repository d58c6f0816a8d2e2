"""Words that are explained: the first place of each becomes a link, and nothing else in the text changes."""

from types import SimpleNamespace

import pytest

from portal.base.languages import Texts, speaking
from portal.consultations.explaining import Glossary


def glossary(**words):
    terms = [SimpleNamespace(number=1, term=Texts(words), meaning=Texts())]
    return Glossary(terms, "/g")


@pytest.mark.parametrize(
    ("tag", "term", "text", "shown"),
    [
        ("en", "shade", "More Shade, and shade again.", 'More <a href="/g#word-1">Shade</a>, and shade again.'),
        ("en", "shade", "Shaded places.", "Shaded places."),
        ("en", "A & B", "Of A & B.", 'Of <a href="/g#word-1">A &amp; B</a>.'),
        ("ar", "حديقة", "نريد الحديقة هنا", 'نريد <a href="/g#word-1">الحديقة</a> هنا'),
        ("zh", "公园", "新公园在河边", '新<a href="/g#word-1">公园</a>在河边'),
        ("en", "<b>", "A <b> sign", 'A <a href="/g#word-1">&lt;b&gt;</a> sign'),
    ],
)
def test_the_first_place_is_linked(tag, term, text, shown):
    with speaking(tag):
        assert glossary(**{tag: term}).lines(Texts({tag: text})) == shown


def test_a_word_is_linked_once_on_a_page_and_never_inside_a_link():
    with speaking("en"):
        found = glossary(en="shade")
        assert found.prose(Texts(en="See [shade](https://example.org/shade) and *shade*.")).count("#word-1") == 1
        assert '<em><a href="/g#word-1">shade</a></em>' in glossary(en="shade").prose(Texts(en="See [shade](https://example.org/shade) and *shade*."))
        assert found.lines(Texts(en="More shade.")) == "More shade."


def test_words_of_a_heading_are_named_beside_it_unless_they_were_linked():
    with speaking("en"):
        found = glossary(en="shade")
        assert found.named_in(Texts(en="Where is shade?")) == [("shade", "/g#word-1")]
        found.lines(Texts(en="Shade."))
        assert found.named_in(Texts(en="Where is shade?")) == []


def test_words_in_another_language_keep_it():
    with speaking("en"):
        assert glossary(ar="حديقة").lines(Texts(ar="حديقة")) == '<span lang="ar" dir="rtl"><a href="/g#word-1">حديقة</a></span>'

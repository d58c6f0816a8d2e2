"""People's words, cleaned once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base import text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One\ntwo", "<p>One<br>\ntwo</p>"),
        ("*so* **so**", "<p><em>so</em> <strong>so</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](https://example.org)", '<p><a href="https://example.org" rel="nofollow noreferrer ugc">x</a></p>'),
        ("# not a heading", "<p># not a heading</p>"),
        ("![p](https://example.org/p.png)", '<p>!<a href="https://example.org/p.png" rel="nofollow noreferrer ugc">p</a></p>'),
    ],
)
def test_the_small_markup(typed, shown):
    assert text.to_html(text.tidy(typed)) == shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("  a  \r\n\r\n\r\n\r\nb ", "a\n\nb"),
        ("e\u0301", "é"),
        ("abc\u202edef", "abcdef"),
        ("\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("x\ud800y", "x\ufffdy"),
    ],
)
def test_tidying_keeps_words_and_drops_tricks(typed, kept):
    assert text.tidy(typed) == kept


@given(st.text())
def test_tidying_twice_changes_nothing_more(typed):
    assert text.tidy(text.tidy(typed)) == text.tidy(typed)


@given(st.text(alphabet="ab*_[]()<>&\"'-\n 1.", max_size=80))
def test_shown_words_are_the_typed_letters(typed):
    shown = text.plain(text.to_html(text.tidy(typed)))
    assert {sign for sign in shown if sign in "ab"} == {sign for sign in text.tidy(typed) if sign in "ab"} or "](" in typed or "<" in typed


def test_an_excerpt_ends_between_words():
    assert text.excerpt("one two three four", 12) == "one two …"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", 0),
        ("Nobody was named here.", 4),
        ("这条发言没有提到任何人的名字", 7),
        ("没有 names 在这里", 4),
        ("لم يُذكر أحد", 3),
        ("ไม่มีใครถูกเอ่ยชื่อ", 10),
    ],
)
def test_words_are_counted_in_scripts_without_blanks_too(said, words):
    assert text.words_in(said) == words

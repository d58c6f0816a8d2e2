"""Differences between two texts."""

import time

from hypothesis import given
from hypothesis import strategies as st

from portal.base.differences import differences


def test_words_that_are_new_and_gone_stand_apart():
    assert differences("Answers come in ten days.", "Answers come in five days.") == [("same", "Answers come in "), ("gone", "ten "), ("new", "five "), ("same", "days.")]


def test_the_same_text_is_one_part_and_nothing_is_none():
    assert differences("The same.", "The same.") == [("same", "The same.")]
    assert differences("", "") == []


def test_blanks_alone_are_no_difference():
    assert differences("One  line\nand another.", "One line and another.") == [("same", "One line and another.")]


def test_a_whole_new_paragraph_leaves_the_others_alone():
    parts = differences("First.\n\nLast.", "First.\n\nMiddle one.\n\nLast.")
    assert "".join(text for kind, text in parts if kind == "new").strip() == "Middle one."
    assert [kind for kind, _text in parts if kind == "gone"] == []


def test_arabic_marks_stay_with_their_letters():
    assert differences("القرار يَصدُر غدا.", "القرار يَصدُر اليوم.") == [("same", "القرار يَصدُر "), ("gone", "غدا"), ("new", "اليوم"), ("same", ".")]


def test_scripts_without_blanks_are_compared_sign_by_sign():
    assert differences("我们保存三年。", "我们保存五年。") == [("same", "我们保存"), ("gone", "三"), ("new", "五"), ("same", "年。")]
    assert next(kind for kind, _text in differences("ที่นี่", "ที่นั้น")) == "same"


def test_a_sign_at_the_end_of_a_word_does_not_make_the_word_new():
    assert differences("We answer", "We answer, always") == [("same", "We answer"), ("new", ", always")]


TEXTS = st.text(alphabet=st.sampled_from("ab ,.\n-éع ًक्ष我"), max_size=60)


@given(TEXTS, TEXTS)
def test_what_is_not_gone_is_the_later_text_and_what_is_not_new_the_earlier(before, after):
    parts = differences(before, after)
    assert "".join(text for kind, text in parts if kind != "gone") == after
    assert "".join("".join(text for kind, text in parts if kind != "new").split()) == "".join(before.split())


def test_a_long_policy_is_compared_quickly():
    before = "\n\n".join(f"Paragraph {number} says that the office answers in {number % 9} days, and where to write." * 4 for number in range(300))
    began = time.monotonic()
    assert differences(before, before.replace("the office", "our office", 40))
    assert time.monotonic() - began < 5


def test_a_text_that_says_the_same_over_and_over_holds_nobody_up():
    """Looked for in the shortest account, this would take hours; what is new is the later text to the letter all the same."""
    before, after = "the tax the cat " * 5000, "the cat the tax " * 5000 + "end"
    parts = differences(before, after)
    assert "".join(text for kind, text in parts if kind != "gone") == after
    assert "".join(text for kind, text in parts if kind != "new").split() == before.split()

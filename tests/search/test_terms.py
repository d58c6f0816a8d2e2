"""Words in one form, whatever people typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search import terms

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Éducation", "education"), ("ÑANDÚ", "nandu"), ("Straße", "strasse"), ("œuvre", "oeuvre"), ("Łódź", "lodz"), ("Ёлка", "елка"), ("Йод", "йод"),
        ("مَدْرَسَةٌ", "مدرسه"), ("أسئلة", "اسله"), ("إلى", "الي"), ("كتـــاب", "كتاب"), ("２０２７", "2027"), ("٢٠٢٧", "2027"), ("ﬁnance", "finance"), ("हिन्दी", "हिन्दी"), ("ΛΌΓΟΣ", "λογοσ"),
    ],
)  # fmt: skip
def test_people_write_a_word_in_several_ways(typed, folded):
    assert terms.fold(typed) == folded


def test_little_words_of_french_and_english_are_no_words():
    assert [token.text for token in terms.tokens("L’eau d'ici, jusqu’aux enfants; women's rights aujourd'hui 's")] == [
        "eau",
        "ici",
        "aux",
        "enfants",
        "women",
        "rights",
        "aujourd",
        "hui",
    ]


def test_scripts_without_blanks_give_signs_and_pairs():
    assert terms.terms_of("民主！公园", "zh-Hans") == {"民": 1, "主": 1, "民主": 1, "公": 1, "园": 1, "公园": 1}


def test_known_languages_give_stems_and_others_words():
    assert terms.terms_of("Voters voted", "en-GB") == {"en:voter": 1, "en:vote": 1}
    assert terms.terms_of("Voters voted", "und") == {"voters": 1, "voted": 1}
    assert terms.terms_of("Голос voted", "en") == {"голос": 1, "en:vote": 1}


def test_two_forms_of_a_word_ask_for_one_thing():
    assert len(terms.question("vote votes VOTED").groups) == 1


def test_the_places_of_found_words_are_those_of_the_text():
    text = "Ici, l’éducation coûte cher; 民主协商。"
    wanted = terms.question("education 民主").terms
    assert [text[start:end] for start, end in terms.places(text, "fr", wanted)] == ["éducation", "民主"]


@given(st.text(max_size=400))
def test_every_word_of_a_text_is_found_by_itself(text):
    for tag in ("en", "fr", "ar", "zh", "und"):
        found = terms.terms_of(text, tag)
        for token in list(terms.tokens(text))[:20]:
            groups = terms.question(token.text).groups
            assert all(group & found.keys() for group in groups), (token, tag)
            for start, end in terms.places(text, tag, terms.question(token.text).terms):
                assert 0 <= start < end <= len(text)


@given(st.text(max_size=2_000))
def test_no_question_is_wrong(typed):
    asked = terms.question(typed)
    assert len(asked.groups) <= terms.MOST_GROUPS
    assert all(group for group in asked.groups)


def test_words_of_questions_stay_in_no_memory():
    terms._kept_stems.cache_clear()
    terms.question("porcupines")
    assert terms._kept_stems.cache_info().currsize == 0

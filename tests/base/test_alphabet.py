"""Names in the order of the reader's alphabet, and lists as the language makes them (Unicode CLDR)."""

import pytest

from portal.base.languages import listed, place_in_alphabet, speaking


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["apple", "Zebra"]),
        ("fr", ["cote", "côté", "coter", "élan", "zèbre"]),
        ("es", ["nube", "ñame", "oso"]),
        ("ru", ["ёлка", "ель", "жук"]),
        ("ar", ["أحمد", "إسباني", "بحر", "يد"]),
        ("zh", ["阿拉伯语", "德语", "俄语", "法语", "英语", "中文"]),
    ],
)
def test_names_stand_in_the_order_of_the_alphabet(language, ordered):
    with speaking(language):
        assert sorted([*ordered[1:], ordered[0]], key=place_in_alphabet) == ordered


@pytest.mark.parametrize(("language", "said"), [("en", "a, b, and c"), ("fr", "a, b et c"), ("es", "a, b y c"), ("ru", "a, b и c"), ("zh", "a、b和c"), ("ar", "a وb وc")])
def test_lists_are_made_as_the_language_makes_them(language, said):
    with speaking(language):
        assert listed(["a", "b", "c"]) == said


def test_one_thing_is_no_list_and_nothing_is_empty():
    assert (listed(["a"]), listed([])) == ("a", "")

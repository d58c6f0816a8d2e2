"""Which language a browser gets that named none in the address: by what it says it wants, without a cookie (RFC 9110, 12.5.4)."""

import pytest

from portal.base.languages import best_language

OFFERED = ("en", "ar", "es", "fr", "ru", "zh")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("de, fr;q=0.8, ar;q=0.9", "ar"),
        ("zh-Hans-CN, en;q=0.5", "zh"),
        ("zh-TW", "zh"),
        ("de-AT, de;q=0.9", "en"),
        ("fr;q=0, ru", "ru"),
        ("*", "en"),
        ("fr;q=many, es", "es"),
        ("EN-gb", "en"),
        (",;q=1,,", "en"),
        ("ru;q=0.2, es;q=0.3", "es"),
    ],
)
def test_the_wish_of_the_browser_is_heard(header, language):
    assert best_language(header, OFFERED) == language

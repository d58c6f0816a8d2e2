"""The number: whole, unguessable, heard and typed in any script."""

import os
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.base.secrets import keyed_hash
from portal.receipts import codes

DIGITS = {"Arabic-Indic": "٠١٢٣٤٥٦٧٨٩", "Persian": "۰۱۲۳۴۵۶۷۸۹", "Devanagari": "०१२३४५६७८९", "full-width": "０１２３４５６７８９", "Bengali": "০১২৩৪৫৬৭৮৯", "plain": "0123456789"}
nineteen = some.text("0123456789", min_size=19, max_size=19)


def whole(digits):
    return digits + codes.check_digit(digits)


def test_p11_ten_thousand_forms_have_ten_thousand_numbers_with_even_digits(settings):
    made = [codes.from_token(os.urandom(16)) for _ in range(10_000)]
    assert len(set(made)) == 10_000
    assert all(codes.is_whole(code) for code in made)
    expected = 1000.0
    for place in range(codes.LENGTH):
        seen = Counter(code[place] for code in made)
        chi_square = sum((seen[digit] - expected) ** 2 / expected for digit in "0123456789")
        assert chi_square < 45, f"digit {place} is uneven"  # nine degrees of freedom: once in a million


def test_the_same_form_always_gives_the_same_number_and_another_secret_another_one(settings):
    from dataclasses import replace

    from portal.base.settings import use

    name = os.urandom(16)
    first = codes.from_token(name)
    assert codes.from_token(name) == first
    use(replace(settings, secret="another secret of the tests, at least 32 characters"))
    assert codes.from_token(name) != first


@given(nineteen)
def test_p11_every_single_wrong_digit_is_caught(digits):
    code = whole(digits)
    assert codes.is_whole(code)
    wrong = [code[:place] + other + code[place + 1 :] for place in range(codes.LENGTH) for other in "0123456789" if other != code[place]]
    assert len(wrong) == 180
    assert not any(codes.is_whole(one) for one in wrong)


@given(nineteen)
def test_p11_every_swap_of_neighbours_is_caught(digits):
    code = whole(digits)
    swapped = [code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(codes.LENGTH - 1) if code[place] != code[place + 1]]
    assert not any(codes.is_whole(one) for one in swapped)


@given(nineteen, some.sampled_from(sorted(DIGITS)), some.sampled_from([" ", "-", "", " , ", "\u2009", "\u00a0", "\u2013", ".", "\t", "\r\n"]))
def test_p12_a_number_is_read_in_the_digits_of_any_script_and_with_any_blanks(digits, script, between):
    code = whole(digits)
    written = "".join(DIGITS[script][int(digit)] for digit in code)
    assert codes.typed(between.join(codes.groups(written))) == code
    assert codes.typed(f"\u200f\u202b {written}\u202c\n") == code


def test_what_is_no_digit_is_kept_to_be_told():
    assert codes.typed("4821 77O2") == "482177O2"
    assert not codes.is_whole("482177O2")


def test_for_the_ear_digits_stand_apart_and_groups_have_commas():
    assert codes.for_the_ear("48217702113355779900") == "4 8 2 1 , 7 7 0 2 , 1 1 3 3 , 5 5 7 7 , 9 9 0 0"
    assert codes.typed(codes.for_the_ear("48217702113355779900")) == "48217702113355779900"


@pytest.mark.parametrize("code", ["", "1" * 19, "1" * 21, "٠" * 20, "a" * 20])
def test_only_twenty_plain_digits_are_a_number(code):
    assert not codes.is_whole(code)


def test_what_is_kept_is_keyed(settings):
    code = whole("4821770211335577990")
    assert codes.lookup_hash(code) == keyed_hash("receipt lookup", code)
    assert codes.lookup_hash(code) != sha256(code.encode()).digest()

"""Counts in which nobody stands out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.consultations.suppression import FEWEST, OTHERS, STEP, suppressed


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, {}),
        ({"a": 9}, {}),
        ({"a": 10}, {"a": 10}),
        ({"a": 12, "b": 23}, {"a": 10, "b": 25}),
        ({"a": 30, "b": 6, "c": 7}, {"a": 30, OTHERS: 15}),
        ({"a": 30, "b": 12, "c": 1}, {"a": 30, OTHERS: 15}),  # alone the one would be known from the rest
        ({"a": 30, "b": 1}, {OTHERS: 30}),
    ],
)
def test_few_are_taken_together(counts, told):
    assert suppressed(counts) == told


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 60)))
def test_no_group_is_smaller_than_ten_and_every_count_is_rounded(counts):
    told = suppressed(counts)
    assert [people for people in told.values() if people < FEWEST or people % STEP] == []
    left = sum(people for answer, people in counts.items() if answer not in told)
    assert (OTHERS in told) == (left >= FEWEST)
    assert left == 0 or left >= FEWEST or left == sum(counts.values())

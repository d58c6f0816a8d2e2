"""Cells that no spreadsheet runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.base.cells import harmless, literal


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    assert harmless(f"{start}SUM(A1)") == f"'{start}SUM(A1)"
    assert harmless("a=b") == "a=b"


@given(st.text() | st.text(alphabet="=+-@\t\r'"))
def test_every_cell_gives_its_words_back(words):
    assert literal(harmless(words)) == words

"""The page behind a number of a case."""

import pytest

from portal.base import brake
from portal.vault import holding


def test_the_field_for_the_number_is_a_quiet_page(visitor):
    page = visitor.get("/en/page")
    assert page.h1 == "Your page"
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("number", ["00000000000000000000", "12345678901234567890"])
def test_a_wrong_number_and_one_that_looks_right_get_the_same_answer(visitor, make, number):
    visitor.get("/en/page")
    page = visitor.press("Open your page", code=number, status=422)
    assert page.faults == ["There is nothing under this number. Please compare it with what you wrote down: one digit may be wrong, or two may have changed places."]

"""Every line of the project's protection tests is kept by a test with its number, or stands below with the reason why not."""

import re

import pytest

from tests.conftest import SHARED
from tests.numbered import FIRST_OF_THE_REGISTER, numbered

LIST = SHARED / "design" / "protection-tests.md"
pytestmark = [pytest.mark.once, pytest.mark.shared, pytest.mark.skipif(not LIST.is_file(), reason="the project's protection list is not here")]

NOT_BY_A_TEST: dict[int, str] = {}
"""Lines that no test keeps yet, each with the reason."""


def lines():
    """number -> the line itself."""
    return {int(number): line for number, line in re.findall(r"^(\d+)\. (.+)$", LIST.read_text(), re.MULTILINE)} if LIST.is_file() else {}


@pytest.mark.parametrize(("number", "line"), sorted(lines().items()))
def test_a_line_is_kept_by_a_test_or_has_a_reason(number, line):
    assert (number in numbered()) != (number in NOT_BY_A_TEST), f"{number}. {line}"


def test_no_test_carries_a_number_that_nobody_gave():
    assert sorted(number for number in numbered() if number < FIRST_OF_THE_REGISTER and number not in lines()) == []


def test_the_whole_list_was_read():
    assert len(lines()) == 79
    assert max(lines()) == 104

"""The handbook's answers to ASVS name tests that exist, and leave no point of levels 1 and 2 out."""

import re

import pytest

from portal.base.settings import ROOT

GUIDE = (ROOT / "portal" / "handbook" / "en" / "security.md").read_text()
# Chapter, section and number of points of levels 1 and 2 in OWASP ASVS 5.0.0; those of level 3 lie between.
POINTS = (
    [f"6.1.{n}" for n in (1, 2, 3)]
    + [f"6.2.{n}" for n in range(1, 13)]
    + [f"6.3.{n}" for n in range(1, 5)]
    + [f"6.4.{n}" for n in range(1, 5)]
    + [f"6.5.{n}" for n in range(1, 6)]
    + [f"6.6.{n}" for n in (1, 2, 3)]
    + [f"6.8.{n}" for n in range(1, 5)]
    + [f"7.1.{n}" for n in (1, 2, 3)]
    + [f"7.2.{n}" for n in range(1, 5)]
    + ["7.3.1", "7.3.2"]
    + [f"7.4.{n}" for n in range(1, 6)]
    + ["7.5.1", "7.5.2", "7.6.1", "7.6.2"]
)


def test_every_point_is_answered_once_and_in_order():
    answered = [point for heads in re.findall(r"^- \*\*([\d., ]+)\*\*", GUIDE, re.MULTILINE) for point in heads.split(", ")]
    assert answered == POINTS


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([\w/]+\.py::\w+)`", GUIDE))))
def test_every_named_test_exists(named):
    file, _colons, name = named.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / "tests" / file).read_text(), re.MULTILINE)

"""What claims say: lists, words, truth values, and claims inside others."""

import pytest

from portal.identity.claims import fitting, name_in, told, values_of
from portal.identity.models import ClaimRule

pytestmark = pytest.mark.once

CLAIMS = {
    "groups": ["a", "b"],
    "one": "x",
    "number": 7,
    "yes": True,
    "https://example.org/roles": ["r"],
    "realm_access": {"roles": ["admin"]},
    "mixed": ["a", {"b": 1}, None],
    "dotted.name": "whole",
    "dotted": {"name": "inside"},
}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("groups", ["a", "b"]),
        ("one", ["x"]),
        ("number", ["7"]),
        ("yes", ["true"]),
        ("https://example.org/roles", ["r"]),
        ("realm_access.roles", ["admin"]),
        ("mixed", ["a"]),
        ("dotted.name", ["whole"]),
        ("nothing", []),
        ("one.more", []),
        ("realm_access", []),
    ],
)
def test_the_values_of_a_claim(name, values):
    assert values_of(CLAIMS, name) == values


def test_rules_fit_exactly_and_in_their_order():
    rules = [ClaimRule(position=number, claim=claim, value=value) for number, (claim, value) in enumerate([("groups", "b"), ("groups", "B"), ("one", "x")])]
    assert [rule.position for rule in fitting(rules, CLAIMS)] == [0, 2]
    assert told(rules, CLAIMS) == [("groups", "a, b"), ("one", "x")]


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": " Zoë\nDoe "}, "Zoë Doe"),
        ({"given_name": "Zoë", "family_name": "Doe"}, "Zoë Doe"),
        ({"preferred_username": "zoe"}, "zoe"),
        ({"name": "", "given_name": 7}, "subject"),
        ({"name": "x" * 300}, "x" * 120),
    ],
)
def test_what_to_call_somebody(claims, name):
    assert name_in(claims, "subject") == name

"""What the claims of a provider mean here: rules that an administrator reads as sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.base.text import one_line
from portal.identity.models import ClaimRule

LONGEST_NAME = 120
LONGEST_VALUE = 255


def values_of(claims: Mapping[str, Any], name: str) -> list[str]:
    """The values of a claim as words. A name with dots also looks inside (`realm_access.roles`)."""
    found: Any = claims.get(name)
    if found is None and "." in name:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    several = found if isinstance(found, list) else [found]
    return [_word(one) for one in several if isinstance(one, str | bool | int)]


def _word(value: str | bool | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def fitting(rules: Iterable[ClaimRule], claims: Mapping[str, Any]) -> list[ClaimRule]:
    """The rules that are true of somebody, in their order."""
    return [rule for rule in rules if rule.value in values_of(claims, rule.claim)]


def name_in(claims: Mapping[str, Any], subject: str) -> str:
    """What to call somebody: the name that the provider tells, else the least that is known."""
    parts = " ".join(str(claims[part]) for part in ("given_name", "family_name") if isinstance(claims.get(part), str))
    candidates = (claims.get("name"), parts, claims.get("preferred_username"), subject)
    return next(one_line(one)[:LONGEST_NAME] for one in candidates if isinstance(one, str) and one_line(one))


def told(rules: Iterable[ClaimRule], claims: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the provider says about somebody in the claims that rules look at: for the page that nobody's rule fits."""
    return [(name, ", ".join(values_of(claims, name))[:LONGEST_VALUE]) for name in dict.fromkeys(rule.claim for rule in rules)]

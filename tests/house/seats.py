"""Who may open a staff page, in plain words, written by hand: it knows nothing of the portal's own rules (test_who_sees_what.py)."""

import re

ADMINISTRATORS = frozenset({"administrator"})
ORGANISERS = frozenset({"organiser", "administrator"})
HOSTS = frozenset({"host", "administrator"})
MODERATORS = frozenset({"moderator", "moderator everywhere"})
REVIEWERS = frozenset({"reviewer"})
RESPONDERS = frozenset({"responder"})
HELPERS = frozenset({"helper"})
TRANSLATORS = frozenset({"translator", "translator everywhere", "moderator", "moderator everywhere"})
EDITORS = frozenset({"editor", "administrator"})
CHAIRS = frozenset({"chair"})
WORKING_THERE = frozenset(
    {"administrator", "organiser", "moderator", "moderator everywhere", "reviewer", "responder", "evaluator", "helper", "translator", "translator everywhere"}
)
ALL_STAFF = frozenset(
    {
        "administrator",
        "host",
        "organiser",
        "moderator",
        "moderator everywhere",
        "reviewer",
        "responder",
        "evaluator",
        "focal point",
        "protection officer",
        "helper",
        "translator",
        "translator everywhere",
        "editor",
        "chair",
        "newcomer",
    }
)
ANYBODY = ALL_STAFF | {"nobody"}

# The first line that fits an address counts. `*` is one part of an address, `**` the rest.
TABLE = [
    ("/staff/sign-in", ANYBODY),
    ("/staff/sign-out", ANYBODY),
    ("/staff/invitation", ANYBODY),
    ("/staff/new-password", ANYBODY),
    ("/staff", ALL_STAFF),
    ("/staff/account/**", ALL_STAFF),
    ("/staff/account", ALL_STAFF),
    ("/staff/stay", ALL_STAFF),
    ("/staff/admin/**", ADMINISTRATORS),
    ("/staff/admin", ADMINISTRATORS),
    ("/staff/barriers/**", ORGANISERS),
    ("/staff/barriers", ORGANISERS | HOSTS),  # a host without a consultation finds an empty list
    ("/staff/new", HOSTS),
    ("/staff/plans/**", HOSTS),
    ("/staff/plans", HOSTS),
    ("/staff/lists/**", CHAIRS),
    ("/staff/lists", CHAIRS),
    ("/staff/calls/**", CHAIRS),
    ("/staff/calls", CHAIRS),
    ("/staff/directory/**", EDITORS),
    ("/staff/directory", EDITORS),
    ("/staff/library/**", EDITORS),
    ("/staff/library", EDITORS),
    ("/staff/*/assist/**", HELPERS),
    ("/staff/*/assist", HELPERS),
    ("/staff/*/translations/**", TRANSLATORS),
    ("/staff/*/translations", TRANSLATORS),
    ("/staff/*/queue/**", MODERATORS),
    ("/staff/*/queue", MODERATORS),
    ("/staff/*/flags/**", MODERATORS),
    ("/staff/*/flags", MODERATORS),
    ("/staff/*/messages/**", MODERATORS),
    ("/staff/*/messages", MODERATORS),
    ("/staff/*/published/**", MODERATORS),
    ("/staff/*/published", MODERATORS),
    ("/staff/*/summary/**", MODERATORS),
    ("/staff/*/summary", MODERATORS),
    ("/staff/*/objections/**", MODERATORS),
    ("/staff/*/objections", MODERATORS),
    ("/staff/*/together/**", MODERATORS),
    ("/staff/*/together", MODERATORS),
    ("/staff/*/give-back", REVIEWERS),
    ("/staff/*/copy", ADMINISTRATORS),  # and a host who manages it
    ("/staff/*/appeals/**", REVIEWERS),
    ("/staff/*/appeals", REVIEWERS),
    ("/staff/*/responses/**", RESPONDERS),
    ("/staff/*/responses", RESPONDERS),
    ("/staff/*/commitments/**", RESPONDERS),
    ("/staff/*/*/**", ORGANISERS),
    ("/staff/*/*", ORGANISERS),
    ("/staff/*", WORKING_THERE),
]

ELSEWHERE = {
    "/staff/second-factor": "is for whoever has shown a password and no second factor yet: tests/identity/test_second_factor.py",
    "/staff/providers": "speaks with a sign-in service: tests/identity/openid",
    "/staff/desk": "leads into the vault, where a role is not enough: tests/vault/test_matrix.py",
}
OFTEN_NOTHING = {
    "/staff/account": "one's own passkeys, sessions and services, of which there are none here",
    "/staff/{slug:str}/together/{number:int}": "one's own deeds alone",
    "/staff/{slug:str}/summary/campaigns": "names a campaign, of which there is none here",
    "/staff/{slug:str}/assist/undo": "takes back what was entered in the same visit",
    "/staff/calls/{number:int}/lead": "names a member who offered to lead",
    "/staff/{slug:str}/give-back": "is for borrowed reviewers",
}
"""Doors that say 404 also to whom they are for, when there is nothing of theirs."""

DONE = {200, 303, 400, 409, 410, 422}


def expected(path: str) -> frozenset[str]:
    """Who may open an address, by the table."""
    for pattern, who in TABLE:
        shape = re.escape(pattern).replace(r"/\*\*", "/.+").replace(r"\*", "[^/]+")
        if re.fullmatch(shape, path):
            return who
    raise AssertionError(f"{path} is not in the table")

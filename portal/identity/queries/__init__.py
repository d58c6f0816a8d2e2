"""Reading about staff, organisations and the ways to sign in."""

from portal.identity.queries.people import (
    account,
    actor_for,
    actor_of,
    bar_the_hosts_own_in,
    by_sign_in_name,
    cookie_name,
    everybody,
    invitation,
    myself,
    organisation,
    organisations,
    password_of,
    session_of,
    sessions_of,
    staff_of,
    team,
)

__all__ = [
    "account",
    "actor_for",
    "actor_of",
    "bar_the_hosts_own_in",
    "by_sign_in_name",
    "cookie_name",
    "everybody",
    "invitation",
    "myself",
    "organisation",
    "organisations",
    "password_of",
    "session_of",
    "sessions_of",
    "staff_of",
    "team",
]

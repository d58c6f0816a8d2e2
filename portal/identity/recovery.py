"""Recovery codes: 120 random bits each, so that nobody guesses one and a keyed hash is enough to keep it (ASVS 6.5.2)."""

import secrets

from portal.identity import totp

PURPOSE = "recovery code"
NUMBER = 10
SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's 32: no i, l, o, u, which are read as others
LENGTH = 24
_MEANT = str.maketrans({"o": "0", "i": "1", "l": "1", "u": "v"})


def make() -> list[str]:
    """Ten codes as they are shown: six groups of four."""
    return ["-".join("".join(secrets.choice(SIGNS) for _sign in range(4)) for _group in range(LENGTH // 4)) for _code in range(NUMBER)]


def plain(typed: str) -> str:
    """What was meant: without blanks and dashes, and with signs that look alike as one."""
    return totp.plain(typed).casefold().translate(_MEANT)

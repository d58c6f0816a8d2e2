"""The number itself: 19 random digits and a check digit; how it is made, written, heard and typed."""

import unicodedata

from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.secrets import keyed_hash

LENGTH = 20
GROUP = 4

# Damm (2004): a quasigroup of order 10 without fixed pairs. Its check digit catches every single wrong digit and every
# swap of neighbours, which no weighted sum modulo 10 does.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> str:
    """The digit that makes a row of digits whole."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return str(state)


def is_whole(code: str) -> bool:
    """Whether twenty digits end in their check digit."""
    return len(code) == LENGTH and code.isascii() and code.isdigit() and check_digit(code) == "0"


def from_token(name: bytes) -> str:
    """The code that belongs to a form's token: the same token always gives the same code, and nobody without the key can tell it.

    256 bits of HMAC are reduced to 19 digits; the bias is below 2 to the power of -190.
    """
    digits = str(int.from_bytes(keyed_hash("receipt code", name), "big") % 10**19).zfill(19)
    return digits + check_digit(digits)


def lookup_hash(code: str) -> bytes:
    """What the database keeps instead of the code."""
    return keyed_hash("receipt lookup", code)


def typed(text: str) -> str:
    """The digits of what a person typed or pasted: digits of any script, without blanks, dashes, dots and commas.

    Anything that is neither a digit nor such a separator is kept, so that it is told and not guessed at.
    """
    kept = []
    for sign in text:
        digit = unicodedata.digit(sign, None)
        if digit is not None:
            kept.append(str(digit))
        elif not (sign.isspace() or unicodedata.category(sign) in ("Pd", "Cf", "Zs", "Po", "Cc", "Sm")):
            kept.append(sign)
    return "".join(kept)


def checked(text: str) -> str:
    """The digits of what a person typed, if they could be a number. Raises Refused with what to look at."""
    code = typed(text)
    if not code:
        raise Refused(_("Type your number. It has 20 digits."))
    if not code.isdigit():
        raise Refused(_("Your number has digits only. Please look for other signs in what you typed."))
    if len(code) != LENGTH:
        raise Refused(_("Your number has 20 digits. You typed %(count)s.", count=len(code)))
    if not is_whole(code):
        raise Refused(_("One digit seems to be wrong, or two have changed places. Please compare it with what you wrote down."))
    return code


def groups(code: str) -> list[str]:
    """The code in five groups of four, for print."""
    return [code[start : start + GROUP] for start in range(0, LENGTH, GROUP)]


def for_the_ear(code: str) -> str:
    """Digits apart, a comma after each group: a screen reader says them one by one and pauses (accessibility 0.6)."""
    return " , ".join(" ".join(group) for group in groups(code))

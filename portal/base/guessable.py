"""Passwords and passphrases that others guess first: common ones, ones made of this portal's own words, and breached ones.

No rule says of what signs a password is made. `zxcvbn` counts how many guesses a thief needs who knows 30,000 leaked
passwords, 80,000 names and words, keyboard rows, years and the usual swaps of letters.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from portal.base.languages import _
from portal.base.settings import settings

GUESSES = 10**8  # zxcvbn's mark between "a thief of the hashes finds it" and "hardly"
LOOKED_AT = 72  # signs that zxcvbn looks at; what is longer is not easier to guess
SHORTEST_WORD = 4
LEFT_OVER = 8  # signs that a password must have besides the portal's own words (ASVS 6.2.1)
SHA1_DIGITS = 40
OUR_WORDS = ("hearback", "portal", "consultation", "administrator", "organiser", "moderator", "reviewer", "responder", "password", "passphrase", "staff")


def fault_of(password: str, words: Iterable[str] = ()) -> str:
    """A sentence that says what is wrong with a password, or nothing. `words` are those that others know: names, the organisation."""
    known = context(words)
    if is_known(password, known):
        return _("This password is made of names or words that others know here. Please choose other words.")
    if guesses(password, known) < GUESSES:
        return _("This password is easy to guess: many people use it or something like it. Three or four words that do not belong together are better.")
    if settings().breached_passwords and breached(password, Path(settings().breached_passwords)):
        return _("This password was stolen from another site once, so it is on the lists that thieves try. Please choose another one.")
    return ""


def context(words: Iterable[str]) -> list[str]:
    """The words that a password must not live on, each in small letters: the portal's, and those of person and organisation."""
    parts = {part for text in (*words, settings().name, *OUR_WORDS) for part in re.split(r"[^\w]+|_", text.casefold())}
    return sorted((part for part in parts if len(part) >= SHORTEST_WORD), key=len, reverse=True)


def is_known(password: str, words: list[str]) -> bool:
    """Whether little is left of a password besides words that others know here (see `context`)."""
    return len(_without(password.casefold(), words)) < LEFT_OVER


def _without(password: str, words: list[str]) -> str:
    for word in words:
        password = password.replace(word, "")
    return password


def guesses(password: str, words: list[str]) -> int:
    """How many guesses a thief needs who knows the usual lists and these words."""
    from zxcvbn import zxcvbn  # late: its lists take memory that a portal at rest does not need

    return int(zxcvbn(password[:LOOKED_AT], user_inputs=words)["guesses"])


def breached(password: str, file: Path) -> bool:
    """Whether the password's SHA-1 stands in a sorted file of lines `HASH` or `HASH:COUNT`. Found by halving; the file is never read whole."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, lines.seek(0, 2)  # the wanted line begins in [low, high)
        while low < high:
            middle = (low + high) // 2
            begin = _line_from(lines, middle)
            lines.seek(begin)
            line = lines.readline().strip().upper()[:SHA1_DIGITS]
            if begin >= high or not line or line > wanted:
                high = middle
            elif line == wanted:
                return True
            else:
                low = lines.tell()
    return False


def _line_from(lines: BinaryIO, place: int) -> int:
    """Where the first line begins that begins at this place or after it."""
    if place == 0:
        return 0
    lines.seek(place - 1)
    lines.readline()
    return lines.tell()

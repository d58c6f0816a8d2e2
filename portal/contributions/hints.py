"""Hints before sending: what in a text could tell who somebody is. The author decides; nothing is changed by itself.

Only what can be recognised by its form is told: e-mail addresses, phone numbers (libphonenumber's data), bank and card
numbers (by their check digits), long identity numbers, and words that follow "my name is". Names as such cannot be found
honestly in sixty languages; the page says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from phonenumbers import Leniency, PhoneNumberMatcher

from portal.base.languages import Named, _l


class Kind(Named):
    """What a passage seems to be."""

    MAIL = "mail", _l("an e-mail address")
    PHONE = "phone", _l("a phone number")
    NUMBER = "number", _l("an identity, bank or card number")
    NAME = "name", _l("a name")


@dataclass(frozen=True)
class Hint:
    """A passage and what it seems to be."""

    kind: Kind
    passage: str


MOST = 20
# Every repetition has an end: a word may be as long as the whole text, as it is in Chinese (RFC 5321 and 1035 set the numbers).
_MAIL = re.compile(r"[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8}\b")
_DIGITS = re.compile(r"(?<![\w.,])\d(?:[ -]?\d){8,18}(?![\w])")
_SSN = re.compile(r"\b\d{3}-\d{2}-\d{4}\b")
_NAME = re.compile(
    r"(?:\bmy name is|\bI am called|\bje m['’]appelle|\bmon nom est|\bme llamo|\bmi nombre es|\bich hei(?:ß|ss)e|\bmein Name ist|\bменя зовут|اسمي|我叫|我的名字是)\s*((?:[^\W\d_][\w'’-]*\s?){1,3})",
    re.IGNORECASE,
)
# Local numbers are written without a country; these are tried beside the international form.
_REGIONS = (None, "US", "GB", "FR", "ES", "DE", "RU", "EG", "CN", "IN", "BR", "MX", "KE", "NG")


def found(text: str) -> list[Hint]:
    """The hints for a text, in the order of its words, each passage once."""
    seen: dict[str, Hint] = {}
    for hint in _all(text):
        if not any(hint.passage in other for other in seen):
            seen.setdefault(hint.passage, hint)
        if len(seen) >= MOST:
            break
    return sorted(seen.values(), key=lambda hint: text.find(hint.passage))


def _all(text: str) -> Iterator[Hint]:
    yield from (Hint(Kind.MAIL, match[0].strip()) for match in _MAIL.finditer(text))
    yield from (Hint(Kind.NAME, match[1].strip()) for match in _NAME.finditer(text) if match[1].strip())
    yield from (Hint(Kind.NUMBER, match[0]) for match in _IBAN.finditer(text) if _iban_holds(match[0]))
    yield from (Hint(Kind.NUMBER, match[0]) for match in _SSN.finditer(text))
    yield from _phones(text)
    yield from (Hint(Kind.NUMBER, match[0]) for match in _DIGITS.finditer(text))


def _phones(text: str) -> Iterator[Hint]:
    if sum(sign.isdigit() for sign in text) < 6:  # noqa: PLR2004 - no phone number is shorter
        return
    for region in _REGIONS:
        for match in islice(PhoneNumberMatcher(text, region, leniency=Leniency.VALID, max_tries=200), 10 * MOST):
            yield Hint(Kind.PHONE, match.raw_string)


def _iban_holds(written: str) -> bool:
    """ISO 13616: letters count from 10, and the whole leaves 1 when divided by 97."""
    bare = written.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


__all__ = ["Hint", "Kind", "found"]

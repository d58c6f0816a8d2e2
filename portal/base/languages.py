"""The reader's language, translated words, local formats, and texts that staff write in several languages."""

import contextlib
import gettext as gettext_module
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Self
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from sqlalchemy import JSON
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from portal.base.settings import ROOT

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-arab", "nqo", "ps", "rhg", "sd", "syr", "ug", "ur", "yi"})

_language: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The language that is being spoken now."""
    return _language.get()


@contextlib.contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Speak a language for a while: a request, a letter, a feed."""
    token = _language.set(tag)
    try:
        yield
    finally:
        _language.reset(token)


def best_language(header: str, offered: Sequence[str]) -> str:
    """The offered language that a browser's Accept-Language (RFC 9110, 12.5.4) wants most; the first one when it wants none of them."""
    wanted: list[tuple[float, str]] = []
    for part in header.split(",")[:50]:
        tag, _semicolon, weight = part.partition(";")
        try:
            wanted.append((float(weight.strip().removeprefix("q=") or 1), tag.strip()))
        except ValueError:
            continue
    liked = [tag for weight, tag in sorted(wanted, key=lambda pair: -pair[0]) if weight > 0]
    found = negotiate_locale(liked, offered, sep="-") or next((one for tag in liked for one in offered if tag.lower().split("-")[0] == one), None)
    return next((one for one in offered if found and one.lower() == found.lower()), offered[0])


def direction(tag: str) -> str:
    """`rtl` or `ltr`: the way the script of a language runs."""
    return "rtl" if tag.lower() in RIGHT_TO_LEFT or tag.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=32)
def catalogue(tag: str) -> gettext_module.NullTranslations:
    """The words of one language, read from its .po file, so that there is nothing to compile or forget."""
    path = ROOT / "locales" / tag / "LC_MESSAGES" / "portal.po"
    if not path.exists():
        return gettext_module.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=tag))
    compiled.seek(0)
    return gettext_module.GNUTranslations(compiled)


def gettext(message: str, /, **values: object) -> str:
    """The message in the language spoken now, its named places filled."""
    said = catalogue(language()).gettext(message)
    return said % values if values else said


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """The message in the right number for the language spoken now; `%(num)s` is the number."""
    return catalogue(language()).ngettext(singular, plural, number) % {"num": format_number(number), **values}


def pgettext(context: str, message: str, /, **values: object) -> str:
    """The message where one English word has several meanings; `context` tells which."""
    said = catalogue(language()).pgettext(context, message)
    return said % values if values else said


_ = gettext


class Lazy:
    """A message that is translated when it is shown, for names in enums and forms."""

    __slots__ = ("message", "values")

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return gettext(self.message, **self.values)

    def __html__(self) -> str:
        from markupsafe import escape

        return str(escape(str(self)))

    def __mod__(self, values: Any) -> str:
        filled: str = str(self) % values
        return filled

    def __len__(self) -> int:
        return len(str(self))


_l = Lazy


_UNSAID = Lazy("")


class Named(StrEnum):
    """Words of a table that people read too: `OPEN = "open", _l("Waits for a reviewer")`."""

    said: Lazy

    def __new__(cls, value: str, said: Lazy = _UNSAID) -> Self:
        """A member is its word in the table; its name for people comes beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.said = said
        return member

    @property
    def label(self) -> str:
        """The name in the language spoken now."""
        return str(self.said)


@lru_cache(maxsize=64)
def locale(tag: str) -> Locale:
    """Babel's data for a language; English for a tag that it does not know."""
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("en")


def language_name(tag: str, *, own: bool = False) -> str:
    """The name of a language, in the language spoken now or in its own."""
    if tag == "und":
        return _("Language not known")
    return _name_of(tag, tag.replace("-", "_") if own else language())


@lru_cache(maxsize=4096)
def _name_of(tag: str, spoken: str) -> str:
    bare = tag.replace("_", "-").split("-")[0]
    named = locale(tag).language == bare  # there are languages that CLDR names without knowing how they are written
    name: str = (locale(tag).get_display_name(spoken) or "") if named else locale(spoken).languages.get(bare, "")
    return name[:1].upper() + name[1:] if name else tag


def listed(things: Iterable[object]) -> str:
    """Several things as the reader's language lists them: a, b and c; a、b和c; a وb وc."""
    return format_list([str(one) for one in things], style="standard", locale=locale(language()))


_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ё": "е", "ñ": "n\uffff"})
"""Letters that stand where another one stands in the alphabet; in Spanish ñ follows n."""


def place_in_alphabet(text: str) -> tuple[object, ...]:
    """A key that sorts names as the language spoken now does: without marks first, then with them; Chinese by its sounds.

    The first level of the national character set GB 2312 is ordered by pinyin, and so are its bytes.
    """
    folded = text.casefold()
    if language() == "zh":
        return (folded.encode("gb18030", "replace"),)
    kept = folded.translate(_ALIKE if language() == "es" else {**_ALIKE, ord("ñ"): "n"})
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(sign))
    return (bare, folded)


def format_number(number: float) -> str:
    """A number as the reader writes it."""
    return format_decimal(number, locale=locale(language()))


def format_day(day: date) -> str:
    """A day in words, such as 2 May 2027."""
    return _day_in_words(day, language())


@lru_cache(maxsize=4096)
def _day_in_words(day: date, tag: str) -> str:
    return format_date(day, format="long", locale=locale(tag))


def format_month(day: date) -> str:
    """A month in words, such as May 2027."""
    return format_skeleton("yMMMM", day, locale=locale(language()))


def format_moment(moment: datetime, zone: str = "UTC") -> str:
    """A moment in words with weekday and zone, such as Friday, 24 January 2020 at 18:00 (Europe/Paris)."""
    local = moment.astimezone(ZoneInfo(zone))
    where = locale(language())
    return _("%(day)s, %(time)s (%(zone)s)", day=format_date(local.date(), format="full", locale=where), time=format_datetime(local, format="HH:mm", locale=where), zone=zone)


def utc_day(moment: datetime) -> date:
    """The day of a moment in UTC."""
    return moment.astimezone(UTC).date()


def local_day(moment: datetime, zone: str) -> date:
    """The day of a moment where it is told: late in the evening in America it is the next day in UTC."""
    return moment.astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True)
class Reading:
    """A text as one reader gets it: the words, the language that they are really in, and whether it was asked for."""

    text: str
    language: str
    translated: bool

    @property
    def direction(self) -> str:
        """The way these words run."""
        return direction(self.language)


class Spoken(str):
    """Words that know in which language they are, so that a choice in a list can say it (WCAG 3.1.2). Cut or joined they are words as all others."""

    __slots__ = ("language",)
    language: str

    @classmethod
    def of(cls, reading: Reading) -> "Spoken":
        """What somebody reads."""
        made = cls(reading.text)
        made.language = reading.language
        return made

    @property
    def direction(self) -> str:
        """The way these words run."""
        return direction(self.language)


class Texts(dict[str, str]):
    """What staff wrote, by language tag. The first language is the original."""

    def for_reader(self, tag: str | None = None) -> Reading:
        """The text in the reader's language or, honestly marked, in the original's."""
        wanted = tag or language()
        if self.get(wanted):
            return Reading(self[wanted], wanted, translated=True)
        for original, text in self.items():
            if text:
                return Reading(text, original, translated=False)
        return Reading("", wanted, translated=True)

    def within(self, tags: Sequence[str]) -> "Texts":
        """The same in these languages alone; whole where it is in none of them."""
        return Texts({tag: text for tag, text in self.items() if tag in tags} or self)

    def choice(self, before: str = "", after: str = "") -> str:
        """The words as they stand in a list to choose from, with something before or behind them that needs no language."""
        reading = self.for_reader()
        return Spoken.of(Reading(f"{before}{reading.text}{after}", reading.language, reading.translated))

    def __str__(self) -> str:
        return self.choice()


class TextsColumn(TypeDecorator[Texts]):
    """A column for Texts: one JSON object, language tag to text."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """As JSON keeps it."""
        return None if value is None else dict(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Texts | None:
        """As Python uses it."""
        return None if value is None else Texts(value)

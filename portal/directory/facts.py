"""The facts of an entry, as a form or a sheet brings them, and what is wrong with them in words for people."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from portal.base import clock, text
from portal.base.languages import Texts, _, language_name
from portal.base.regions import REGIONS
from portal.directory import hours as opening
from portal.directory.bits import WORLD
from portal.directory.models import Audience, Costs, HelpKind, HelpTheme, WayKind

LONGEST = {"name": 200, "source": 300, "website": 500, "source_address": 500, "hours": 120}
LONGEST_WHAT = 600
LONGEST_KEY = 300
MOST_HOURS = 8760
MOST = 40
"""Of values in a list, and of ways."""
REGION_NAMES = (WORLD, *REGIONS)
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}")
_MAIL = re.compile(r"[^@\s,;|]+@[^@\s,;|]+\.[^@\s,;|]+")
_CALL = re.compile(r"\+?[\d\s()./-]{3,40}")
Fault = tuple[str, str]
"""The field, and what is wrong with it."""


@dataclass(frozen=True)
class Facts:
    """All that an entry says of somebody who helps."""

    name: str
    what: Texts
    source: str
    source_on: date | None
    review_due_on: date | None
    kinds: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    hours: str = ""
    zone: str = "UTC"
    answer_hours: int | None = None
    ways: list[list[str]] = field(default_factory=list)
    costs: Costs = Costs.UNKNOWN
    website: str = ""
    source_address: str = ""
    reviewed_on: date | None = None

    def tidy(self) -> "Facts":
        """The same with one writing for everything: lists without doubles, the safest way first."""
        lists: dict[str, Any] = {name: list(dict.fromkeys(getattr(self, name))) for name in ("kinds", "themes", "audiences", "regions", "languages")}
        order = [kind.value for kind in WayKind]
        ways = sorted({tuple(way): way for way in self.ways}.values(), key=lambda way: order.index(way[0]) if way[0] in order else len(order))
        said = Texts({tag: text.tidy(words) for tag, words in self.what.items() if text.tidy(words)})
        return replace(self, what=said, ways=ways, **lists)

    @property
    def key(self) -> str:
        """By which the same entry is known again where no other key is given."""
        return f"{self.source} | {self.name}".casefold()[:LONGEST_KEY]


COLUMNS = tuple(Facts.__dataclass_fields__)


def facts_of(entry: Any) -> Facts:
    """What an entry says now."""
    return Facts(**{name: getattr(entry, name) for name in COLUMNS})


def columns(facts: Facts) -> dict[str, Any]:
    """As the table takes them."""
    return {**asdict(facts), "what": Texts(facts.what)}


def faults(facts: Facts) -> list[Fault]:
    """Everything that is wrong, in the order of the form."""
    return [*_of_words(facts), *_of_lists(facts), *_of_ways(facts), *_of_times(facts)]


def _of_words(facts: Facts) -> Iterator[Fault]:
    if not facts.name:
        yield "name", _("Write the name.")
    if not facts.what:
        yield "what", _("Say in one language at least what they do.")
    for tag, words in facts.what.items():
        if not _TAG.fullmatch(tag.lower()):
            yield "what", _("There is no language with this code: %(codes)s.", codes=tag)
        if len(words) > LONGEST_WHAT:
            yield "what", _("This is too long. The limit is %(most)s characters.", most=LONGEST_WHAT)
    for name, most in LONGEST.items():
        if len(getattr(facts, name)) > most:
            yield name, _("This is too long. The limit is %(most)s characters.", most=most)
    for name in ("website", "source_address"):
        if getattr(facts, name) and not _is_address(getattr(facts, name)):
            yield name, _("Write a whole address, such as https://example.org.")


def _of_lists(facts: Facts) -> Iterator[Fault]:
    if not facts.kinds:
        yield "kinds", _("Choose at least one kind of help.")
    known: dict[str, Sequence[str]] = {
        "kinds": [one.value for one in HelpKind],
        "themes": [one.value for one in HelpTheme],
        "audiences": [one.value for one in Audience],
        "regions": REGION_NAMES,
    }
    for name, words in known.items():
        if strange := [value for value in getattr(facts, name) if value not in words]:
            yield name, _("%(value)s is none of: %(words)s", value=strange[0][:60], words=", ".join(words))
    if not facts.regions:
        yield "regions", _("Choose a part of the world, or the whole of it.")
    unknown = [tag for tag in facts.languages if not _TAG.fullmatch(tag) or language_name(tag) == tag]
    if unknown or len(facts.languages) > MOST:
        yield "languages", _("There is no language with this code: %(codes)s.", codes=", ".join(unknown)[:60])


def _of_ways(facts: Facts) -> Iterator[Fault]:
    kinds = [one.value for one in WayKind]
    for way in facts.ways[: MOST + 1]:
        if way[0] not in kinds:
            yield "ways", _("%(value)s is none of: %(words)s", value=way[0][:60], words=", ".join(kinds))
        elif not _fits(WayKind(way[0]), way[1]):
            yield "ways", _("This does not look right: %(way)s.", way=" ".join(way)[:80])
    if len(facts.ways) > MOST:
        yield "ways", _("This is too long. The limit is %(most)s lines.", most=MOST)


def _of_times(facts: Facts) -> Iterator[Fault]:
    try:
        opening.parts(facts.hours)
    except ValueError:
        yield "hours", _("Write hours like this: Mo-Fr 09:00-17:00; Sa 10:00-12:00. Day and night is 24/7.")
    if not opening.is_zone(facts.zone):
        yield "zone", _("There is no such time zone. Write one such as Europe/Paris or UTC.")
    if facts.answer_hours is not None and not 0 < facts.answer_hours <= MOST_HOURS:
        yield "answer_hours", _("Write a number such as 10.")
    if not facts.source:
        yield "source", _("Say where these facts come from.")
    if facts.source_on is None:
        yield "source_on", _("Say of which day the source is.")
    for name in ("source_on", "reviewed_on"):
        day = getattr(facts, name)
        if day is not None and day > clock.today():
            yield name, _("Nobody can have checked this in the future.")
    if facts.review_due_on is None:
        yield "review_due_on", _("Say by which day somebody looks at it again.")


def _is_address(value: str) -> bool:
    return len(value) <= LONGEST["website"] and bool(re.fullmatch(r"https?://[^\s/]+\.[^\s]+", value))


def _fits(kind: WayKind, value: str) -> bool:
    if not 0 < len(value) <= LONGEST["website"]:
        return False
    if kind is WayKind.ONION:
        return bool(re.fullmatch(r"https?://[a-z2-7.]+\.onion(/\S*)?", value))
    if kind is WayKind.FORM:
        return value.startswith("https://") and _is_address(value)
    if kind in (WayKind.MAIL, WayKind.PGP):
        return bool(_MAIL.fullmatch(value))
    if kind in (WayKind.PHONE, WayKind.WHATSAPP):
        return bool(_CALL.fullmatch(value))
    return True  # Signal has numbers and names; a place is told in words


def ways_from(lines: str) -> list[list[str]]:
    """Ways as they are typed: a line each, the kind first, such as `phone +49 30 1234567`."""
    found = []
    for line in re.split(r"[\n|]", lines):
        kind, _blank, value = text.one_line(line).partition(" ")
        if kind:
            found.append([kind.lower().rstrip(":"), value])
    return found


def ways_as_lines(ways: Sequence[Sequence[str]], between: str = "\n") -> str:
    """The reverse."""
    return between.join(" ".join(way) for way in ways)

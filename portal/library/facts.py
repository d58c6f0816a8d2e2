"""What is said of a resource, and what is wrong with it in words for people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.base import clock
from portal.base.languages import Texts, _, language_name
from portal.library.models import ResourceKind, ResourceTopic

LONGEST = {"title": 200, "what": 600, "text": 30_000}
LONGEST_LINE = {"edition": 80, "author": 200, "address": 500}
OLDEST = 1200
"""The Magna Carta is a law, too."""
Fault = tuple[str, str]


@dataclass(frozen=True)
class Facts:
    """All that is said of a resource."""

    title: Texts
    what: Texts
    kind: ResourceKind
    topics: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    edition: str = ""
    year: int | None = None
    author: str = ""
    address: str = ""
    text: Texts = field(default_factory=Texts)


COLUMNS = tuple(Facts.__dataclass_fields__)


def facts_of(resource: Any) -> Facts:
    """What is said of a resource now."""
    return Facts(**{name: getattr(resource, name) for name in COLUMNS})


def faults(facts: Facts) -> list[Fault]:
    """Everything that is wrong, in the order of the form."""
    return [*_of_words(facts), *_of_lists(facts), *_of_lines(facts)]


def _of_words(facts: Facts) -> Iterator[Fault]:
    if not facts.title:
        yield "title", _("Write the title in one language at least.")
    if not facts.what:
        yield "what", _("Say in one language at least what it is.")
    for name, most in LONGEST.items():
        if any(len(words) > most for words in getattr(facts, name).values()):
            yield name, _("This is too long. The limit is %(most)s characters.", most=most)


def _of_lists(facts: Facts) -> Iterator[Fault]:
    if not facts.topics or not set(facts.topics) <= {one.value for one in ResourceTopic}:
        yield "topics", _("Choose at least one topic.")
    unknown = [tag for tag in facts.languages if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}", tag) or language_name(tag) == tag]
    if unknown:
        yield "languages", _("There is no language with this code: %(codes)s.", codes=", ".join(unknown)[:60])


def _of_lines(facts: Facts) -> Iterator[Fault]:
    for name, most in LONGEST_LINE.items():
        if len(getattr(facts, name)) > most:
            yield name, _("This is too long. The limit is %(most)s characters.", most=most)
    if facts.year is not None and not OLDEST <= facts.year <= clock.today().year + 1:
        yield "year", _("Write a year such as 2027.")
    if facts.address and not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", facts.address[: LONGEST_LINE["address"]]):
        yield "address", _("Write a whole address, such as https://example.org.")
    if bool(facts.address) == bool(facts.text):
        yield "address", _("Give either an address or a text of your own.")

"""Fewer consultations at once: by topic, part of the world, language and phase. What was asked for stands in the address alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from portal.base.languages import _, language_name
from portal.base.regions import REGIONS
from portal.base.settings import settings
from portal.base.topics import TOPICS


@dataclass(frozen=True)
class Narrowing:
    """What somebody asked for; an empty wish is fulfilled by everything."""

    topic: str = ""
    region: str = ""
    language: str = ""

    def fits(self, topics: Collection[str], region: str, languages: Collection[str]) -> bool:
        """Whether something belongs to it. What is for the whole world is for each of its parts."""
        return (not self.topic or self.topic in topics) and (not self.region or region in (self.region, "")) and (not self.language or self.language in languages)

    @property
    def wishes(self) -> dict[str, str]:
        """What was asked for, for addresses."""
        return {name: value for name, value in vars(self).items() if value}

    def __bool__(self) -> bool:
        return bool(self.wishes)


def asked(query: Mapping[str, str]) -> Narrowing:
    """What an address asks for. A word that nobody knows asks for nothing."""
    known = {name: {value for value, _label in found} for name, _label, found in offered()}
    return Narrowing(**{name: value if (value := query.get(name, "")) in known[name] else "" for name in known})


def offered() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What can be asked for: the name of the field, its label, and the choices."""
    return [
        ("topic", _("Topic"), topics()),
        ("region", _("Part of the world"), regions()),
        ("language", _("Language"), [(tag, language_name(tag)) for tag in settings().languages]),
    ]


def topics() -> list[tuple[str, str]]:
    """What a consultation can be about."""
    return [(code, str(label)) for code, label in TOPICS.items()]


def regions() -> list[tuple[str, str]]:
    """The parts of the world."""
    return [(code, str(label)) for code, label in REGIONS.items()]


def names_of(codes: Collection[str]) -> str:
    """Topics in words, for a line of a page."""
    return _(", ").join(str(label) for code, label in TOPICS.items() if code in codes)


def name_of_region(code: str) -> str:
    """A part of the world in words; without one it is the whole."""
    return str(REGIONS[code]) if code in REGIONS else _("Worldwide")

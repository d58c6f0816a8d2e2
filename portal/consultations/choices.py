"""What somebody may choose to tell about themselves (R11): coarse on purpose, so that a small group stays a group.

Regions are the macro regions of the United Nations geoscheme (M49), the Americas and Asia in their usual parts.
"""

from functools import lru_cache
from zoneinfo import available_timezones

from portal.base.languages import _, _l
from portal.base.regions import REGIONS as REGIONS  # noqa: PLC0414  the rooms above take it from here
from portal.consultations.models import Influence

SECTORS = {
    "for-myself": _l("I speak for myself"),
    "civil-society": _l("Civil society organisation"),
    "community": _l("Community or local group"),
    "indigenous": _l("Indigenous people or their organisation"),
    "trade-union": _l("Trade union"),
    "faith": _l("Faith group"),
    "media": _l("Press and media"),
    "research": _l("Research and teaching"),
    "business": _l("Business"),
    "government": _l("Government or public office"),
    "international": _l("International organisation"),
    "other": _l("Something else"),
}

RESERVED = frozenset(
    {
        "account",
        "admin",
        "barriers",
        "calls",
        "desk",
        "directory",
        "library",
        "lists",
        "invitation",
        "new",
        "new-password",
        "plans",
        "providers",
        "second-factor",
        "sign-in",
        "sign-out",
        "stay",
    }
)
"""What a consultation cannot be called in its address: the staff rooms have doors of these names beside `/staff/{slug}`."""


def regions() -> list[tuple[str, str]]:
    """The choices for a form, with silence first."""
    return [("", _("I do not want to say")), *((code, str(label)) for code, label in REGIONS.items())]


def sectors() -> list[tuple[str, str]]:
    """The choices for a form, with silence first."""
    return [("", _("I do not want to say")), *((code, str(label)) for code, label in SECTORS.items())]


SHORTEST_ALLOWED, LONGEST_ALLOWED = 500, 50_000
"""Within these a consultation chooses how long a contribution may be; the limit is then the same for all."""

VOICES = {
    "anonymous": _l("Without a name"),
    "pseudonym": _l("With a made-up name"),
    "name": _l("With my name"),
    "organisation": _l("For an organisation"),
}
"""As whom people may speak; a consultation may offer some of these."""

AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def voices() -> list[tuple[str, str]]:
    """The ways of speaking that an organiser may offer."""
    return [(voice, str(label)) for voice, label in VOICES.items()]


def influences() -> list[tuple[str, str]]:
    """How much the contributions can change."""
    return [(level.value, level.label) for level in Influence]


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    return ("UTC", *sorted(zone for zone in available_timezones() if zone.split("/")[0] in AREAS))


def zones() -> list[tuple[str, str]]:
    """The time zones of the world, by part of the world and city."""
    return [(zone, zone.replace("_", " ")) for zone in _zones()]

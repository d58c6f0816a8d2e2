"""What somebody may choose to tell about themselves (R11): coarse on purpose, so that a small group stays a group.

Regions are the macro regions of the United Nations geoscheme (M49), the Americas and Asia in their usual parts.
"""

from portal.base.languages import _, _l

REGIONS = {
    "northern-africa": _l("Northern Africa"),
    "sub-saharan-africa": _l("Sub-Saharan Africa"),
    "northern-america": _l("Northern America"),
    "latin-america-caribbean": _l("Latin America and the Caribbean"),
    "central-asia": _l("Central Asia"),
    "eastern-asia": _l("Eastern Asia"),
    "south-eastern-asia": _l("South-Eastern Asia"),
    "southern-asia": _l("Southern Asia"),
    "western-asia": _l("Western Asia"),
    "eastern-europe": _l("Eastern Europe"),
    "northern-europe": _l("Northern Europe"),
    "southern-europe": _l("Southern Europe"),
    "western-europe": _l("Western Europe"),
    "oceania": _l("Oceania"),
}

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

RESERVED = frozenset({"account", "admin", "barriers", "invitation", "new", "providers", "second-factor", "sign-in", "sign-out", "stay"})
"""What a consultation cannot be called in its address: the staff rooms have doors of these names beside `/staff/{slug}`."""


def regions() -> list[tuple[str, str]]:
    """The choices for a form, with silence first."""
    return [("", _("I do not want to say")), *((code, str(label)) for code, label in REGIONS.items())]


def sectors() -> list[tuple[str, str]]:
    """The choices for a form, with silence first."""
    return [("", _("I do not want to say")), *((code, str(label)) for code, label in SECTORS.items())]

"""Parts of the world, as people and contact points name them: the macro regions of the United Nations geoscheme (M49)."""

from portal.base.languages import _l

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

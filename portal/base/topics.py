"""What a consultation can be about: few words, the same for all, so that calendars and feeds can be narrowed by them."""

from portal.base.languages import _l

TOPICS = {
    "environment": _l("Environment"),
    "health": _l("Health"),
    "education": _l("Education"),
    "transport": _l("Transport"),
    "housing": _l("Housing"),
    "justice": _l("Justice"),
    "civic-space": _l("Civic space"),
    "human-rights": _l("Human rights"),
    "digital": _l("Digital life"),
    "economy": _l("Economy and work"),
    "culture": _l("Culture"),
    "youth": _l("Youth"),
    "equality": _l("Equality"),
    "budget": _l("Budget"),
    "local-planning": _l("Local planning"),
    "other": _l("Something else"),
}

"""Pages about consultations: the start page, overview, documents, calendar, feed, and the organiser's settings."""

from portal.consultations.pages import easier, links, reading, settings, setup, take_along

__all__ = ["easier", "links", "reading", "settings", "setup", "take_along"]

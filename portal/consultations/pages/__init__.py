"""Pages about consultations: the start page, overview, documents, calendar, feed, and the organiser's settings."""

from portal.consultations.pages import reading, settings, take_along

__all__ = ["reading", "settings", "take_along"]

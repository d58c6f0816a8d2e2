"""The desk of those who translate."""

from portal.translations.pages import desk, machine

__all__ = ["desk", "machine"]

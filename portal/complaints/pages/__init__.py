"""Pages of complaints: writing one, following it, and working on it."""

from portal.complaints.pages import desk, editors, own, write

__all__ = ["desk", "editors", "own", "write"]

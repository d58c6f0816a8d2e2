"""Pages of complaints: writing one, following it, and working on it."""

from portal.complaints.pages import desk, own, write

__all__ = ["desk", "own", "write"]

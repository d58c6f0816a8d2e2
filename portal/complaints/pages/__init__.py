"""Pages of complaints: writing one, following it, and working on it."""

from portal.complaints.pages import own, write

__all__ = ["own", "write"]

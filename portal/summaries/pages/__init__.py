"""Pages of this room."""

from portal.summaries.pages import checking, points, public, workspace

__all__ = ["checking", "points", "public", "workspace"]

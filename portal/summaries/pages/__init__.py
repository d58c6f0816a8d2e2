"""Pages of this room."""

from portal.summaries.pages import checking, intro, points, public, workspace

__all__ = ["checking", "intro", "points", "public", "workspace"]

"""Pages of the search."""

from portal.search.pages import looking

__all__ = ["looking"]

"""Pages of the library: reading and the self-check for everybody, writing for editors."""

from portal.library import searching
from portal.library.pages import checking, reading, staff

__all__ = ["checking", "reading", "searching", "staff"]

"""The pages of the room."""

from portal.meetings import feeds
from portal.meetings.pages import keeping, reading

__all__ = ["feeds", "keeping", "reading"]

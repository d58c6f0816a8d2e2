"""The pages of the room."""

from portal.assisted.pages import entering, sheet

__all__ = ["entering", "sheet"]

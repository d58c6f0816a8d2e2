"""The pages of the room."""

from portal.drafts.pages import coming_back

__all__ = ["coming_back"]

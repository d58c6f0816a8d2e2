"""The pages of the room."""

from portal.plans import feeds as _feeds  # noqa: F401  enters plans in the calendar
from portal.plans.pages import keeping, reading

__all__ = ["keeping", "reading"]

"""Pages of barriers: reporting and reading for everybody, answering for staff."""

from portal.barriers.pages import answering, public

__all__ = ["answering", "public"]

"""Pages of contributions: reading (thread, one), writing (write, check, sent), and one's own (edit, withdraw)."""

from portal.contributions.pages import own, reading, writing

__all__ = ["own", "reading", "writing"]

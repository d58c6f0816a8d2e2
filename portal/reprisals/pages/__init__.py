"""Pages of reports: writing one, the page behind its number, hours of duty and helplines; the officers' case page is `desk`."""

from portal.reprisals.pages import desk, helping, own, write

__all__ = ["desk", "helping", "own", "write"]

"""Coming in, one's own account, and what administrators keep in order. Importing a part hangs its doors."""

from portal.identity.pages import coming_in as _coming_in  # noqa: F401

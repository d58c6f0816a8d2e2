"""Pages of contributions: reading (thread, one), writing (write, check, sent), and one's own (edit, withdraw)."""

from portal.contributions import feeds as _feeds  # noqa: F401  entered before anybody asks for a feed
from portal.contributions import translating as _translating  # noqa: F401  enters what is translated
from portal.contributions.pages import own, preview, reading, supporting, tongues, writing, young

__all__ = ["own", "preview", "reading", "supporting", "tongues", "writing", "young"]

"""Pages that are the same for everybody are rendered and compressed once, and kept until anything public changes.

A kept page belongs to an edition of the public database (see portal.base.database) and to a minute, since phases and
deadlines turn on whole minutes. The edition is looked up for every request, so a page is never older than a decision.
Only requests without cookies are answered from here, and only answers without cookies are kept.
"""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

from portal.base import clock

MOST_BYTES = 8 * 1024 * 1024  # some fourteen hundred pages
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer, ready to be sent as it is."""

    version: tuple[int, int]
    headers: Headers
    body: bytes
    etag: bytes


class Shelf:
    """The kept pages of one process, at most so many bytes, the longest unread one given up first."""

    def __init__(self) -> None:
        self.pages: OrderedDict[tuple[bytes, ...], Kept] = OrderedDict()
        self.size = 0

    @staticmethod
    def version(edition: int) -> tuple[int, int]:
        """What a kept page belongs to: the edition, and the minute."""
        return edition, int(clock.now().timestamp()) // 60

    def find(self, name: tuple[bytes, ...], version: tuple[int, int]) -> Kept | None:
        """The page, if it is of this very version."""
        page = self.pages.get(name)
        if page is None or page.version != version:
            return None
        self.pages.move_to_end(name)
        return page

    def keep(self, name: tuple[bytes, ...], version: tuple[int, int], headers: Headers, body: bytes) -> Kept:
        """Put a page on the shelf."""
        etag = b'"' + blake2b(body, digest_size=12).hexdigest().encode() + b'"'
        page = Kept(version, [*headers, (b"etag", etag)], body, etag)
        old = self.pages.pop(name, None)
        self.size += len(body) - (len(old.body) if old else 0)
        self.pages[name] = page
        while self.size > MOST_BYTES:
            self.size -= len(self.pages.popitem(last=False)[1].body)
        return page

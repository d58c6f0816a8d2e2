"""Sources of a call, as they are typed: one on each line, with the day on which somebody looked."""

from datetime import date
from urllib.parse import urlsplit

from portal.base import clock
from portal.base.languages import _
from portal.web.forms import Lines

MOST, LONGEST = 20, 500


class Sources(Lines):
    """Lines such as `2027-05-02 https://example.org/bill`; without a day it is today's."""

    found: list[list[str]]

    def __init__(self, label: object = "", validators: object = None, **more: object) -> None:
        super().__init__(label, validators, **more)
        self.found = []

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, and understand it; raises ValueError with the sentence for the field."""
        super().process_formdata(valuelist)
        self.found = [_read(line) for line in (self.data or "").splitlines() if line.strip()]
        if len(self.found) > MOST:
            raise ValueError(_("At most %(most)s sources.", most=MOST))


def _read(line: str) -> list[str]:
    day, _blank, address = line.strip().rpartition(" ")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > LONGEST:
        raise ValueError(_("Write each source on a line of its own: the day, a blank, and the address, such as 2027-05-02 https://example.org/bill"))
    try:
        seen = date.fromisoformat(day.strip()) if day.strip() else clock.today()
    except ValueError:
        raise ValueError(_("Write the day like this: 2027-05-02.")) from None
    return [address, seen.isoformat()]


def typed(sources: list[list[str]]) -> str:
    """Sources as they would be typed."""
    return "\n".join(f"{day} {address}" for address, day in sources)

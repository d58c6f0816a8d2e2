"""The way into a private room: a pass in the address, in front of every path, as long as somebody is inside.

A reader without cookies and without JavaScript follows links, so what lets them in must travel with the links. The pass
is sealed, names the consultation and an hour, and ends by itself; it is not the invitation and not a receipt number.
`portal.web.outside` takes it out of the address before anything is routed, and nothing under it is ever kept. Every link
of a page that was read in a room carries the pass on, because the address of a page is made in one place (`address`).
"""

import contextvars
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from portal.base import clock
from portal.base.errors import PortalError
from portal.base.languages import _
from portal.base.secrets import Unsealable, from_text, seal, to_text, unseal

LIFETIME = timedelta(hours=20)  # WCAG 2.2.1: twenty hours need no warning
PURPOSE = "room pass"
PATH = re.compile(r"/(?P<language>[^/]+)/rooms/(?P<sealed>[A-Za-z0-9_-]{40,200})(?P<rest>/.*)?", re.ASCII)

_inside: contextvars.ContextVar[str] = contextvars.ContextVar("inside", default="")


class RoomOver(PortalError):
    """The pass has ended, or never was one."""

    status = 410


def issue(consultation_id: int) -> str:
    """A pass for one room. It ends with a full hour, so that two of them tell nothing about who came when."""
    until = (clock.now() + LIFETIME).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return to_text(seal(PURPOSE, f"{consultation_id} {int(until.timestamp())}"))


def opened_by(sealed: str) -> int:
    """The consultation whose room a pass opens; raises RoomOver when it opens none any more."""
    try:
        consultation_id, until = unseal(PURPOSE, from_text(sealed)).split()
    except (Unsealable, ValueError):
        until = consultation_id = "0"
    if datetime.fromtimestamp(int(until), UTC) <= clock.now():
        raise RoomOver(_("Your way into this room has ended. Open your invitation link once more. If you have a number, you can follow up with it at any time."))
    return int(consultation_id)


def taken_out(path: str) -> tuple[str, str]:
    """An address without its pass, and the pass; the address itself and nothing when there is none."""
    found = PATH.fullmatch(path)
    return (f"/{found['language']}{found['rest'] or '/'}", found["sealed"]) if found else (path, "")


@contextmanager
def inside(sealed: str) -> Iterator[None]:
    """Make every address that is written meanwhile one of this room."""
    token = _inside.set(sealed)
    try:
        yield
    finally:
        _inside.reset(token)


def prefix() -> str:
    """What stands in front of every path of the room that the reader is in; empty outside of rooms."""
    sealed = _inside.get()
    return f"/rooms/{sealed}" if sealed else ""

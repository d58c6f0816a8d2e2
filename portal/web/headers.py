"""The rules that every answer carries, whoever made it (protection C7), and the way to the onion service (C8)."""

from functools import lru_cache
from urllib.parse import quote

from portal.base.settings import settings
from portal.web import style

URL_SIGNS = "%/?:@!$&'()*+,;=-._~"  # RFC 3986


@lru_cache(maxsize=2)
def security(*, strict: bool) -> list[tuple[bytes, bytes]]:
    """Nothing but our own, no frames, no referrer, no devices. The one inline style is let in by its hash.

    `strict`: from now on https alone.
    """
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self' '{style.sheet_hash()}'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    rules = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    }
    if strict:
        rules["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), value.encode()) for name, value in rules.items()]


def onion_location(path: str, query: bytes) -> list[tuple[bytes, bytes]]:
    """Where the same page stands on the onion service: Tor Browser offers to go there. Staff's rooms and secrets stay where they are."""
    onion = settings().onion
    if not onion or path.split("/")[2:3] in (["staff"], ["rooms"]) or b"key=" in query:
        return []
    asked = f"?{quote(query, safe=URL_SIGNS)}" if query else ""
    return [(b"onion-location", f"{onion}{quote(path)}{asked}".encode())]

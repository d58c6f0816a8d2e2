"""The rules that every answer carries, whoever made it (protection C7)."""

from functools import lru_cache

from portal.base.settings import settings
from portal.web import style


@lru_cache(maxsize=1)
def security() -> list[tuple[bytes, bytes]]:
    """Nothing but our own, no frames, no referrer, no devices. The one inline style is let in by its hash."""
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
    if settings().secure:
        rules["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), value.encode()) for name, value in rules.items()]

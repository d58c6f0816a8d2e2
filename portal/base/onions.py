"""Addresses of onion services (Tor, version 3): 56 letters and digits with a check sum of their own, so that no misprint gets in."""

import base64
import hashlib
from urllib.parse import urlsplit

_KEY_BYTES = 32
_LETTERS = 56
_VERSION = b"\x03"


def fault_of(address: str) -> str:
    """What is wrong with an address such as http://….onion; nothing when it can be one."""
    try:
        parts = urlsplit(address)
        name = parts.hostname or ""
        _port = parts.port
    except ValueError:
        return "is no address"
    if parts.scheme not in ("http", "https") or parts.username is not None or parts.path.strip("/") or parts.query or parts.fragment:
        return "must be http:// or https:// and the name of the onion service, and nothing else"
    return "" if _is_name(name) else "must end with the name of an onion service: 56 letters and digits, then .onion; one of them is wrong or missing"


def _is_name(name: str) -> bool:
    own = name.removesuffix(".onion").rsplit(".", 1)[-1]
    if not name.endswith(".onion") or len(own) != _LETTERS:
        return False
    try:
        raw = base64.b32decode(own.upper())
    except ValueError:
        return False
    key, check, version = raw[:_KEY_BYTES], raw[_KEY_BYTES:-1], raw[-1:]
    return version == _VERSION and check == hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2]


def is_host(host: str, address: str) -> bool:
    """Whether a Host header names this onion service, or a name below it."""
    asked = host.strip().lower().rsplit(":", 1)[0].rstrip(".")
    own = urlsplit(address).hostname or ""
    return bool(own) and (asked == own or asked.endswith(f".{own}"))

"""Keyed hashes, sealing and random codes. One setting feeds them all; every use has a key of its own."""

import base64
import hmac
import os
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.base.settings import settings

NONCE_BYTES = 12


class Unsealable(Exception):
    """The sealed text was altered, or sealed with another key or for another purpose."""


@lru_cache(maxsize=64)
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=b"hearback", info=purpose.encode()).derive(secret.encode())


def key(purpose: str) -> bytes:
    """The 32-byte key of one purpose, derived with HKDF (RFC 5869) from the portal's secret."""
    return _derived(settings().secret, purpose)


def keyed_hash(purpose: str, text: str | bytes) -> bytes:
    """HMAC-SHA-256 under the key of a purpose: useless to whoever holds only the database."""
    return hmac.digest(key(purpose), text.encode() if isinstance(text, str) else text, "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one, other)


def seal(purpose: str, text: str) -> bytes:
    """Encrypt with AES-256-GCM; only the same purpose under the same secret opens it."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key(purpose)).encrypt(nonce, text.encode(), purpose.encode())


def unseal(purpose: str, sealed: bytes) -> str:
    """Decrypt what `seal` made; raises Unsealable for anything else."""
    try:
        return AESGCM(key(purpose)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode()).decode()
    except (InvalidTag, ValueError) as broken:
        raise Unsealable from broken


def random_id() -> int:
    """A random positive 63-bit number: rows tell neither how many there are nor which came first."""
    return secrets.randbits(63) or 1


def random_token(size: int = 32) -> str:
    """A random text for links and cookies, safe in both."""
    return secrets.token_urlsafe(size)


def to_text(raw: bytes) -> str:
    """Bytes as text that is safe in a form field and in a link."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """The reverse of `to_text`; raises ValueError for text that is not of its kind."""
    if not text.isascii():
        raise ValueError("not the text of bytes")
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)

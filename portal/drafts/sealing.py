"""The number of a draft, and the key that is made of it."""

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.base.secrets import NONCE_BYTES, Unsealable, key, keyed_hash
from portal.receipts import codes
from portal.web.tokens import Token

PURPOSE = "draft"
STEP = 512
"""Sealed words are filled up to a multiple of so many bytes, so that their length tells little."""


def for_form(token: Token) -> str:
    """The number that belongs to a form: saving it again keeps it."""
    return codes.from_token(b"draft" + token.name)


def lookup_hash(code: str) -> bytes:
    """What the database keeps instead of the number."""
    return keyed_hash("draft lookup", code)


def seal(code: str, content: Any) -> bytes:
    """Close something with a number. The portal's secret is in the key as well, so that a stolen database is of no use to a guesser."""
    words, nonce = json.dumps(content).encode(), os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_key(code)).encrypt(nonce, words + b" " * (-len(words) % STEP), PURPOSE.encode())


def unseal(code: str, sealed: bytes) -> Any:
    """Open it again. Raises Unsealable."""
    try:
        return json.loads(AESGCM(_key(code)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], PURPOSE.encode()))
    except (InvalidTag, ValueError) as broken:
        raise Unsealable from broken


def _key(code: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=key("draft pepper"), info=PURPOSE.encode()).derive(code.encode())

"""The wallet: what it holds, how it is sealed, and how its key is locked. Pure, without a table.

Two seals lie around it. The inner one is the person's: only passphrase or passkey gives its key. The outer one is the
portal's: it lets the portal seal all wallets anew every day without being able to open any.
"""

import hmac
import json
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.base.secrets import NONCE_BYTES, Unsealable, key, keyed_hash
from portal.base.text import one_line

SIZE = 8192
"""Every wallet has this length inside: a longer one would tell that somebody speaks in many places."""
KEY_BYTES = 32
SALT_BYTES = 16
_OUTER = "pseudonym wallet"
_LOCK = "pseudonym lock"


class Full(Exception):
    """The wallet holds as much as it can."""


@dataclass(frozen=True)
class Kept:
    """One number in a wallet: what its holder calls it, under which name it speaks, and a sign of what was last seen there."""

    code: str
    label: str = ""
    name: str = ""
    seen: str = ""


def new_key() -> bytes:
    """A key for a new wallet."""
    return os.urandom(KEY_BYTES)


def new_salt() -> bytes:
    """A salt for a new passphrase."""
    return os.urandom(SALT_BYTES)


def pack(kept: Sequence[Kept], wallet_key: bytes) -> bytes:
    """Seal a wallet; the same length for any content. Raises Full."""
    text = json.dumps([astuple(one) for one in kept], ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) > SIZE:
        raise Full
    return _outer(_encrypt(wallet_key, text.ljust(SIZE, b" ")))  # blanks mean nothing to JSON


def unpack(sealed: bytes, wallet_key: bytes) -> list[Kept]:
    """What a wallet holds. Raises Unsealable with any other key."""
    return [Kept(*one) for one in json.loads(_decrypt(wallet_key, _inner(sealed)))]


def again(sealed: bytes) -> bytes:
    """The same wallet under a new outer seal: not one byte stays, and nothing was opened."""
    return _outer(_inner(sealed))


def lock(wallet_key: bytes, secret: bytes) -> bytes:
    """A wallet's key under a secret: what Argon2id made of a passphrase, or what an authenticator derived."""
    return _encrypt(_peppered(secret), wallet_key)


def unlock(locked: bytes, secret: bytes) -> bytes | None:
    """The wallet's key, or None if the secret is another."""
    try:
        return _decrypt(_peppered(secret), locked)
    except Unsealable:
        return None


def name_hash(name: str) -> bytes:
    """What the database keeps instead of the made-up name: the same for small and capital letters."""
    return keyed_hash("pseudonym name", one_line(unicodedata.normalize("NFKC", name)).casefold())


def spoken(passphrase: str) -> str:
    """A passphrase as it counts: without blanks, digits of any script as one."""
    plain = (str(digit) if (digit := unicodedata.digit(sign, None)) is not None else sign for sign in unicodedata.normalize("NFKC", passphrase))
    return "".join(sign for sign in plain if not sign.isspace())


def proposed() -> str:
    """A passphrase for paper: eighteen digits in threes, which every keyboard and every script has; 59 random bits."""
    digits = str(int.from_bytes(os.urandom(16), "big") % 10**18).zfill(18)
    return " ".join(digits[start : start + 3] for start in range(0, 18, 3))


def _peppered(secret: bytes) -> bytes:
    """Without the portal's own key a stolen database gives nothing to guess against."""
    return hmac.new(key(_LOCK), secret, sha256).digest()


def _outer(inner: bytes) -> bytes:
    return _encrypt(key(_OUTER), inner)


def _inner(sealed: bytes) -> bytes:
    return _decrypt(key(_OUTER), sealed)


def _encrypt(with_key: bytes, raw: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(with_key).encrypt(nonce, raw, None)


def _decrypt(with_key: bytes, sealed: bytes) -> bytes:
    try:
        return AESGCM(with_key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except (InvalidTag, ValueError) as broken:
        raise Unsealable from broken

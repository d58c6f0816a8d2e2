"""How the vault seals: HPKE (RFC 9180) with X25519 and ML-KEM-768 together, AES-256-GCM, and padding.

A key that is wrapped today must not be opened in ten years by whoever took the disk away today; so it is wrapped for a
classic and a post-quantum key at once (X-Wing's parts, as `cryptography` offers them), and both would have to fall.
"""

import json
import os
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.base.secrets import Unsealable

KEY = 32
SALT = 16
NONCE = 12
_X25519 = 32
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_STEPS = (1024, 16 * 1024, 64 * 1024)
"""Sealed texts come in multiples of 1 KiB, then of 16 KiB, then of 64 KiB, so that their length tells little."""


@dataclass(frozen=True)
class Pair:
    """A key pair that grows out of 32 secret bytes."""

    seed: bytes

    @classmethod
    def new(cls) -> "Pair":
        """A random one."""
        return cls(os.urandom(KEY))

    def _private(self) -> MLKEM768X25519PrivateKey:
        grown = HKDF(algorithm=SHA256(), length=96, salt=b"hearback vault", info=b"key pair").derive(self.seed)
        return MLKEM768X25519PrivateKey(MLKEM768PrivateKey.from_seed_bytes(grown[:64]), X25519PrivateKey.from_private_bytes(grown[64:]))

    @property
    def public(self) -> bytes:
        """The public half, as it stands in a table."""
        grown = HKDF(algorithm=SHA256(), length=96, salt=b"hearback vault", info=b"key pair").derive(self.seed)
        quantum = MLKEM768PrivateKey.from_seed_bytes(grown[:64]).public_key().public_bytes_raw()
        return quantum + X25519PrivateKey.from_private_bytes(grown[64:]).public_key().public_bytes_raw()

    def unwrap(self, wrapped: bytes, case_id: int) -> bytes:
        """The key that was wrapped for this pair; raises Unsealable for any other."""
        try:
            return _SUITE.decrypt(wrapped, self._private(), _about(case_id))
        except (InvalidTag, ValueError) as broken:
            raise Unsealable from broken


def wrap(key: bytes, public: bytes, case_id: int) -> bytes:
    """A case's key, to be opened by one pair alone, and for this case alone."""
    both = MLKEM768X25519PublicKey(MLKEM768PublicKey.from_public_bytes(public[:-_X25519]), X25519PublicKey.from_public_bytes(public[-_X25519:]))
    return _SUITE.encrypt(key, both, _about(case_id))


def new_key() -> bytes:
    """A random key for a case."""
    return os.urandom(KEY)


def new_salt() -> bytes:
    """A random salt."""
    return os.urandom(SALT)


def lock(secret: bytes, key: bytes, purpose: str) -> bytes:
    """A private key's seed, locked by another key: one out of a passphrase, or of a session's cookie."""
    return _encrypt(secret, key, purpose.encode())


def unlock(locked: bytes, key: bytes, purpose: str) -> bytes:
    """The reverse; raises Unsealable with the wrong key."""
    return _decrypt(locked, key, purpose.encode())


def seal(facts: Any, key: bytes, case_id: int) -> bytes:
    """Anything that JSON can say, padded and sealed with a case's key."""
    return seal_bytes(json.dumps(facts, ensure_ascii=False).encode(), key, case_id)


def unseal(sealed: bytes, key: bytes, case_id: int) -> Any:
    """What `seal` sealed; raises Unsealable."""
    return json.loads(unseal_bytes(sealed, key, case_id))


def seal_bytes(raw: bytes, key: bytes, case_id: int) -> bytes:
    """Bytes, padded (ISO/IEC 7816-4) and sealed."""
    step = next((step for step in _STEPS[:-1] if len(raw) < step * 16), _STEPS[-1])
    padded = raw + b"\x80" + b"\x00" * (-(len(raw) + 1) % step)
    return _encrypt(padded, key, _about(case_id))


def unseal_bytes(sealed: bytes, key: bytes, case_id: int) -> bytes:
    """The reverse."""
    return _decrypt(sealed, key, _about(case_id)).rstrip(b"\x00")[:-1]


def _about(case_id: int) -> bytes:
    return b"case %d" % case_id


def _encrypt(raw: bytes, key: bytes, about: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, raw, about)


def _decrypt(sealed: bytes, key: bytes, about: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about)
    except (InvalidTag, ValueError) as broken:
        raise Unsealable from broken

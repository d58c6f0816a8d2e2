"""Keys out of what people remember or write down, made slowly on purpose: Argon2id, one at a time (protection C2).

The lock is shared by all of the process, so that many tries side by side cannot exhaust the memory.
"""

import threading
import unicodedata

from argon2.low_level import Type, hash_secret_raw

LONGEST = 200
one_at_a_time = threading.Lock()


def typed(secret: str) -> str:
    """The same secret from every keyboard (NIST SP 800-63B, 5.1.1.2: normalised before it is hashed)."""
    return unicodedata.normalize("NFKC", secret)


def key_from(secret: str, salt: bytes) -> bytes:
    """32 bytes that only this secret gives: what they lock, nobody else opens."""
    with one_at_a_time:
        return hash_secret_raw(typed(secret[:LONGEST]).encode(), salt, time_cost=3, memory_cost=64 * 1024, parallelism=1, hash_len=32, type=Type.ID)

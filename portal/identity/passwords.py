"""Passwords of staff: Argon2id, one check at a time so that many cannot exhaust the memory (protection C2)."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 12
LONGEST = 200

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_one_at_a_time = threading.Lock()


def hash_of(password: str) -> str:
    """The Argon2id hash of a password."""
    with _one_at_a_time:
        return _hasher.hash(password)


_OF_NOBODY = hash_of("an account that does not exist")


def fits(password: str, known_hash: str | None) -> bool:
    """Whether a password fits. Without a hash it takes as long and says no, so that names cannot be tried out."""
    with _one_at_a_time:
        try:
            return _hasher.verify(known_hash or _OF_NOBODY, password[:LONGEST]) and known_hash is not None
        except (VerifyMismatchError, InvalidHashError):
            return False

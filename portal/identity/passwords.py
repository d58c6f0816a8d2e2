"""Passwords of staff: Argon2id, one check at a time so that many cannot exhaust the memory (protection C2).

Pages call `checked` and `hashed`, which wait in a thread of their own: readers and writers go on meanwhile.
"""

import asyncio
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 12
LONGEST = 200

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_one_at_a_time = threading.Lock()
_alone = ThreadPoolExecutor(1, thread_name_prefix="passwords")


def _typed(password: str) -> str:
    """The same password from every keyboard (NIST SP 800-63B, 5.1.1.2: normalised before it is hashed)."""
    return unicodedata.normalize("NFKC", password)


def hash_of(password: str) -> str:
    """The Argon2id hash of a password."""
    with _one_at_a_time:
        return _hasher.hash(_typed(password))


_OF_NOBODY = hash_of("an account that does not exist")


def fits(password: str, known_hash: str | None) -> bool:
    """Whether a password fits. Without a hash it takes as long and says no, so that names cannot be tried out."""
    with _one_at_a_time:
        try:
            return _hasher.verify(known_hash or _OF_NOBODY, _typed(password[:LONGEST])) and known_hash is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


async def checked(password: str, known_hash: str | None) -> bool:
    """`fits`, while others are served."""
    return await asyncio.get_running_loop().run_in_executor(_alone, fits, password, known_hash)


async def hashed(password: str) -> str:
    """`hash_of`, while others are served."""
    return await asyncio.get_running_loop().run_in_executor(_alone, hash_of, password)

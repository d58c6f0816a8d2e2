"""Passwords of staff: Argon2id, one check at a time so that many cannot exhaust the memory (protection C2).

Pages call `checked` and `hashed`, which wait in a thread of their own: readers and writers go on meanwhile.
"""

import asyncio
import contextvars
import threading
import unicodedata
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.low_level import Type, hash_secret_raw

from portal.identity import guessable

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
    if len(password) > LONGEST:  # nobody has one: it is not cut down to one that fits
        known_hash = None
    with _one_at_a_time:
        try:
            return _hasher.verify(known_hash or _OF_NOBODY, _typed(password[:LONGEST])) and bool(known_hash)  # an empty one: comes by a service alone
        except (VerifyMismatchError, InvalidHashError):
            return False


async def checked(password: str, known_hash: str | None) -> bool:
    """`fits`, while others are served."""
    return await asyncio.get_running_loop().run_in_executor(_alone, fits, password, known_hash)


async def fault_of(password: str, words: Collection[str] = ()) -> str:
    """What is wrong with a password that somebody chose (see portal.identity.guessable), while others are served."""
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(_alone, lambda: context.run(guessable.fault_of, password, words))


async def hashed(password: str) -> str:
    """`hash_of`, while others are served."""
    return await asyncio.get_running_loop().run_in_executor(_alone, hash_of, password)


def key_from(password: str, salt: bytes) -> bytes:
    """32 bytes that only this password gives, as slowly as a password is checked: what they lock, nobody else opens."""
    with _one_at_a_time:
        return hash_secret_raw(_typed(password[:LONGEST]).encode(), salt, time_cost=3, memory_cost=64 * 1024, parallelism=1, hash_len=32, type=Type.ID)


async def derived(password: str, salt: bytes) -> bytes:
    """`key_from`, while others are served."""
    return await asyncio.get_running_loop().run_in_executor(_alone, key_from, password, salt)

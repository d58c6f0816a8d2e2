"""Passwords of staff: Argon2id, one check at a time so that many cannot exhaust the memory (protection C2).

Pages call `checked` and `hashed`, which wait in a thread of their own: readers and writers go on meanwhile.
"""

import asyncio
import contextvars
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.base import guessable
from portal.base.slow import LONGEST, key_from, one_at_a_time, typed

__all__ = ["LONGEST", "SHORTEST", "checked", "derived", "fault_of", "fits", "hash_of", "hashed"]

SHORTEST = 12

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_alone = ThreadPoolExecutor(1, thread_name_prefix="passwords")


def hash_of(password: str) -> str:
    """The Argon2id hash of a password."""
    with one_at_a_time:
        return _hasher.hash(typed(password))


_OF_NOBODY = hash_of("an account that does not exist")


def fits(password: str, known_hash: str | None) -> bool:
    """Whether a password fits. Without a hash it takes as long and says no, so that names cannot be tried out."""
    if len(password) > LONGEST:  # nobody has one: it is not cut down to one that fits
        known_hash = None
    with one_at_a_time:
        try:
            return _hasher.verify(known_hash or _OF_NOBODY, typed(password[:LONGEST])) and bool(known_hash)  # an empty one: comes by a service alone
        except (VerifyMismatchError, InvalidHashError):
            return False


async def checked(password: str, known_hash: str | None) -> bool:
    """`fits`, while others are served."""
    return await asyncio.get_running_loop().run_in_executor(_alone, fits, password, known_hash)


async def fault_of(password: str, words: Collection[str] = ()) -> str:
    """What is wrong with a password that somebody chose (see portal.base.guessable), while others are served."""
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(_alone, lambda: context.run(guessable.fault_of, password, words))


async def hashed(password: str) -> str:
    """`hash_of`, while others are served."""
    return await asyncio.get_running_loop().run_in_executor(_alone, hash_of, password)


async def derived(password: str, salt: bytes) -> bytes:
    """`key_from`, while others are served."""
    return await asyncio.get_running_loop().run_in_executor(_alone, key_from, password, salt)

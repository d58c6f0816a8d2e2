"""What a server does once about its memory, when all that lives as long as it does has come."""

import contextlib
import ctypes
import gc

ARENAS = 2
"""Heaps that the C library shares out to threads. With one for each thread, what one of them gives back no other can take."""
_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def begin() -> None:
    """Before the first thread: few heaps for all of them. Other C libraries than glibc have no such setting."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, ARENAS)


def settle() -> None:
    """Once the portal is built: looking it all through for garbage took a fifth of a second, each time, while everybody waited."""
    gc.collect()
    gc.freeze()

"""One file in by stdin, one out by stdout: first a line that tells its kind or its fault, then the bytes.

Whoever breaks out of a reader of pictures or documents finds a process that can write no file, holds no secret, and ends
soon.
"""

import json
import resource
import sys

MOST_SECONDS = 45
MOST_MEMORY = 1_500_000_000


def main() -> None:
    """Clean what comes in."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    from portal.base.cleaning.kinds import Fault, Unclean
    from portal.base.cleaning.scrub import scrub

    cleaned = b""
    try:
        kind, cleaned = scrub(sys.stdin.buffer.read())
        told = {"kind": kind.value}
    except Unclean as fault:
        told = {"fault": fault.fault.value}
    except (MemoryError, RecursionError):
        told = {"fault": Fault.BOMB.value}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + cleaned)


if __name__ == "__main__":
    main()

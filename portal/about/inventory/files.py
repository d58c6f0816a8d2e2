"""Every file that the portal writes, and nothing else does it write (tests/house/test_files.py watches it at work)."""

import re
from dataclasses import dataclass

from portal.base.languages import Lazy, _l


@dataclass(frozen=True)
class File:
    """One kind of file: where it lies, what it is, and how long it stays. `shape` fits its path below its own folder."""

    place: str
    shape: re.Pattern[str]
    purpose: Lazy
    retention: Lazy


_AS_INSIDE = _l("As long as what stands in it, see above")

FILES = (
    File("HEARBACK_DATABASE", re.compile(r"portal\.db(-wal|-shm|-journal)?"), _l("The public database with its log; with PostgreSQL its server keeps both"), _AS_INSIDE),
    File("HEARBACK_VAULT", re.compile(r"vault\.db(-wal|-shm|-journal)?"), _l("The vault with its log; with PostgreSQL its server keeps both"), _AS_INSIDE),
    File("HEARBACK_MAIL_FOLDER", re.compile(r"letters(/[^/]+\.(eml|half))?"), _l("Letters, while no mail server is set"), _l("Until whoever runs the portal takes them away")),
    File(".hearback/secret", re.compile(r"secret"), _l("The secret that the demo makes for itself"), _l("Until whoever runs the portal takes them away")),
)
"""The log of the portal is no file: it goes to the standard error output, and holds no words, no address and no browser."""


def is_known(path: str) -> bool:
    """Whether a path below the portal's own folder is one of these."""
    return any(file.shape.fullmatch(path) for file in FILES)

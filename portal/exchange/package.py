"""What a file holds, once it was read and found sound; and the names and limits of its parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

FORMAT = "hearback"
VERSION = 2
READ = (1, 2)
"""Versions that can be taken in: what a later one added may be left out."""
MANIFEST, CONSULTATION, CONTRIBUTIONS = "hearback.json", "consultation.json", "contributions.jsonl"
PARTS = (MANIFEST, CONSULTATION, CONTRIBUTIONS)

Progress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is, and what is being done."""


def silent(done: int, total: int, what: str) -> None:
    """Tell nobody."""


@dataclass
class Package:
    """A sound consultation. `contributions` stand in the order of the file, with `html` ready to be shown."""

    file: dict[str, Any]
    contributions: list[dict[str, Any]] = field(default_factory=list)
    pictures: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The address under which the consultation was exported."""
        return str(self.file["consultation"]["slug"])

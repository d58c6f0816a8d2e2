"""Recipes that turn public data sets into the exchange format. The sets themselves are never part of the project.

    python -m tests.exchange.converters civic_space ../shared/data/civic-space-2020 civic.zip

Every recipe has `convert(folder) -> list[Converted]`; `notes` say what could not be taken over as it was.
"""

import json
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Converted:
    """One consultation in the exchange format."""

    file: dict[str, Any]
    rows: list[dict[str, Any]]
    notes: list[str] = field(default_factory=list)

    def write(self, path: Path) -> Path:
        """Write it as a file that `portal import` takes."""
        counts = {"questions": len(self.file["consultation"]["questions"]), "contributions": len(self.rows)}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("hearback.json", json.dumps({"format": "hearback", "version": 1, "counts": counts}))
            archive.writestr("consultation.json", json.dumps(self.file, ensure_ascii=False, indent=1))
            archive.writestr("contributions.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in self.rows))
        return path


def slug(name: str) -> str:
    """A name as it can stand in an address."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")

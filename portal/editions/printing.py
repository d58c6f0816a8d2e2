"""Editions as PDF that everybody can read (PDF/UA-1), made by the press in a process of its own."""

import json
import os
import struct
import subprocess
import sys
import threading
from datetime import UTC, datetime, time
from typing import Any

from portal.base.errors import Unready
from portal.base.languages import _
from portal.base.settings import ROOT
from portal.editions.edition import Edition
from portal.editions.tree import Block

LONGEST = 90  # seconds
FEW_HEADINGS = 6
one_at_a_time = threading.Lock()
"""A press takes a processor for itself: the others wait."""


def pdfs(editions: list[Edition], *, large: bool = False) -> list[bytes]:
    """PDFs of several editions, all in the same size of letters."""
    return printed([(one, large) for one in editions])


def printed(papers: list[tuple[Edition, bool]]) -> list[bytes]:
    """PDFs of several editions, in large letters or not, from one run of the press. Call it outside of any transaction."""
    if not papers:
        return []
    sheets = json.dumps([_sheet(one, large) for one, large in papers], ensure_ascii=False).encode()
    bare = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ} | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "portal.editions.press"]
    with one_at_a_time:
        try:
            done = subprocess.run(command, input=sheets, capture_output=True, timeout=LONGEST, check=True, cwd=ROOT, env=bare)  # noqa: S603 - our own module
        except subprocess.SubprocessError as fault:
            raise Unready(_("This file cannot be made just now. The same words stand on the page.")) from fault
    return _parted(done.stdout)


def _parted(data: bytes) -> list[bytes]:
    parts, place = [], 0
    while place < len(data):
        length = struct.unpack(">I", data[place : place + 4])[0]
        parts.append(data[place + 4 : place + 4 + length])
        place += 4 + length
    return parts


def _sheet(edition: Edition, large: bool) -> dict[str, Any]:
    headings = sum(one["is"] == "heading" for one in edition.blocks)
    before: list[Block] = edition.blocks[:1]
    return {
        "title": edition.title,
        "host": edition.host,
        "language": edition.language,
        "dir": edition.direction,
        "large": large,
        "contents": edition.contents if headings > FEW_HEADINGS and not edition.name.startswith("form-") else "",
        "before": before,
        "blocks": edition.blocks[1:],
        "stamp": int(datetime.combine(edition.changed_on, time(), UTC).timestamp()),
    }

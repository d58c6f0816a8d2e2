"""Files that people send along, made fit for others: told by what they hold and never by their name, and without what they tell besides.

A picture is drawn anew, a document is taken apart and put together again from the parts that carry words. What is left
out: places, authors, devices, times, programs, earlier versions, thumbnails, other files, and whatever asks another
machine. Done in a process of its own, which cannot write a file, has no secret in its surroundings, and is ended when it
takes too long or too much (portal.base.cleaning.__main__).
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass

from portal.base.cleaning.kinds import BIGGEST, Fault, Kind
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.settings import ROOT

__all__ = ["BIGGEST", "MOST_FILES", "Cleaned", "Kind", "clean"]

MOST_FILES = 5
LONGEST = 60  # seconds
_few_at_a_time = threading.BoundedSemaphore(2)
"""The rest wait: many large files side by side would take the memory of the portal itself."""


@dataclass(frozen=True)
class Cleaned:
    """A file that others may open."""

    kind: Kind
    data: bytes

    @property
    def media_type(self) -> str:
        """As it is given out."""
        return self.kind.media_type

    @property
    def extension(self) -> str:
        """Without its dot."""
        return self.kind.extension

    def name(self, number: int) -> str:
        """A name that tells nothing but a number."""
        return f"{_('file')} {number}.{self.extension}"


def clean(name: str, data: bytes) -> Cleaned:
    """A clean copy of a file. Raises Refused with a sentence that calls the file by the name it came with.

    It takes up to some seconds: call it outside of any transaction.
    """
    if not data or len(data) > BIGGEST:
        raise _refusal(name, Fault.LARGE if data else Fault.EMPTY)
    with _few_at_a_time:
        told, cleaned = _in_a_process_of_its_own(data)
    if "kind" not in told:
        raise _refusal(name, Fault(told["fault"]))
    return Cleaned(Kind(told["kind"]), cleaned)


def _in_a_process_of_its_own(data: bytes) -> tuple[dict[str, str], bytes]:
    command = [sys.executable, "-m", "portal.base.cleaning"]
    bare = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ} | {"PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST, check=True, cwd=ROOT, env=bare)  # noqa: S603 - our own module
    except subprocess.SubprocessError:
        return {"fault": Fault.BOMB}, b""
    head, _line, cleaned = done.stdout.partition(b"\n")
    return json.loads(head), cleaned


def _refusal(name: str, fault: Fault) -> Refused:  # noqa: PLR0911 - one sentence for each fault
    match fault:
        case Fault.EMPTY:
            return Refused(_("The file %(name)s is empty.", name=name))
        case Fault.LARGE:
            return Refused(_("The file %(name)s is larger than %(most)s MB. Please choose a smaller one.", name=name, most=BIGGEST // 1_000_000))
        case Fault.UNKNOWN:
            return Refused(_("The file %(name)s is of a kind that cannot be sent here. Pictures (JPEG, PNG, WebP), PDF, DOCX, ODT and plain text (UTF-8) can.", name=name))
        case Fault.MARKUP:
            return Refused(_("The file %(name)s can hold programs. Please send a picture of what it shows, such as a PNG.", name=name))
        case Fault.DOUBLE:
            return Refused(_("The file %(name)s holds a second file of another kind. Please send each as a file of its own.", name=name))
        case Fault.LOCKED:
            return Refused(_("The file %(name)s is locked with a password. Please take the password off first.", name=name))
        case Fault.PROGRAM:
            return Refused(_("The file %(name)s holds programs (macros). Please save it without them.", name=name))
        case Fault.BOMB:
            return Refused(_("The file %(name)s is too large when it is unpacked. Please send a simpler one.", name=name))
        case Fault.BROKEN:
            return Refused(_("The file %(name)s is damaged and cannot be read.", name=name))

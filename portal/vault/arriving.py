"""Files on their way into a case: cleaned before anybody has a database in hand, since that takes some seconds."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from portal.base.cleaning import Cleaned, clean
from portal.web.visitors import Visit

FIELD = "files"


@dataclass(frozen=True)
class Arrived:
    """A file as it came, and its cleaned copy."""

    name: str
    data: bytes
    cleaned: Cleaned


async def arrive(visit: Visit, field: str = FIELD) -> list[Arrived]:
    """The files of a form. Raises Refused with a sentence that names the file, and Unready when very many come at once."""
    sent = visit.files(field)
    return await asyncio.to_thread(_cleaned, sent) if sent else []


def _cleaned(sent: Sequence[tuple[str, bytes]]) -> list[Arrived]:
    return [Arrived(name, data, clean(name, data)) for name, data in sent]

"""From a file as it came to one that others may open; the whole work, without the walls around it."""

from collections.abc import Callable

from portal.base.cleaning import docx, kinds, odt, pdf, pictures
from portal.base.cleaning.kinds import Kind


def scrub(data: bytes) -> tuple[Kind, bytes]:
    """Kind and clean bytes. Raises Unclean."""
    kind = kinds.of(data)
    return kind, _WAYS[kind](data)


def _text(data: bytes) -> bytes:
    lines = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return lines.encode()


_WAYS: dict[Kind, Callable[[bytes], bytes]] = {
    Kind.JPEG: pictures.redrawn,
    Kind.PNG: pictures.redrawn,
    Kind.WEBP: pictures.redrawn,
    Kind.PDF: pdf.rewritten,
    Kind.DOCX: docx.rewritten,
    Kind.ODT: odt.rewritten,
    Kind.TEXT: _text,
}

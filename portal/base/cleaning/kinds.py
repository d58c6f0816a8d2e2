"""Of which kind a file is: by its bytes alone, and of exactly one kind."""

import io
import re
import zipfile
import zlib
from enum import StrEnum

BIGGEST = 10_000_000
HEAD = 1024  # within so many bytes a reader of PDF looks for its sign


class Kind(StrEnum):
    """What may be sent."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    TEXT = "text"

    @property
    def media_type(self) -> str:
        """As the browser is told."""
        return _MEDIA[self][0]

    @property
    def extension(self) -> str:
        """The ending of a file's name."""
        return _MEDIA[self][1]


_MEDIA = {
    Kind.JPEG: ("image/jpeg", "jpg"),
    Kind.PNG: ("image/png", "png"),
    Kind.WEBP: ("image/webp", "webp"),
    Kind.PDF: ("application/pdf", "pdf"),
    Kind.DOCX: ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    Kind.ODT: ("application/vnd.oasis.opendocument.text", "odt"),
    Kind.TEXT: ("text/plain; charset=utf-8", "txt"),
}


class Fault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    LARGE = "large"
    UNKNOWN = "unknown"
    MARKUP = "markup"
    DOUBLE = "double"
    LOCKED = "locked"
    PROGRAM = "program"
    BOMB = "bomb"
    BROKEN = "broken"


class Unclean(Exception):
    """A file that is not taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


_MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:\?xml|!doctype|!entity|svg|html|head|body|script|iframe|object|embed|math|xsl)\b", re.IGNORECASE | re.DOTALL)
_MARKUP_INSIDE = re.compile(rb"<(?:svg|html|script|!doctype html|\?php)\b", re.IGNORECASE)
_WITHOUT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def of(data: bytes) -> Kind:
    """The kind of a file; raises Unclean when it is none of ours, or more than one."""
    kind = _by_first_bytes(data)
    packed = kind in (Kind.DOCX, Kind.ODT)
    if kind is not Kind.PDF and b"%PDF-" in data[:HEAD]:
        raise Unclean(Fault.DOUBLE)
    if not packed and zipfile.is_zipfile(io.BytesIO(data)):
        raise Unclean(Fault.DOUBLE)
    if kind is not Kind.TEXT and not packed and _MARKUP_INSIDE.search(data[:HEAD]):
        raise Unclean(Fault.DOUBLE)
    return kind


def _by_first_bytes(data: bytes) -> Kind:
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    return _text(data)


def _packed(data: bytes) -> Kind:
    """DOCX or ODT, by what the package says of itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if "mimetype" in names and package.getinfo("mimetype").file_size < HEAD:
                return _odt(package.read("mimetype").strip())
            if "[Content_Types].xml" in names and package.getinfo("[Content_Types].xml").file_size < BIGGEST:
                return _docx(package.read("[Content_Types].xml"), names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error):
        raise Unclean(Fault.BROKEN) from None
    except RuntimeError:  # encrypted
        raise Unclean(Fault.LOCKED) from None
    raise Unclean(Fault.UNKNOWN)


def _odt(said: bytes) -> Kind:
    if said == _MEDIA[Kind.ODT][0].encode():
        return Kind.ODT
    raise Unclean(Fault.UNKNOWN)


def _docx(types: bytes, names: set[str]) -> Kind:
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unclean(Fault.PROGRAM)
    if b"wordprocessingml.document.main+xml" in types:
        return Kind.DOCX
    raise Unclean(Fault.UNKNOWN)


def _text(data: bytes) -> Kind:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unclean(Fault.UNKNOWN) from None
    if _WITHOUT_TEXT.search(text):
        raise Unclean(Fault.UNKNOWN)
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise Unclean(Fault.MARKUP)
    return Kind.TEXT

"""PDF written anew from what its pages show (ISO 32000): the pages are kept, and nothing of the document around them.

Gone are: the notes on author, program and times, XMP, attached files, programs, forms, links, earlier versions. What was
filled in or marked on a page is made part of the page.
"""

import io
import logging
import re
import zlib
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject, TextStringObject

from portal.base.cleaning.kinds import Fault, Unclean

MOST_PAGES = 1000
MOST_OBJECTS = 300_000
MOST_IMAGE = 50_000_000
PAGE_KEYS = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group", "/UserUnit"}
DROPPED = {
    "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/AA", "/JS", "/JavaScript", "/OPI", "/StructParent", "/StructParents", "/EF", "/Thumb", "/Alternates", "/Ref", "/Usage", "/Measure",
    "/PtData", "/CreationDate", "/ModDate", "/Author", "/Creator", "/Producer",
}  # fmt: skip
FAR_AWAY = {"/F", "/FFilter", "/FDecodeParms"}
"""Keys by which the words of a stream stand in another file."""
NAMES_OF_THEIR_OWN = {"/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs"}
"""Dictionaries whose keys are names that the document itself gives."""
HIDDEN = 0b100010  # annotations: hidden, or not to be viewed
KEPT_SEGMENTS = (0xE0, 0xEE)  # JFIF, and Adobe's note on colours
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-[A-Z]{2})?")
_BROKEN = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, NotImplementedError, OSError, zlib.error, AssertionError, OverflowError)


def rewritten(data: bytes) -> bytes:
    """The clean document. Raises Unclean."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _rewritten(data)
    except _BROKEN as fault:
        raise Unclean(Fault.BOMB if "imit" in type(fault).__name__ else Fault.BROKEN) from None


def _rewritten(data: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise Unclean(Fault.LOCKED)
    writer = PdfWriter()
    scrubber = _Scrubber()
    count = len(reader.pages)
    if not count:
        raise Unclean(Fault.BROKEN)
    if count > MOST_PAGES:
        raise Unclean(Fault.BOMB)
    for page in reader.pages:
        marks = _marks(page)
        for key in [key for key in page if key not in PAGE_KEYS]:
            del page[key]
        for thing in (page, *(mark for mark, _rectangle in marks)):
            scrubber.scrub(thing)
        _draw(writer, writer.add_page(page), marks)
    language = str(reader.root_object.get("/Lang", ""))
    if _LANGUAGE.fullmatch(language):
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.metadata = None
    writer.pdf_header = "%PDF-1.7"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class _Scrubber:
    """Goes through everything that a page leads to, each thing once."""

    def __init__(self) -> None:
        self.seen: set[tuple[int, int]] = set()
        self.count = 0

    def scrub(self, thing: Any) -> None:
        """Take out what tells more than the page shows."""
        waiting: list[tuple[Any, bool]] = [(thing, False)]
        while waiting:
            one, named = waiting.pop()
            if isinstance(one, IndirectObject):
                if (one.idnum, one.generation) in self.seen:
                    continue
                self.seen.add((one.idnum, one.generation))
                one = one.get_object()
            self.count += 1
            if self.count > MOST_OBJECTS:
                raise Unclean(Fault.BOMB)
            if isinstance(one, DictionaryObject):
                self._scrub_keys(one, named=named)
                waiting += [(one.raw_get(key), key in NAMES_OF_THEIR_OWN) for key in one]
            elif isinstance(one, ArrayObject):
                waiting += [(item, False) for item in list.__iter__(one)]

    @staticmethod
    def _scrub_keys(one: DictionaryObject, *, named: bool) -> None:
        stream = isinstance(one, StreamObject)
        for key in [key for key in one if not named and (key in DROPPED or (stream and key in FAR_AWAY))]:
            del one[key]
        if stream:
            _scrub_image(one)


def _scrub_image(stream: Any) -> None:
    """Photographs keep their own notes inside the page: take them out without touching a point of them."""
    filters = stream.get("/Filter")
    filters = [str(one) for one in filters] if isinstance(filters, ArrayObject) else [str(filters)]
    if filters[-1] not in ("/DCTDecode", "/JPXDecode"):
        return
    data = stream._data  # noqa: SLF001 - the bytes as they stand
    if filters[:-1] == ["/FlateDecode"]:
        data = zlib.decompressobj().decompress(data, MOST_IMAGE)
        stream[NameObject("/Filter")] = NameObject(filters[-1])
        stream.pop("/DecodeParms", None)
    elif filters[:-1]:
        raise Unclean(Fault.BROKEN)
    stream._data = _without_segments(data) if filters[-1] == "/DCTDecode" else _without_boxes(data)  # noqa: SLF001


def _without_segments(data: bytes) -> bytes:
    """A JPEG without the segments of applications and remarks, and without whatever follows its end."""
    if data[:2] != b"\xff\xd8":
        raise Unclean(Fault.BROKEN)
    kept, place = [b"\xff\xd8"], 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:  # noqa: PLR2004 - every marker begins so
            raise Unclean(Fault.BROKEN)
        mark = data[place + 1]
        if mark == 0xFF:  # noqa: PLR2004 - it may be repeated
            place += 1
            continue
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if mark == 0xDA:  # noqa: PLR2004 - here the points begin, and go on to the end
            last = data.rfind(b"\xff\xd9")
            return b"".join([*kept, data[place : last + 2] if last > place else data[place:]])
        if not (0xE0 <= mark <= 0xEF or mark == 0xFE) or mark in KEPT_SEGMENTS:  # noqa: PLR2004 - applications' segments and remarks
            kept.append(data[place:end])
        place = end
    raise Unclean(Fault.BROKEN)


def _without_boxes(data: bytes) -> bytes:
    """A JPEG 2000 without its boxes of XML and of applications (ISO 15444-1, annex I)."""
    kept, place = [], 0
    while place + 8 <= len(data):
        if data.startswith(b"\xff\x4f"):  # a bare stream has no boxes
            return data
        size, name = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16])
        elif size == 0:
            size = len(data) - place
        if size < 8:  # noqa: PLR2004 - a box has at least its own head
            raise Unclean(Fault.BROKEN)
        if name not in (b"xml ", b"uuid", b"uinf"):
            kept.append(data[place : place + size])
        place += size
    return b"".join(kept)


def _marks(page: PageObject) -> list[tuple[Any, list[float]]]:
    """What was filled in, written or drawn upon a page and can be seen: each as a form of its own, with its place."""
    found = []
    annotations: Any = page.get("/Annots")
    for one in list(annotations.get_object()) if annotations is not None else ():
        mark = one.get_object()
        if not isinstance(mark, DictionaryObject) or mark.get("/Subtype") in ("/Link", "/Popup") or int(mark.get("/F", 0)) & HIDDEN:
            continue
        looks = mark.get("/AP", {}).get_object().get("/N") if "/AP" in mark else None
        looks = looks.get_object() if looks is not None else None
        if isinstance(looks, DictionaryObject) and not isinstance(looks, StreamObject):
            looks = looks.get(mark.get("/AS", "/Off"))
            looks = looks.get_object() if looks is not None else None
        if isinstance(looks, StreamObject) and "/Rect" in mark and "/BBox" in looks:
            place: Any = mark["/Rect"]
            found.append((looks, [float(side) for side in place]))
    return found


def _draw(writer: PdfWriter, page: PageObject, marks: list[tuple[Any, list[float]]]) -> None:
    """Make the marks a part of the page (ISO 32000, 12.5.5)."""
    if not marks:
        return
    words = []
    resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
    forms = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    for number, (looks, rectangle) in enumerate(marks):
        looks[NameObject("/Type")], looks[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
        forms[NameObject(f"/Mark{number}")] = looks.clone(writer).indirect_reference
        words.append(f"q {_matrix(looks, rectangle)} cm /Mark{number} Do Q")
    resources[NameObject("/XObject")] = forms
    page[NameObject("/Resources")] = resources
    contents: Any = page.raw_get("/Contents") if "/Contents" in page else ArrayObject()
    parts: Any = contents.get_object() if isinstance(contents.get_object(), ArrayObject) else ArrayObject([contents])
    before, after = StreamObject(), StreamObject()
    before.set_data(b"q ")
    after.set_data(f" Q\n{chr(10).join(words)}".encode())
    page[NameObject("/Contents")] = ArrayObject([writer._add_object(before), *list.__iter__(parts), writer._add_object(after)])  # noqa: SLF001 - as pypdf itself does


def _matrix(looks: Any, rectangle: list[float]) -> str:
    """What moves and stretches the box of a form into its place on the page."""
    a, b, c, d, e, f = [float(one) for one in looks.get("/Matrix", (1, 0, 0, 1, 0, 0))]
    left, low, right, high = [float(one) for one in looks["/BBox"]]
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (low, high)]
    xs, ys = sorted(x for x, _y in corners), sorted(y for _x, y in corners)
    wide, tall = (xs[-1] - xs[0]) or 1.0, (ys[-1] - ys[0]) or 1.0
    to_x, to_y = sorted(rectangle[::2]), sorted(rectangle[1::2])
    stretch_x, stretch_y = (to_x[1] - to_x[0]) / wide, (to_y[1] - to_y[0]) / tall
    return f"{stretch_x:.5f} 0 0 {stretch_y:.5f} {to_x[0] - xs[0] * stretch_x:.5f} {to_y[0] - ys[0] * stretch_y:.5f}"

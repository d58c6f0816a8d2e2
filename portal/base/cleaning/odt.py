"""ODT put together again from its words, its looks and its pictures (OpenDocument 1.3). What points outwards or runs is left out."""

from xml.dom.minidom import Element

from portal.base.cleaning import packages, pictures, trees
from portal.base.cleaning.docx import BLANK, NAMELESS, extension_of, quoted
from portal.base.cleaning.kinds import Fault, Kind, Unclean

DC = "http://purl.org/dc/elements/1.1/"
META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
SCRIPT = "urn:oasis:names:tc:opendocument:xmlns:script:1.0"
XLINK = "http://www.w3.org/1999/xlink"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
LONG_AGO = "1970-01-01T00:00:00"
WORDS, LOOKS = "content.xml", "styles.xml"
PROGRAMS = ("Basic/", "Scripts/", "Dialogs/")
DROPPED = {
    (OFFICE, "scripts"), (OFFICE, "event-listeners"), (OFFICE, "forms"), (OFFICE, "dde-source"), (OFFICE, "meta"), (OFFICE, "settings"),
    (DRAW, "object"), (DRAW, "object-ole"), (DRAW, "plugin"), (DRAW, "applet"), (DRAW, "floating-frame"),
    (TEXT, "section-source"), (TEXT, "dde-connection-decls"), (TEXT, "script"), (META, "creator-initials"), (META, "date-string"),
}  # fmt: skip


def rewritten(data: bytes) -> bytes:
    """The clean document. Raises Unclean."""
    parts = packages.unpack(data)
    if any(name.startswith(PROGRAMS) for name in parts):
        raise Unclean(Fault.PROGRAM)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unclean(Fault.LOCKED)
    if WORDS not in parts:
        raise Unclean(Fault.BROKEN)
    drawn = _Pictures(parts)
    done = [(name, _cleaned(parts[name], drawn)) for name in (WORDS, LOOKS) if name in parts]
    whole = [*done, *drawn.done.items()]
    return packages.pack([("mimetype", Kind.ODT.media_type.encode()), *whole, ("META-INF/manifest.xml", _manifest([name for name, _body in whole]))], plain=("mimetype",))


class _Pictures:
    """The pictures that are shown, drawn anew under names that are numbers."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.names: dict[str, str] = {}
        self.done: dict[str, bytes] = {}

    def draw(self, name: str) -> str:
        """The new name of a picture; nothing when it is not in the document."""
        if name not in self.parts or not name.startswith("Pictures/"):
            return ""
        if name not in self.names:
            try:
                drawn = pictures.redrawn(self.parts[name], pictures.IN_DOCUMENTS)
            except Unclean as fault:
                if fault.fault is Fault.BOMB:
                    raise
                drawn = BLANK
            self.names[name] = f"Pictures/image{len(self.names) + 1}.{extension_of(drawn)}"
            self.done[self.names[name]] = drawn
        return self.names[name]


def _manifest(names: list[str]) -> bytes:
    def kind(name: str) -> str:
        return "text/xml" if name.endswith(".xml") else f"image/{name.rsplit('.', 1)[-1]}"

    rows = "".join(f'<manifest:file-entry manifest:full-path="{quoted(name)}" manifest:media-type="{kind(name)}"/>' for name in names)
    own = f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{Kind.ODT.media_type}"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{MANIFEST}" manifest:version="1.3">{own}{rows}</manifest:manifest>'.encode()


def _cleaned(data: bytes, drawn: _Pictures) -> bytes:
    tree = trees.tree_of(data)
    for element in trees.elements(tree):
        own = (element.namespaceURI or "", element.localName or "")
        if own in DROPPED or own[0] == SCRIPT:
            trees.take_out(element)
        elif own == (DC, "creator"):
            trees.say(element, NAMELESS)
        elif own == (DC, "date"):
            trees.say(element, LONG_AGO)
        else:
            _attributes(element, own, drawn)
    return trees.written(tree)


def _attributes(element: Element, own: tuple[str, str], drawn: _Pictures) -> None:
    for name, space, local, value in trees.attributes(element):
        if local.endswith("rsid") or (own[0] == DRAW and (space, local) == (DRAW, "name")):
            element.removeAttribute(name)
        elif (space, local) == (XLINK, "href"):
            _link(element, own, name, value, drawn)


def _link(element: Element, own: tuple[str, str], name: str, value: str, drawn: _Pictures) -> None:
    if own in ((TEXT, "a"), (DRAW, "a")):
        if not trees.is_public_link(value):
            element.setAttribute(name, "#")
        return
    new = drawn.draw(value.removeprefix("./"))
    if new:
        element.setAttribute(name, new)
    else:
        trees.take_out(element)  # it would be fetched from elsewhere as soon as somebody opens the document

"""DOCX put together again from the parts that carry words and looks (ECMA-376). What points outwards or runs is left out."""

import posixpath
import re
from xml.dom.minidom import Element

from portal.base.cleaning import packages, pictures, trees
from portal.base.cleaning.kinds import Fault, Unclean

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NAMELESS = "–"
FOLLOWED = {"officeDocument", "styles", "numbering", "settings", "fontTable", "theme", "footnotes", "endnotes", "header", "footer", "comments", "image", "hyperlink"}
SETTINGS = {
    "zoom", "mirrorMargins", "defaultTabStop", "autoHyphenation", "evenAndOddHeaders", "characterSpacingControl", "footnotePr", "endnotePr", "compat", "themeFontLang",
    "clrSchemeMapping", "decimalSymbol", "listSeparator",
}  # fmt: skip
DROPPED = {
    "rsids",
    "docVars",
    "proofErr",
    "embedRegular",
    "embedBold",
    "embedItalic",
    "embedBoldItalic",
    "object",
    "control",
    "altChunk",
    "subDoc",
    "smartTagPr",
    "customXmlPr",
    "dataBinding",
    "permStart",
    "permEnd",
}
NAMED = {"author", "date", "initials", "userId", "providerId", "dateUtc", "paraId", "textId", "durableId"}
FRAMES = {"drawing", "object", "pict", "AlternateContent", "hyperlink"}
FIELDS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|TOC|PAGEREF|REF|SEQ|NOTEREF|STYLEREF|TC)\b", re.IGNORECASE)
BLANK = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000500010ed4f2970000000049454e44ae426082")
"""A picture of one clear point, in place of drawings that cannot be drawn anew."""


def rewritten(data: bytes) -> bytes:
    """The clean document. Raises Unclean."""
    return _Document(packages.unpack(data)).whole()


class _Document:
    """A document on its way from one package to another: only what is reached from its main part comes along."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.types = _types(parts.get("[Content_Types].xml", b""))
        self.done: dict[str, bytes] = {}
        self.said: dict[str, str] = {}
        self.media: dict[str, str] = {}
        self.waiting: list[str] = []

    def whole(self) -> bytes:
        """Follow every link from the main part, and pack what was found."""
        kind, main = next(((kind, target) for kind, target, _outside, _id in self._links("") if kind in (f"{OFFICE}/officeDocument", f"{STRICT}/officeDocument")), ("", ""))
        if main not in self.parts:
            raise Unclean(Fault.BROKEN)
        self.waiting = [main]
        while self.waiting:
            name = self.waiting.pop()
            if name not in self.done:
                self._take(name)
        links = f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{kind}" Target="{quoted(main)}"/></Relationships>'
        return packages.pack([("[Content_Types].xml", self._contents()), ("_rels/.rels", links.encode()), *sorted(self.done.items())])

    def _contents(self) -> bytes:
        rows = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        rows += "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(self.said.items()))
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="{TYPES}">{rows}</Types>'.encode()

    def _take(self, name: str) -> None:
        """One part of XML, and what it links to."""
        self.done[name] = b""  # so that links in a circle end
        known, rows = set(), ""
        for kind, target, outside, own in self._links(name):
            to = self._follow(kind.rsplit("/", 1)[-1], target, outside=outside)
            if to:
                known.add(own)
                mode = ' TargetMode="External"' if outside else ""
                rows += f'<Relationship Id="{quoted(own)}" Type="{quoted(kind)}" Target="{quoted(to)}"{mode}/>'
        self.done[name] = _cleaned(self.parts[name], known)
        self.said[name] = self.types.get(name, "application/xml")
        if rows:
            self.done[_links_of(name)] = f'<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'.encode()

    def _follow(self, kind: str, target: str, *, outside: bool) -> str:
        """Where a link leads in the new package; nothing when it is not followed."""
        if kind == "hyperlink" and outside:
            return target if trees.is_public_link(target) else "about:blank"
        if outside or kind not in FOLLOWED or kind == "hyperlink" or target not in self.parts:
            return ""
        if kind == "image":
            return "/" + self._picture(target)
        self.waiting.append(target)
        return "/" + target

    def _picture(self, name: str) -> str:
        """A picture drawn anew, under a name that is a number."""
        if name not in self.media:
            try:
                drawn = pictures.redrawn(self.parts[name], pictures.IN_DOCUMENTS)
            except Unclean as fault:
                if fault.fault is Fault.BOMB:
                    raise
                drawn = BLANK
            extension = extension_of(drawn)
            new = f"word/media/image{len(self.media) + 1}.{extension}"
            self.media[name], self.done[new], self.said[new] = new, drawn, f"image/{extension}"
        return self.media[name]

    def _links(self, name: str) -> list[tuple[str, str, bool, str]]:
        """(type, target, whether it leads out of the package, id) of the links of a part, or of the package itself."""
        found = []
        for element in trees.elements(trees.tree_of(self.parts[_links_of(name)])) if _links_of(name) in self.parts else ():
            if element.localName == "Relationship":
                target, outside = element.getAttribute("Target"), element.getAttribute("TargetMode") == "External"
                inside = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
                found.append((element.getAttribute("Type"), target if outside else inside, outside, element.getAttribute("Id")))
        return found


def _types(data: bytes) -> dict[str, str]:
    return {
        element.getAttribute("PartName").lstrip("/"): quoted(element.getAttribute("ContentType"))
        for element in trees.elements(trees.tree_of(data))
        if element.localName == "Override"
    }


def _links_of(name: str) -> str:
    folder, own = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{own}.rels")


def quoted(text: str) -> str:
    """As the value of an attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def extension_of(drawn: bytes) -> str:
    """The ending of a picture's name, by its first bytes."""
    signs = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"BM": "bmp", b"RIFF": "webp"}
    return next((name for sign, name in signs.items() if drawn.startswith(sign)), "tiff")


def _cleaned(data: bytes, known: set[str]) -> bytes:
    tree = trees.tree_of(data)
    root = trees.root_of(tree)
    settings = root.localName == "settings"
    for element in trees.elements(tree):
        name = element.localName or ""
        if name in DROPPED or (settings and element.parentNode is root and name not in SETTINGS):
            trees.take_out(element)
            continue
        if name in ("instrText", "delInstrText"):
            words = "".join(child.data for child in element.childNodes if child.nodeType == child.TEXT_NODE)
            trees.say(element, words if FIELDS.match(words) else "")
        _attributes(element, known)
    return trees.written(tree)


def _attributes(element: Element, known: set[str]) -> None:
    for name, space, local, value in trees.attributes(element):
        if space in (OFFICE, STRICT) and value not in known:
            _dangling(element, name)
            return
        if local.startswith("rsid") or (local in NAMED and local != "author"):
            element.removeAttribute(name)
        elif local == "author":
            element.setAttribute(name, NAMELESS)
        elif local == "instr" and not FIELDS.match(value):
            element.setAttribute(name, "")
        elif element.localName in ("docPr", "cNvPr") and local in ("name", "title", "descr"):
            _told(element, name, local, value)
        elif space == "urn:schemas-microsoft-com:office:office" and local == "title":
            element.removeAttribute(name)


def _told(element: Element, name: str, local: str, value: str) -> None:
    """Words that stand for a picture stay; its file's name does not."""
    if local == "name":
        element.setAttribute(name, "Picture")
    elif trees.FILE_NAME.search(value):
        element.removeAttribute(name)


def _dangling(element: Element, name: str) -> None:
    """What it pointed to is not there any more: words stay, and the frame of anything else goes."""
    if element.localName == "hyperlink":
        element.removeAttribute(name)
        return
    frame: Element | None = element
    while frame is not None and frame.nodeType == frame.ELEMENT_NODE and frame.localName not in FRAMES:
        frame = frame.parentNode  # type: ignore[assignment]
    trees.take_out(frame if frame is not None and frame.nodeType == frame.ELEMENT_NODE and frame.localName != "hyperlink" else element)

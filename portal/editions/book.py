"""The parts of a consultation as an e-book (EPUB 3) that reading machines can follow."""

import io
import zipfile
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any

from portal.base.languages import _, speaking
from portal.base.settings import settings
from portal.editions.edition import Edition
from portal.editions.html import html
from portal.editions.tree import Block

STYLE = "body { line-height: 1.5; } table { border-collapse: collapse; } th, td { text-align: start; vertical-align: top; padding: .3em; border-bottom: 1px solid; } dt { font-weight: bold; } dd { margin: 0 0 .5em; }"
NAMESPACE = "http://www.idpf.org/2007/opf"


def book(editions: list[Edition], title: str) -> bytes:
    """The book, the same bytes for the same words."""
    from ebooklib import epub  # it brings a large reader of XML along, which few requests need

    first = editions[0]
    stamp = datetime.combine(max(one.changed_on for one in editions), time(), UTC)
    with speaking(first.spoken):
        made = epub.EpubBook()
        made.set_identifier(f"urn:sha256:{sha256(f'{first.address} {first.language}'.encode()).hexdigest()}")
        made.set_title(title)
        made.set_language(first.language)
        made.set_direction(first.direction)
        made.add_author(first.host)
        made.add_metadata("DC", "publisher", settings().name)
        made.add_metadata("DC", "source", first.address)
        _tell_access(made)
        _chapters(epub, made, editions)
        out = io.BytesIO()
        epub.write_epub(out, made, {"epub3_pages": False, "mtime": stamp.replace(tzinfo=None)})
    return _same_each_time(out.getvalue(), stamp)


def _tell_access(made: Any) -> None:
    """What a reader needs and finds (EPUB Accessibility 1.1)."""
    told = {
        "accessMode": ("textual",),
        "accessModeSufficient": ("textual",),
        "accessibilityFeature": ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"),
        "accessibilityHazard": ("none",),
        "accessibilitySummary": (_("Text alone, with headings, a table of contents and marked languages."),),
    }
    for name, values in told.items():
        for value in values:
            made.add_metadata(None, "meta", value, {"property": f"schema:{name}"})


def _chapters(epub: Any, made: Any, editions: list[Edition]) -> None:
    style = epub.EpubItem(uid="style", file_name="style.css", media_type="text/css", content=STYLE.encode())
    made.add_item(style)
    chapters = []
    for one in editions:
        chapter = epub.EpubHtml(uid=one.name, title=one.title, file_name=f"{one.name}.xhtml", lang=one.language, direction=one.direction)
        blocks, headings = _marked(one.blocks)
        chapter.content = f'<html lang="{one.language}"><body>{html(blocks, xhtml=True)}</body></html>'
        chapter.add_item(style)
        made.add_item(chapter)
        chapters.append((chapter, [epub.Link(f"{one.name}.xhtml#{anchor}", words, f"{one.name}-{anchor}") for anchor, words in headings]))
    made.toc = [(chapter, below) if below else chapter for chapter, below in chapters]
    made.add_item(epub.EpubNcx())
    nav = epub.EpubNav(title=editions[0].contents, direction=editions[0].direction)
    nav.add_item(style)
    made.add_item(nav)
    made.spine = ["nav", *(chapter for chapter, _below in chapters)]


def _marked(blocks: list[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """Headings of the second level with names, for the table of contents."""
    marked: list[Block] = []
    found: list[tuple[str, str]] = []
    for one in blocks:
        if one["is"] == "heading" and one["level"] == 2:  # noqa: PLR2004
            found.append((f"part-{len(found) + 1}", "".join(run["text"] for run in one["runs"])))
            marked.append({**one, "id": found[-1][0]})
        else:
            marked.append(one)
    return marked, found


def _same_each_time(data: bytes, stamp: datetime) -> bytes:
    """The archive without the moment at which it was made, `mimetype` first and as it is (OCF 4.2)."""
    out = io.BytesIO()
    moment = stamp.timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(data)) as found, zipfile.ZipFile(out, "w") as made:
        for name in ["mimetype", *sorted(set(found.namelist()) - {"mimetype"})]:
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(entry, found.read(name))
    return out.getvalue()

"""Atom (RFC 4287). A day is all that a feed of ours tells of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from portal.base.languages import language
from portal.base.settings import settings
from portal.base.text import tidy

ATOM = "http://www.w3.org/2005/Atom"
KIND = "application/atom+xml"
TYPE = f"{KIND}; charset=utf-8"
XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True)
class Entry:
    """One entry. `name` lasts; `path` is an address without language."""

    name: str
    title: str
    day: date
    path: str
    text: str
    text_language: str = ""
    author: str = ""
    published: date | None = None
    action: tuple[str, str] | None = None
    """Where something can be done about it (an address without language), and what."""
    category: tuple[str, str] | None = None


def feed(title: str, path: str, page: str, entries: Sequence[Entry], updated: date) -> bytes:
    """A whole feed in the language of the reader. `path` is its own address, `page` what it accompanies."""
    root = ET.Element("feed", {"xmlns": ATOM, f"{XML}lang": language()})
    own = address(path)
    _put(root, "id", own)
    _put(root, "title", title)
    _put(root, "updated", _moment(updated))
    ET.SubElement(root, "link", {"rel": "self", "type": KIND, "href": own})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": address(page)})
    _put(_put(root, "author"), "name", settings().name)
    for one in entries:
        _enter(root, one)
    whole: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{whole}'.encode()


def address(path: str) -> str:
    """The whole address of a page in the reader's language."""
    return f"{settings().address}/{language()}{path}"


def _enter(root: ET.Element, one: Entry) -> None:
    entry = _put(root, "entry")
    _put(entry, "id", one.name)
    _put(entry, "title", one.title)
    _put(entry, "updated", _moment(one.day))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address(one.path)})
    if one.action:
        ET.SubElement(entry, "link", {"rel": "related", "type": "text/html", "href": address(one.action[0]), "title": one.action[1]})
    if one.category:
        ET.SubElement(entry, "category", {"term": one.category[0], "label": one.category[1]})
    if one.published:
        _put(entry, "published", _moment(one.published))
    if one.author:
        _put(_put(entry, "author"), "name", one.author)
    content = _put(entry, "content", one.text or one.title)
    content.set("type", "text")
    if one.text_language and one.text_language != language():
        content.set(f"{XML}lang", one.text_language)


def _put(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = tidy(text) if text else text  # XML knows no control characters
    return element


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"

"""Atom (RFC 4287): what happened in consultations, newest day first. A day is all that a feed tells of time.

Rooms above enter their own sources with `also`: a function that gives the entries of one consultation.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts, language, utc_day
from portal.base.settings import settings
from portal.base.text import tidy
from portal.consultations.models import Consultation
from portal.consultations.timeline import Milestone, decided, still_standing

ATOM = "http://www.w3.org/2005/Atom"
XML = "{http://www.w3.org/XML/1998/namespace}"
LONGEST = 100  # entries
TOLD = ("announced", "opens", "closes", "check-back", "response-due", "responded", "archived")


@dataclass(frozen=True)
class Item:
    """One entry. `key` is its lasting name within its consultation; `path` is an address without language."""

    key: str
    day: date
    title: str
    text: str
    path: str
    author: str
    text_language: str = ""


Source = Callable[[Session, Actor, Consultation], list[Item]]
_sources: list[Source] = []


def also(source: Source) -> Source:
    """Enter a source of further entries for the feed of a consultation."""
    if source not in _sources:
        _sources.append(source)
    return source


def items(consultation: Consultation, now: datetime) -> list[Item]:
    """What a consultation itself has to tell: moments that have come, and decisions. Host and notices are loaded."""
    path = f"/consultations/{consultation.slug}"
    title, host = str(consultation.title), str(consultation.host.name)
    told = [_moment(consultation, milestone, title, host) for milestone in still_standing(consultation) if milestone.key in TOLD and milestone.at <= now]
    for notice in consultation.notices:
        reason = notice.reason.for_reader()
        words = " ".join(part for part in (decided(consultation, notice), reason.text) if part)
        told.append(Item(f"notice-{notice.number}", notice.day, f"{notice.kind.label}: {title}", words, f"{path}#notice-{notice.number}", host, reason.language))
    return told


def _moment(consultation: Consultation, milestone: Milestone, title: str, host: str) -> Item:
    summary = consultation.summary.for_reader() if milestone.key in ("announced", "opens") else Texts().for_reader()
    return Item(milestone.key, utc_day(milestone.at), f"{milestone.label}: {title}", summary.text, f"/consultations/{consultation.slug}", host, summary.language)


def more(session: Session, viewer: Actor, consultation: Consultation) -> list[Item]:
    """What the rooms above add."""
    return [item for source in _sources for item in source(session, viewer, consultation)]


def feed(title: str, path: str, page: str, told: Iterable[tuple[str, Item]]) -> bytes:
    """A whole feed. `path` is its own address, `page` what it accompanies, and `told` the entries with their consultation's slug."""
    entries = sorted(told, key=lambda pair: (pair[1].day, pair[1].key), reverse=True)[:LONGEST]
    root = ET.Element("feed", {"xmlns": ATOM, f"{XML}lang": language()})
    own = _address(path)
    _put(root, "id", own)
    _put(root, "title", title)
    _put(root, "updated", _updated(entries[0][1].day if entries else clock.today()))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _address(page)})
    _put(_put(root, "author"), "name", settings().name)
    for slug, item in entries:
        _entry(root, slug, item)
    whole: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{whole}'.encode()


def _entry(root: ET.Element, slug: str, item: Item) -> None:
    entry = _put(root, "entry")
    _put(entry, "id", f"{_address(f'/consultations/{slug}')}#{item.key}")
    _put(entry, "title", item.title)
    _put(entry, "updated", _updated(item.day))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": _address(item.path)})
    _put(_put(entry, "author"), "name", item.author)
    content = _put(entry, "content", item.text or item.title)
    content.set("type", "text")
    if item.text_language and item.text_language != language():
        content.set(f"{XML}lang", item.text_language)


def _put(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = tidy(text) if text else text  # XML knows no control characters
    return element


def _address(path: str) -> str:
    return f"{settings().address}/{language()}{path}"


def _updated(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).strftime("%Y-%m-%dT00:00:00Z")

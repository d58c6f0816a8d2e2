"""Atom (RFC 4287) of public calls: each entry with a way to act. A day is all that it tells of time."""

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from portal.base import clock
from portal.base.languages import _, format_day, language
from portal.base.settings import settings
from portal.base.text import tidy
from portal.calls.models import Call

ATOM = "http://www.w3.org/2005/Atom"
XML = "{http://www.w3.org/XML/1998/namespace}"


def feed(title: str, calls: Sequence[Call], tag: str = "") -> bytes:
    """A whole feed, in the language of the reader; `tag` is the one to which it was narrowed down."""
    root = ET.Element("feed", {"xmlns": ATOM, f"{XML}lang": language()})
    own = _address("/calls/feed.atom") + (f"?language={tag}" if tag else "")
    _put(root, "id", own)
    _put(root, "title", title)
    _put(root, "updated", _moment(max((_changed(one) for one in calls), default=clock.today())))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _address("/calls")})
    _put(_put(root, "author"), "name", settings().name)
    for call in calls:
        _entry(root, call, tag or language())
    whole: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{whole}'.encode()


def _entry(root: ET.Element, call: Call, tag: str) -> None:
    entry = _put(root, "entry")
    page = _address(f"/calls/{call.number}")
    words = call.happens.for_reader(tag)
    _put(entry, "id", f"{settings().address}/calls/{call.number}")
    _put(entry, "title", call.title.for_reader(tag).text)
    _put(entry, "updated", _moment(_changed(call)))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    ET.SubElement(entry, "link", {"rel": "related", "type": "text/html", "href": f"{page}#act", "title": _("Take action")})
    ET.SubElement(entry, "category", {"term": call.topic.value, "label": call.topic.label})
    _put(entry, "published", _moment(call.sent_on or call.state_since))
    outcome = f"\n\n{_('Outcome:')} {call.outcome.label}" if call.outcome else ""
    content = _put(entry, "content", f"{format_day(call.sent_on or call.state_since)}\n\n{words.text}{outcome}\n\n{_('Take action')}{_(': ')}{page}#act")
    content.set("type", "text")
    if words.language != language():
        content.set(f"{XML}lang", words.language)


def _changed(call: Call) -> date:
    return max(call.state_since, call.sent_on or call.state_since)


def _put(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = tidy(text) if text else text  # XML knows no control characters
    return element


def _address(path: str) -> str:
    return f"{settings().address}/{language()}{path}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"

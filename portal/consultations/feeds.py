"""What feeds tell of consultations, the newest day first.

Rooms above enter their own sources with `also`: a function that gives the entries of one consultation.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import Texts, utc_day
from portal.consultations.models import Consultation
from portal.consultations.narrowing import Narrowing
from portal.consultations.timeline import Milestone, decided, still_standing
from portal.web import atom
from portal.web.atom import Entry, address

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


Wide = Callable[[Session, Actor, Narrowing], list[tuple[str, Item]]]
_wide: list[Wide] = []


def also_for_all(source: Wide) -> Wide:
    """Enter a source of entries for the feed of the portal that belong to no consultation, each with the page that names it; it is told what was asked for."""
    if source not in _wide:
        _wide.append(source)
    return source


def more_for_all(session: Session, viewer: Actor, wish: Narrowing) -> list[tuple[str, Item]]:
    """What the rooms above add."""
    return [told for source in _wide for told in source(session, viewer, wish)]


def feed(title: str, path: str, page: str, told: Iterable[tuple[str, Item]]) -> bytes:
    """A whole feed. `path` is its own address, `page` what it accompanies, and `told` the entries with the page that names them."""
    newest = sorted(told, key=lambda pair: (pair[1].day, pair[1].key), reverse=True)[:LONGEST]
    entries = [Entry(f"{address(place)}#{item.key}", item.title, item.day, item.path, item.text, item.text_language, item.author) for place, item in newest]
    return atom.feed(title, path, page, entries, entries[0].day if entries else clock.today())

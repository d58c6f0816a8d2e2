"""iCalendar (RFC 5545): the moments of consultations, to be kept in one's own calendar.

Every event has a name that lasts, so that a calendar that is fetched again moves an event and does not double it. All
stamps are in UTC; the stamp of an event is the day of the last public decision, never the moment of a request.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import format_moment, language, utc_day
from portal.base.settings import settings
from portal.consultations.models import Consultation, ConsultationState
from portal.consultations.narrowing import Narrowing
from portal.consultations.timeline import Milestone, milestones, still_standing

LONGEST_LINE = 75  # octets, without the line end
SHOWN = ("announced", "opens", "closes", "check-back", "check-back-ends", "response-due")


@dataclass(frozen=True)
class Event:
    """Something with a beginning and an end that a room above enters. `name` lasts; `path` is an address without language."""

    name: str
    stamp: date
    starts_at: datetime
    ends_at: datetime
    sequence: int
    title: str
    text: str
    path: str
    status: str
    place: str = ""


@dataclass(frozen=True)
class Days:
    """Something that takes whole days, from the first to the one before `until`."""

    name: str
    stamp: date
    starts_on: date
    until: date
    sequence: int
    title: str
    text: str
    path: str
    status: str


Source = Callable[[Session, Actor, Sequence[Consultation]], list[Event]]
_sources: list[Source] = []


def also(source: Source) -> Source:
    """Enter a source of further events; it is given all consultations of the calendar at once."""
    if source not in _sources:
        _sources.append(source)
    return source


def more(session: Session, viewer: Actor, consultations: Sequence[Consultation]) -> list[Event]:
    """What the rooms above add."""
    return [event for source in _sources for event in source(session, viewer, consultations)]


DaySource = Callable[[Session, Actor, Narrowing], list[Days]]
_day_sources: list[DaySource] = []


def also_days(source: DaySource) -> DaySource:
    """Enter a source of whole days for the calendar of the portal; it is told what was asked for."""
    if source not in _day_sources:
        _day_sources.append(source)
    return source


def more_days(session: Session, viewer: Actor, wish: Narrowing) -> list[Days]:
    """What the rooms above add."""
    return [days for source in _day_sources for days in source(session, viewer, wish)]


def calendar(name: str, consultations: Iterable[Consultation], events: Iterable[Event] = (), days: Iterable[Days] = ()) -> bytes:
    """A whole calendar file. The consultations' notices are loaded."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hearback//Consultations//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for consultation in consultations:
        for milestone in milestones(consultation):
            if milestone.key in SHOWN:
                lines += _event(consultation, milestone)
    for event in events:
        lines += _further(event)
    for one in days:
        lines += _whole_days(one)
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"]).encode()


def _event(consultation: Consultation, milestone: Milestone) -> list[str]:
    title = consultation.title.for_reader()
    address = f"{settings().address}/{language()}/consultations/{consultation.slug}"
    local = format_moment(milestone.at, consultation.zone)
    overtaken = "CANCELLED" if consultation.state is ConsultationState.CANCELLED else "TENTATIVE"
    return [
        "BEGIN:VEVENT",
        f"UID:{consultation.slug}-{milestone.key}@{urlsplit(settings().address).hostname}",
        f"DTSTAMP:{last_decision(consultation):%Y%m%d}T000000Z",
        f"DTSTART:{stamp(milestone.at)}",
        f"SEQUENCE:{len(consultation.notices)}",
        f"SUMMARY:{escaped(f'{milestone.label}: {title.text}')}",
        f"DESCRIPTION:{escaped(local)}",
        f"URL:{address}",
        f"STATUS:{'CONFIRMED' if milestone in still_standing(consultation) else overtaken}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _further(event: Event) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.name}@{urlsplit(settings().address).hostname}",
        f"DTSTAMP:{event.stamp:%Y%m%d}T000000Z",
        f"DTSTART:{stamp(event.starts_at)}",
        f"DTEND:{stamp(event.ends_at)}",
        f"SEQUENCE:{event.sequence}",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.text)}",
        f"URL:{settings().address}/{language()}{event.path}",
        f"STATUS:{event.status}",
    ]
    return [*lines, *([f"LOCATION:{escaped(event.place)}"] if event.place else []), "END:VEVENT"]


def _whole_days(days: Days) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{days.name}@{urlsplit(settings().address).hostname}",
        f"DTSTAMP:{days.stamp:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{days.starts_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{days.until:%Y%m%d}",
        f"SEQUENCE:{days.sequence}",
        f"SUMMARY:{escaped(days.title)}",
        f"DESCRIPTION:{escaped(days.text)}",
        f"URL:{settings().address}/{language()}{days.path}",
        f"STATUS:{days.status}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def last_decision(consultation: Consultation) -> date:
    """The day of the announcement, or of the last notice after it."""
    return max([utc_day(consultation.announced_at), *(notice.day for notice in consultation.notices)])


def stamp(moment: datetime) -> str:
    """A moment in UTC, form 2 of section 3.3.5."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text value of section 3.3.11."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """One content line, folded at 75 octets and never inside a character (section 3.1)."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += octets
    return "\r\n".join([*parts, part]) + "\r\n"

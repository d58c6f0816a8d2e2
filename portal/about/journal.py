"""The record of deeds for those who answer for it: who changed what, found by a search, and taken along."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from litestar.response import Response

from portal.about import deeds, things
from portal.about.things import Line
from portal.base.access import Actor, Permission, can
from portal.base.cells import harmless
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _, _l
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.journal import queries
from portal.journal.queries import Search
from portal.web.doors import get
from portal.web.forms import Form, SelectField, ValidationError, Words
from portal.web.pages import document, page
from portal.web.visitors import Visit

MOST = 10_000
"""Lines of one file: so many are made in a moment, and no reader of the portal waits."""
AT_ONCE = 500
COLUMNS = ("day", "time", "who", "name", "deed", "thing", "number", "of", "consultation", "old", "new", "reason", "thing_id")
ASKED = ("person", "consultation", "deed", "thing", "words", "since", "until")


class SearchForm(Form):
    """What somebody looks for. It is sent by GET, so that a search can be kept as an address."""

    person = Words(_l("Name of a member of staff"))
    consultation = SelectField(_l("Consultation"), validate_choice=False)
    deed = SelectField(_l("What was done"), validate_choice=False)
    thing = SelectField(_l("To what"), validate_choice=False)
    words = Words(_l("Words in the reason"))
    since = Words(_l("From this day on"))
    until = Words(_l("Up to this day"))

    def __init__(self, asked: Any, *, kinds: Sequence[tuple[str, str]], places: Sequence[Consultation]) -> None:
        super().__init__(asked)
        self.consultation.choices = [("", _("All")), *((one.slug, str(one.title)) for one in places)]
        self.deed.choices = [("", _("All")), *sorted(((deed, deeds.deed(deed)) for deed in {deed for _thing, deed in kinds}), key=lambda pair: pair[1])]
        self.thing.choices = [("", _("All")), *sorted(((thing, deeds.thing(thing)) for thing in {thing for thing, _deed in kinds}), key=lambda pair: pair[1])]

    def validate_since(self, field: Words) -> None:
        """A day, or nothing."""
        _day(field)

    def validate_until(self, field: Words) -> None:
        """A day that is not before the first."""
        until, since = _day(field), self.since.data
        if until and isinstance(since, str) and _is_day(since) and until < date.fromisoformat(since):
            raise ValidationError(_("The last day lies before the first."))

    def search(self, viewer: Actor, places: Sequence[Consultation], here: Consultation | None) -> Search:
        """As the record understands it."""
        chosen = here or next((one for one in places if one.slug == self.consultation.data), None)
        return Search(
            people=things.people_called(viewer, self.person.data) if self.person.data else None,
            consultation_id=chosen.id if chosen else None,
            deed=self.deed.data or "",
            thing=self.thing.data or "",
            words=self.words.data or "",
            since=date.fromisoformat(self.since.data) if self.since.data else None,
            until=date.fromisoformat(self.until.data) if self.until.data else None,
            hidden={"appeals": things.appeals_against(viewer)},
        )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day(field: Words) -> date | None:
    if not field.data:
        return None
    if not _is_day(field.data):
        raise ValidationError(_("Write the day as year, month, day: 2027-05-03."))
    return date.fromisoformat(field.data)


@get("/staff/admin/journal", needs=Permission.READ_JOURNAL)
def show_journal(visit: Visit, session: Session) -> Response[bytes]:
    """All deeds in the portal."""
    return _journal(visit, session, None)


@get("/staff/admin/journal/table.csv", needs=Permission.READ_JOURNAL)
def take_table(visit: Visit, session: Session) -> Response[bytes]:
    """What the search finds, for a spreadsheet."""
    return _export(visit, session, None, as_table)


@get("/staff/admin/journal/lines.jsonl", needs=Permission.READ_JOURNAL)
def take_lines(visit: Visit, session: Session) -> Response[bytes]:
    """What the search finds, one JSON object on a line."""
    return _export(visit, session, None, as_json_lines)


@get("/staff/{slug:str}/journal", needs=Permission.MANAGE_CONSULTATION)
def show_journal_of(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The deeds in one consultation."""
    return _journal(visit, session, _mine(visit, session, slug))


@get("/staff/{slug:str}/journal/table.csv", needs=Permission.MANAGE_CONSULTATION)
def take_table_of(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What the search finds in one consultation, for a spreadsheet."""
    return _export(visit, session, _mine(visit, session, slug), as_table)


@get("/staff/{slug:str}/journal/lines.jsonl", needs=Permission.MANAGE_CONSULTATION)
def take_lines_of(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What the search finds in one consultation, one JSON object on a line."""
    return _export(visit, session, _mine(visit, session, slug), as_json_lines)


def _mine(visit: Visit, session: Session, slug: str) -> Consultation:
    consultation = consultations.one(session, visit.actor, slug)
    if not can(visit.actor, Permission.MANAGE_CONSULTATION, consultation):
        raise NotFound
    return consultation


def _form(visit: Visit, session: Session, here: Consultation | None) -> tuple[SearchForm, Search]:
    places = [] if here else consultations.listed(session, visit.actor)
    everything = Search(consultation_id=here.id if here else None, hidden={"appeals": things.appeals_against(visit.actor)})
    form = SearchForm(visit.query, kinds=list(queries.kinds(session, visit.actor, everything)), places=places)
    return form, form.search(visit.actor, places, here) if form.validate() else everything


def _journal(visit: Visit, session: Session, here: Consultation | None) -> Response[bytes]:
    form, search = _form(visit, session, here)
    if form.faults():
        return page(visit, "about/journal.html", status=422, **_facts(visit, here, form), lines=[], later="", number=0)
    entries, further = queries.found(session, visit.actor, search, queries.place_from(visit.query.get("after", "")))
    number = queries.count(session, visit.actor, search, MOST)
    facts = _facts(visit, here, form)
    later = visit.url(facts["path"], after=queries.place_text(further), **facts["asked"]) if further else ""
    return page(visit, "about/journal.html", **facts, lines=things.lines(session, visit.actor, entries), later=later, number=number)


def _facts(visit: Visit, here: Consultation | None, form: SearchForm) -> dict[str, Any]:
    asked = {name: visit.query[name] for name in ASKED if visit.query.get(name)}
    path = f"/staff/{here.slug}/journal" if here else "/staff/admin/journal"
    return {"here": here, "form": form, "faults": form.faults(), "asked": asked, "path": path, "most": MOST, "words": deeds}


def _export(visit: Visit, session: Session, here: Consultation | None, write: Any) -> Response[bytes]:
    form, search = _form(visit, session, here)
    if form.faults():
        raise NotFound
    body, media_type, ending = write(_all(session, visit.actor, search))
    return document(body, media_type, keep=False, name=f"journal-{here.slug if here else 'all'}.{ending}")


def _all(session: Session, viewer: Actor, search: Search) -> Iterator[Line]:
    """Line after line, in portions, so that names are looked up together."""
    after, left = None, MOST
    while left > 0:
        entries, after = queries.found(session, viewer, search, after, min(AT_ONCE, left))
        yield from things.lines(session, viewer, entries)
        session.expunge_all()
        left -= AT_ONCE
        if after is None:
            return


def cells(line: Line) -> dict[str, str]:
    """A line for a file: the record's own words, which stay the same in every language. A participant's line has the day alone."""
    entry = line.entry
    return {
        "day": entry.day.isoformat(),
        "time": entry.at.strftime("%H:%M") if entry.at else "",
        "who": entry.by,
        "name": line.person,
        "deed": entry.deed,
        "thing": entry.thing,
        "number": "" if line.thing.number is None else str(line.thing.number),
        "of": line.thing.name,
        "consultation": line.consultation.slug if line.consultation else "",
        "old": entry.old_state or "",
        "new": entry.new_state or "",
        "reason": entry.reason,
        "thing_id": str(entry.thing_id),
    }


def as_table(lines: Iterator[Line]) -> tuple[bytes, str, str]:
    """A table for spreadsheets: with a mark of its encoding, and no cell that a spreadsheet would run."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for line in lines:
        facts = cells(line)
        table.writerow([harmless(facts[name]) for name in COLUMNS])
    return b"\xef\xbb\xbf" + out.getvalue().encode(), "text/csv; charset=utf-8", "csv"


def as_json_lines(lines: Iterator[Line]) -> tuple[bytes, str, str]:
    """One object on each line, for programs."""
    return "".join(json.dumps(cells(line), ensure_ascii=False) + "\n" for line in lines).encode(), "application/jsonl", "jsonl"

"""Many people's words from a sheet: take the template, send it to be checked, enter the good lines, mend the bad ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from litestar.response import Response

from portal.assisted import commands, queries, sheets
from portal.assisted.commands import Entry
from portal.assisted.forms import SheetForm
from portal.assisted.queries import Channel
from portal.assisted.sheets import Bad, Frame, Line, Sheet
from portal.assisted.slips import Slip, slip
from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import PortalError, Refused, WrongMoment
from portal.base.languages import _, language
from portal.base.settings import settings
from portal.consultations import phases
from portal.consultations.phases import Activity
from portal.contributions.forms import LANGUAGES, UNKNOWN
from portal.contributions.queries import Voice
from portal.web.doors import get, post
from portal.web.pages import document, page
from portal.web.visitors import Visit

SHEET = "/staff/{slug:str}/assist/sheet"
TABLE = "text/csv"
AT_ONCE = 25
"""Lines of one transaction: other writers have their turn in between."""
SHOWN = 50


@get(SHEET, needs=Permission.ASSIST)
def show_sheet(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """How it works, the template, and the form to send a sheet."""
    return _form(visit, queries.consultation(session, visit.actor, slug), SheetForm())


@get(SHEET + "/template.csv", needs=Permission.ASSIST)
def give_template(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The empty sheet."""
    queries.consultation(session, visit.actor, slug)
    return document(sheets.template(), TABLE, name="words.csv", keep=False)


@get(SHEET + "/values.csv", needs=Permission.ASSIST)
def give_values(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What may stand in each column."""
    frame = _frame(visit, session, queries.consultation(session, visit.actor, slug))
    rows = [
        ("line", _("A number or name of your own for each line")),
        *(("question", str(number)) for number in sorted(frame.questions)),
        ("text", _("At most %(most)s signs", most=frame.longest)),
        *(("language", tag) for tag in (*LANGUAGES, UNKNOWN)),
        *(("voice", voice.value) for voice in Voice if voice.value in frame.voices),
        ("name", _("The name to show")),
        *(("channel", channel.value) for channel in Channel if channel is not Channel.ONLINE),
        *(("meeting", str(number)) for number in sorted(frame.meetings)),
        *(("slip", tag) for tag in frame.slips),
        ("reply_to", _("Only for a reply to somebody else’s words. Write the number after “No.”")),
    ]
    return document(sheets.written(rows, ("column", "value")), TABLE, name="values.csv", keep=False)


@post(SHEET, needs=Permission.ASSIST, uploads=True)
def check_sheet(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Read a sheet and say what is good and what is not. Nothing is entered yet."""
    place, form = queries.consultation(session, visit.actor, slug), SheetForm(visit.form)
    good = form.validate()
    phases.require(place, Activity.CONTRIBUTE, opened=visit.token.opened)
    try:
        files = visit.files("sheet")
        if not files:
            raise Refused(_("Choose your sheet."))
        sheet = sheets.read(files[0][1])
        if not sheet.rows:
            raise Refused(_("There are no lines in this sheet."))
    except PortalError as fault:
        form.blame("sheet", fault.sentence)
        good = False
    if not good:
        return _form(visit, place, form)
    lines, bad = sheets.check(sheet, _frame(visit, session, place, form.slip_language.data, sheet))
    facts = {"consultation": place, "lines": lines, "bad": bad, "shown": SHOWN, "packed": sheet.pack(), "slip_language": form.slip_language.data, "faults": []}
    return page(visit, "assisted/sheet_checked.html", **facts)


@post(SHEET + "/bad.csv", needs=Permission.ASSIST, uploads=True)
def give_bad(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The bad lines with their reasons, to be mended and sent again."""
    place = queries.consultation(session, visit.actor, slug)
    sheet = sheets.unpack(visit.form.get("packed", ""))
    _lines, bad = sheets.check(sheet, _frame(visit, session, place, sheet=sheet))
    return document(sheets.with_reasons(bad), TABLE, name="to-mend.csv", keep=False)


@dataclass
class _Work:
    """What a sheet holds, and what became of it."""

    place: Any
    lines: list[Line]
    bad: list[Bad]
    entries: list[Entry] = field(default_factory=list)
    halted: str = ""


@post(SHEET + "/enter", needs=Permission.ASSIST, uploads=True)
async def enter_sheet(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """Enter the good lines, some at a time; each of these steps is done or not done, never half."""
    work: _Work = await database.reading(lambda session: _begin(visit, session, slug))
    for lines in _portions(work.lines):
        try:
            work.entries += await database.writing(lambda session, lines=lines: _enter(visit, session, slug, lines))  # type: ignore[misc]
        except WrongMoment as fault:  # it closed meanwhile: what is in stays in, and its numbers are shown
            work.halted = fault.sentence
            break
    answer: Response[bytes] = await database.reading(lambda _session: _done(visit, work))
    return answer


def _begin(visit: Visit, session: Session, slug: str) -> _Work:
    place = queries.consultation(session, visit.actor, slug)
    phases.require(place, Activity.CONTRIBUTE, opened=visit.token.opened)
    chosen = visit.form.get("slip_language", "")
    sheet = sheets.unpack(visit.form.get("packed", ""))
    return _Work(place, *sheets.check(sheet, _frame(visit, session, place, chosen if chosen in settings().languages else "", sheet)))


def _portions(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one question, not too many at once."""
    by: dict[int, list[Line]] = {}
    for line in lines:
        by.setdefault(line.question, []).append(line)
    return [of[start : start + AT_ONCE] for of in by.values() for start in range(0, len(of), AT_ONCE)]


def _enter(visit: Visit, session: Session, slug: str, lines: list[Line]) -> list[Entry]:
    question = queries.question(session, visit.actor, slug, lines[0].question)
    meetings = {one.number: one for one in queries.begun_meetings(session, visit.actor, question.consultation)}
    return commands.enter_lines(session, visit.actor, question, token=visit.token, lines=lines, meetings=meetings)


def _done(visit: Visit, work: _Work) -> Response[bytes]:
    order = {line.line: place for place, line in enumerate(work.lines)}
    entries = sorted(work.entries, key=lambda one: order[one.line.line])
    slips: list[Slip] = [slip(one.code, one.line.slip, line=one.line.line) for one in entries if one.code]
    facts = {"consultation": work.place, "slips": slips, "before": len(entries) - len(slips), "bad": work.bad, "shown": SHOWN, "halted": work.halted, "faults": []}
    return page(visit, "assisted/sheet_done.html", packed=visit.form.get("packed", ""), **facts)


def _frame(visit: Visit, session: Session, place: Any, slip_language: str = "", sheet: Sheet | None = None) -> Frame:
    offered = {voice.value for voice in Voice if not place.voices or voice.value in place.voices}
    meetings = frozenset(one.number for one in queries.begun_meetings(session, visit.actor, place))
    answered = queries.answerable(session, visit.actor, place, sheet.answered) if sheet else {}
    answerable = {number: one.question.number for number, one in answered.items()}
    return Frame(
        frozenset(one.number for one in place.questions), meetings, place.longest, frozenset(offered), tuple(settings().languages), slip_language or language(), answerable
    )


def _form(visit: Visit, place: Any, form: SheetForm) -> Response[bytes]:
    faults = form.faults()
    facts = {"consultation": place, "form": form, "faults": faults, "most": sheets.MOST_LINES, "columns": sheets.COLUMNS, "needed": sheets.NEEDED}
    return page(visit, "assisted/sheet.html", status=422 if faults else 200, **facts)

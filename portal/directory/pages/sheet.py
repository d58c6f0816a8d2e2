"""Entries from a sheet and into one: checked first, then the good rows at once or none of them; bad rows come back with reasons."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import PortalError, Refused
from portal.base.languages import _
from portal.directory import commands, queries, sheets
from portal.directory.sheets import Checked
from portal.web.doors import get, post
from portal.web.pages import document, page
from portal.web.visitors import Visit

EDIT = Permission.EDIT_DIRECTORY
SHEET = "/staff/directory/import"
TABLE = "text/csv; charset=utf-8"
SHOWN = 50


@get("/staff/directory/export.csv", needs=EDIT)
def export(visit: Visit, session: Session) -> Response[bytes]:
    """Every entry, drafts too; the same file comes in again without a difference."""
    return document(sheets.written(queries.every(session, visit.actor), standing=True), TABLE, name="directory.csv", keep=False)


@get(SHEET, needs=EDIT)
def show_import(visit: Visit, session: Session) -> Response[bytes]:
    """How a sheet looks, and the form to send it."""
    return _form(visit)


@post(SHEET, needs=EDIT, uploads=True)
def check_sheet(visit: Visit, session: Session) -> Response[bytes]:
    """What would come in, and what cannot. Nothing is done yet."""
    try:
        files = visit.files("sheet")
        if not files:
            raise Refused(_("Choose your sheet."))
        words = files[0][1].decode("utf-8-sig", "strict")
        checked = _checked(visit, session, words)
    except UnicodeDecodeError:
        return _form(visit, _("Save the sheet as “CSV UTF-8”."))
    except PortalError as fault:
        return _form(visit, fault.sentence)
    return page(visit, "directory/checked.html", checked=checked, shown=SHOWN, words=words, faults=[])


@post(SHEET + "/bad.csv", needs=EDIT, uploads=True)
def give_bad(visit: Visit, session: Session) -> Response[bytes]:
    """The bad rows with their reasons."""
    return document(sheets.with_reasons(_checked(visit, session, visit.form.get("words", "")).bad), TABLE, name="to-mend.csv", keep=False)


@post(SHEET + "/enter", needs=EDIT, uploads=True)
def enter_sheet(visit: Visit, session: Session) -> Response[bytes]:
    """Bring in the good rows, all of them in one transaction."""
    words = visit.form.get("words", "")
    checked = _checked(visit, session, words)
    new, changed = commands.bring_in(session, visit.actor, checked.good)
    return page(visit, "directory/entered.html", new=new, changed=changed, same=len(checked.good) - new - changed, checked=checked, shown=SHOWN, words=words, faults=[])


def _checked(visit: Visit, session: Session, words: str) -> Checked:
    rows = sheets.read(words.encode())
    checked = sheets.check(rows)
    return sheets.compare(checked, rows, queries.by_key(session, visit.actor, list(checked.good)))


def _form(visit: Visit, fault: str = "") -> Response[bytes]:
    return page(
        visit,
        "directory/import.html",
        status=422 if fault else 200,
        faults=[("sheet", fault)] if fault else [],
        fault=fault,
        columns=[*sheets.COLUMNS, *sheets.STANDING],
        needed=sheets.NEEDED,
        most=sheets.MOST_ROWS,
    )

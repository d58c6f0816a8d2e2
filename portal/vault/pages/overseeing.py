"""What administrators see of the vault: who holds keys, how much lies with whom, and what was done. No case, and nothing that leads to one."""

from datetime import date

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _
from portal.vault import commands, desks, overview
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit

OFFICERS = "/staff/desk/officers"


@get(OFFICERS, needs=Permission.OVERSEE_VAULT, vault=True)
def show_officers(visit: Visit, session: Session) -> Response[bytes]:
    """Who holds keys, and what lies with nobody."""
    return _officers(visit, session)


def _officers(visit: Visit, session: Session, done: str = "") -> Response[bytes]:
    rows, forsaken = overview.officers(session, visit.actor), overview.forsaken(session, visit.actor)
    return page(visit, "vault/officers.html", rows=rows, forsaken=forsaken, done=done, links=desks.links(session, visit.actor))


@get(OFFICERS + "/{officer_id:int}/gone", needs=Permission.OVERSEE_VAULT, vault=True)
def ask_whether_gone(visit: Visit, session: Session, officer_id: int) -> Response[bytes]:
    """Asks once more before keys are destroyed."""
    return page(visit, "vault/gone.html", row=overview.one_officer(session, visit.actor, officer_id))


@post(OFFICERS + "/{officer_id:int}/gone", needs=Permission.OVERSEE_VAULT, vault=True)
def send_off(visit: Visit, session: Session, officer_id: int) -> Response[bytes]:
    """The keys of an officer are destroyed."""
    row = overview.one_officer(session, visit.actor, officer_id)
    commands.send_off(session, visit.actor, officer_id)
    return _officers(visit, session, _("The keys are destroyed. %(name)s opens no case any more.", name=row.name))


@get("/staff/desk/record", needs=Permission.OVERSEE_VAULT, vault=True)
def show_record(visit: Visit, session: Session) -> Response[bytes]:
    """Who did what on which day."""
    lines, before = overview.lines(session, visit.actor, _day(visit.query.get("before", "")))
    earlier = visit.url("/staff/desk/record", before=before.isoformat()) if before else ""
    return page(visit, "vault/record.html", lines=lines, earlier=earlier)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

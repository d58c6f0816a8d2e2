"""The desk of an officer: the list of what lies on it, and one case."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.vault import commands, desks, listing
from portal.vault.unlocking import look_whether_unlocked, unlocked
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/staff/desk", needs=Permission.HOLD_KEY, vault=True)
def show_desk(visit: Visit, session: Session) -> Response[bytes]:
    """My cases, both kinds, those that are late first. Nothing is opened for it."""
    look_whether_unlocked(session, visit)
    officer = listing.officer_of(session, visit.actor)
    lying, further = listing.desk(session, visit.actor, officer, listing.place_from(visit.query.get("after", ""))) if officer else ([], None)
    later = visit.url("/staff/desk", after=listing.place_text(further)) if further else ""
    first = visit.url("/staff/desk") if visit.query.get("after") else ""
    return page(visit, "vault/desk.html", officer=officer, lying=lying, later=later, first=first, links=desks.links(session, visit.actor))


@get("/staff/desk/{case_id:int}", needs=Permission.HOLD_KEY, vault=True, counted=True)
def show_case(visit: Visit, session: Session, case_id: int) -> Response[bytes]:
    """One case. That it was opened is counted, and its holder sees the count."""
    _officer, pair = unlocked(session, visit)
    opened = commands.look_into(session, visit.actor, case_id, pair)
    return desks.page_of(visit, session, opened)

"""Pages about consultations: the start page, overview, documents, notices, calendar and feed."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/", needs=Permission.ANYONE)
def show_home(visit: Visit, session: Session) -> Response[bytes]:
    """What this is, in three sentences, and what is open now."""
    return page(visit, "consultations/home.html")

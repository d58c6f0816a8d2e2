"""The security log of staff, for administrators."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.identity.forms.security import SecurityForm
from portal.identity.queries import security
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/staff/admin/security", needs=Permission.READ_SECURITY_LOG)
def show_security(visit: Visit, session: Session) -> Response[bytes]:
    """The newest lines first; of one kind or of one person where that is asked for."""
    form = SecurityForm(visit.query, kinds=security.kinds())
    kind, name = form.kind.data or "", form.person.data or ""
    lines, following = security.events(session, visit.actor, kind=kind, name=name, before=visit.query.get("before", ""))
    earlier = visit.url("/staff/admin/security", kind=kind, person=name, before=following) if following else ""
    return page(visit, "identity/security.html", form=form, lines=lines, earlier=earlier)

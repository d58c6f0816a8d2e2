"""From errors to pages. Whatever went wrong, the words that a person typed stand on the page that says so."""

import logging
import secrets
import sqlite3

from litestar.response import Response

from portal.base import logs
from portal.base.database import DatabaseFault
from portal.base.errors import PortalError, Unready
from portal.base.languages import _
from portal.web import keeping, pages
from portal.web.visitors import Visit

log = logging.getLogger("portal")

# What a person may have typed at length; it is given back whatever happens.
TYPED = ("text", "facts", "reason", "answer", "message", "passage", "body", "title", "objection")


class Unproven(PortalError):
    """The form's token is missing, altered, or from a session that has ended."""

    status = 403
    template = "errors/unproven.html"


class SignedOut(PortalError):
    """Staff sent a form after their session had ended."""

    status = 403
    template = "errors/signed_out.html"


def answer(visit: Visit, fault: Exception) -> Response[bytes]:
    """The page for a failure. Surprises go to the log with a random sign and without a word of what was typed."""
    sign = ""
    if not isinstance(fault, PortalError):
        sign = secrets.token_hex(4)
        log.error("surprise", extra={"facts": {"sign": sign, "kind": type(fault).__name__, "where": logs.where(fault)}})
        fault = Unready(_("The portal could not save this just now.")) if isinstance(fault, (DatabaseFault, sqlite3.Error, OSError)) else fault
    known = fault if isinstance(fault, PortalError) else None
    words = [value for name in TYPED for value in visit.form.getall(name, []) if value.strip()]
    again = [(name, value) for name, value in visit.form.items() if keeping.is_kept(name)] if isinstance(known, (Unproven, SignedOut, Unready)) else []
    return pages.page(
        visit,
        known.template if known else "errors/surprise.html",
        status=known.status if known else 500,
        keep=False,
        whole=True,
        sentence=known.sentence if known else "",
        next_url=known.next_url if known else "",
        next_label=known.next_label if known else "",
        faults=[],
        words=words,
        again=again,
        kept=keeping.pack(visit) if isinstance(known, SignedOut) else "",
        sign=sign,
    )

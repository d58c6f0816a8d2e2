"""Checking a signed statement, and the key to check it with."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _, _l
from portal.vault import proof
from portal.web.doors import get, post
from portal.web.forms import Form, Lines
from portal.web.pages import document, page
from portal.web.visitors import Visit


class StatementForm(Form):
    """A pasted statement."""

    statement = Lines(_l("The statement"))


@get("/information/proof", needs=Permission.ANYONE)
def show_check(visit: Visit, session: Session) -> Response[bytes]:
    """The field for the statement."""
    return page(visit, "vault/proof_check.html", form=StatementForm(), faults=[], day=None)


@post("/information/proof", needs=Permission.ANYONE)
def check(visit: Visit, session: Session) -> Response[bytes]:
    """Whether this portal signed it as it stands."""
    form = StatementForm(visit.form)
    day = proof.day_of(form.statement.data)
    if day is None:
        form.blame("statement", _("This portal did not sign these words. Perhaps a part is missing, or a letter was changed."))
    return page(visit, "vault/proof_check.html", status=200 if day else 422, form=form, faults=form.faults(), day=day)


@get("/information/key", needs=Permission.ANYONE)
def show_key(visit: Visit, session: Session) -> Response[bytes]:
    """The portal's public key, for programs."""
    return document(proof.published_key(), "text/plain; charset=utf-8")

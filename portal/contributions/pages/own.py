"""One's own words: change them while they wait, take them back; keep the number; leave quickly."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import PortalError, Refused
from portal.base.languages import _
from portal.contributions import commands, queries
from portal.identity import commands as identity
from portal.receipts import codes
from portal.web.doors import get, post
from portal.web.forms import Form, Lines
from portal.web.pages import document, page, redirect
from portal.web.visitors import Visit

BIGGEST_ID = 2**63 - 1


class EditForm(Form):
    """A new wording."""

    text = Lines()


@post("/track/edit", needs=Permission.ANYONE)
def edit(visit: Visit, session: Session) -> Response[bytes]:
    """First the form with the present words, then the new wording."""
    words = own_words(visit, session)
    if "text" not in visit.form:
        return _edit_page(visit, words, EditForm(data={"text": words.text}))  # type: ignore[attr-defined]
    form = EditForm(visit.form)
    if visit.switching:
        return _edit_page(visit, words, form)
    try:
        commands.edit(session, visit.actor, words, form.text.data)  # type: ignore[arg-type]
    except Refused as fault:
        form.blame("text", fault.sentence)
        return _edit_page(visit, words, form)
    return page(visit, "contributions/changed.html", ticket=visit.form["ticket"])


def _edit_page(visit: Visit, words: object, form: EditForm) -> Response[bytes]:
    form.text.label.text = _("Your answer")
    return page(visit, "contributions/edit.html", status=422 if form.faults() else 200, faults=form.faults(), form=form, words=words, ticket=visit.form["ticket"])


@post("/track/withdraw", needs=Permission.ANYONE)
def withdraw(visit: Visit, session: Session) -> Response[bytes]:
    """First the question whether one is sure, then the deed."""
    words = own_words(visit, session)
    if visit.form.get("sure") != "yes":
        return page(visit, "contributions/withdraw.html", words=words, ticket=visit.form["ticket"])
    commands.withdraw(session, visit.actor, words)  # type: ignore[arg-type]
    return page(visit, "contributions/withdrawn.html", ticket=visit.form["ticket"])


def own_words(visit: Visit, session: Session) -> object:
    """The contribution that the form names, if it is the ticket holder's."""
    if visit.actor.receipt_id is None:
        raise Refused(_("Your page was open for too long. Please type your number again."), next_url=visit.url("/track"), next_label=_("Type your number"))
    name = visit.form.get("contribution", "")
    known = name.isascii() and name.isdigit() and len(name) < 20 and int(name) <= BIGGEST_ID  # noqa: PLR2004 - ids have 63 bits
    return queries.of_holder(session, visit.actor, int(name) if known else 0)


@post("/track/download", needs=Permission.ANYONE)
def download_number(visit: Visit, session: Session) -> Response[bytes]:
    """The number as a plain text file; made anew from the form's token, for whoever holds the form."""
    code = codes.from_token(visit.token.name)
    if not queries.has_receipt(session, visit.actor, code):
        raise PortalError(_("There is no number for this form yet."))
    lines = [_("Your number"), " ".join(codes.groups(code)), ""]
    return document("\r\n".join(lines), "text/plain; charset=utf-8", name="number.txt", keep=False)


@get("/leave", needs=Permission.ANYONE)
def leave(visit: Visit, session: Session) -> Response[bytes]:
    """Away from here, to a page that says nothing about here; the browser is asked to forget what it stored.

    Whoever was signed in is not any more, once they are away: leaving must wait for nothing.
    """
    who = visit.actor
    if who.is_staff:
        visit.afterwards = lambda later: identity.end_session(later, who)
    elif who.session_id:
        visit.afterwards = lambda later: identity.forget_session(later, who, who.session_id)
    tongue = visit.language.split("-")[0]
    return redirect(f"https://{tongue}.wikipedia.org/", headers={"Clear-Site-Data": '"cache", "cookies", "storage"'})  # "no referrer" stands on every answer

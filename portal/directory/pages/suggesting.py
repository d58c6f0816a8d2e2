"""Suggesting: somebody without an account tells the editors what is missing, wrong, broken or not safe (R63)."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import language
from portal.base.turns import FIELD, Turns, Wait
from portal.directory import commands, queries
from portal.directory.forms import SuggestionForm
from portal.web.doors import get, post
from portal.web.pages import page
from portal.web.visitors import Visit

SUGGESTIONS, WARNINGS = Turns("suggestions"), Turns("warnings")
"""A flood of other words keeps nobody from telling that a way of contact is not safe."""


@get("/help/suggest", needs=Permission.ANYONE)
def show_suggest(visit: Visit, session: Session) -> Response[bytes]:
    """The form; `?entry=` names what it is about."""
    entry = _entry(visit, session, visit.number("entry", 0))
    return _form(visit, SuggestionForm(data={"kind": "wrong" if entry else "new"}), entry)


@post("/help/suggest", needs=Permission.ANYONE)
def suggest(visit: Visit, session: Session) -> Response[bytes]:
    """Take it, and say what happens now."""
    typed = visit.form.get("entry", "")
    entry = _entry(visit, session, int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0)  # noqa: PLR2004  as long as a number can be
    form = SuggestionForm(visit.form)
    if not form.validate():
        return _form(visit, form, entry, status=422)
    turns = WARNINGS if form.which() is queries.SuggestionKind.UNSAFE else SUGGESTIONS
    if not queries.suggested(session, visit.actor, visit.token) and (wait := turns.wait(visit.token.name, visit.form.get(FIELD, ""))):
        return _form(visit, form, entry, status=429, wait=wait)
    if not visit.form.get("website", ""):  # filled by a machine: it hears the same, and nothing is kept
        about = entry if form.which() is not queries.SuggestionKind.NEW else None
        commands.suggest(session, visit.actor, token=visit.token, kind=form.which(), words=form.words.data, language=language(), source=form.source.data or "", entry=about)
    return page(visit, "directory/thanks.html", entry=entry)


def _entry(visit: Visit, session: Session, number: int) -> Any:
    return queries.by_number(session, visit.actor, number) if number else None


def _form(visit: Visit, form: SuggestionForm, entry: Any, *, status: int = 200, wait: Wait | None = None) -> Response[bytes]:
    token = visit.same_token() if wait else visit.new_token()
    return page(visit, "directory/suggest.html", status=status, form=form, faults=form.faults(), entry=entry, wait=wait, token=token)

"""The author says in which language the words are, and whether a machine may translate them; at any time."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.contributions import commands, tongues
from portal.contributions.forms import LanguageForm
from portal.contributions.pages.own import own_words
from portal.web.doors import post
from portal.web.pages import page
from portal.web.visitors import Visit


@post("/track/language", needs=Permission.ANYONE)
def tell_language(visit: Visit, session: Session) -> Response[bytes]:
    """First the form, then the deed."""
    words: Any = own_words(visit, session)
    if "text_language" not in visit.form:
        return _page(visit, words, LanguageForm(data={"text_language": words.language, "no_machine": words.no_machine}, present=words.language))
    form = LanguageForm(visit.form, present=words.language)
    if not form.validate():
        return _page(visit, words, form)
    try:
        commands.correct_language(session, visit.actor, words, form.text_language.data)
        commands.let_machine(session, visit.actor, words, may=not form.no_machine.data)
    except Refused as fault:
        form.blame("text_language", fault.sentence)
        return _page(visit, words, form)
    return page(visit, "contributions/language_kept.html", ticket=visit.form["ticket"])


def _page(visit: Visit, words: Any, form: LanguageForm) -> Response[bytes]:
    form.text_language.label.text = _("In which language are your words?")
    seems = tongues.seems(words.language, words.text)
    facts = {"words": words, "seems": seems, "ticket": visit.form["ticket"]}
    return page(visit, "contributions/language.html", status=422 if form.faults() else 200, faults=form.faults(), form=form, **facts)

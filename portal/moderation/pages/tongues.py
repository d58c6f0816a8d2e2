"""A moderator corrects in which language words are; the record tells who did."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.contributions import commands as contributions
from portal.contributions import tongues
from portal.contributions.forms import LanguageForm
from portal.moderation import queries
from portal.moderation.pages.queue import ITEM
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


@get(ITEM + "/language", needs=Permission.DECIDE)
def show_language(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """The words, the language that was chosen, and the one that they seem to be in."""
    words = queries.item(session, visit.actor, slug, number).contribution
    return _page(visit, slug, words, LanguageForm(data={"text_language": words.language}, present=words.language))


@post(ITEM + "/language", needs=Permission.DECIDE)
def correct_language(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Say in which language they are."""
    words = queries.item(session, visit.actor, slug, number).contribution
    form = LanguageForm(visit.form, present=words.language)
    if not form.validate():
        return _page(visit, slug, words, form)
    try:
        contributions.correct_language_for(session, visit.actor, words, form.text_language.data)
    except Refused as fault:
        form.blame("text_language", fault.sentence)
        return _page(visit, slug, words, form)
    return redirect(visit.url(f"/staff/{slug}/queue/{number}", done="language"))


def _page(visit: Visit, slug: str, words: Any, form: LanguageForm) -> Response[bytes]:
    form.text_language.label.text = _("In which language are these words?")
    facts = {"words": words, "here": f"/staff/{slug}/queue/{words.id}", "seems": tongues.seems(words.language, words.text)}
    return page(visit, "moderation/language.html", status=422 if form.faults() else 200, faults=form.faults(), form=form, **facts)

"""The list of careful words, one language at a time."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _, _l
from portal.base.settings import settings
from portal.policies import commands, forms, queries
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

NEEDS = Permission.EDIT_POLICIES
DONE = {"added": _l("The word is in the list."), "changed": _l("The word was changed."), "removed": _l("The word is not in the list any more.")}


@get("/staff/admin/words", needs=NEEDS)
def show_languages(visit: Visit, session: Session) -> Response[bytes]:
    """The languages that have a list each."""
    lists = [(tag, len(queries.words(session, visit.actor, tag))) for tag in settings().languages]
    return page(visit, "policies/word_languages.html", lists=lists)


@get("/staff/admin/words/{tag:str}", needs=NEEDS)
def show_words(visit: Visit, session: Session, tag: str) -> Response[bytes]:
    """The list of one language, and the form to add to it."""
    return _list(visit, session, tag, forms.word_form())


@post("/staff/admin/words/{tag:str}", needs=NEEDS)
def add(visit: Visit, session: Session, tag: str) -> Response[bytes]:
    """Add a word."""
    form = forms.word_form(visit.form)
    try:
        if form.validate():
            commands.add_word(session, visit.actor, _known(tag), form.word.data, form.advice.data)
            return redirect(visit.url(f"/staff/admin/words/{tag}", done="added"))
    except Refused as fault:
        form.blame("word", fault.sentence)
    return _list(visit, session, tag, form)


@get("/staff/admin/words/{tag:str}/{word_id:int}", needs=NEEDS)
def show_word(visit: Visit, session: Session, tag: str, word_id: int) -> Response[bytes]:
    """One word, to be changed or removed."""
    word = queries.word(session, visit.actor, _known(tag), word_id)
    return _word(visit, tag, word, forms.word_form(word=word.word, advice=word.advice))


@post("/staff/admin/words/{tag:str}/{word_id:int}", needs=NEEDS)
def change(visit: Visit, session: Session, tag: str, word_id: int) -> Response[bytes]:
    """Change a word, or remove it."""
    word = queries.word(session, visit.actor, _known(tag), word_id)
    form = forms.word_form(visit.form)
    if changed_meanwhile(visit, word.word, word.advice):
        return _word(visit, tag, word, form, meanwhile=True)
    if "do-remove" in visit.form:
        commands.remove_word(session, visit.actor, word)
        return redirect(visit.url(f"/staff/admin/words/{tag}", done="removed"))
    try:
        if form.validate():
            commands.change_word(session, visit.actor, word, form.word.data, form.advice.data)
            return redirect(visit.url(f"/staff/admin/words/{tag}", done="changed"))
    except Refused as fault:
        form.blame("word", fault.sentence)
    return _word(visit, tag, word, form)


def _known(tag: str) -> str:
    if tag not in settings().languages:
        raise NotFound
    return tag


def _list(visit: Visit, session: Session, tag: str, form: Any) -> Response[bytes]:
    words = queries.words(session, visit.actor, _known(tag))
    done = str(DONE.get(visit.query.get("done", ""), ""))
    return page(visit, "policies/words.html", status=422 if form.faults() else 200, tag=tag, words=words, form=form, faults=form.faults(), done=done)


def _word(visit: Visit, tag: str, word: Any, form: Any, *, meanwhile: bool = False) -> Response[bytes]:
    other = [(_("The word or words"), word.word), (_("What to write instead, or why to think twice"), word.advice)] if meanwhile else []
    ground = fingerprint(word.word, word.advice)
    status = 409 if meanwhile else 422 if form.faults() else 200
    return page(visit, "policies/word.html", status=status, tag=tag, word=word, form=form, faults=form.faults(), ground=ground, meanwhile=other)

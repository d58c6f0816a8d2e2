"""Corrections of what is no text: what a public consultation is about, its part of the world, the pictures of its easy-read version."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.cleaning import Cleaned
from portal.base.database import Database, Session
from portal.base.errors import NotFound, PortalError
from portal.consultations import commands, parts
from portal.consultations.forms.contents import Asked, TextsForm, texts_form
from portal.consultations.forms.sheets import place_fields
from portal.consultations.pages.setup.corrections import NEEDED, note_asked, public
from portal.consultations.pages.setup.easy import arrived
from portal.consultations.pages.setup.shelves import managed
from portal.policies import hints
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

MANAGE = Permission.MANAGE_CONSULTATION
BASE = "/staff/{slug:str}/corrections"


@get(BASE + "/place", needs=MANAGE)
def show_place(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Topics and part of the world, as they are chosen now."""
    consultation = public(visit, managed(visit, session, slug))
    return _place_page(visit, consultation, _place_form(consultation))


@post(BASE + "/place", needs=MANAGE)
def correct_place(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Choose others; pressed twice, they are chosen once."""
    consultation = public(visit, managed(visit, session, slug))
    form = _place_form(consultation, visit.form)
    if not form.validate():
        return _place_page(visit, consultation, form)
    chosen = (sorted(form["topics"].data), form["region"].data)
    if changed_meanwhile(visit, *_place(consultation)):
        return _done(visit, slug) if chosen == _place(consultation) else _place_page(visit, consultation, form, status=409)
    if careful := hints.hint(visit, session, form.texts("note")):
        return _place_page(visit, consultation, form, careful=careful)
    try:
        commands.correct_place(session, visit.actor, consultation, *chosen, form.texts("note"))
    except PortalError as fault:
        form.blame("region", fault.sentence)
        return _place_page(visit, consultation, form)
    return _done(visit, slug)


@get(BASE + "/picture", needs=MANAGE)
def show_picture(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The picture of one line, and the form for another one."""
    consultation = public(visit, managed(visit, session, slug))
    idea = _idea(consultation, visit.query.get("number", ""))
    return _picture_page(visit, consultation, idea, _picture_form(consultation, idea))


@post(BASE + "/picture", needs=MANAGE, uploads=True)
async def correct_picture(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """Put another picture in its place. It is cleaned before anybody has to wait for it."""
    picture, sentence = await arrived(visit)
    return await database.writing(lambda session: _replace(visit, session, slug, picture, sentence))


def _replace(visit: Visit, session: Session, slug: str, picture: Cleaned | None, sentence: str) -> Response[bytes]:
    consultation = public(visit, managed(visit, session, slug))
    idea = _idea(consultation, visit.form.get("number", ""))
    form = _picture_form(consultation, idea, visit.form)
    good = form.validate()
    if changed_meanwhile(visit, idea.digest):
        return _done(visit, slug)  # it was replaced meanwhile: by the first of two clicks, or by somebody else, whose picture is public
    if picture is None:
        form.blame(form.first, sentence)
    if picture is None or not good:
        return _picture_page(visit, consultation, idea, form)
    try:
        commands.correct_picture(session, visit.actor, consultation, idea, picture, form.texts("alt"), form.texts("note"))
    except PortalError as fault:
        form.blame(form.first, fault.sentence)
        return _picture_page(visit, consultation, idea, form)
    return _done(visit, slug)


def _done(visit: Visit, slug: str) -> Response[bytes]:
    return redirect(visit.url(f"/staff/{slug}/corrections", done="correct"))


def _place(consultation: Any) -> tuple[list[str], str]:
    return sorted(consultation.topics), consultation.region


def _place_form(consultation: Any, sent: Any = None) -> TextsForm:
    return texts_form([note_asked(consultation.languages)], consultation.languages, sent, **place_fields(consultation))


def _picture_form(consultation: Any, idea: Any, sent: Any = None) -> Any:
    languages = consultation.languages
    alt = Asked("alt", parts.label_of(f"idea {idea.number} alt"), parts.IDEA["alt"], languages, NEEDED)
    form: Any = texts_form([alt, note_asked(languages)], languages, sent, texts={"alt": idea.alt})
    form.first = f"alt-{languages[0]}"
    return form


def _idea(consultation: Any, number: str) -> Any:
    found = next((one for one in consultation.ideas if str(one.number) == number), None)
    if found is None:
        raise NotFound
    return found


def _place_page(visit: Visit, consultation: Any, form: TextsForm, *, status: int = 0, careful: Any = ()) -> Response[bytes]:
    faults = form.faults()
    facts: dict[str, Any] = {"faults": faults, "ground": fingerprint(*_place(consultation)), "stale": bool(status), "careful": careful}
    return page(visit, "consultations/setup/correct_place.html", status=status or (422 if faults else 200), consultation=consultation, form=form, **facts)


def _picture_page(visit: Visit, consultation: Any, idea: Any, form: TextsForm) -> Response[bytes]:
    faults = form.faults()
    facts: dict[str, Any] = {"faults": faults, "ground": fingerprint(idea.digest), "label": parts.label_of(f"idea {idea.number} {parts.PICTURE}")}
    return page(visit, "consultations/setup/correct_picture.html", status=422 if faults else 200, consultation=consultation, idea=idea, form=form, **facts)

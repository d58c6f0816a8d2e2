"""Putting a public text right, in the open: both wordings and the reason stay readable for all."""

from collections.abc import Sequence
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.differences import differences
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.base.languages import Texts, _, _l, language, language_name
from portal.consultations import commands, corrections, narrowing, parts, queries
from portal.consultations.forms.contents import Asked, TextsForm, texts_form
from portal.consultations.pages.setup.shelves import managed
from portal.consultations.parts import Part, Shape, Sort
from portal.policies import hints
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

NOTE = Sort(_l("Public note: what was wrong, and why it is changed"), Shape.LINES, 2_000)
NEEDED = _l("Write this in every language of the consultation. Everybody can read it.")


@get("/consultations/{slug:str}/corrections", needs=Permission.ANYONE)
def show_corrections(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Everything that was corrected, for everybody."""
    consultation = queries.one(session, visit.actor, slug)
    found = corrections.of(session, visit.actor, consultation)
    return page(visit, "consultations/corrections.html", consultation=consultation, corrections=found, label_of=parts.label_of, changes=_changes)


@get("/staff/{slug:str}/corrections", needs=Permission.MANAGE_CONSULTATION)
def show_texts(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """All texts, to choose the one that is wrong."""
    consultation = public(visit, managed(visit, session, slug))
    found = [part for part in parts.of(session, visit.actor, consultation) if part.used]
    done = _("The text is corrected. Both wordings and the note are public.") if visit.query.get("done") == "correct" else ""
    return page(
        visit,
        "consultations/setup/corrections.html",
        consultation=consultation,
        parts=found,
        ideas=consultation.ideas,
        label_of=parts.label_of,
        count=len(corrections.of(session, visit.actor, consultation)),
        done=done,
    )


@get("/staff/{slug:str}/corrections/write", needs=Permission.MANAGE_CONSULTATION)
def show_form(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The present wording in all languages, ready to be changed."""
    consultation = public(visit, managed(visit, session, slug))
    part = _part(visit, session, consultation, visit.query.get("part", ""))
    return _form_page(visit, consultation, part, _form(consultation, part))


@post("/staff/{slug:str}/corrections/write", needs=Permission.MANAGE_CONSULTATION)
def correct(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Put the new wording in place and tell everybody."""
    consultation = public(visit, managed(visit, session, slug))
    part = _part(visit, session, consultation, visit.form.get("part", ""))
    form = _form(consultation, part, visit.form)
    if not form.validate():
        return _form_page(visit, consultation, part, form, status=422)
    after, note = form.texts("text"), form.texts("note")
    if changed_meanwhile(visit, part.texts):
        if _already(session, visit, consultation, part, after, note):
            return redirect(visit.url(f"/staff/{slug}/corrections", done="correct"))
        return _form_page(visit, consultation, part, form, status=409)
    if careful := hints.hint(visit, session, after, note):
        return _form_page(visit, consultation, part, form, careful=careful)
    try:
        commands.correct(session, visit.actor, consultation, part.name, after, note)
    except Refused as fault:
        form.blame(f"text-{consultation.languages[0]}", fault.sentence)  # the command refuses before it changes anything
        return _form_page(visit, consultation, part, form, status=422)
    return redirect(visit.url(f"/staff/{slug}/corrections", done="correct"))


def public(visit: Visit, consultation: Any) -> Any:
    """The consultation, unless it is a draft, in which nothing needs a correction."""
    if consultation.state == "draft":
        way = visit.url(f"/staff/{consultation.slug}/setup")
        raise WrongMoment(_("This consultation is a draft. You can change its texts freely."), next_url=way, next_label=_("All tasks of setting up"))
    return consultation


def _part(visit: Visit, session: Session, consultation: Any, name: str) -> Part:
    found = next((part for part in parts.of(session, visit.actor, consultation) if part.name == name), None)
    if found is None:
        raise NotFound
    return found


def _form(consultation: Any, part: Part, sent: Any = None) -> TextsForm:
    languages = consultation.languages
    asked = [Asked("text", part.label, part.sort, languages, NEEDED), note_asked(languages)]
    return texts_form(asked, languages, sent, texts={"text": part.texts})


def note_asked(languages: Sequence[str]) -> Asked:
    """The public note, in every language."""
    return Asked("note", str(NOTE.label), NOTE, languages, NEEDED)


def _already(session: Session, visit: Visit, consultation: Any, part: Part, after: Texts, note: Texts) -> bool:
    """Whether this very correction is there: the button was pressed twice."""
    last = corrections.of(session, visit.actor, consultation)[:1]
    return bool(last) and (last[0].part, last[0].note) == (part.name, note) and all(last[0].after.get(tag) == words for tag, words in after.items())


def _changes(correction: Any) -> list[tuple[str, Any]]:
    """(language, what is gone and what is new) where the wording really changed."""
    if correction.part in parts.CODED:
        return [(language(), differences(_named(correction.part, correction.before), _named(correction.part, correction.after)))]
    tags = [tag for tag in correction.after if correction.before.get(tag, "") != correction.after[tag]]
    return [(tag, differences(correction.before.get(tag, ""), correction.after[tag])) for tag in tags]


def _named(part: str, codes: Texts) -> str:
    """What was chosen, in words of the reader."""
    chosen = codes.get(parts.CODES, "")
    return narrowing.names_of(chosen.split()) if part == "topics" else narrowing.name_of_region(chosen)


def _form_page(visit: Visit, consultation: Any, part: Part, form: TextsForm, *, status: int = 200, careful: Any = ()) -> Response[bytes]:
    meanwhile = [(language_name(tag), words) for tag, words in part.texts.items()] if status == 409 else []  # noqa: PLR2004
    return page(
        visit,
        "consultations/setup/correct.html",
        status=status,
        consultation=consultation,
        part=part,
        form=form,
        faults=form.faults(),
        meanwhile=meanwhile,
        ground=fingerprint(part.texts),
        careful=careful,
        asks=part.name.startswith("question "),
    )

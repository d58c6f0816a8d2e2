"""All texts of a consultation side by side: the original, and beside it the language that is being written."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Texts, _, _l, language_name
from portal.base.settings import settings
from portal.consultations import commands, parts, translations
from portal.consultations.forms.contents import Asked, TextsForm, texts_form
from portal.consultations.pages.setup.shelves import a_draft, managed
from portal.consultations.parts import Part
from portal.figures import charts
from portal.web.doors import get, post
from portal.web.editing import fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

BASE = "/staff/{slug:str}/setup/translations"
GROUNDS = "grounds"
"""What stood in each field when the form was opened: two people may translate at once, as long as it is not the same text."""
DONE = {
    "save": _l("The translations are saved."),
    "same": _l("Nothing was changed."),
    "add": _l("The language is added. Its texts are still to be written."),
    "drop": _l("The language is taken out, with its texts."),
}


@get(BASE, needs=Permission.MANAGE_CONSULTATION)
def show_translations(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """How far each language is; with `to`, every text beside its original."""
    consultation = managed(visit, session, slug)
    to = visit.query.get("to", "")
    if not to:
        return _overview(visit, session, consultation, done=str(DONE.get(visit.query.get("done", ""), "")))
    _check_target(consultation, to)
    a_draft(visit, consultation)
    found = _in_order(parts.of(session, visit.actor, consultation), to)
    return _side_by_side(visit, consultation, to, found, _form(consultation, to, found))


@post(BASE, needs=Permission.MANAGE_CONSULTATION)
def save(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Keep what was filled in. Nobody's newer words are overwritten unseen."""
    consultation = a_draft(visit, managed(visit, session, slug))
    to = visit.form.get("to", "")
    _check_target(consultation, to)
    found = _in_order(parts.of(session, visit.actor, consultation), to)
    form = _form(consultation, to, found, visit.form)
    typed, clashes = _typed(visit, found, form, to)
    if not form.validate():
        return _side_by_side(visit, consultation, to, found, form, status=422)
    if clashes:
        return _side_by_side(visit, consultation, to, found, form, clashes, status=409)
    changed = commands.write_texts(session, visit.actor, consultation, typed) if typed else 0
    return redirect(visit.url(f"/staff/{slug}/setup/translations", done="save" if changed else "same"))


@post(f"{BASE}/add", needs=Permission.MANAGE_CONSULTATION)
def add(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """One more language."""
    commands.add_language(session, visit.actor, a_draft(visit, managed(visit, session, slug)), visit.form.get("tag", ""))
    return redirect(visit.url(f"/staff/{slug}/setup/translations", done="add"))


@get(f"{BASE}/drop", needs=Permission.MANAGE_CONSULTATION)
def ask(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Ask once more before a language goes, and say how many texts go with it."""
    consultation, tag = a_draft(visit, managed(visit, session, slug)), visit.query.get("tag", "")
    _check_target(consultation, tag)
    told = dict(translations.progress(parts.of(session, visit.actor, consultation), [tag])[0])
    return page(visit, "consultations/setup/drop_language.html", consultation=consultation, tag=tag, count=told[tag])


@post(f"{BASE}/drop", needs=Permission.MANAGE_CONSULTATION)
def drop(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """One language less."""
    commands.drop_language(session, visit.actor, a_draft(visit, managed(visit, session, slug)), visit.form.get("tag", ""))
    return redirect(visit.url(f"/staff/{slug}/setup/translations", done="drop"))


def _check_target(consultation: Any, tag: str) -> None:
    if tag not in consultation.languages[1:]:
        raise NotFound


def _in_order(found: list[Part], to: str) -> list[Part]:
    """The texts that say something; first those that the language lacks."""
    used = [part for part in found if part.used]
    return [part for part in used if not part.texts.get(to)] + [part for part in used if part.texts.get(to)]


def _field(part: Part) -> str:
    return part.name.replace(" ", "-")


def _form(consultation: Any, to: str, found: list[Part], sent: Any = None) -> TextsForm:
    asked = [Asked(_field(part), part.label, part.sort) for part in found]
    return texts_form(asked, [to], sent, texts={_field(part): part.texts for part in found})


def _typed(visit: Visit, found: list[Part], form: TextsForm, to: str) -> tuple[dict[str, Texts], list[tuple[str, str]]]:
    """What was really changed here, and where somebody else has changed the same text meanwhile."""
    grounds = dict(pair.rsplit("=", 1) for pair in visit.form.get(GROUNDS, "").split(" ") if "=" in pair)
    typed: dict[str, Texts] = {}
    clashes = []
    for part in found:
        field = form[f"{_field(part)}-{to}"]
        there, ground = part.texts.get(to, ""), grounds.get(_field(part), "")
        if f"{_field(part)}-{to}" not in visit.form or fingerprint(field.data) == ground:
            field.data = there  # untouched here: what stands there now is right
        elif field.data != there:
            typed[part.name] = Texts({to: field.data})
            if fingerprint(there) != ground:
                clashes.append((part.label, there or _("(nothing)")))
    return typed, clashes


def _overview(visit: Visit, session: Session, consultation: Any, *, done: str) -> Response[bytes]:
    found = parts.of(session, visit.actor, consultation)
    told, total = translations.progress(found, consultation.languages)
    return page(
        visit,
        "consultations/setup/translations.html",
        consultation=consultation,
        chart=charts.of_things("texts", _("Texts in each language"), _("Language"), [(language_name(tag), count) for tag, count in told], total),
        missing=translations.lacking(found, consultation.languages),
        others=[(tag, total - count) for tag, count in told[1:]],
        more=[tag for tag in settings().languages if tag not in consultation.languages],
        silent=[tag for tag in consultation.languages if tag not in settings().languages],
        done=done,
        draft=consultation.state == "draft",
    )


def _side_by_side(
    visit: Visit, consultation: Any, to: str, found: list[Part], form: TextsForm, clashes: list[tuple[str, str]] | None = None, *, status: int = 200
) -> Response[bytes]:
    rows = [(part, part.texts.for_reader(consultation.languages[0]), form[f"{_field(part)}-{to}"]) for part in found]
    return page(
        visit,
        "consultations/setup/side_by_side.html",
        status=status,
        consultation=consultation,
        to=to,
        rows=rows,
        missing=sum(1 for part in found if not part.texts.get(to)),
        grounds=" ".join(f"{_field(part)}={fingerprint(part.texts.get(to, ''))}" for part in found),
        meanwhile=clashes or [],
        faults=form.faults(),
    )

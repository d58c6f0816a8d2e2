"""What waits for a translation or for a second look, and one text with its translation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from litestar.response import Response

from portal.base.access import Permission, can
from portal.base.database import Session
from portal.base.errors import NotFound, PortalError, Refused
from portal.base.languages import _, language_name
from portal.base.settings import settings
from portal.translations import commands, originals, queries
from portal.translations.forms import TranslationForm
from portal.translations.machine import Trouble
from portal.translations.queries import Kind
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

DESK = "/staff/{slug:str}/translations"
ONE = DESK + "/{kind:str}/{number:int}"
MOST_DIGITS = 20


def of_desk(visit: Visit, session: Session, slug: str) -> Any:
    """The consultation, for those who translate there; for other staff there is no such desk."""
    consultation = originals.place(session, visit.actor, slug)
    if not can(visit.actor, Permission.TRANSLATE, consultation):
        raise NotFound
    return consultation


def targets(consultation: Any) -> list[str]:
    """The languages into which one translates here: those of the pages, and those of the consultation."""
    return list(dict.fromkeys([*settings().languages, *consultation.languages]))


def chosen(visit: Visit, offered: Sequence[str]) -> str:
    """The language that the address or the form names; else that of the page."""
    named = visit.form.get("language") or visit.query.get("language") or visit.language
    return named if named in offered else offered[0]


def done_sentence(visit: Visit) -> str:
    """The status line after a deed; the address carries only a fixed word."""
    return {
        "saved": _("The translation is public now. Somebody else checks it."),
        "checked": _("The translation is marked as checked."),
        "removed": _("The translation is gone."),
        "asked": _("The machine is asked. This takes a while."),
        "again": _("The machine is asked once more."),
        "off": _("The machine is not asked any more."),
    }.get(visit.query.get("done", ""), "")


@get(DESK, needs=Permission.TRANSLATE)
def show_desk(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What waits, by language, the oldest day first; what needs a second look; how the machine's work stands."""
    consultation = of_desk(visit, session, slug)
    offered = targets(consultation)
    language = chosen(visit, offered)
    kind = next((one for one in Kind if one.value == visit.query.get("kind")), Kind.CONTRIBUTION)
    waiting, further = queries.waiting(session, visit.actor, consultation.id, kind, language, _place(visit.query.get("after", "")))
    errands = queries.errands(session, visit.actor, consultation.id)
    to_look_at, many = queries.to_look_at(session, visit.actor, consultation.id, language)
    here = f"/staff/{slug}/translations"
    return page(
        visit,
        "translations/desk.html",
        consultation=consultation,
        here=here,
        tongues=[(tag, language_name(tag)) for tag in offered],
        chosen=language,
        kinds=list(Kind),
        kind=kind,
        waiting=waiting,
        later=visit.url(here, language=language, kind=kind.value, after=f"{further[0].isoformat()}.{further[1]}") if further else "",
        to_look_at=to_look_at,
        many=many,
        errands=errands,
        troubles=[Trouble(fault).label for fault in errands.faults if fault in list(Trouble)],
        done=done_sentence(visit),
    )


def _place(text: str) -> originals.Place | None:
    day, _dot, number = text.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < MOST_DIGITS):
        return None
    try:
        return date.fromisoformat(day), min(int(number), 2**63 - 1)
    except ValueError:
        return None


def found(visit: Visit, session: Session, slug: str, kind: str, number: int) -> tuple[Any, Any, str]:
    """The consultation, the text that everybody can read, and the language into which it is translated."""
    consultation = of_desk(visit, session, slug)
    if kind not in list(Kind):
        raise NotFound
    words = queries.one(session, visit.actor, consultation.id, Kind(kind), min(number, 2**63 - 1))
    return consultation, words, chosen(visit, targets(consultation))


@get(ONE, needs=Permission.TRANSLATE)
def show_one(visit: Visit, session: Session, slug: str, kind: str, number: int) -> Response[bytes]:
    """The original, the translation that stands, and the form."""
    consultation, words, language = found(visit, session, slug, kind, number)
    standing = queries.of_words(session, visit.actor, words, language)
    return _one(visit, session, consultation, words, language, TranslationForm(data={"text": standing.text if standing else ""}))


def _one(visit: Visit, session: Session, consultation: Any, words: Any, language: str, form: TranslationForm, *, meanwhile: bool = False) -> Response[bytes]:
    standing = queries.of_words(session, visit.actor, words, language)
    form.text.label.text = _("Translation into %(language)s", language=language_name(language))
    asked = queries.is_asked(session, visit.actor, words, language)
    return page(
        visit,
        "translations/one.html",
        status=422 if form.faults() or meanwhile else 200,
        faults=form.faults(),
        consultation=consultation,
        words=words,
        chosen=language,
        here=f"/staff/{consultation.slug}/translations/{words.kind.value}/{words.thing_id}",
        desk=f"/staff/{consultation.slug}/translations",
        standing=standing,
        shown=queries.shown(session, visit.actor, words.kind, {words.thing_id: words.ground}, language).get(words.thing_id),
        own=standing is not None and standing.by_id is not None and standing.by_id == visit.actor.staff_id,
        outdated=standing is not None and standing.fingerprint != words.fingerprint,
        known=language == words.language or language in words.known_in,
        form=form,
        ground=fingerprint(standing.text if standing else "", words.fingerprint),
        meanwhile=[(_("The translation that stands"), standing.text)] if meanwhile and standing else [],
        asked=asked,
        trouble=Trouble(asked.fault).label if asked and asked.fault in list(Trouble) else "",
        done=done_sentence(visit),
        next=_next(visit, session, consultation, words, language),
    )


def _next(visit: Visit, session: Session, consultation: Any, words: Any, language: str) -> tuple[str, str] | None:
    """The address and the name of the text to go on with after a deed, so that nobody goes back to the list two hundred times."""
    done = visit.query.get("done", "")
    other = None
    if done == "checked":
        others, _many = queries.to_look_at(session, visit.actor, consultation.id, language)
        other = next((one.words for one in others if one.by_id is None or one.by_id != visit.actor.staff_id), None)
    elif done in ("saved", "asked"):
        other = queries.next_one(session, visit.actor, words, language)
    return None if other is None else (visit.url(f"/staff/{consultation.slug}/translations/{other.kind.value}/{other.thing_id}", language=language), other.name)


@post(ONE, needs=Permission.TRANSLATE)
def save_one(visit: Visit, session: Session, slug: str, kind: str, number: int) -> Response[bytes]:
    """Write a translation, or correct the one that stands."""
    consultation, words, language = found(visit, session, slug, kind, number)
    form = TranslationForm(visit.form)
    standing = queries.of_words(session, visit.actor, words, language)
    if not form.validate():
        return _one(visit, session, consultation, words, language, form)
    if changed_meanwhile(visit, standing.text if standing else "", words.fingerprint):
        return _one(visit, session, consultation, words, language, form, meanwhile=True)
    try:
        commands.write(session, visit.actor, words, language, form.text.data)
    except Refused as fault:
        form.blame("text", fault.sentence)
        return _one(visit, session, consultation, words, language, form)
    return redirect(visit.url(f"/staff/{slug}/translations/{kind}/{number}", language=language, done="saved"))


@post(ONE + "/check", needs=Permission.TRANSLATE)
def check_one(visit: Visit, session: Session, slug: str, kind: str, number: int) -> Response[bytes]:
    """Mark a translation as checked; whoever translated does not."""
    _consultation, words, language = found(visit, session, slug, kind, number)
    here = f"/staff/{slug}/translations/{kind}/{number}"
    standing = queries.of_words(session, visit.actor, words, language)
    if standing is None or changed_meanwhile(visit, standing.text, words.fingerprint):
        raise PortalError(_("The translation has changed while you read. Please look at it once more."), next_url=visit.url(here, language=language), next_label=words.name)
    commands.check(session, visit.actor, standing, words)
    return redirect(visit.url(here, language=language, done="checked"))


@post(ONE + "/remove", needs=Permission.TRANSLATE)
def remove_one(visit: Visit, session: Session, slug: str, kind: str, number: int) -> Response[bytes]:
    """Take a translation away."""
    _consultation, words, language = found(visit, session, slug, kind, number)
    standing = queries.of_words(session, visit.actor, words, language)
    if standing is not None:
        commands.remove(session, visit.actor, standing)
    return redirect(visit.url(f"/staff/{slug}/translations/{kind}/{number}", language=language, done="removed"))

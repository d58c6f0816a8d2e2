"""The easier pages of a consultation: its words explained, the easy-read version with pictures, and what young people read first."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Texts
from portal.consultations import queries
from portal.consultations.explaining import Glossary
from portal.consultations.pages.reading import prose
from portal.consultations.phases import Activity, Phase, allows, phase_at
from portal.web.doors import doors, get
from portal.web.pages import PERSONAL, document, page
from portal.web.visitors import Visit

FOR_EVER = "public, max-age=31536000, immutable"
TEXT_ONLY = "text"


@get("/consultations/{slug:str}/glossary", needs=Permission.ANYONE)
def show_glossary(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The words that the texts use, and what they mean."""
    consultation = queries.one(session, visit.actor, slug)
    terms = queries.terms(session, visit.actor, consultation)
    return page(visit, "consultations/glossary.html", consultation=consultation, terms=terms)


@get("/consultations/{slug:str}/easy", needs=Permission.ANYONE)
def show_easy(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """One idea in a line, with a picture; without pictures for whoever saves data, or asks for text alone."""
    consultation = queries.one(session, visit.actor, slug)
    ideas = queries.ideas(session, visit.actor, consultation)
    if not ideas:
        raise NotFound
    text_only = visit.save_data or visit.query.get("show") == TEXT_ONLY
    takes = allows(phase_at(consultation, visit.now), Activity.CONTRIBUTE)
    return page(visit, "consultations/easy.html", consultation=consultation, ideas=ideas, text_only=text_only, takes=takes)


@get("/consultations/{slug:str}/easy/{number:int}/picture", needs=Permission.ANYONE)
def show_picture(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """A picture. Its address changes with it, so that it is fetched once; nothing of a private room or a draft is kept."""
    consultation, idea = queries.picture(session, visit.actor, slug, number)
    open_to_all = not consultation.private and phase_at(consultation, visit.now) is not Phase.UNANNOUNCED
    kept = FOR_EVER if open_to_all and visit.query.get("v") == idea.digest else PERSONAL
    return document(idea.picture, idea.media_type, keep=False, headers={"Cache-Control": kept})


@get("/consultations/{slug:str}/young", needs=Permission.ANYONE)
def show_young(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What is asked, what happens with what one writes, who can help, and what could go wrong: in simple words."""
    consultation = queries.one(session, visit.actor, slug)
    if not consultation.for_young:
        raise NotFound
    return page(visit, "consultations/young.html", **young_facts(visit, session, consultation, phase_at(consultation, visit.now)))


def young_facts(visit: Visit, session: Session, consultation: Any, phase: Phase) -> dict[str, Any]:
    """What the page shows in a phase."""
    return {
        "consultation": consultation,
        "phase": phase,
        "takes": allows(phase, Activity.CONTRIBUTE),
        "prose": prose,
        "asked": in_simple_words(consultation.young, consultation.plain, consultation.summary),
        "questions": [(one, in_simple_words(one.young, one.body)) for one in consultation.questions],
        "glossary": Glossary(queries.terms(session, visit.actor, consultation), visit.url(f"/consultations/{consultation.slug}/glossary")),
        "help_page": help_page(),
    }


def in_simple_words(*texts: Texts) -> Texts:
    """In each language the simplest words that were written in it."""
    found = Texts()
    for text in texts:
        for tag, words in (text or {}).items():
            if words and tag not in found:
                found[tag] = words
    return found


def help_page() -> bool:
    """Whether this portal has a page with places that help."""
    return any("/{language:str}/help" in door.paths for door in doors)

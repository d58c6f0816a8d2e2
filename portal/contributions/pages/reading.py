"""Reading a thread, and one contribution with the replies below it."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from litestar.response import Response
from markupsafe import Markup

from portal.base import clock
from portal.base.access import Actor, Permission
from portal.base.database import Session
from portal.base.languages import language
from portal.consultations import corrections, phases
from portal.consultations import queries as consultations
from portal.consultations.explaining import Glossary
from portal.consultations.phases import Activity
from portal.contributions import queries
from portal.contributions.queries import PUBLIC, Place
from portal.contributions.translating import Told, told
from portal.meetings.said import told_by
from portal.web.doors import get
from portal.web.pages import environment, page
from portal.web.visitors import Visit


@get("/consultations/{slug:str}/questions/{number:int}", needs=Permission.ANYONE)
def show_thread(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """What was said on one question."""
    question = consultations.question(session, visit.actor, slug, number)
    newest = visit.query.get("order") == "newest"
    after = place_from(visit.query.get("after", ""))
    thread = queries.thread(session, visit.actor, question, after=after, newest=newest)
    kept = {"order": "newest" if newest else "", "translated": "yes" if wants_translations(visit) else ""}
    translations = told(session, visit.actor, [*thread.tops, *(one for few in thread.replies.values() for one in few)], visit.language, first=wants_translations(visit))
    here = f"/consultations/{slug}/questions/{number}"
    return page(
        visit,
        "contributions/thread.html",
        **(
            thread_facts(question, phases.phase_at(question.consultation, visit.now), thread, translations)
            | translation_choice(visit, here, after=place_text(after), order=kept["order"])
        ),
        newest=newest,
        glossary=Glossary(consultations.terms(session, visit.actor, question.consultation), visit.url(f"/consultations/{slug}/glossary")),
        here=here,
        first=visit.url(here, **kept) if after else "",
        later=visit.url(here, **kept, after=place_text(thread.next)) if thread.next else "",
    )


def wants_translations(visit: Visit) -> bool:
    """Whether somebody wants translations where there are some; it stands in the address and is kept nowhere."""
    return visit.query.get("translated") == "yes"


def translation_choice(visit: Visit, here: str, **kept: str) -> dict[str, Any]:
    """The two addresses between which a reader chooses, and which of them this is."""
    return {"translated": wants_translations(visit), "in_translation": visit.url(here, translated="yes", **kept), "in_original": visit.url(here, **kept)}


def thread_facts(question: Any, phase: phases.Phase, thread: queries.Thread, translations: dict[int, Told] | None = None) -> dict[str, Any]:
    """What the page of a thread shows in a phase; the preview shows the same."""
    takes = phases.allows(phase, Activity.CONTRIBUTE)
    facts = {"question": question, "consultation": question.consultation, "phase": phase, "takes": takes, "thread": thread, "inline": queries.INLINE}
    plain = {"translated": False, "in_translation": "", "in_original": ""}
    return {**facts, **plain, "translations": translations or {}, "article": _articles(translations or {})}


def _articles(translations: dict[int, Told]) -> Callable[[Any, int, str, str], Markup]:
    """`article` for one page, which knows what was translated."""
    return lambda words, level, on, write: article(words, level, on, write, translations.get(words.id))


@get("/consultations/{slug:str}/contributions/{number:int}", needs=Permission.ANYONE)
def show_contribution(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """One contribution at its lasting address, with all replies below it."""
    words = queries.one(session, visit.actor, slug, number)
    after = place_from(visit.query.get("after", ""))
    replies = queries.replies_to(session, visit.actor, words, after=after)
    translations = told(session, visit.actor, [words, *replies.tops], visit.language, first=wants_translations(visit))
    here = f"/consultations/{slug}/contributions/{number}"
    return page(
        visit,
        "contributions/one.html",
        words=words,
        consultation=words.consultation,
        question=words.question,
        corrected=corrections.since(session, visit.actor, words.question, words.day),
        takes=phases.allows(phases.phase_at(words.consultation, clock.now()), Activity.REPLY),
        supporting=phases.allows(phases.phase_at(words.consultation, clock.now()), Activity.SUPPORT),
        supports=queries.supports_of(session, visit.actor, [words.id])[words.id] if words.supports else [],
        replies=replies.tops,
        public=PUBLIC,
        article=_articles(translations),
        translations=translations,
        **translation_choice(visit, here, after=place_text(after)),
        here=here,
        first=visit.url(here, translated="yes" if wants_translations(visit) else "") if after else "",
        later=visit.url(here, translated="yes" if wants_translations(visit) else "", after=place_text(replies.next)) if replies.next else "",
    )


@told_by
def said_at(session: Session, viewer: Actor, meeting: Any, on: str, after: str) -> tuple[list[Markup], str]:
    """A page of the words of a meeting, for the room of meetings, which lies below this one; and where the next one begins."""
    found = queries.at_meeting(session, viewer, meeting, after=place_from(after))
    return [article(row, 3, on, "") for row in found.tops], place_text(found.next) if found.next else ""


def article(words: Any, level: int, on: str, write: str, translation: Told | None = None) -> Markup:
    """One contribution as it stands in a thread; `write` is where to reply, or empty when nobody can."""
    return _article(language(), words, level, on, write, translation)


@lru_cache(maxsize=2048)
def _article(_language: str, words: Any, level: int, on: str, write: str, translation: Told | None) -> Markup:
    """Kept by everything that decides how it looks, so it can never be stale; a decision on one makes one anew, not the page's 25."""
    shown: Markup = environment().get_template("contributions/words.html").module.contribution(words, level, on, PUBLIC, write, translation)  # type: ignore[attr-defined]
    return shown


def place_text(place: Place | None) -> str:
    """A place in a thread as it stands in an address."""
    return f"{place[0].isoformat()}.{place[1]}" if place else ""


def place_from(text: str) -> Place | None:
    """The place that an address tells; None for anything else."""
    day, _dot, number = text.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) < 20):  # noqa: PLR2004 - ids have 63 bits
        return None
    try:
        return date.fromisoformat(day), min(int(number), 2**63 - 1)
    except ValueError:
        return None

"""What everybody reads: the start page, the overview of a consultation, its documents."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from litestar.response import Response
from markupsafe import Markup

from portal.base.access import Permission, can
from portal.base.database import Session
from portal.base.languages import Texts, _, language
from portal.base.text import to_html
from portal.consultations import narrowing, queries, timeline
from portal.consultations import ways as further
from portal.consultations.choices import voices
from portal.consultations.explaining import Glossary
from portal.consultations.phases import Phase, phase_at
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit

HAS_BEGUN = frozenset(Phase) - {Phase.UNANNOUNCED, Phase.ANNOUNCED}
HAS_SUMMARY = frozenset({Phase.CHECK_BACK, Phase.RESPONSE_DUE, Phase.RESPONDED, Phase.TRACKING, Phase.ARCHIVED})
HAS_ANSWERS = HAS_SUMMARY - {Phase.CHECK_BACK}


@get("/", needs=Permission.ANYONE)
def show_home(visit: Visit, session: Session) -> Response[bytes]:
    """What this is, in three sentences, and what is open now."""
    wish, listed = narrowing.asked(visit.query), queries.listed(session, visit.actor)
    phases = [(name, heading) for name, heading, _phases in _order()[:-1]]
    chosen = visit.query.get("phase", "") if visit.query.get("phase", "") in dict(phases) else ""
    asked = {**wish.wishes, **({"phase": chosen} if chosen else {})}
    groups = _groups([(one, phase_at(one, visit.now)) for one in listed if wish.fits(one.topics, one.region, one.languages)])
    shown = [group for group in groups if (group[2] or not asked) and chosen in ("", group[0])]
    offered = [*narrowing.offered(), ("phase", _("Phase"), phases)]
    facts: dict[str, Any] = {"groups": shown, "none_at_all": not listed, "Phase": Phase, "offered": offered, "kept_query": asked, "wishes": wish.wishes}
    return page(visit, "consultations/home.html", keep=not visit.query, **facts)


def _order() -> list[tuple[str, str, set[Phase]]]:
    """(id, heading, phases) in the order in which people need them."""
    return [
        ("open", _("Open now"), {Phase.OPEN}),
        ("check-back", _("Check the summary now"), {Phase.CHECK_BACK}),
        ("announced", _("Opens soon"), {Phase.ANNOUNCED}),
        ("waiting", _("Closed, waiting for a summary or answers"), {Phase.CLOSED, Phase.RESPONSE_DUE}),
        ("answered", _("Answered"), {Phase.RESPONDED, Phase.TRACKING}),
        ("suspended", _("Suspended"), {Phase.SUSPENDED}),
        ("archived", _("Archived or cancelled"), {Phase.ARCHIVED, Phase.CANCELLED}),
        ("unannounced", _("Not public yet"), {Phase.UNANNOUNCED}),
    ]


def _groups(consultations: list[tuple[Any, Phase]]) -> list[tuple[str, str, list[tuple[Any, Phase]]]]:
    """(id, heading, consultations); what is open stands there even when empty."""
    grouped = [(name, heading, [pair for pair in consultations if pair[1] in phases]) for name, heading, phases in _order()]
    return [(name, heading, found) for name, heading, found in grouped if found or name == "open"]


@get("/consultations/{slug:str}", needs=Permission.ANYONE)
def show_consultation(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Everything that somebody needs to know before speaking: who asks, until when, what can change, who decides."""
    consultation = queries.one(session, visit.actor, slug)
    phase = phase_at(consultation, visit.now)
    may_manage = can(visit.actor, Permission.MANAGE_CONSULTATION, consultation)
    facts = overview_facts(consultation, phase, timeline.coming(consultation, visit.now))
    facts |= helps(visit, session, consultation)
    facts |= {"ways": _ways(consultation, phase, visit.now), "more_ways": further.more(session, visit.actor, consultation)}
    return page(visit, "consultations/overview.html", **facts, may_manage=may_manage)


def overview_facts(consultation: Any, phase: Phase, coming: str) -> dict[str, Any]:
    """What the page of a consultation shows in a phase; the preview shows the same."""
    return {
        "consultation": consultation,
        "phase": phase,
        "Phase": Phase,
        "coming": coming,
        "grace": timeline.grace_sentence(consultation),
        "milestones": timeline.still_standing(consultation),
        "decided": timeline.decided,
        "themes": _by_theme(consultation),
        "prose": prose,
        "about": _about(consultation),
        "other_clock": timeline.other_clock,
        "has_results": HAS_SUMMARY,
        "ways_to_speak": _ways_to_speak(consultation),
    }


def _about(consultation: Any) -> list[tuple[str, str]]:
    """(kind, names) of what it is sorted under."""
    region = narrowing.name_of_region(consultation.region) if consultation.region else ""
    return [(label, names) for label, names in ((_("Topic"), narrowing.names_of(consultation.topics)), (_("Part of the world"), region)) if names]


def helps(visit: Visit, session: Session, consultation: Any) -> dict[str, Any]:
    """What makes the page easier to read: links to words that are explained, and the ways to the easier pages."""
    base = f"/consultations/{consultation.slug}"
    terms = queries.terms(session, visit.actor, consultation)
    easier = [
        (queries.has_ideas(session, visit.actor, consultation), "easy", _("Easy to read, with pictures")),
        (consultation.for_young, "young", _("For young people")),
        (bool(terms), "glossary", _("Words explained")),
    ]
    return {"glossary": Glossary(terms, visit.url(f"{base}/glossary")), "easier": [(f"{base}/{name}", words) for shown, name, words in easier if shown]}


def _ways_to_speak(consultation: Any) -> list[str]:
    """How one may speak, where not every way is open."""
    offered = voices()
    chosen = [label for voice, label in offered if voice in consultation.voices]
    return chosen if len(chosen) < len(offered) else []


def _by_theme(consultation: Any) -> list[tuple[Texts | None, list[Any]]]:
    """The questions under their themes; those without a theme come first."""
    loose = [question for question in consultation.questions if question.theme_id is None]
    themed = [(theme.title, [question for question in consultation.questions if question.theme_id == theme.id]) for theme in consultation.themes]
    return [(title, questions) for title, questions in [(None, loose), *themed] if questions]


def _ways(consultation: Any, phase: Phase, now: datetime) -> Iterable[tuple[str, str]]:
    """(address, words) of the pages about this consultation that have something to show by now."""
    base = f"/consultations/{consultation.slug}"
    summarised = phase in HAS_SUMMARY or (consultation.check_back_from is not None and consultation.check_back_from <= now)
    to_read = [
        (summarised, "summary", Phase.CHECK_BACK.label if phase is Phase.CHECK_BACK else _("The summary")),
        (phase in HAS_ANSWERS or consultation.responded_at is not None, "responses", _("The answers and promises")),
    ]
    ways = [
        *(to_read if consultation.responded_at is None else reversed(to_read)),
        (phase in HAS_BEGUN, "trace", _("What became of all contributions")),
        (phase in HAS_BEGUN, "moderation", _("What moderation did, with reasons")),
        (phase in HAS_BEGUN and not consultation.private, "data", _("Open data to download")),
    ]
    return [(f"{base}/{name}", words) for shown, name, words in ways if shown]


@get("/consultations/{slug:str}/documents/{number:int}", needs=Permission.ANYONE)
def show_document(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """A background document as text."""
    consultation, document = queries.document(session, visit.actor, slug, number)
    return page(visit, "consultations/document.html", consultation=consultation, document=document, prose=prose)


def prose(texts: Texts) -> Markup:
    """Staff's longer words with the small markup, in their own language and direction."""
    reading = texts.for_reader()
    if not reading.text:
        return Markup()
    other = Markup(' lang="{0}" dir="{1}"').format(reading.language, reading.direction) if reading.language != language() else ""
    return Markup('<div class="words"{0}>{1}</div>').format(other, Markup(to_html(reading.text)))  # noqa: S704 - cleaned by to_html

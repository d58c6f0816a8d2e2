"""Which part of the queue somebody reads, and what was done just before."""

from typing import Any

from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import _, language_name
from portal.moderation.queries import Look, Progress
from portal.moderation.queries.bulk import Done, done
from portal.web.visitors import Visit

LONGEST_NUMBER = 20


def look(visit: Visit) -> Look:
    """As chosen on the queue, or as it goes along from one text to the next."""
    if "question" in visit.query or "language" in visit.query:
        return Look.of(visit.query.get("question", ""), visit.query.get("language", ""))
    question, _dot, tag = (visit.query.get("part") or visit.form.get("part") or "").partition(".")
    return Look.of(question, tag)


def offered(consultation: Any, progress: Progress, chosen: Look) -> tuple[list[tuple[str, str, list[tuple[str, str]]]], dict[str, str]]:
    """The choices of the form that shows less: questions, and the languages in which something waits."""
    questions = [(str(one.number), f"{one.number}. {one.title}") for one in consultation.questions]
    tags = [(tag, f"{language_name(tag)} ({number})") for tag, number in progress.languages]
    return [("question", _("Question"), questions), ("language", _("Language"), tags)], {"question": str(chosen.question or ""), "language": chosen.language}


def just_done(visit: Visit, session: Session, consultation: Any) -> Done | None:
    """What the viewer decided on the page before, to look at it again or take it back."""
    number = visit.query.get("before", "")
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER):
        return None
    try:
        return done(session, visit.actor, consultation, int(number))
    except NotFound:
        return None

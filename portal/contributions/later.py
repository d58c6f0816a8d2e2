"""Finishing later: what of an unfinished answer is kept, and for how long."""

from datetime import datetime, timedelta
from typing import Any

from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.text import tidy
from portal.consultations import phases
from portal.drafts import commands as drafts
from portal.drafts.commands import Kept
from portal.web import tokens
from portal.web.visitors import Visit

KIND, YOUNG = "contribution", "young"
FIELDS = ("text", "voice", "shown_name", "text_language", "no_machine", "helped", "reply_to")
"""Neither numbers, which open other things, nor what somebody tells about themselves, which is never joined to a text."""
YOUNG_FIELDS = ("text", "shown_name", "text_language")


def keep(session: Session, visit: Visit, question: Any, *, young: bool = False) -> Kept:
    """Seal what was typed. Raises Refused when there is nothing, or too much."""
    fields = {name: tidy(visit.form.get(name, "")) for name in (YOUNG_FIELDS if young else FIELDS)}
    if not fields["text"].strip():
        raise Refused(_("Write your answer before you continue."))
    until = phases.grace_until(question.consultation) or visit.now
    return drafts.keep(
        session, visit.actor, visit.token, YOUNG if young else KIND, {**fields, "slug": question.consultation.slug, "question": str(question.number)}, until=until.date()
    )


def began(consultation: Any, now: datetime) -> datetime:
    """When a form that was kept counts as opened: a moment ago, or, once it is closed, shortly before. It was kept in time."""
    moment: datetime = consultation.closes_at - timedelta(minutes=1)
    return min(now - tokens.YOUNGEST, moment)

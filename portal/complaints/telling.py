"""What every deed of an officer has in common: the complainant hears of it, in the case and nowhere else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _, language, speaking
from portal.base.settings import settings
from portal.complaints import clocks
from portal.complaints.models import Complaint
from portal.complaints.routing import Stage, unit_text
from portal.vault import commands as vault
from portal.vault import queries
from portal.vault.holding import Held, Opened
from portal.vault.models import CaseMessage, MessageKind
from portal.web.tokens import Token

LONGEST = 20_000
SHORTEST_NAME = 3


def tell(session: Session, actor: Actor, opened: Opened, kind: MessageKind, text: str, token: Token | None, **more: Any) -> CaseMessage:
    """Say something to the complainant. The clock for news begins anew, and the daily letter says that there is some."""
    said = vault.say(session, actor, opened, kind, {"text": text, "language": language(), **more}, token=token)
    heard_of(session, actor, opened)
    return said


def heard_of(session: Session, actor: Actor, holding: Held | Opened) -> None:
    """The complainant has news."""
    clocks.told_news(session, actor, holding.case)
    vault.mark_news(session, actor, holding.case)


@contextmanager
def in_their_language(holding: Held | Opened) -> Iterator[str]:
    """Speak the language in which the complainant wants to be answered, where the portal speaks it."""
    tag = holding.case.language if holding.case.language in settings().languages else language()
    with speaking(tag):
        yield tag


def needed(text: str, sentence: str) -> str:
    """A text that must be there, and that is not too long. Raises Refused."""
    words = text.strip()
    if not words:
        raise Refused(sentence)
    if len(words) > LONGEST:
        raise Refused(_("This is too long. The limit is %(most)s characters.", most=LONGEST))
    return words


def without_identity(session: Session, actor: Actor, opened: Opened, text: str) -> str:
    """A text that others will read must not name the complainant. Raises Refused."""
    facts = queries.facts(session, actor, opened) or {}
    for said in (str(facts.get("name") or "").strip(), str(facts.get("contact") or "").strip()):
        if (said and said.casefold() in text.casefold()) or any(_stands_in(part, text) for part in said.split() if len(part) >= SHORTEST_NAME):
            raise Refused(_("This text holds the name or the contact of the complainant. Please write it without."))
    return text


def _stands_in(part: str, text: str) -> bool:
    """A part of a name; where letters are large and small it has to be a word of its own, since names can be words as well."""
    return part in text if part.lower() == part.upper() else re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None


def note_decision(actor: Actor, opened: Opened, complaint: Complaint) -> None:
    """Whoever decides first, by whatever decision, is out of the second stage, with their unit (p56)."""
    complaint.decided_on = clock.today()
    if complaint.stage == Stage.FIRST and actor.organisation_id is not None:
        complaint.decided_by, complaint.decided_unit = opened.officer.id, unit_text((actor.organisation_id, actor.unit))

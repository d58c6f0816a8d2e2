"""What every deed of an officer has in common: the complainant hears of it, in the case and nowhere else."""

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
    for said in (str(facts.get("name") or ""), str(facts.get("contact") or "")):
        if any(part.casefold() in text.casefold() for part in (said, *said.split()) if len(part) >= SHORTEST_NAME):
            raise Refused(_("This text holds the name or the contact of the complainant. Please write it without."))
    return text


def note_decision(actor: Actor, opened: Opened, complaint: Complaint) -> None:
    """Whoever decides first, by whatever decision, is out of the second stage, with their unit (p56)."""
    complaint.decided_on = clock.today()
    if complaint.stage == Stage.FIRST and actor.organisation_id is not None:
        complaint.decided_by, complaint.decided_unit = opened.officer.id, unit_text((actor.organisation_id, actor.unit))

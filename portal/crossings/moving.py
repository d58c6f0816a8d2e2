"""A mention of reprisals goes from somebody's words on the public side into the vault: first it is safe there, then it is gone here.

Nothing on the public side tells that it was moved. What is left reads as if the author had taken the words back: the
state, the mark in the thread, the line in the journal. Every step can be repeated; after a crash in between, the words
still stand here, and moving them once more makes no second case.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from portal.base.access import SYSTEM, Actor
from portal.base.database import Session
from portal.base.languages import language
from portal.base.settings import settings
from portal.contributions import commands as contributions
from portal.contributions import queries as reading
from portal.contributions.models import Contribution, ContributionState
from portal.moderation import commands as moderation
from portal.moderation import queries as desk
from portal.moderation.models import Flag
from portal.reprisals.commands import moved

GONE = (ContributionState.WITHDRAWN, ContributionState.ERASED)
TRIES = 3


@dataclass(frozen=True)
class Mention:
    """What is moved. `facts` are sealed in the vault; the rest is forgotten at once."""

    contribution_id: int
    version: int
    gone: bool
    language: str
    facts: dict[str, Any] = field(repr=False)


def look(session: Session, viewer: Actor, slug: str, contribution_id: int) -> Contribution:
    """The words, for a moderator of their consultation alone. Raises NotFound."""
    found: Contribution = desk.item(session, viewer, slug, contribution_id).contribution
    return found


def read(session: Session, viewer: Actor, slug: str, contribution_id: int) -> Mention:
    """What there is to move: the words, their other wordings, and what was written to each other about them."""
    found = look(session, viewer, slug, contribution_id)
    tag = found.language if found.language in settings().languages else language()
    others = [one.text for one in reading.versions(session, viewer, found) if one.text != found.text]
    talk = [one.text for one in desk.messages_on(session, viewer, [found.id]).get(found.id, [])]
    flags = [text for text in session.scalars(select(Flag.text).where(Flag.contribution_id == found.id)) if text]
    facts = {"text": found.text, "language": found.language, "place": slug, "source": _source(found), "name": found.shown_name, "also": [*others, *talk, *flags]}
    return Mention(found.id, found.version, found.state in GONE, tag, facts)


def _source(found: Contribution) -> str:
    return f"{found.consultation.title.for_reader().text}, {found.question.title.for_reader().text}" + (f", {found.number}" if found.number else "")


def carry_in(session: Session, actor: Actor, mention: Mention) -> None:
    """Into the vault, once for each wording. Raises NobodyThere, and then nothing is moved."""
    moved.move_in(session, actor, origin=f"{mention.contribution_id} {mention.version}", facts=mention.facts, language=mention.language)


def take_out(session: Session, viewer: Actor, slug: str, mention: Mention) -> bool:
    """Out of the public side. False: the author has written another wording meanwhile, and it has to be moved first."""
    found = look(session, viewer, slug, mention.contribution_id)
    session.refresh(found, ["version", "state"], with_for_update=True)
    if found.version != mention.version and found.state not in GONE:
        return False
    if contributions.take_out(session, SYSTEM, found):
        moderation.forget_talk(session, SYSTEM, found)
    return True

"""What the demo's town has beside its consultations: policies, barriers, confirmed organisations, links to come in by.

As in an import, rows that restore what was done on a day gone by are written straight through the tables.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.barriers.models import BarrierReport
from portal.base import clock
from portal.base.access import SYSTEM, Actor, Role
from portal.base.database import Session
from portal.base.languages import Texts
from portal.consultations import commands as consultations
from portal.consultations import risks
from portal.consultations.models import Consultation, EntryLink, RiskAssessment
from portal.exchange.dated import dated
from portal.identity import commands as identity
from portal.identity.models import Organisation
from portal.policies import commands as policies
from portal.policies.models import PolicyKind, PolicyVersion

FOLDER = Path(__file__).parent / "demo"
FIRST_RULES = timedelta(days=730)  # before today: older than every word of the demo
CONFIRMED = ("demo-carers", "demo-river-birds")
OPEN, PRIVATE, DRAFT = "demo-river-park", "demo-night-shelter", "demo-market-hall"
LETTERS = 12  # people who came by the link of the letters
PRIVATE_ROOM, INVITATION, LETTER = (
    "The private room “The night shelter”",
    "An open invitation for one more moderator",
    "A link to take part, as it stands in letters",
)


def read(name: str) -> Any:
    """A file of the demo with its days counted from today."""
    return dated(json.loads((FOLDER / f"{name}.json").read_text()), clock.today())


def confirm(session: Session, actor: Actor, organisations: Mapping[str, Organisation]) -> list[tuple[str, str]]:
    """Let two organisations speak under confirmed names; their names and speaking numbers."""
    told = []
    for slug in CONFIRMED:
        code = identity.confirm_organisation(session, actor, organisations[slug])
        organisations[slug].confirmed_on = clock.today() - timedelta(days=60)
        told.append((str(organisations[slug].name), code))
    session.flush()
    return told


def write_policies(session: Session) -> None:
    """The texts to begin with, in force for long, and a later version of one. A portal that has policies keeps its own."""
    if session.scalar(select(PolicyVersion.id).limit(1)):
        return
    first = {one.kind: one for one in policies.adopt_starters(session, SYSTEM)}
    for one in first.values():
        one.from_day = one.written_on = clock.today() - FIRST_RULES
    for given in read("policies"):
        kind, day = PolicyKind(given["kind"]), date.fromisoformat(given["from_day"])
        text = Texts({tag: _reworded(words, tag, given["replaced"]) for tag, words in first[kind].text.items()})
        session.add(PolicyVersion(kind=kind, version=given["version"], from_day=day, written_on=day, text=text, change=Texts(given["change"])))
    session.flush()


def _reworded(words: str, tag: str, replaced: list[dict[str, dict[str, str]]]) -> str:
    for one in replaced:
        words = words.replace(one["before"].get(tag, ""), one["after"].get(tag, "")) if tag in one["before"] else words
    return words


def report_barriers(session: Session, by_slug: Mapping[str, Consultation]) -> None:
    """One that was changed, one that was promised and is late, one that waits. A portal that has reports keeps its own."""
    if session.scalar(select(BarrierReport.id).limit(1)):
        return
    for given in read("barriers"):
        where = by_slug.get(given["consultation"] or "")
        days = {"day": date.fromisoformat(given["day"]), "state_since": date.fromisoformat(given["since"]), "due_on": date.fromisoformat(given["due_on"])}
        same = {name: given[name] for name in ("number", "state", "language", "page", "text")}
        said = {name: Texts(given[name]) for name in ("barrier", "adaptation")}
        session.add(BarrierReport(consultation_id=where.id if where else None, **same, **said, **days))
    session.flush()


def surround(session: Session, actor: Actor, by_slug: Mapping[str, Consultation], organisations: Mapping[str, Organisation]) -> list[tuple[str, str, str]]:
    """All that stands around the consultations once they are there; the links that were made."""
    report_barriers(session, by_slug)
    assess_half(session, actor, by_slug[DRAFT])
    for slug in (OPEN, PRIVATE):
        assess_whole(session, by_slug[slug])
    return links(session, actor, by_slug, organisations["demo-free-word"])


def assess_half(session: Session, actor: Actor, draft: Consultation) -> None:
    """Somebody began to think about risks, and was called away."""
    begun = risks.RISKS[:4]
    answers = {risks.name(one, aspect): "low" for one in begun for aspect in (risks.LIKELIHOOD, risks.IMPACT)}
    consultations.assess(session, actor, draft, answers, Texts(), finished=False)


def assess_whole(session: Session, consultation: Consultation) -> None:
    """What was assessed before it opened."""
    answers = {risks.name(one, aspect): "low" for one in risks.RISKS for aspect in (risks.LIKELIHOOD, risks.IMPACT)}
    session.add(RiskAssessment(consultation_id=consultation.id, answers=answers, done_on=consultation.announced_at.date()))


def links(session: Session, actor: Actor, by_slug: Mapping[str, Consultation], inviting: Organisation) -> list[tuple[str, str, str]]:
    """What lets somebody in: what it is, the path, and its secret part, which is not kept."""
    last = by_slug[OPEN].closes_at.date()
    letter = consultations.make_link(session, actor, by_slug[OPEN], "Letters to the eastern part of town", most_uses=500, ends_on=last)
    session.scalars(select(EntryLink).where(EntryLink.consultation_id == by_slug[OPEN].id)).one().uses = LETTERS
    room = consultations.make_link(session, actor, by_slug[PRIVATE], "Guests of the shelter")
    key = identity.invite(session, actor, inviting, Role.MODERATOR, by_slug[DRAFT].id, label="Second moderator for the market")
    return [(PRIVATE_ROOM, "/rooms/enter", room), (LETTER, "/rooms/enter", letter), (INVITATION, "/staff/invitation", key)]

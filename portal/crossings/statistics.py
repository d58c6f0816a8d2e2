"""Figures and decisions without names, from the vault to the public side, on publication days and through the room `figures` alone.

Every year is published once, whether anything happened in it or not: that there is a figure must not tell that there was
a case. Of one consultation only its sums are told; what they were about is told of the whole portal, so that nobody can
subtract one consultation from another.
"""

from collections.abc import Mapping

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Database, Session
from portal.base.regions import REGIONS
from portal.base.secrets import keyed_hash
from portal.complaints import figures as complaints
from portal.complaints.models import Complaint, PublishableDecision
from portal.figures import commands as figures
from portal.figures import days, kinds, sources
from portal.figures.measures import Measure, Shares
from portal.figures.models import PublishedFigures
from portal.reprisals import figures as reprisals
from portal.reprisals.models import ActorType, IncidentKind

KINDS = ("complaints", "reprisals")
PORTAL = ""
AT_ONCE = 50
FIRST_NUMBER, NUMBERS = 100_000_000, 900_000_000

for _table, _words in complaints.WORDS.items():
    kinds.speak("complaints", _table, _words)
kinds.speak("reprisals", "incidents", IncidentKind)
kinds.speak("reprisals", "actors", ActorType)
kinds.speak("reprisals", "regions", REGIONS)


@command(Permission.SYSTEM)
def carry_figures(session: Session, actor: Actor, database: Database) -> bool:
    """One year of complaints or reprisals whose day has come. True: there may be more."""
    due = database.read(_due)
    if due is None:
        return False
    kind, year, public = due
    counts = _counted(session, actor, kind, year)
    told = {scope: measures for scope, measures in counts.items() if scope == PORTAL or scope in public}

    def publish(there: Session) -> None:
        for scope, measures in told.items():
            figures.publish(there, actor, kind=kind, scope=scope, period=str(year), counts=measures)

    database.write(publish)
    return True


def _due(session: Session) -> tuple[str, int, set[str]] | None:
    """The next kind and year that nothing was published of, and the consultations that may be named."""
    today = clock.today()
    places = sources.places(session)
    first = min((place.since.year for place in places), default=today.year)
    rows = session.execute(select(PublishedFigures.kind, PublishedFigures.period).where(PublishedFigures.kind.in_(KINDS), PublishedFigures.scope == PORTAL))
    known = {(kind, period) for kind, period in rows}
    wanted = [(kind, year) for year in range(first, days.last_year(today) + 1) for kind in KINDS]
    return next(((kind, year, {place.slug for place in places}) for kind, year in wanted if (kind, str(year)) not in known), None)


def _counted(session: Session, actor: Actor, kind: str, year: int) -> dict[str, Mapping[str, Measure]]:
    if kind == reprisals.KIND:
        return {PORTAL: reprisals.counted(session, actor, year)}
    counts = complaints.counted(session, actor, year)
    return {scope: measures if scope == PORTAL else _sums(measures) for scope, measures in counts.items()}


def _sums(measures: Mapping[str, Measure]) -> dict[str, Measure]:
    return {name: measure for name, measure in measures.items() if not isinstance(measure, Shares)}


@command(Permission.SYSTEM)
def carry_decisions(session: Session, actor: Actor, database: Database) -> bool:
    """Decisions to whose very words the complainant has agreed before the first of this month; until then they can think again.

    Those that they do not agree to any more come back. True: there are more.
    """
    agreed = select(PublishableDecision, Complaint).join(Complaint, Complaint.case_id == PublishableDecision.case_id)
    ready = agreed.where(PublishableDecision.agreed_on < clock.today().replace(day=1), PublishableDecision.carried_on.is_(None), Complaint.finding.is_not(None))
    rows = session.execute(ready.limit(AT_ONCE).with_for_update()).all()
    for one, complaint in rows:
        _show(actor, database, one, complaint)
        one.carried_on = clock.today()
    taken_back = session.scalars(select(PublishableDecision).where(PublishableDecision.agreed_on.is_(None), PublishableDecision.carried_on.is_not(None))).all()
    for one in taken_back:
        number = number_of(one)
        database.write(lambda there, number=number: figures.withdraw_decision(there, actor, number))  # type: ignore[misc]
        one.carried_on = None
    return len(rows) == AT_ONCE


def _show(actor: Actor, database: Database, one: PublishableDecision, complaint: Complaint) -> None:
    number, month, category, outcome = number_of(one), complaint.decided_on or one.written_on, complaint.category.value, str(complaint.finding)
    text, language = one.text, one.language
    database.write(lambda there: figures.publish_decision(there, actor, number=number, month=month, category=category, outcome=outcome, text=text, language=language))


def number_of(one: PublishableDecision) -> int:
    """A public number of its own, the same after a crash, and nothing that leads back to the case."""
    return FIRST_NUMBER + int.from_bytes(keyed_hash("number of a decision", str(one.id))[:8], "big") % NUMBERS

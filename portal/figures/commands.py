"""Publishing: what comes in is counted, what is kept is what may be told. Each of these can be repeated, and several workers may try at once."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.languages import Texts
from portal.base.secrets import random_id
from portal.figures import days, sources
from portal.figures.measures import Measure
from portal.figures.models import PublishedDecision, PublishedFigures

SECRET_ZEROS = ("complaints", "reprisals")
"""Kinds of which not even a nought is told: that there was one at all can be dangerous. Of one consultation nothing is
kept below ten: a line of the few would tell that there are some."""
YEARLY = ("reprisals",)
"""Kinds that are told once a year and for the whole portal alone (protection F9, 11)."""


@command(Permission.SYSTEM)
def publish(session: Session, actor: Actor, *, kind: str, scope: str = "", period: str, counts: Mapping[str, Measure]) -> bool:
    """Keep what may be told of these counts, if a publication day of the period has come and nothing was published since. Whether it was."""
    if kind in YEARLY and (scope or not days.is_year(period)):
        raise ValueError(f"{kind} are told for whole years of the whole portal only.")
    today = clock.today()
    due = days.due(period, today)
    if due is None:
        return False
    secret = kind in SECRET_ZEROS
    told = {name: measure.tell(zeros_are_secret=secret) for name, measure in counts.items()}
    if secret and scope and not any(one["form"] == "total" and one["number"] for one in told.values()):
        return False
    return _keep(session, {"kind": kind, "scope": scope, "period": period}, due, {"published_on": today, "told": told})


def _keep(session: Session, key: dict[str, str], due: date, told: dict[str, Any]) -> bool:
    """Write a row, or write an older one anew. Another worker may be just ahead: then theirs stands."""
    same = [getattr(PublishedFigures, name) == value for name, value in key.items()]
    published_on = session.scalar(select(PublishedFigures.published_on).where(*same))
    if published_on is None:
        try:
            with session.begin_nested():
                session.execute(insert(PublishedFigures).values(id=random_id(), **key, **told))
        except IntegrityError:
            return False
        return True
    changed = session.execute(update(PublishedFigures).where(*same, PublishedFigures.published_on < due).values(**told), execution_options={"synchronize_session": False})
    return bool(changed.rowcount)  # type: ignore[attr-defined]


@command(Permission.SYSTEM)
def publish_what_is_due(session: Session, actor: Actor) -> bool:
    """Count and publish for one consultation or one year whose day has come. True: there may be more."""
    kinds = [kind for kind in sources.kinds() if kind.count is not None]
    scope, period = next(_due(session, {kind.name for kind in kinds}), ("", "")) if kinds else ("", "")
    if not period:
        return False
    span = days.span(period, scope, clock.today())
    for kind in kinds:
        if kind.count is not None:
            publish(session, actor, kind=kind.name, scope=scope, period=period, counts=kind.count(session, span))
    return True


def _due(session: Session, kinds: set[str]) -> Iterator[tuple[str, str]]:
    """Every (scope, period) whose day has come and for which some kind was not published since."""
    today = clock.today()
    places = sources.places(session)
    known: dict[tuple[str, str], list[date]] = {}
    rows = select(PublishedFigures.scope, PublishedFigures.period, PublishedFigures.published_on).where(PublishedFigures.kind.in_(kinds))
    for scope, period, published_on in session.execute(rows):
        known.setdefault((scope, period), []).append(published_on)
    for place in places:
        due = today.replace(day=1)
        if place.until is not None:
            due = min(due, days.month_after(place.until))
        if place.since < due and not _done(known.get((place.slug, days.SO_FAR), []), due):
            yield place.slug, days.SO_FAR
    first = min((place.since.year for place in places), default=today.year)
    for year in range(first, days.last_year(today) + 1):
        if not known.get(("", str(year))):
            yield "", str(year)


def _done(published: list[date], due: date) -> bool:
    return any(day >= due for day in published)


@command(Permission.SYSTEM)
def publish_decision(session: Session, actor: Actor, *, number: int, month: date, category: str, outcome: str, text: Texts | str, language: str = "") -> bool:
    """Show a decision without names from the next publication day on; `number` is its own, not the complaint's. Whether it is new."""
    if session.scalar(select(PublishedDecision.id).where(PublishedDecision.number == number)) is not None:
        return False
    texts = text if isinstance(text, Texts) else Texts({language or "und": text})
    facts = {"month": month.replace(day=1), "category": category, "outcome": outcome, "text": texts, "shown_from": days.shown_from(clock.today())}
    try:
        with session.begin_nested():
            session.execute(insert(PublishedDecision).values(id=random_id(), number=number, **facts))
    except IntegrityError:
        return False
    return True


@command(Permission.SYSTEM)
def withdraw_decision(session: Session, actor: Actor, number: int) -> None:
    """Take a decision out of the public register: the complainant no longer agrees."""
    session.execute(delete(PublishedDecision).where(PublishedDecision.number == number), execution_options={"synchronize_session": False})

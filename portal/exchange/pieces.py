"""Pieces of a file that need nothing but their own row."""

from datetime import UTC, date, datetime
from typing import Any

from portal.base.text import one_line
from portal.consultations.models import Correction
from portal.exchange.cleaning import texts
from portal.moderation.models import Policy
from portal.responses.models import Commitment


def told_day(day: date | None) -> str | None:
    """A day as the file writes it."""
    return None if day is None else day.isoformat()


def told_moment(moment: datetime | None) -> str | None:
    """A moment as the file writes it."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def correction(row: Correction) -> dict[str, Any]:
    """Both wordings of a text, and why."""
    return {"number": row.number, "day": told_day(row.day), "part": row.part, "before": texts(row.before), "after": texts(row.after), "note": texts(row.note)}


def policy(row: Policy) -> dict[str, Any]:
    """One version of the rules of moderation."""
    found = [{"number": rule.number, "category": one_line(rule.category), "title": texts(rule.title), "text": texts(rule.text)} for rule in row.rules]
    return {"version": row.version, "from_day": told_day(row.from_day), "intro": texts(row.intro), "rules": found}


def commitment(row: Commitment) -> dict[str, Any]:
    """A promise with its news."""
    updates = [
        {"position": one.position, "day": told_day(one.day), "state": one.state.value, "text": texts(one.text), "old_due_on": told_day(one.old_due_on)} for one in row.updates
    ]
    return {
        "number": row.number,
        "what": texts(row.what),
        "owner": one_line(row.owner),
        "due_on": told_day(row.due_on),
        "measure": texts(row.measure),
        "state": row.state.value,
        "since": told_day(row.state_since),
        "day": told_day(row.day),
        "updates": updates,
    }

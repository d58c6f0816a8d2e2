"""Meetings, into a file and out of it. Nobody who came is in either."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from portal.base.database import Session
from portal.base.secrets import random_id
from portal.base.text import one_line
from portal.exchange.cleaning import MEETING_TEXTS, texts
from portal.exchange.pieces import told_day, told_moment
from portal.meetings.models import Meeting

LINKS = ("link", "recording", "captions")
SAME = ("number", "version", "zone", "languages")


def told(row: Meeting) -> dict[str, Any]:
    """A meeting as the file writes it."""
    return {
        **{name: getattr(row, name) for name in SAME},
        **{name: one_line(getattr(row, name)) for name in LINKS},
        "state": row.state.value,
        "since": told_day(row.state_since),
        "day": told_day(row.day),
        "starts_at": told_moment(row.starts_at),
        "ends_at": told_moment(row.ends_at),
        **{name: texts(getattr(row, name)) for name in MEETING_TEXTS},
    }


def bring_in(session: Session, given: list[dict[str, Any]], consultation_id: int) -> dict[int, int]:
    """Write a file's meetings; their new ids by their numbers."""
    rows = [
        {
            **{name: one[name] for name in (*SAME, *LINKS, *MEETING_TEXTS, "state")},
            "id": random_id(),
            "consultation_id": consultation_id,
            "starts_at": datetime.fromisoformat(one["starts_at"]),
            "ends_at": datetime.fromisoformat(one["ends_at"]),
            "day": date.fromisoformat(one["day"]),
            "state_since": date.fromisoformat(one["since"]),
        }
        for one in given
    ]
    if rows:
        session.execute(insert(Meeting), rows)
    return {row["number"]: row["id"] for row in rows}

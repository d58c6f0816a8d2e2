"""Days of the demo's files, counted from the day on which it is set up."""

import re
from datetime import date, timedelta
from typing import Any

FROM_TODAY = re.compile(r"today([+-]\d+)?(T\d\d:\d\d)?")


def dated(value: Any, today: date) -> Any:
    """The same value with `today-3`, `today+12T20:00` and the like as days and moments."""
    if isinstance(value, dict):
        return {name: dated(part, today) for name, part in value.items()}
    if isinstance(value, list):
        return [dated(part, today) for part in value]
    if isinstance(value, str) and (found := FROM_TODAY.fullmatch(value)):
        day = today + timedelta(days=int(found[1] or 0))
        return day.isoformat() + (f"{found[2]}:00Z" if found[2] else "")
    return value

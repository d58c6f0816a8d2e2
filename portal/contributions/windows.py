"""The hours at which accepted words appear (HEARBACK_WINDOWS), each consultation's in its own zone. Pure, and in no need of a clock's tick."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.base.settings import settings

DAY = timedelta(days=1)


def hours() -> list[int]:
    """The hours of the day, in order; the last one is the daily window, which waits for no number."""
    return sorted({int(hour) for hour in settings().windows})


def are_set() -> bool:
    """Whether accepted words wait for an hour at all."""
    return bool(settings().windows)


def latest(zone: str, now: datetime) -> datetime:
    """The window that came last; while none are set, this moment."""
    return max((window for window in _windows(zone, now, hours()) if window <= now), default=now)


def daily_after(zone: str, moment: datetime) -> datetime:
    """The first daily window after a moment: by then all that waited appears. While none are set, the moment itself."""
    return min((window for window in _windows(zone, moment, hours()[-1:]) if window > moment), default=moment)


def _windows(zone: str, around: datetime, of_day: list[int]) -> list[datetime]:
    """Those of the day of a moment, of the day before and of two days after: two, because a night may be cut short."""
    local = around.astimezone(ZoneInfo(zone)).date()
    return [_at(local + number * DAY, hour, zone) for number in (-1, 0, 1, 2) for hour in of_day]


def _at(day: date, hour: int, zone: str) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)

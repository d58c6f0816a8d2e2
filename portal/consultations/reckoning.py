"""What the dates of a consultation mean: how much notice, how long it is open, which holidays lie inside. Pure.

Notice is counted in working days, up to and with the day on which it opens. Weeks are counted on the clocks of the place,
so that a change to summer time neither gives nor takes any.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.base.clock import add_working_days, count_working_days
from portal.base.holidays import holidays_between, weekend_of
from portal.consultations.models import Consultation, ConsultationState

NOTICE = 20  # working days
SHORTEST = timedelta(weeks=6)
RECOMMENDED = timedelta(weeks=12)
FOR_HOLIDAYS = timedelta(weeks=2)
ANSWER_WITHIN = timedelta(weeks=12)
WEEK = 7


@dataclass(frozen=True)
class Dates:
    """The moments of a consultation, planned or typed just now."""

    zone: str
    country: str
    announced_at: datetime
    opens_at: datetime
    closes_at: datetime
    response_due_at: datetime | None = None

    def local(self, moment: datetime) -> datetime:
        """A moment as the clocks of the place show it, without its zone: differences are then those that people see."""
        return moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    @property
    def notice(self) -> int:
        """Working days from the announcement to the opening."""
        announced, opens = self.local(self.announced_at).date(), self.local(self.opens_at).date()
        return count_working_days(announced, opens, holidays_between(self.country, announced, opens), weekend_of(self.country))

    @property
    def open_for(self) -> timedelta:
        """How long it is open, on the clocks of the place."""
        return self.local(self.closes_at) - self.local(self.opens_at)

    @property
    def weeks(self) -> tuple[int, int]:
        """Whole weeks, and the days beyond."""
        return divmod(self.open_for.days, WEEK)

    @property
    def holidays(self) -> Mapping[date, str]:
        """Public holidays, on days when people would work, while it is open."""
        rest = weekend_of(self.country)
        inside = holidays_between(self.country, self.local(self.opens_at).date(), self.local(self.closes_at).date())
        return {day: name for day, name in inside.items() if day.weekday() not in rest}

    @property
    def recommended(self) -> timedelta:
        """How long it should be open: longer when there are holidays inside."""
        return RECOMMENDED + FOR_HOLIDAYS if self.holidays else RECOMMENDED

    @property
    def notice_is_short(self) -> bool:
        """Whether there is less notice than usual, so that a public reason is owed."""
        return self.notice < NOTICE

    @property
    def opening_is_short(self) -> bool:
        """Whether it is open for less time than usual, so that a public reason is owed."""
        return self.open_for < SHORTEST

    @property
    def opening_is_below_advice(self) -> bool:
        """Whether more time is recommended."""
        return self.open_for < self.recommended

    @property
    def answer_is_late(self) -> bool:
        """Whether people wait longer for their answers than is recommended."""
        return self.response_due_at is not None and self.local(self.response_due_at) - self.local(self.closes_at) > ANSWER_WITHIN

    @property
    def keeps_the_rules(self) -> bool:
        """Whether no reason is owed for any of these dates."""
        return not (self.notice_is_short or self.opening_is_short or self.answer_is_late)


def dates_of(consultation: Consultation, now: datetime) -> Dates:
    """The dates of a consultation. A draft is announced now at the earliest."""
    announced = max(consultation.announced_at, now) if consultation.state is ConsultationState.DRAFT else consultation.announced_at
    return Dates(consultation.zone, consultation.country, announced, consultation.opens_at, consultation.closes_at, consultation.response_due_at)


def proposed(zone: str, country: str, now: datetime) -> Dates:
    """Dates that keep all the rules, for a new draft: opening in the morning, closing in the evening."""
    place = ZoneInfo(zone)
    today = now.astimezone(place).date()
    # The draft is not announced today: a fortnight is left for setting it up.
    announced = today + timedelta(days=14)
    opens = add_working_days(announced, NOTICE, holidays_between(country, announced, announced + timedelta(days=120)), weekend_of(country))
    closes = opens + RECOMMENDED + FOR_HOLIDAYS

    def at(day: date, hour: int) -> datetime:
        return datetime(day.year, day.month, day.day, hour, tzinfo=place)

    return Dates(zone, country, now, at(opens, 9), at(closes, 18), at(closes + ANSWER_WITHIN, 18))

"""How far a desk is: how old what waits is, in which languages it is written, and by which day it should be read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from portal.base import clock
from portal.base.access import Actor, Role
from portal.base.clock import add_working_days
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.holidays import holidays_between, weekend_of
from portal.base.languages import _, format_number, ngettext
from portal.consultations.models import Consultation
from portal.contributions.models import WAITING, Contribution
from portal.figures import charts
from portal.figures.charts import Chart
from portal.moderation.models import Decision

READ_WITHIN = 2
"""Working days in which somebody reads what was sent."""
WEEK = 7
STEPS = ((0, 0), (1, 1), (2, 2), (3, WEEK - 1))
"""Days that are told together; what is older stands below."""


@dataclass(frozen=True)
class Progress:
    """What waits by its age, who writes in which language, what the viewer decided today, and when the oldest should be read."""

    ages: dict[int, int]
    languages: list[tuple[str, int]]
    mine_today: int
    read_by: date | None

    @property
    def late(self) -> bool:
        """Whether the oldest should have been read already."""
        return self.read_by is not None and self.read_by < clock.today()

    def chart(self) -> Chart:
        """How long what waits has waited: texts, that the list below names one by one."""
        rows = [(_days(first, last), sum(self.ages.get(age, 0) for age in range(first, last + 1))) for first, last in STEPS]
        rows.append((_("A week or longer"), sum(number for age, number in self.ages.items() if age >= WEEK)))
        return charts.of_things("queue-age", _("How long they have waited"), _("Since"), rows)


def _days(first: int, last: int) -> str:
    if first == last == 0:
        return _("Today")
    return ngettext("%(num)s day", "%(num)s days", first) if first == last else _("%(first)s to %(last)s days", first=format_number(first), last=format_number(last))


def progress(session: Session, viewer: Actor, consultation: Consultation) -> Progress:
    """How far the reading is, for a moderator of the consultation; two statements, whatever waits."""
    if not viewer.holds(Role.MODERATOR, consultation.id):
        raise NotFound
    waits = and_(Contribution.consultation_id == consultation.id, Contribution.state.in_(WAITING))
    rows = session.execute(select(Contribution.day, Contribution.language, func.count()).where(waits).group_by(Contribution.day, Contribution.language)).all()
    today = clock.today()
    ages: dict[int, int] = {}
    languages: dict[str, int] = {}
    for day, tag, number in rows:
        ages[(today - day).days] = ages.get((today - day).days, 0) + number
        languages[tag] = languages.get(tag, 0) + number
    mine = select(func.count()).where(Decision.consultation_id == consultation.id, Decision.staff_id == viewer.staff_id, Decision.day == today)
    oldest = min((day for day, _tag, _number in rows), default=None)
    return Progress(ages, sorted(languages.items(), key=lambda pair: (-pair[1], pair[0])), session.scalar(mine) or 0, _read_by(consultation, oldest))


def _read_by(consultation: Consultation, oldest: date | None) -> date | None:
    if oldest is None:
        return None
    rest = holidays_between(consultation.country, oldest, oldest.replace(year=oldest.year + 1, day=1))
    return add_working_days(oldest, READ_WITHIN, rest, weekend_of(consultation.country))

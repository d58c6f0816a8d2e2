"""The public log of decisions, without a word of what was taken out, and its figures."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from portal.base.access import Actor
from portal.base.database import Session
from portal.consultations.models import Consultation
from portal.moderation.models import Action, Appeal, AppealState, Decision, Rule

PAGE = 50
Place = tuple[date, int]


@dataclass(frozen=True)
class Figures:
    """How moderation worked in one consultation."""

    by_action: list[tuple[Action, int]]
    by_rule: list[tuple[Rule, int]]
    automated: int
    human: int
    appeals: int
    open_appeals: int
    reversals: int
    median_waiting_days: float | None

    @property
    def decisions(self) -> int:
        """All decisions."""
        return self.automated + self.human


def figures(session: Session, viewer: Actor, consultation: Consultation) -> Figures:
    """Numbers for public pages."""
    here = and_(Decision.consultation_id == consultation.id, Decision.taken_back_on.is_(None))
    actions: dict[Action, int] = {action: number for action, number in session.execute(select(Decision.action, func.count()).where(here).group_by(Decision.action))}  # noqa: C416  rows are no pairs to mypy
    ruled = session.execute(select(Rule, func.count(Decision.id)).join(Decision, Decision.rule_id == Rule.id).where(here).group_by(Rule.id).options(joinedload(Rule.policy)))
    by_rule = sorted(((rule, number) for rule, number in ruled), key=lambda pair: (pair[0].policy.version, pair[0].number))
    automated = session.scalar(select(func.count()).select_from(Decision).where(here, Decision.automated)) or 0
    states: dict[AppealState, int] = dict(session.execute(select(Appeal.state, func.count()).where(Appeal.consultation_id == consultation.id).group_by(Appeal.state)).all())
    waits = session.execute(select(Decision.waited_days, func.count()).where(here).group_by(Decision.waited_days).order_by(Decision.waited_days)).all()
    return Figures(
        [(action, actions[action]) for action in Action if action in actions],
        by_rule,
        automated,
        sum(actions.values()) - automated,
        sum(states.values()),
        states.get(AppealState.OPEN, 0),
        states.get(AppealState.OVERTURNED, 0),
        _median([(days, number) for days, number in waits]),
    )


def _median(counted: list[tuple[int, int]]) -> float | None:
    total = sum(number for _days, number in counted)
    if not total:
        return None
    seen = 0
    middle: list[int] = []
    for days, number in counted:
        seen += number
        if not middle and seen > (total - 1) // 2:
            middle.append(days)
        if seen > total // 2:
            middle.append(days)
            break
    return (middle[0] + middle[-1]) / 2


def log(session: Session, viewer: Actor, consultation: Consultation, after: Place | None = None) -> tuple[list[Decision], Place | None]:
    """A page of decisions, the newest first, and where the next begins."""
    found = select(Decision).where(Decision.consultation_id == consultation.id)
    if after is not None:
        found = found.where(tuple_(Decision.day, Decision.id) < after)
    loaded = found.options(joinedload(Decision.contribution), joinedload(Decision.rule).joinedload(Rule.policy), joinedload(Decision.organisation), selectinload(Decision.appeals))
    rows = list(session.scalars(loaded.order_by(Decision.day.desc(), Decision.id.desc()).limit(PAGE + 1)))
    return rows[:PAGE], (rows[PAGE - 1].day, rows[PAGE - 1].id) if len(rows) > PAGE else None

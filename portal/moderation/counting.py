"""What moderation did, for the public figures: per action, per rule, by whom, how long it took, and what was contested.

A decision that its own moderator took back minutes later does not count.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from portal.base.database import Session
from portal.base.languages import _, _l
from portal.consultations.counting import counted
from portal.figures import sources
from portal.figures.days import Span
from portal.figures.measures import Days, Measure, Rate, Shares
from portal.figures.sources import Table
from portal.moderation.models import Action, Appeal, AppealState, Decision, Flag, FlagState, Policy, Rule

BY = {"human": _l("By people"), "automated": _l("By a machine")}
ENDED = (AppealState.UPHELD, AppealState.OVERTURNED)


def what_moderation_did(session: Session, span: Span) -> Mapping[str, Measure]:
    """Decisions by their day, appeals and reports by the day on which they came."""
    return {**_decisions(session, span), **_appeals(session, span)}


def _in(table: type[Decision | Appeal | Flag], span: Span) -> ColumnElement[bool]:
    here = and_(table.consultation_id.in_(counted(span.scope)), table.day < span.end)
    return and_(here, table.day >= span.first) if span.first else here


def _decisions(session: Session, span: Span) -> dict[str, Measure]:
    here = and_(_in(Decision, span), Decision.taken_back_on.is_(None))

    def by(column: Any) -> dict[Any, int]:
        return _counts(session.execute(select(column, func.count()).where(here).group_by(column)))

    actions, machines = by(Decision.action), by(Decision.automated)
    ruled = select(Policy.version, Rule.number, func.count()).select_from(Decision).join(Rule, Rule.id == Decision.rule_id).join(Policy, Policy.id == Rule.policy_id)
    rules = session.execute(ruled.where(here).group_by(Policy.version, Rule.number).order_by(Policy.version, Rule.number))
    return {
        "actions": Shares({action.value: actions.get(action, 0) for action in Action}),
        "rules": Shares({f"{version}.{number}": count for version, number, count in rules}, whole=False),
        "by": Shares({"human": machines.get(False, 0), "automated": machines.get(True, 0)}),
        "waits": Days(by(Decision.waited_days)),
    }


def _appeals(session: Session, span: Span) -> dict[str, Measure]:
    """Only those that were decided: with the number of all, the few that wait could be worked out."""
    here = and_(_in(Appeal, span), Appeal.state.in_(ENDED))
    columns = (Appeal.state, Appeal.day, Appeal.state_since, Appeal.due_on)
    states, took, in_time = Counter[AppealState](), Counter[int](), 0
    for state, day, since, due_on, count in session.execute(select(*columns, func.count()).where(here).group_by(*columns)):
        states[state] += count
        took[(since - day).days] += count
        in_time += count if since <= due_on else 0
    flags = _counts(session.execute(select(Flag.state, func.count()).where(_in(Flag, span)).group_by(Flag.state)))
    return {
        "appeals": Shares({state.value: states[state] for state in ENDED}),
        "reversals": Rate(states[AppealState.OVERTURNED], states.total()),
        "appeals in time": Rate(in_time, states.total()),
        "appeals took": Days(took),
        "reports": Shares({state.value: flags.get(state, 0) for state in FlagState}),
    }


def _counts(rows: Iterable[Any]) -> dict[Any, int]:
    return {row[0]: row[1] for row in rows}


def rule_in_words(answer: str) -> str:
    """A rule by its number and the version of the policy."""
    version, number = answer.split(".")
    return _("Rule %(number)s, version %(version)s", number=number, version=version)


def rule_address(answer: str) -> str:
    """Where a rule can be read."""
    version, number = answer.split(".")
    return f"/rules/{version}#rule-{number}"


sources.add(
    "moderation",
    what_moderation_did,
    _l("Moderation"),
    [
        Table("actions", _l("Decisions"), _l("What was decided"), sources.named(Action)),
        Table("rules", _l("Rules that were applied"), _l("Rule"), rule_in_words, rule_address),
        Table("by", _l("Who decided"), _l("Who"), sources.listed(BY)),
        Table("waits", _l("Waiting for a decision")),
        Table("appeals", _l("Decided appeals"), _l("What came of it"), sources.named(AppealState)),
        Table("reversals", _l("Decided appeals that overturned the decision")),
        Table("appeals in time", _l("Appeals decided in time")),
        Table("appeals took", _l("Deciding an appeal")),
        Table("reports", _l("Reports by readers"), _l("What came of it"), sources.named(FlagState)),
    ],
)

"""Putting a version of the policy in force. A version never changes afterwards: decisions cite it."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts, _
from portal.journal import commands as journal
from portal.moderation import starter
from portal.moderation.models import Policy, Rule


@command(Permission.SYSTEM)
def adopt_policy(session: Session, actor: Actor, version: int, from_day: date, intro: Texts, rules: list[dict[str, Any]]) -> Policy:
    """A new version, in force from a day on. Rules are mappings with number, category, title and text."""
    last = session.execute(select(func.max(Policy.version), func.max(Policy.from_day))).one()
    if last[0] is not None and (version <= last[0] or from_day <= last[1]):
        raise Refused(_("A new version needs a higher number and a later day than the last one."))
    if not rules or len({rule["number"] for rule in rules}) != len(rules):
        raise Refused(_("Rules need numbers, and each number once."))
    policy = Policy(version=version, from_day=from_day, intro=intro)
    policy.rules = [Rule(number=rule["number"], category=rule["category"], title=Texts(rule["title"]), text=Texts(rule["text"])) for rule in rules]
    session.add(policy)
    session.flush()
    journal.record(session, actor, policy, "adopt policy", new=str(version))
    return policy


@command(Permission.SYSTEM)
def adopt_starter(session: Session, actor: Actor) -> Policy | None:
    """The policy to begin with, in a portal that has none; nothing in any other."""
    if session.scalar(select(Policy.id).limit(1)) is not None:
        return None
    return adopt_policy(session, actor, 1, clock.today(), starter.INTRO, starter.RULES)

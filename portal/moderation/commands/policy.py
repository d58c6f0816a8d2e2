"""Putting a version of the rules in force. A version in force never changes: decisions cite it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from portal.base import clock, text
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _, language_name
from portal.base.settings import settings
from portal.journal import commands as journal
from portal.moderation import starter
from portal.moderation.models import Policy, Rule
from portal.policies import rules as _rules  # noqa: F401  entered before anybody asks
from portal.policies.queries import missing


@command(Permission.SYSTEM)
def adopt_policy(session: Session, actor: Actor, version: int, from_day: date, intro: Texts, rules: list[dict[str, Any]]) -> Policy:
    """A new version, in force from a day on. Rules are mappings with number, category, title and text."""
    last = session.execute(select(func.max(Policy.version), func.max(Policy.from_day))).one()
    if last[0] is not None and (version <= last[0] or from_day <= last[1]):
        raise Refused(_("A new version needs a higher number and a later day than the last one."))
    if not rules or len({rule["number"] for rule in rules}) != len(rules):
        raise Refused(_("Rules need numbers, and each number once."))
    spoken = settings().languages  # whoever changes the rules later sees these fields, and no others
    kept = [{**rule, "title": rule["title"].within(spoken), "text": rule["text"].within(spoken)} for rule in rules]
    return _put(session, actor, Policy(version=version, from_day=from_day, intro=intro.within(spoken)), kept)


@command(Permission.SYSTEM)
def adopt_starter(session: Session, actor: Actor) -> Policy | None:
    """The policy to begin with, in a portal that has none; nothing in any other."""
    if session.scalar(select(Policy.id).limit(1)) is not None:
        return None
    return adopt_policy(session, actor, 1, clock.today(), starter.INTRO, starter.RULES)


@command(Permission.EDIT_POLICIES)
def adopt_rules(session: Session, actor: Actor, *, intro: Texts, change: Texts, from_day: date, rules: Sequence[Mapping[str, Any]]) -> Policy:
    """A new version of the rules, whole in every language of the portal, in force from today or a later day on."""
    last = _before(session)
    if last is not None and last.from_day > clock.today():
        raise WrongMoment(_("Version %(version)s is announced already. Change that one, or withdraw it first.", version=last.version))
    _check(intro, change, from_day, rules, last)
    return _put(session, actor, Policy(version=last.version + 1 if last else 1, from_day=from_day, intro=_tidy(intro), change=_tidy(change)), rules)


@command(Permission.EDIT_POLICIES)
def change_announced_rules(session: Session, actor: Actor, announced: Policy, *, intro: Texts, change: Texts, from_day: date, rules: Sequence[Mapping[str, Any]]) -> None:
    """Word a version anew that is not in force yet, so that no decision can have cited it."""
    _not_in_force(announced)
    _check(intro, change, from_day, rules, _before(session, announced.version))
    session.execute(delete(Rule).where(Rule.policy_id == announced.id))
    session.expire(announced, ["rules"])
    announced.intro, announced.change, announced.from_day = _tidy(intro), _tidy(change), from_day
    session.add_all(_rule(rule, policy_id=announced.id) for rule in rules)
    session.flush()
    journal.record(session, actor, announced, "change announced policy")


@command(Permission.EDIT_POLICIES)
def withdraw_rules(session: Session, actor: Actor, announced: Policy) -> None:
    """Take a version back that is not in force yet."""
    _not_in_force(announced)
    journal.record(session, actor, announced, "withdraw policy", old=str(announced.version))
    session.execute(delete(Rule).where(Rule.policy_id == announced.id))
    session.execute(delete(Policy).where(Policy.id == announced.id))


def _put(session: Session, actor: Actor, policy: Policy, rules: Sequence[Mapping[str, Any]]) -> Policy:
    policy.rules = [_rule(rule) for rule in rules]
    session.add(policy)
    session.flush()
    journal.record(session, actor, policy, "adopt policy", new=str(policy.version))
    return policy


def _rule(rule: Mapping[str, Any], **more: Any) -> Rule:
    return Rule(number=rule["number"], category=rule["category"], title=_tidy(Texts(rule["title"])), text=_tidy(Texts(rule["text"])), **more)


def _before(session: Session, version: int | None = None) -> Policy | None:
    found = select(Policy).order_by(Policy.version.desc()).limit(1)
    return session.scalar(found.where(Policy.version < version) if version is not None else found)


def _not_in_force(policy: Policy) -> None:
    if policy.from_day <= clock.today():
        raise WrongMoment(_("This version is in force and stays as it is. Write a new version."))


def _check(intro: Texts, change: Texts, from_day: date, rules: Sequence[Mapping[str, Any]], before: Policy | None) -> None:
    if not rules or len({rule["number"] for rule in rules}) != len(rules):
        raise Refused(_("Rules need numbers, and each number once."))
    said = {"intro": intro, "change": change} | {f"{rule['number']} {name}": rule[name] for rule in rules for name in ("title", "text")}
    gaps = missing(settings().languages, **said)
    if gaps:
        names = {"intro": _("the text before the rules"), "change": _("what is new")}
        named = [f"{names.get(name) or _('rule %(number)s', number=name.split()[0])} ({language_name(tag)})" for name, tag in gaps]
        raise Refused(_("A version is published whole. Still missing: %(gaps)s.", gaps="; ".join(dict.fromkeys(named))))
    if from_day < clock.today():
        raise Refused(_("A version is in force from today or a later day on, never from a day gone by."))
    if before is not None and from_day <= before.from_day:
        raise Refused(_("Choose a later day than the one of version %(version)s. On each day one version is in force.", version=before.version))


def _tidy(texts: Texts) -> Texts:
    return Texts({tag: text.tidy(said) for tag, said in texts.items()})

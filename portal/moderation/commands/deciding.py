"""Claiming and deciding. Nothing is restricted without a rule, the facts and, where one is meant, the passage."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from portal.base import clock, text
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.base.secrets import seal
from portal.consultations.models import Question
from portal.contributions import commands as contributions
from portal.contributions.models import PUBLIC, UNSEEN, Contribution
from portal.moderation import queries
from portal.moderation.conflicts import not_by_whoever_entered
from portal.moderation.models import ORIGINAL, PASSAGE, RESTRICTIONS, Action, Claim, Decision, Flag, FlagState, Message, Rule, SealedOriginal
from portal.moderation.states import FLAG
from portal.notifications import commands as notifications

CLAIM = timedelta(minutes=15)
FEWEST_WORDS = 3
LEFT_OUT = "[…]"


@command(Permission.DECIDE, on="contribution")
def claim(session: Session, actor: Actor, contribution: Contribution) -> Claim:
    """Take a contribution on one's desk for a quarter of an hour. Raises WrongMoment when it lies on another's."""
    found = session.scalar(select(Claim).where(Claim.contribution_id == contribution.id))
    if found is not None and found.staff_id != actor.staff_id and found.until > clock.now():
        raise WrongMoment(_("Another moderator reads this just now."))
    if found is None:
        found = Claim(contribution_id=contribution.id, staff_id=actor.staff_id, until=clock.now() + CLAIM)
        try:
            with session.begin_nested():
                session.add(found)
        except IntegrityError:
            raise WrongMoment(_("Another moderator reads this just now.")) from None
    found.staff_id, found.until = actor.staff_id or 0, clock.now() + CLAIM
    return found


@command(Permission.DECIDE, on="contribution")
def release(session: Session, actor: Actor, contribution: Contribution) -> None:
    """Put a contribution back for the others."""
    session.execute(delete(Claim).where(Claim.contribution_id == contribution.id, Claim.staff_id == actor.staff_id))


@command(Permission.DECIDE, on="contribution")
def decide(
    session: Session,
    actor: Actor,
    contribution: Contribution,
    *,
    action: Action,
    version: int,
    rule: Rule | None = None,
    facts: str = "",
    passage: str = "",
    question: Question | None = None,
    nameless: bool = False,
) -> Decision:
    """Decide on the version that was read; carry it out, write it down, and tell the author."""
    not_by_whoever_entered(session, actor, contribution.id)
    if version != contribution.version:
        raise WrongMoment(_("There is a newer version of these words. Please read it first."))
    facts, passage = text.tidy(facts), text.tidy(passage)
    if action in RESTRICTIONS:
        _check(session, actor, contribution, rule, facts, passage)
    decision = _of(actor, contribution, action, rule, question)
    decision.version, decision.facts, decision.sealed_passage = version, facts, seal(PASSAGE, passage) if passage else None
    _carry_out(session, actor, contribution, action, rule, passage, question, nameless=nameless)
    session.add(decision)
    session.execute(delete(Claim).where(Claim.contribution_id == contribution.id))
    if action in (Action.REDACT, Action.HIDE):
        _settle_flags(session, actor, contribution)
    session.flush()
    return decision


def _of(actor: Actor, contribution: Contribution, action: Action, rule: Rule | None, question: Question | None) -> Decision:
    """Who decides what about which words, and from where they are moved."""
    moved = action is Action.MOVE
    return Decision(
        consultation_id=contribution.consultation_id,
        contribution_id=contribution.id,
        action=action,
        rule_id=rule.id if rule and action in RESTRICTIONS else None,
        automated=False,
        staff_id=actor.staff_id,
        organisation_id=actor.organisation_id,
        unit=actor.unit,
        waited_days=(clock.today() - contribution.day).days,
        moved_from_question_id=contribution.question_id if moved else None,
        moved_to_question_id=question.id if question and moved else None,
        moved_from_reply_to_id=contribution.reply_to_id if moved else None,
    )


def _check(session: Session, actor: Actor, contribution: Contribution, rule: Rule | None, facts: str, passage: str) -> None:
    policy = queries.policy_for(session, actor, contribution)
    if rule is None:
        raise Refused(_("Choose the rule."))
    if policy is None or rule.policy_id != policy.id:
        raise Refused(_("Choose a rule of the version that was in force when the words were written."))
    if text.words_in(facts) < FEWEST_WORDS:
        raise Refused(_("Say in plain words what the decision rests on."))
    if passage and passage not in contribution.text:
        raise Refused(_("The passage does not occur in the text. Copy it exactly."))
    if passage and passage in facts:
        raise Refused(_("Do not repeat the passage in the facts. Describe it."))


def _carry_out(session: Session, actor: Actor, contribution: Contribution, action: Action, rule: Rule | None, passage: str, question: Question | None, *, nameless: bool) -> None:
    because = f"{rule.number} {rule.category}" if rule else ""  # the facts stay in the decision; the journal keeps the rule
    mark = rule.category if rule else ""
    if action is Action.PUBLISH:
        contributions.publish(session, actor, contribution, nameless=nameless)
    elif action is Action.REDACT:
        _redact(session, actor, contribution, passage, mark, because, nameless=nameless)
    elif action is Action.DECLINE:
        contributions.decline(session, actor, contribution, because)
    elif action is Action.HOLD:
        contributions.hold(session, actor, contribution, because)
    elif action is Action.HIDE:
        contributions.hide(session, actor, contribution, mark, because)
    elif action is Action.MOVE:
        if question is None:
            raise Refused(_("Choose the question to which the words belong."))
        contributions.move(session, actor, contribution, question, because)
    else:
        raise Refused(_("What was taken out of sight comes back by an appeal."))


def _redact(session: Session, actor: Actor, contribution: Contribution, passage: str, mark: str, because: str, *, nameless: bool) -> None:
    if not passage:
        raise Refused(_("Copy the passage that is left out."))
    left = contribution.text.replace(passage, LEFT_OUT)
    if passage in left:
        raise Refused(_("Choose a longer passage."))
    if not left.replace(LEFT_OUT, "").strip():
        raise Refused(_("Nothing would be left. Choose not to publish."))
    again = contribution.left_out != ""
    if again and LEFT_OUT in passage:
        raise Refused(_("Choose a passage without the gap that was left before."))
    if contribution.state not in (*UNSEEN, *PUBLIC):
        raise WrongMoment(_("This is not possible any more. Somebody may have been faster; please look at the present state."))
    _seal_original(session, contribution, again=again)
    contributions.publish_redacted(session, actor, contribution, left, mark, because, nameless=nameless)
    for column in (Flag.text, Message.text, Decision.facts):  # whoever quoted it there kept it alive
        table: Any = column.class_
        quoting = select(table.id, column).where(table.contribution_id == contribution.id, column.contains(passage, autoescape=True))
        for row_id, words in session.execute(quoting).all():
            session.execute(update(table).where(table.id == row_id).values({column.key: words.replace(passage, LEFT_OUT)}))


def _seal_original(session: Session, contribution: Contribution, *, again: bool) -> None:
    """The whole wording, once: what is cut a second time is no original."""
    sealed = select(SealedOriginal.id).where(SealedOriginal.contribution_id == contribution.id)
    if again and session.scalar(sealed) is not None:
        return
    session.execute(delete(SealedOriginal).where(SealedOriginal.contribution_id == contribution.id))
    session.add(SealedOriginal(contribution_id=contribution.id, sealed=seal(ORIGINAL, contribution.text)))


def _settle_flags(session: Session, actor: Actor, contribution: Contribution) -> None:
    flags = list(session.scalars(select(Flag).where(Flag.contribution_id == contribution.id, Flag.state == FlagState.OPEN)))
    for flag in flags:
        flag.decided_by_id = actor.staff_id
        FLAG.move(session, flag, FlagState.ACTED, actor)
    notifications.tell(session, actor, [flag.receipt_id for flag in flags])

"""Contesting a decision, and hearing the appeal: by somebody else, with the whole original, and back in its place at once."""

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from portal.base import clock, text
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.base.secrets import keyed_hash
from portal.consultations.models import Question
from portal.contributions import commands as contributions
from portal.contributions.models import Contribution, ContributionState
from portal.moderation import queries
from portal.moderation.commands.deciding import LEFT_OUT
from portal.moderation.conflicts import not_by_whoever_entered
from portal.moderation.models import Action, Appeal, AppealState, Decision, Flag, FlagState, Rule, SealedOriginal
from portal.moderation.states import APPEAL
from portal.notifications import commands as notifications
from portal.web.tokens import Token

ANSWERED_WITHIN = 10  # working days
LONGEST = 5000


@command(Permission.APPEAL, on="decision")
def appeal(session: Session, actor: Actor, decision: Decision, *, token: Token, text: str, language: str) -> Appeal:
    """Contest a decision within six months. The same form sent twice makes one appeal."""
    known = session.scalar(select(Appeal).where(Appeal.token_hash == keyed_hash("form", token.name)))
    if known is not None and known.receipt_id == actor.receipt_id:
        return known
    _check(decision, actor, text)
    made = Appeal(
        consultation_id=decision.consultation_id,
        decision_id=decision.id,
        receipt_id=actor.receipt_id,
        token_hash=keyed_hash("form", token.name),
        due_on=clock.add_working_days(clock.today(), ANSWERED_WITHIN),
        text=_tidy(text),
        language=language,
    )
    APPEAL.begin(session, made, actor, "contest")
    return made


def _check(decision: Decision, actor: Actor, words: str) -> None:
    if clock.today() > queries.appeal_until(decision):
        other = str(decision.contribution.consultation.alternative)
        raise Refused(_("A decision can be contested for six months. They are over.") + " " + other)
    if any(one.receipt_id == actor.receipt_id for one in decision.appeals):
        raise Refused(_("You have contested this decision already."))
    if not _tidy(words):
        raise Refused(_("Say why the decision should be looked at again."))
    if len(_tidy(words)) > LONGEST:
        raise Refused(_("This is too long. The limit is %(most)s characters.", most=LONGEST))


def _tidy(words: str) -> str:
    return text.tidy(words)


@command(Permission.APPEAL, on="decision")
def withdraw_appeal(session: Session, actor: Actor, decision: Decision) -> None:
    """Take one's open appeal back."""
    own = next((one for one in decision.appeals if one.receipt_id == actor.receipt_id), None)
    if own is None:
        raise WrongMoment(_("There is no appeal of yours that waits."))
    APPEAL.move(session, own, AppealState.WITHDRAWN, actor)


@command(Permission.DECIDE_APPEAL, on="appeal")
def uphold(session: Session, actor: Actor, appeal: Appeal, reason: str) -> None:
    """The decision stands, for a reason that the person reads."""
    _settle(session, actor, appeal, AppealState.UPHELD, reason)


@command(Permission.DECIDE_APPEAL, on="appeal")
def overturn(session: Session, actor: Actor, appeal: Appeal, reason: str, rule: Rule | None = None, *, nameless: bool = False) -> None:
    """The decision falls: the words are back at once, whole. `rule` is for a refused report, whose words go out of sight; `nameless` is asked for words of young people."""
    _settle(session, actor, appeal, AppealState.OVERTURNED, reason)
    decision = appeal.decision
    words, because = decision.contribution, "appeal"
    if decision.action is Action.PUBLISH:
        _hide(session, actor, appeal, rule, reason)
    elif decision.action is Action.MOVE:
        _move_back(session, actor, decision, because)
    elif decision.action is Action.REDACT:
        _make_whole(session, actor, appeal, because, nameless=nameless)
    elif decision.action is Action.HIDE:
        _restore(session, actor, words, because, nameless=nameless)
    elif words.state in (ContributionState.DECLINED, ContributionState.HELD):
        contributions.restore(session, actor, words, because, nameless=nameless)


def _settle(session: Session, actor: Actor, appeal: Appeal, state: AppealState, reason: str) -> None:
    reason = _tidy(reason)
    not_by_whoever_entered(session, actor, session.get_one(Decision, appeal.decision_id).contribution_id)
    if text.words_in(reason) < 3:  # noqa: PLR2004  fewer words are no reason
        raise Refused(_("Give the reason in plain words. The person reads it."))
    appeal.reason, appeal.decided_by_id, appeal.organisation_id = reason, actor.staff_id, actor.organisation_id
    APPEAL.move(session, appeal, state, actor, state.value)
    notifications.tell(session, actor, [appeal.receipt_id])


def _make_whole(session: Session, actor: Actor, appeal: Appeal, because: str, *, nameless: bool) -> None:
    """The passage comes back. What other decisions took out, or took out of sight, was not contested here and stays."""
    words, whole = appeal.decision.contribution, queries.original_of(session, actor, appeal)
    hidden, mark = words.state is ContributionState.HIDDEN, words.mark
    if not whole or not words.left_out:
        return  # its author took the words back, or an earlier appeal made them whole
    others = _other_redactions(session, appeal.decision)
    left_out = (others[-1].rule.category if others[-1].rule else words.left_out) if others else ""
    for one in others:
        whole = whole.replace(one.passage, LEFT_OUT)
    if words.number is None:
        contributions.rewrite(session, actor, words, whole, left_out, because, nameless=nameless)
    elif others:
        _restore(session, actor, words, because, nameless=nameless)
        contributions.publish_redacted(session, actor, words, whole, left_out, because, nameless=nameless)
    else:
        contributions.restore(session, actor, words, because, whole, nameless=nameless)
    if not others:
        session.execute(delete(SealedOriginal).where(SealedOriginal.contribution_id == words.id))
    if hidden:
        contributions.hide(session, actor, words, mark, because)


def _other_redactions(session: Session, decision: Decision) -> list[Decision]:
    """The other redactions of the same words that still stand, oldest first."""
    fallen = select(Appeal.decision_id).where(Appeal.state == AppealState.OVERTURNED)
    found = select(Decision).where(Decision.contribution_id == decision.contribution_id, Decision.action == Action.REDACT, Decision.id != decision.id)
    found = found.where(Decision.id.not_in(fallen), Decision.sealed_passage.is_not(None)).options(joinedload(Decision.rule))
    return list(session.scalars(found.order_by(Decision.day, Decision.version, Decision.id)))


def _restore(session: Session, actor: Actor, words: Contribution, because: str, *, nameless: bool) -> None:
    """Out of hiding, as far as the words are in it."""
    if words.state is ContributionState.HIDDEN:
        contributions.restore(session, actor, words, because, nameless=nameless)


def _move_back(session: Session, actor: Actor, decision: Decision, because: str) -> None:
    words = decision.contribution
    if words.question_id != decision.moved_to_question_id or decision.moved_from_question_id is None:
        return
    question = session.get_one(Question, decision.moved_from_question_id)
    answered = session.get(Contribution, decision.moved_from_reply_to_id) if decision.moved_from_reply_to_id is not None else None
    if answered is not None and answered.question_id != question.id:  # that was moved too
        answered = None
    contributions.move(session, actor, words, question, because, answered)


def _hide(session: Session, actor: Actor, appeal: Appeal, rule: Rule | None, reason: str) -> None:
    words = appeal.decision.contribution
    policy = queries.policy_for(session, actor, words)
    if rule is None or policy is None or rule.policy_id != policy.id:
        raise Refused(_("Choose the rule by which the words go out of sight."))
    session.add(
        Decision(
            consultation_id=words.consultation_id,
            contribution_id=words.id,
            version=words.version,
            action=Action.HIDE,
            rule_id=rule.id,
            facts=_tidy(reason),
            staff_id=actor.staff_id,
            organisation_id=actor.organisation_id,
            unit=actor.unit,
            waited_days=(clock.today() - appeal.day).days,
        )
    )
    contributions.hide(session, actor, words, rule.category, _because_of(rule))
    flags = select(Flag.receipt_id).where(Flag.contribution_id == words.id, Flag.state == FlagState.KEPT)
    notifications.tell(session, actor, list(session.scalars(flags)))


def _because_of(rule: Rule) -> str:
    """What the journal keeps of a reason: the rule, never the words."""
    return f"{rule.number} {rule.category}"

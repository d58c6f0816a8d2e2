"""Deciding on several at once. Each keeps a decision of its own; for some minutes the moderator can take all of them back."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.base import clock, text
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.base.secrets import keyed_hash
from portal.consultations.models import Consultation
from portal.contributions import commands as contributions
from portal.contributions.models import PUBLIC, Contribution, ContributionState, CoSignature
from portal.journal import commands as journal
from portal.moderation import holding
from portal.moderation.commands.deciding import FEWEST_WORDS, decide
from portal.moderation.commands.flagging import answer_flag
from portal.moderation.models import Action, Appeal, BulkDeed, Decision, Flag, FlagState, Rule
from portal.moderation.queries import bulk
from portal.moderation.queries.bulk import ACTIONS, NEEDS_RULE, TAKEN_BACK_WITHIN, Choice, Together
from portal.moderation.states import FLAG
from portal.notifications import commands as notifications
from portal.web.tokens import Token

LEFT = {
    Action.PUBLISH: (ContributionState.PUBLISHED, ContributionState.ACCEPTED),
    Action.HOLD: (ContributionState.HELD,),
    Action.DECLINE: (ContributionState.DECLINED,),
    Action.HIDE: (ContributionState.HIDDEN,),
}
"""Where each action left the words: only from there the way leads back."""


@command(Permission.DECIDE, on="consultation")
def decide_together(
    session: Session, actor: Actor, consultation: Consultation, *, token: Token, deed: Together, chosen: Collection[Choice], rule: Rule | None = None, facts: str = ""
) -> BulkDeed:
    """Do the same with several. The same form sent twice does it once; what somebody else has changed meanwhile is left out."""
    name = keyed_hash("form", token.name)
    if (before := session.scalar(select(BulkDeed).where(BulkDeed.token_hash == name))) is not None:
        return before
    if deed in NEEDS_RULE and rule is None:
        raise Refused(_("Choose the rule."))
    if deed is not Together.PUBLISH and text.words_in(text.tidy(facts)) < FEWEST_WORDS:
        raise Refused(_("Say in plain words what the decision rests on."))
    made = BulkDeed(consultation_id=consultation.id, staff_id=actor.staff_id, token_hash=name, at=clock.now(), deed=deed.value, decisions=[])
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # the same form came twice at the same moment
        return session.scalars(select(BulkDeed).where(BulkDeed.token_hash == name)).one()
    versions = {own: version for own, version, _state in chosen}
    ready = bulk.plan(session, actor, consultation, deed, chosen).ready
    made.decisions = [decision.id for one in ready if (decision := _decide(session, actor, one, deed, versions[one.id], rule, facts)) is not None]
    journal.record(session, actor, made, "decide together", new=deed.value, reason=str(len(made.decisions)))
    return made


def _decide(session: Session, actor: Actor, words: Contribution, deed: Together, version: int, rule: Rule | None, facts: str) -> Decision | None:
    """One of them, by the same command as by itself; somebody may be faster even now."""
    try:
        with session.begin_nested():
            if deed is Together.KEEP:
                return answer_flag(session, actor, words, facts)
            return decide(session, actor, words, action=ACTIONS[deed], version=version, rule=rule, facts=facts)
    except (Refused, WrongMoment):
        return None


@command(Permission.DECIDE, on="deed")
def take_back_together(session: Session, actor: Actor, deed: BulkDeed) -> None:
    """Put all back that can be put back: for ten minutes, by the same person, while nothing stands on it. Twice does nothing."""
    if deed.undone_at is not None:
        return
    if deed.staff_id != actor.staff_id or clock.now() >= deed.at + TAKEN_BACK_WITHIN:
        raise WrongMoment(_("This can be taken back for ten minutes, by whoever decided. They are over. Decide on each by itself."))
    deed.undone_at = clock.now()
    back = 0
    for decision in session.scalars(select(Decision).where(Decision.id.in_(deed.decisions)).order_by(Decision.id)).all():
        words = session.get(Contribution, decision.contribution_id)
        if words is not None and _may_go_back(session, actor, decision, words):
            _put_back(session, actor, decision, words, Together(deed.deed))
            back += 1
    journal.record(session, actor, deed, "take back together", old=deed.deed, reason=str(back))


def _may_go_back(session: Session, actor: Actor, decision: Decision, words: Contribution) -> bool:
    """Whether nobody has changed, contested, answered or reported anything that the decision led to."""
    contested = session.scalar(select(Appeal.id).where(Appeal.decision_id == decision.id).limit(1)) is not None
    if decision.taken_back_on is not None or contested or decision.version != words.version:
        return False
    if _answers_reports(decision):
        return words.state in PUBLIC
    if words.state not in LEFT.get(decision.action, ()):
        return False
    if decision.action is Action.PUBLISH:
        return words.left_out == "" and not _in_use(session, actor, words)
    reports = select(Flag.id).where(Flag.contribution_id == words.id, Flag.state == FlagState.ACTED)  # an answer that was given stays given
    return decision.action is not Action.HIDE or session.scalar(reports.limit(1)) is None


def _answers_reports(decision: Decision) -> bool:
    return decision.action is Action.PUBLISH and decision.facts != ""


def _in_use(session: Session, actor: Actor, words: Contribution) -> bool:
    reply = select(Contribution.id).where(Contribution.reply_to_id == words.id)
    report = select(Flag.id).where(Flag.contribution_id == words.id)
    support = select(CoSignature.id).where(CoSignature.contribution_id == words.id)
    return any(session.scalar(one.limit(1)) is not None for one in (reply, report, support)) or holding.held(session, actor, words)


def _put_back(session: Session, actor: Actor, decision: Decision, words: Contribution, deed: Together) -> None:
    reason = "taken back within ten minutes"
    decision.taken_back_on = clock.today()
    if deed is Together.KEEP:
        answered = select(Flag).where(Flag.contribution_id == words.id, Flag.state == FlagState.KEPT, Flag.decided_by_id == actor.staff_id, Flag.answer == decision.facts)
        flags = list(session.scalars(answered.where(Flag.state_since == decision.day)))
        for flag in flags:
            flag.answer, flag.decided_by_id = "", None
            FLAG.move(session, flag, FlagState.OPEN, actor, reason)
        notifications.tell(session, actor, [flag.receipt_id for flag in flags])
    elif deed is Together.HIDE:
        contributions.restore(session, actor, words, reason, nameless=True)  # it was public some minutes ago
    else:
        contributions.put_back(session, actor, words, reason)

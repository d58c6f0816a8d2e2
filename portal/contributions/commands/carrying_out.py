"""Carrying out what moderators and reviewers decide, what the clock erases, and what goes for somebody's safety."""

from portal.base.access import SYSTEM, Actor, Kind, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.consultations.models import Question
from portal.contributions import placing
from portal.contributions import rules as _rules  # noqa: F401  entered before anybody asks
from portal.contributions.commands.appearing import accept, catch_up
from portal.contributions.erasing import erase_words, replace_words
from portal.contributions.models import PUBLIC, UNSEEN, Contribution
from portal.contributions.models import ContributionState as State
from portal.contributions.states import CONTRIBUTION
from portal.journal import commands as journal
from portal.notifications import commands as notifications


@command(Permission.SYSTEM)
def erase(session: Session, actor: Actor, contribution: Contribution) -> None:
    """Remove words that were declined, when the time to contest that is over."""
    CONTRIBUTION.move(session, contribution, State.ERASED, actor)
    erase_words(session, contribution)


@command(Permission.CARRY_OUT, on="contribution")
def publish(session: Session, actor: Actor, contribution: Contribution, reason: str = "", *, nameless: bool = False) -> None:
    """Show the words to everybody, or accept them for the hour that is set; at the first time they get their number. `nameless`: nothing in them tells who wrote them."""
    _look_twice(contribution, nameless=nameless)
    if placing.waits_for_others(contribution):
        accept(session, actor, contribution, reason)
        return
    placing.appear(session, contribution)
    CONTRIBUTION.move(session, contribution, placing.state_in_public(contribution), actor, reason or contribution.left_out)
    notifications.tell(session, actor, [contribution.receipt_id])


@command(Permission.CARRY_OUT, on="contribution")
def publish_redacted(session: Session, actor: Actor, contribution: Contribution, text: str, mark: str, reason: str, *, nameless: bool = False) -> None:
    """Show the words without a passage. It disappears from every wording; the whole was sealed before by whoever decided."""
    if contribution.state not in PUBLIC:
        _look_twice(contribution, nameless=nameless)
    _show(session, actor, contribution, State.REDACTED, reason)
    replace_words(session, contribution, text)
    contribution.mark = contribution.left_out = mark


def _show(session: Session, actor: Actor, contribution: Contribution, as_what: State, reason: str) -> None:
    """Among the public words at once, unless they wait for others."""
    if placing.waits_for_others(contribution):
        if contribution.state is State.ACCEPTED:
            CONTRIBUTION.move(session, contribution, State.ACCEPTED, actor, reason)
        else:
            accept(session, actor, contribution, reason)
        return
    if contribution.state not in PUBLIC:
        placing.appear(session, contribution)
    CONTRIBUTION.move(session, contribution, as_what, actor, reason)
    notifications.tell(session, actor, [contribution.receipt_id])


@command(Permission.CARRY_OUT, on="contribution")
def rewrite(session: Session, actor: Actor, contribution: Contribution, text: str, mark: str, reason: str, *, nameless: bool = False) -> None:
    """Put a passage back into words that nobody can read yet. They go on waiting, or stay declined; `mark` is for what is still left out."""
    if contribution.state is State.ACCEPTED:
        _look_twice(contribution, nameless=nameless)
        CONTRIBUTION.move(session, contribution, State.ACCEPTED, actor, reason)
    else:
        journal.record(session, actor, contribution, "change", reason=reason)
    replace_words(session, contribution, text)
    contribution.mark = contribution.left_out = mark


def _look_twice(contribution: Contribution, *, nameless: bool) -> None:
    """What came by the path for young people becomes public only when somebody confirms that it tells nobody who they are."""
    if contribution.young and not nameless:
        raise Refused(_("These words came by the way for young people. Confirm first that nothing in them tells who wrote them."))


@command(Permission.CARRY_OUT, on="contribution")
def decline(session: Session, actor: Actor, contribution: Contribution, reason: str) -> None:
    """Do not publish. The words stay for an appeal."""
    CONTRIBUTION.move(session, contribution, State.DECLINED, actor, reason)
    notifications.tell(session, actor, [contribution.receipt_id])


@command(Permission.CARRY_OUT, on="contribution")
def hold(session: Session, actor: Actor, contribution: Contribution, reason: str) -> None:
    """Put aside for the moment."""
    CONTRIBUTION.move(session, contribution, State.HELD, actor, reason)
    notifications.tell(session, actor, [contribution.receipt_id])


@command(Permission.CARRY_OUT, on="contribution")
def put_back(session: Session, actor: Actor, contribution: Contribution, reason: str) -> None:
    """Into the queue again, as if nothing had been decided. Only right after a slip, while nothing stands on the words."""
    if contribution.state in PUBLIC:
        placing.disappear(session, contribution)
    told_before = contribution.state is not State.ACCEPTED
    CONTRIBUTION.move(session, contribution, State.RECEIVED, actor, reason)
    if told_before:
        notifications.tell(session, actor, [contribution.receipt_id])


@command(Permission.CARRY_OUT, on="contribution")
def hide(session: Session, actor: Actor, contribution: Contribution, mark: str, reason: str) -> None:
    """Take public words out of sight; a neutral mark with the rule's category stands in their place."""
    CONTRIBUTION.move(session, contribution, State.HIDDEN, actor, reason)
    contribution.mark = mark
    placing.count(session, contribution, -1)
    notifications.tell(session, actor, [contribution.receipt_id])


@command(Permission.CARRY_OUT, on="contribution")
def restore(session: Session, actor: Actor, contribution: Contribution, reason: str, text: str | None = None, *, nameless: bool = False) -> None:
    """Back at once, in its place if it had one, after an overturned decision. Without `text`, the original, a redacted one stays redacted and says so."""
    _look_twice(contribution, nameless=nameless)
    _show(session, actor, contribution, placing.state_in_public(contribution) if text is None else State.PUBLISHED, reason)
    if text is not None:
        replace_words(session, contribution, text)
        contribution.left_out = ""
    contribution.mark = contribution.left_out


@command(Permission.CARRY_OUT, on="contribution")
def move(session: Session, actor: Actor, contribution: Contribution, question: Question, reason: str, reply_to: Contribution | None = None) -> None:
    """Carry words, with all answers below them, to the question or consultation where they belong; there on top, or below `reply_to`."""
    if not reason.strip():
        raise Refused(_("A decision needs a reason."))
    if question.id == contribution.question_id:
        raise Refused(_("The words stand at this question already."))
    if question.consultation_id != contribution.consultation_id and contribution.state not in UNSEEN:
        raise Refused(_("Only words that wait can be moved to another consultation."))
    if contribution.state is State.ACCEPTED:
        catch_up(session, SYSTEM, question.consultation_id)
    placing.transplant(session, contribution, question, reply_to)
    journal.record(session, actor, contribution, "move", reason=reason)
    notifications.tell(session, actor, [contribution.receipt_id])


@command(Permission.CARRY_OUT, on="contribution")
def take_out(session: Session, actor: Actor, contribution: Contribution) -> bool:
    """Words go for somebody's safety, at any time. Whether there was anything left to take out.

    Whatever stays, the journal's line too, is what is left when authors take their words back themselves: a line of its
    own would show everybody who reads the journal, or steals it, who needed protection.
    """
    if contribution.state in (State.WITHDRAWN, State.ERASED):
        return False
    was_public = contribution.state in PUBLIC
    CONTRIBUTION.move(session, contribution, State.WITHDRAWN, Actor(kind=Kind.RECEIPT, receipt_id=contribution.receipt_id))
    erase_words(session, contribution)
    if was_public:
        placing.count(session, contribution, -1)
    return True

"""Somebody else hears it: at the second stage, or because the complainant does not trust an officer."""

from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import WrongMoment
from portal.base.languages import _
from portal.complaints import clocks, queries, routing
from portal.complaints.handing import give
from portal.complaints.models import ComplaintState
from portal.complaints.routing import REST, Stage
from portal.complaints.states import moves_of
from portal.complaints.telling import needed
from portal.vault import commands as vault
from portal.vault.holding import Held
from portal.vault.models import MessageKind, Officer
from portal.web.tokens import Token


@command(Permission.FOLLOW_CASE, on="held")
def ask_again(session: Session, actor: Actor, held: Held, *, text: str, language: str, chosen: int | None = None, token: Token | None = None) -> Officer:
    """The complainant asks for the second stage, within 184 days of the decision. Never the first decider, nor their unit (p56).

    Raises WrongMoment, and Refused when there is nobody.
    """
    complaint = queries.of(session, actor, held)
    words = needed(text, _("Say what the first decision got wrong."))
    if not queries.may_ask_again(complaint):
        raise WrongMoment(_("A second stage can be asked for once, within 184 days of the decision."))
    offered = routing.for_second(session, actor, complaint, number=queries.number_of(session, actor, held), language=held.case.language)
    moves_of(complaint).move(session, complaint, ComplaintState.SECOND_STAGE, actor)
    complaint.stage, complaint.first_finding = Stage.SECOND, complaint.finding.value if complaint.finding else ""
    complaint.finding = complaint.remedy = complaint.decided_on = None
    case = held.case
    case.closed_on = case.erase_on = case.warned_on = None
    clocks.start_second(session, actor, case, complaint)
    vault.say(session, actor, held, MessageKind.REASON, {"text": words, "language": language}, token=token)
    return give(session, actor, held, complaint, offered, chosen)


@command(Permission.FOLLOW_CASE, on="held")
def distrust(session: Session, actor: Actor, held: Held) -> Officer:
    """The complainant does not trust whoever has it: somebody else gets it, of another unit where there is one. Raises Refused and WrongMoment."""
    complaint = queries.of(session, actor, held)
    if complaint.state in REST:
        raise WrongMoment(_("It is closed. Nobody works on it."))
    if complaint.owner_id is not None:
        complaint.distrusted = [*complaint.distrusted, complaint.owner_id]
    offered = routing.may_take(session, actor, complaint, number=queries.number_of(session, actor, held), language=held.case.language)
    owner = give(session, actor, held, complaint, offered)
    vault.record(session, actor, held.case, "distrust")
    return owner

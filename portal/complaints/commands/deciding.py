"""A decision: never without finding, reasons, remedy or its absence, and where one can go next (p55)."""

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _, format_day
from portal.complaints import clocks, queries, routing
from portal.complaints.models import Complaint, ComplaintState, Finding, PublishableDecision, Remedy
from portal.complaints.routing import Stage
from portal.complaints.states import COMPLAINT
from portal.complaints.telling import heard_of, needed, note_decision, tell, without_identity
from portal.vault import commands as vault
from portal.vault.holding import Opened
from portal.vault.models import MessageKind
from portal.web.tokens import Token

LONGEST_DECISION = 5000


@command(Permission.HANDLE_COMPLAINT, on="opened")
def decide(
    session: Session,
    actor: Actor,
    opened: Opened,
    *,
    finding: Finding,
    reasons: str,
    remedy: Remedy,
    measure: str = "",
    avenue: int,
    token: Token | None = None,
) -> None:
    """Decide. The complainant's time for a comment is not cut short. Raises Refused and WrongMoment."""
    complaint = queries.of(session, actor, opened)
    words = needed(reasons, _("Give the reasons."))
    what = measure.strip() if remedy is Remedy.NONE else needed(measure, _("Say what makes it good, who does it, and until when."))
    external = next((one for one in queries.avenues(session, actor, complaint.category) if one.id == avenue), None)
    if external is None:
        raise Refused(_("Name an external body that can be asked next. Administrators keep the list."))
    _may_decide(session, actor, opened, complaint)
    COMPLAINT.move(session, complaint, ComplaintState.DECIDED, actor)
    note_decision(actor, opened, complaint)
    complaint.finding, complaint.remedy = finding, remedy
    clocks.decided(session, actor, opened.case)
    until = (clock.today() + clocks.ASK_AGAIN).isoformat() if complaint.stage == Stage.FIRST else ""
    next_ = {"avenue": external.name, "ways": external.ways, "second_stage_until": until}
    tell(session, actor, opened, MessageKind.DECISION, words, token, finding=finding.value, remedy=remedy.value, measure=what, **next_)


def _may_decide(session: Session, actor: Actor, opened: Opened, complaint: Complaint) -> None:
    """Nobody decides in a matter that concerns them, and nobody before the complainant could comment."""
    if routing.concerns(session, actor, complaint, opened.officer.id, number=queries.number_of(session, actor, opened)):
        raise WrongMoment(_("You are concerned in this matter. Give it to somebody else."))
    waits = queries.may_comment(session, actor, opened.case)
    if waits is not None:
        raise WrongMoment(_("The complainant may still comment on the proposal, until %(day)s.", day=format_day(waits.due_on)))


@command(Permission.HANDLE_COMPLAINT, on="opened")
def write_for_public(session: Session, actor: Actor, opened: Opened, *, text: str, language: str) -> PublishableDecision:
    """Write a decision for the public, without names. It stays here until the complainant has agreed to these very words. Raises Refused and WrongMoment."""
    complaint = queries.of(session, actor, opened)
    if complaint.finding is None or complaint.state not in queries.DECISIONS:
        raise WrongMoment(_("Nothing is decided yet."))
    words = without_identity(session, actor, opened, needed(text, _("Write the decision for the public.")))
    if len(words) > LONGEST_DECISION:
        raise Refused(_("This is too long. The limit is %(most)s characters.", most=LONGEST_DECISION))
    made = queries.publishable(session, actor, opened) or PublishableDecision(case_id=opened.case.id)
    if made.carried_on is not None:
        raise WrongMoment(_("It is published already."))
    if (made.text, made.language) == (words, language):
        return made
    made.text, made.language, made.written_on, made.agreed_on = words, language, clock.today(), None
    complaint.may_publish = False
    session.add(made)
    session.flush()
    vault.record(session, actor, opened.case, "write for public")
    heard_of(session, actor, opened)
    return made

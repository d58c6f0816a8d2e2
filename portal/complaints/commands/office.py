"""What a focal point does with a complaint, from the first answer to closing it (protection F4). Every deed tells the complainant."""

from datetime import date, timedelta

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import _
from portal.complaints import clocks, queries
from portal.complaints.clocks import Pause
from portal.complaints.models import Category, Complaint, ComplaintState
from portal.complaints.states import moves_of
from portal.complaints.telling import heard_of, needed, note_decision, tell
from portal.vault import commands as vault
from portal.vault import queries as vault_queries
from portal.vault.holding import Opened
from portal.vault.models import ClockName, MessageKind
from portal.web.tokens import Token

LONGEST_EXTENSION = timedelta(days=90)
S = ComplaintState


def _moved(session: Session, actor: Actor, opened: Opened, to: ComplaintState, text: str, sentence: str) -> tuple[Complaint, str]:
    """The complaint in its next state, and the words that go with it. Raises Refused with the sentence when there are none."""
    complaint = queries.of(session, actor, opened)
    words = needed(text, sentence)
    moves_of(complaint).move(session, complaint, to, actor)
    return complaint, words


@command(Permission.HANDLE_COMPLAINT, on="opened")
def acknowledge(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None) -> None:
    """The first answer by a person."""
    _complaint, words = _moved(session, actor, opened, S.ACKNOWLEDGED, text, _("Write a first answer. It tells that a person has read the complaint."))
    for name in (ClockName.ACKNOWLEDGE, ClockName.HELP):
        vault.meet(session, actor, opened.case, name)
    tell(session, actor, opened, MessageKind.MESSAGE, words, token)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def take_up(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None) -> None:
    """It belongs here, and is looked into."""
    _complaint, words = _moved(session, actor, opened, S.ACCEPTED, text, _("Say what you will look into, and how."))
    vault.meet(session, actor, opened.case, ClockName.TRIAGE)
    tell(session, actor, opened, MessageKind.NEWS, words, token)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def refer(session: Session, actor: Actor, opened: Opened, *, to: str, text: str, token: Token | None = None) -> None:
    """Somebody else has to hear it: only with the complainant's consent (R56). Raises Refused without it."""
    complaint = queries.of(session, actor, opened)
    if not complaint.referral_allowed:
        raise Refused(_("The complainant has not agreed that it is passed on. Ask in a message first."))
    name, words = needed(to, _("Say to whom you pass it on.")), needed(text, _("Say why, and what you pass on."))
    moves_of(complaint).move(session, complaint, S.REFERRED, actor)
    note_decision(actor, opened, complaint)
    clocks.decided(session, actor, opened.case)
    tell(session, actor, opened, MessageKind.REASON, words, token, to=name)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def note_arrival(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None) -> None:
    """Whoever it was passed on to has it."""
    complaint = queries.of(session, actor, opened)
    if complaint.state is not S.REFERRED or complaint.referral_arrived_on is not None:
        raise WrongMoment(_("Nothing is on its way."))
    complaint.referral_arrived_on = clock.today()
    vault.record(session, actor, complaint, "note arrival")
    tell(session, actor, opened, MessageKind.NEWS, needed(text, _("Say who has it now, and how to reach them.")), token)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def decline(session: Session, actor: Actor, opened: Opened, *, reason: str, alternative: str, token: Token | None = None) -> None:
    """It does not belong here: never without the reason and without another way (p57)."""
    complaint = queries.of(session, actor, opened)
    words = needed(reason, _("Say why it is not taken up."))
    other = needed(alternative, _("Say where the complainant can turn instead."))
    moves_of(complaint).move(session, complaint, S.DECLINED, actor)
    note_decision(actor, opened, complaint)
    clocks.decided(session, actor, opened.case)
    tell(session, actor, opened, MessageKind.REASON, words, token, alternative=other)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def propose(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None) -> None:
    """Say how it may end; the complainant may comment before anything is decided."""
    complaint, words = _moved(session, actor, opened, S.PROPOSED, text, _("Say what you found, and which outcome you propose."))
    vault.meet(session, actor, opened.case, ClockName.PROPOSE)
    clocks.start_comment(session, actor, opened.case, complaint)
    tell(session, actor, opened, MessageKind.PROPOSAL, words, token)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def look_again(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None) -> None:
    """The comment, or something else, makes another look necessary."""
    _complaint, words = _moved(session, actor, opened, S.ACCEPTED, text, _("Say what you will look at once more."))
    vault.drop_clock(session, actor, opened.case, ClockName.COMMENT)
    tell(session, actor, opened, MessageKind.NEWS, words, token)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def begin_remedy(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None) -> None:
    """What was decided is being done."""
    _complaint, words = _moved(session, actor, opened, S.REMEDY, text, _("Say who does what, and until when."))
    tell(session, actor, opened, MessageKind.NEWS, words, token)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def close(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None) -> None:
    """Nothing is left to do. From now on the days are counted until it is erased."""
    complaint, words = _moved(session, actor, opened, S.CLOSED, text, _("Say why it is closed."))
    tell(session, actor, opened, MessageKind.REASON, words, token)
    clocks.close(session, actor, opened.case, complaint)
    session.flush()


@command(Permission.HANDLE_COMPLAINT, on="opened")
def reopen(session: Session, actor: Actor, opened: Opened, *, text: str, token: Token | None = None) -> None:
    """Something new has come up."""
    complaint = queries.of(session, actor, opened)
    words = needed(text, _("Say why it is opened once more."))
    moves_of(complaint).move(session, complaint, S.ACKNOWLEDGED if complaint.category is Category.HELP else S.ACCEPTED, actor)
    case = opened.case
    case.closed_on = case.erase_on = case.warned_on = None
    complaint.finding = complaint.remedy = complaint.decided_on = None
    clocks.start_again(session, actor, case, complaint)
    tell(session, actor, opened, MessageKind.REASON, words, token)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def extend(session: Session, actor: Actor, opened: Opened, *, until: date, text: str, token: Token | None = None) -> None:
    """The decision takes longer, for a reason that the complainant reads. Raises Refused and WrongMoment."""
    queries.of(session, actor, opened)
    words = needed(text, _("Say why it takes longer."))
    running = vault_queries.running(session, actor, opened.case)
    one = running.get(ClockName.SECOND) or running.get(ClockName.DECIDE)
    if one is None:
        raise WrongMoment(_("No decision is awaited."))
    if not max(one.due_on, clock.today()) < until <= max(one.due_on, clock.today()) + LONGEST_EXTENSION:
        raise Refused(_("Choose a day after the present one, at most 90 days later."))
    vault.extend_clock(session, actor, opened.case, one.name, until)
    vault.record(session, actor, opened.case, "extend")
    tell(session, actor, opened, MessageKind.REASON, words, token, until=until.isoformat())


@command(Permission.HANDLE_COMPLAINT, on="opened")
def stand_still(session: Session, actor: Actor, opened: Opened, *, why: Pause, text: str, token: Token | None = None) -> None:
    """The clocks stand still while something is awaited; both sides see for what. News never waits."""
    queries.of(session, actor, opened)
    words = needed(text, _("Say what is awaited."))
    if not set(vault_queries.running(session, actor, opened.case)) & set(clocks.OFFICERS):
        raise WrongMoment(_("No clock of yours runs."))
    clocks.stand_still(session, actor, opened.case, why)
    vault.record(session, actor, opened.case, "pause clocks")
    tell(session, actor, opened, MessageKind.REASON, words, token, pause=why.value)


@command(Permission.HANDLE_COMPLAINT, on="opened")
def go_on(session: Session, actor: Actor, opened: Opened) -> None:
    """What was awaited has come."""
    if not clocks.go_on(session, actor, opened.case):
        raise WrongMoment(_("No clock stands still."))
    vault.record(session, actor, opened.case, "resume clocks")
    heard_of(session, actor, opened)

"""What the protection officers do on a report, from the urgent check to closing it by agreement (protection F5)."""

from datetime import timedelta

from sqlalchemy import select

from portal.base import clock
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Lazy, _, _l
from portal.reprisals import queries
from portal.reprisals.commands.plan import begin_follow_ups
from portal.reprisals.emptying import empty
from portal.reprisals.keeping import end_of
from portal.reprisals.models import ActorType, Danger, IncidentKind, Reprisal
from portal.reprisals.models import ReprisalState as State
from portal.reprisals.speaking import holders_words
from portal.reprisals.states import REPRISAL
from portal.vault import commands as vault
from portal.vault import queries as cases
from portal.vault.holding import Opened
from portal.vault.models import Case, CaseMessage, ClockName, MessageKind, Standing
from portal.web.tokens import Token

SILENCE = timedelta(days=30)
"""So long without a sign of life before a report may rest."""
INCIDENT, CONTACT = "incident", "contact"
"""What a note is about, where it is more than a note."""
AT_ONCE = 100


@command(Permission.HANDLE_REPRISAL, on="opened")
def check_danger(session: Session, actor: Actor, opened: Opened, danger: Danger) -> None:
    """The first look: whether life, liberty or something else is in danger now."""
    report = queries.report(session, actor, opened)
    REPRISAL.move(session, report, State.URGENT_CHECK, actor)
    report.danger = danger
    vault.mark_news(session, actor, opened.case)


@command(Permission.HANDLE_REPRISAL, on="opened")
def answer(session: Session, actor: Actor, opened: Opened, text: str, *, language: str, token: Token | None = None) -> CaseMessage:
    """A message to the holder. The first one is the first answer that the clock waits for."""
    said = vault.say(session, actor, opened, MessageKind.MESSAGE, {"text": _words(text), "language": language}, token=token)
    vault.meet(session, actor, opened.case, ClockName.ANSWER)
    vault.mark_news(session, actor, opened.case)
    return said


@command(Permission.HANDLE_REPRISAL, on="opened")
def jot(session: Session, actor: Actor, opened: Opened, text: str, *, language: str, token: Token | None = None) -> CaseMessage:
    """A note of the officers for themselves; the holder is never shown it."""
    return vault.say(session, actor, opened, MessageKind.NOTE, {"text": _words(text), "language": language}, token=token)


@command(Permission.HANDLE_REPRISAL, on="opened")
def agree_contact(session: Session, actor: Actor, opened: Opened, how: str, *, language: str, token: Token | None = None) -> None:
    """Write down how to stay in contact, in words that the holder reads too. A report that rested wakes with it."""
    report, said = queries.report(session, actor, opened), _words(how)
    REPRISAL.move(session, report, State.CONTACT_AGREED, actor)
    opened.case.erase_on = opened.case.warned_on = None
    vault.say(session, actor, opened, MessageKind.NEWS, {"text": said, "language": language, "about": CONTACT}, token=token)
    report.last_sign = clock.today()
    begin_follow_ups(session, actor, opened)
    vault.mark_news(session, actor, opened.case)


@command(Permission.HANDLE_REPRISAL, on="opened")
def go_on(session: Session, actor: Actor, opened: Opened, to: State) -> None:
    """From planning to acting, from acting to following up, and back."""
    if to not in (State.PLANNED, State.ACTING, State.FOLLOW_UP):
        raise WrongMoment(_("This is not possible any more. Somebody may have been faster; please look at the present state."))
    REPRISAL.move(session, queries.report(session, actor, opened), to, actor)
    vault.mark_news(session, actor, opened.case)


@command(Permission.HANDLE_REPRISAL, on="opened")
def let_rest(session: Session, actor: Actor, opened: Opened, agreed: str, *, language: str, token: Token | None = None) -> None:
    """There was no sign of life for a month: from now on only what was agreed before may be done, as written here.

    It is not kept for ever: what nobody comes back to is erased as a closed report is. A sign of life gives it time.
    """
    report, said = queries.report(session, actor, opened), _words(agreed)
    if clock.today() - report.last_sign < SILENCE:
        raise WrongMoment(_("The person has shown a sign of life within the last %(days)s days.", days=SILENCE.days))
    REPRISAL.move(session, report, State.DORMANT, actor)
    vault.say(session, actor, opened, MessageKind.NOTE, {"text": said, "language": language}, token=token)
    opened.case.erase_on, opened.case.warned_on = end_of(session, opened.case), None
    vault.mark_news(session, actor, opened.case)


@command(Permission.HANDLE_REPRISAL, on="opened")
def settle(session: Session, actor: Actor, opened: Opened, reason: str, *, agreed: bool, language: str, token: Token | None = None) -> None:
    """Close by agreement. Follow-ups that are still to come stay; after ninety days everything is erased, unless the holder wants it otherwise."""
    if not agreed:
        raise Refused(_("A report is closed by agreement only. Ask the person first."))
    report, said = queries.report(session, actor, opened), _words(reason)
    REPRISAL.move(session, report, State.CLOSED, actor)
    vault.say(session, actor, opened, MessageKind.REASON, {"text": said, "language": language}, token=token)
    opened.case.closed_on, opened.case.erase_on, opened.case.warned_on = clock.today(), end_of(session, opened.case), None
    vault.mark_news(session, actor, opened.case)


@command(Permission.HANDLE_REPRISAL, on="opened")
def take(session: Session, actor: Actor, opened: Opened) -> None:
    """Answer for the report from now on. Whoever was let in by two people cannot."""
    if opened.standing is not Standing.OWNER:
        raise Refused(_("Only an officer of the case can answer for it."))
    report = queries.report(session, actor, opened)
    if report.owner_id == opened.officer.id:
        return
    report.owner_id = opened.officer.id
    vault.record(session, actor, report, "take report")
    tell(session, actor, opened, _l("Another protection officer of your case answers for it now."))


@command(Permission.HANDLE_REPRISAL, on="opened")
def document(
    session: Session, actor: Actor, opened: Opened, *, incident: IncidentKind, actor_type: ActorType, region: str, text: str, language: str, token: Token | None = None
) -> None:
    """Write down what happened, for the yearly figures: kind, who, where. What is said about it in words stays sealed."""
    report = queries.report(session, actor, opened)
    report.incident, report.actor_type, report.region = incident, actor_type, region
    if text.strip():
        vault.say(session, actor, opened, MessageKind.NOTE, {"text": text.strip(), "language": language, "about": INCIDENT}, token=token)
    vault.record(session, actor, report, "document incident")


@command(Permission.HANDLE_REPRISAL, on="opened")
def tell(session: Session, actor: Actor, opened: Opened, sentence: Lazy, **more: object) -> None:
    """Tell the holder what was done, in their language; `more` is kept with it."""
    vault.say(session, actor, opened, MessageKind.NEWS, {**holders_words(opened.case, sentence), **more})
    vault.mark_news(session, actor, opened.case)


@command(Permission.SYSTEM)
def settle_erased(session: Session, actor: Actor) -> bool:
    """Cases that were erased: the report says so, and what was sealed beside the case goes too. True: there are more."""
    left = (State.CLOSED, State.DORMANT)
    rows = session.scalars(select(Reprisal).join(Case, Case.id == Reprisal.case_id).where(cases.newly_erased(), Reprisal.state.in_(left)).limit(AT_ONCE)).all()
    for report in rows:
        REPRISAL.move(session, report, State.ERASED, actor)
        empty(session, report.case_id)
    return len(rows) == AT_ONCE


def _words(text: str) -> str:
    if not text.strip():
        raise Refused(_("Write something first."))
    return text.strip()

"""Reporting a barrier, answering the report, taking it back, and forgetting its words."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from portal.barriers import rules as _rules  # noqa: F401  entered before anybody asks
from portal.barriers.models import BarrierAbout, BarrierReport, BarrierState
from portal.barriers.numbers import Held, for_form, lookup_hash
from portal.barriers.queries import ANSWERS, LONGEST
from portal.barriers.states import BARRIER
from portal.base import clock
from portal.base import text as words
from portal.base.access import Actor, Permission, command
from portal.base.database import Session
from portal.base.errors import Refused, WrongMoment
from portal.base.languages import Texts, _, language_name
from portal.base.secrets import keyed_hash
from portal.base.settings import settings
from portal.consultations.models import Consultation
from portal.journal import commands as journal
from portal.policies.queries import missing
from portal.web.tokens import Token

DUE = 10  # working days until the answer
KEPT = timedelta(days=184)  # six months, whatever months they are
AT_ONCE = 500


@dataclass(frozen=True)
class Reported:
    """A report and the number under which its answer can be seen."""

    report: BarrierReport
    code: str


@command(Permission.ANYONE)
def report(
    session: Session,
    actor: Actor,
    *,
    token: Token,
    text: str,
    language: str,
    page: str = "",
    consultation: Consultation | None = None,
    about: BarrierAbout = BarrierAbout.TAKING_PART,
) -> Reported:
    """Take a report. The same form sent twice makes one report with the same number."""
    name, code = keyed_hash("form", token.name), for_form(token)
    known = select(BarrierReport).where(BarrierReport.token_hash == name)
    if (before := session.scalar(known)) is not None:
        return Reported(before, code)
    made = BarrierReport(
        consultation_id=consultation.id if consultation else None,
        about=about,
        code_hash=lookup_hash(code),
        token_hash=name,
        due_on=clock.add_working_days(clock.today(), DUE),
        page=page,
        text=_readable(text),
        language=language,
    )
    try:
        with session.begin_nested():
            BARRIER.begin(session, made, actor, "report barrier")
    except IntegrityError:  # the same form came twice at the same moment
        made = session.scalars(known).one()
    return Reported(made, code)


def _readable(text: str) -> str:
    text = words.tidy(text)
    if not text:
        raise Refused(_("Say what keeps you from taking part."))
    if len(text) > LONGEST:
        raise Refused(_("This is too long. The limit is %(most)s characters.", most=LONGEST))
    return text


@command(Permission.ANSWER_BARRIER, on="report")
def answer(session: Session, actor: Actor, report: BarrierReport, *, state: BarrierState, barrier: Texts, adaptation: Texts, until: date | None = None) -> None:
    """Answer in public, in staff's own words; once more to say that it is done, or to mend the words."""
    if report.state is BarrierState.WITHDRAWN:
        raise WrongMoment(_("This report was withdrawn. There is nothing to answer."))
    _check(report, state, barrier, adaptation, until)
    report.barrier, report.adaptation = _tidy(barrier), _tidy(adaptation)
    if state is BarrierState.PLANNED and until is not None:
        report.due_on = until
    if report.number is None:
        report.number = (session.scalar(select(func.max(BarrierReport.number))) or 0) + 1
    session.flush()
    if report.state is state:
        journal.record(session, actor, report, "mend answer to barrier")
    else:
        BARRIER.move(session, report, state, actor)


def _check(report: BarrierReport, state: BarrierState, barrier: Texts, adaptation: Texts, until: date | None) -> None:
    if state not in ANSWERS:
        raise Refused(_("Choose what comes of the report."))
    gaps = missing(settings().languages, barrier=barrier, adaptation=adaptation)
    if gaps:
        raise Refused(_("The answer is public in every language. Still missing: %(languages)s.", languages=", ".join(dict.fromkeys(language_name(tag) for _name, tag in gaps))))
    moved = report.state is not BarrierState.PLANNED or until != report.due_on
    if state is BarrierState.PLANNED and (until is None or (moved and until < clock.today())):
        raise Refused(_("Name the day until which it will be changed: today or later."))


@command(Permission.FOLLOW, on="held")
def withdraw(session: Session, actor: Actor, held: Held) -> None:
    """The holder takes the report back: its words and its number are gone at once; an answer that is public stays."""
    report = held.report
    if report.state is BarrierState.REPORTED:
        BARRIER.move(session, report, BarrierState.WITHDRAWN, actor)
    else:
        journal.record(session, actor, report, "withdraw words of report")
    report.text, report.page, report.code_hash = "", "", None
    session.flush()


@command(Permission.SYSTEM)
def erase_old_words(session: Session, actor: Actor) -> bool:
    """What was typed in reports that have been closed for six months. True: there are more of them."""
    closed = BarrierReport.state.in_((BarrierState.ADAPTED, BarrierState.DECLINED))
    old = select(BarrierReport.id).where(closed, BarrierReport.state_since < clock.today() - KEPT, BarrierReport.code_hash.is_not(None) | (BarrierReport.text != ""))
    ids = list(session.scalars(old.limit(AT_ONCE)))
    session.execute(update(BarrierReport).where(BarrierReport.id.in_(ids)).values(text="", page="", code_hash=None), execution_options={"synchronize_session": False})
    return len(ids) == AT_ONCE


def _tidy(texts: Texts) -> Texts:
    return Texts({tag: words.tidy(said) for tag, said in texts.items()})

"""The clocks of a complaint (protection F4) as data, and what starts and ends each of them.

Working days are those of the host's country. Whether a clock is late is computed where it is shown, so that no outage
can hide it (`portal.vault.queries.late`).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.base import clock
from portal.base.access import Actor
from portal.base.database import Session
from portal.base.holidays import working_day_after
from portal.base.languages import Named, _l
from portal.complaints.models import Category, Complaint
from portal.complaints.routing import Stage
from portal.vault import commands as vault
from portal.vault import queries
from portal.vault.models import Case, ClockName


@dataclass(frozen=True)
class Length:
    """How long a clock runs: in days or in working days, and never longer than `most` days."""

    anchor: str
    days: int = 0
    working_days: int = 0
    most: int = 0
    holders: bool = False
    """It is the complainant's time; nobody is late when it is over."""


RECEIVED, NEWS, PROPOSAL, ASKED, HELP_ASKED = "received", "last news", "proposal", "second stage asked for", "help asked for"
CLOCKS: dict[ClockName, Length] = {
    ClockName.ACKNOWLEDGE: Length(RECEIVED, working_days=2, most=7),
    ClockName.TRIAGE: Length(RECEIVED, working_days=10),
    ClockName.PROPOSE: Length(RECEIVED, days=30),
    ClockName.DECIDE: Length(RECEIVED, days=90),
    ClockName.NEWS: Length(NEWS, days=30),
    ClockName.COMMENT: Length(PROPOSAL, working_days=10, holders=True),
    ClockName.SECOND: Length(ASKED, working_days=20),
    ClockName.HELP: Length(HELP_ASKED, working_days=10, most=21),
}
OURS = tuple(name for name, length in CLOCKS.items() if not length.holders)
"""The clocks that officers can miss."""
OFFICERS = tuple(name for name in OURS if name is not ClockName.NEWS)
"""Those that may stand still while something is waited for. News never waits."""
ASK_AGAIN = timedelta(days=184)
"""So long after a decision a second stage may be asked for (Digital Services Act, article 20)."""
KEPT = timedelta(days=90)
"""So long after closing a case is kept (protection F8), and never less than a right of the complainant lasts."""


class Pause(Named):
    """Why clocks stand still. Both sides read it."""

    HOLDER = "holder", _l("An answer from the complainant is awaited")
    OTHERS = "others", _l("An answer from others is awaited")
    COURT = "court", _l("A court or another body is deciding the same matter")


def due(name: ClockName, day: date, country: str) -> date:
    """The last day of a clock that starts on a day."""
    length = CLOCKS[name]
    end = working_day_after(day, length.working_days, country) if length.working_days else day + timedelta(days=length.days)
    return min(end, day + timedelta(days=length.most)) if length.most else end


def start(session: Session, actor: Actor, case: Case, name: ClockName, country: str = "") -> None:
    """Start one clock today."""
    today = clock.today()
    vault.start(session, actor, case, name, days=(due(name, today, country) - today).days)


def start_all(session: Session, actor: Actor, case: Case, complaint: Complaint) -> None:
    """A complaint has arrived: everything that counts from that day. A question to the help desk has one clock alone."""
    if complaint.category is Category.HELP:
        start(session, actor, case, ClockName.HELP, complaint.country)
        return
    for name, length in CLOCKS.items():
        if length.anchor in (RECEIVED, NEWS):
            start(session, actor, case, name, complaint.country)


def start_again(session: Session, actor: Actor, case: Case, complaint: Complaint) -> None:
    """It is opened once more after it was closed: proposal and decision count anew, or the answer of the help desk."""
    if complaint.category is Category.HELP:
        start(session, actor, case, ClockName.HELP, complaint.country)
        return
    for name in (ClockName.PROPOSE, ClockName.DECIDE, ClockName.NEWS):
        start(session, actor, case, name, complaint.country)


def start_second(session: Session, actor: Actor, case: Case, complaint: Complaint) -> None:
    """A second stage was asked for."""
    for name in (ClockName.SECOND, ClockName.NEWS):
        start(session, actor, case, name, complaint.country)


def start_comment(session: Session, actor: Actor, case: Case, complaint: Complaint) -> None:
    """An outcome is proposed: the time for a comment begins anew."""
    vault.drop_clock(session, actor, case, ClockName.COMMENT)
    start(session, actor, case, ClockName.COMMENT, complaint.country)


def told_news(session: Session, actor: Actor, case: Case) -> None:
    """The complainant has heard something: the clock for news begins anew, if it runs."""
    if ClockName.NEWS in queries.running(session, actor, case):
        vault.meet(session, actor, case, ClockName.NEWS)
        start(session, actor, case, ClockName.NEWS)


def decided(session: Session, actor: Actor, case: Case) -> None:
    """There is a decision, of whatever kind: nothing else is waited for but news."""
    for name in (ClockName.ACKNOWLEDGE, ClockName.TRIAGE, ClockName.DECIDE, ClockName.SECOND):
        vault.meet(session, actor, case, name)
    for name in (ClockName.PROPOSE, ClockName.COMMENT):
        vault.drop_clock(session, actor, case, name)


def close(session: Session, actor: Actor, case: Case, complaint: Complaint) -> None:
    """Nothing is waited for, and the days until it is erased are counted. As long as a second stage can be asked for, it is there."""
    stop_all(session, actor, case)
    last = last_day_to_ask_again(complaint)
    kept = clock.today() + KEPT
    case.closed_on, case.erase_on, case.warned_on = clock.today(), max(kept, last + timedelta(days=1)) if last else kept, None


def last_day_to_ask_again(complaint: Complaint) -> date | None:
    """Until when the complainant may ask for the second stage; None when there is none to ask for."""
    if complaint.category is Category.HELP or complaint.decided_on is None or complaint.stage != Stage.FIRST:
        return None
    return complaint.decided_on + ASK_AGAIN


def stop_all(session: Session, actor: Actor, case: Case) -> None:
    """It is closed or withdrawn: nothing is waited for."""
    for name in CLOCKS:
        vault.drop_clock(session, actor, case, name)


def stand_still(session: Session, actor: Actor, case: Case, why: Pause) -> None:
    """The officers' clocks stand still, for a reason that both sides read."""
    for name in OFFICERS:
        vault.pause(session, actor, case, name, why.value)


def go_on(session: Session, actor: Actor, case: Case, why: Pause | None = None) -> bool:
    """The officers' clocks go on; only those that stood still for this reason, if one is named. Whether any did."""
    standing = [one for one in queries.running(session, actor, case).values() if one.paused_on is not None and (why is None or one.pause == why.value)]
    for one in standing:
        vault.resume(session, actor, case, one.name)
    return bool(standing)

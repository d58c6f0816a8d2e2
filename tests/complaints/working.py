"""What several tests of the office need: a complaint with its clocks, and an officer who has opened it."""

from datetime import timedelta

from portal.base import clock
from portal.base.access import SYSTEM
from portal.complaints import clocks
from portal.complaints.commands import deciding, office
from portal.complaints.models import Avenue, Complaint, Finding, Remedy
from portal.vault import commands, holding, queries
from portal.vault.holding import Held
from portal.vault.models import ClockName
from tests.conftest import NOON


def arrived(make, officer, **columns):
    """A complaint whose clocks run."""
    made = make.complaint(officer, **columns)
    make.vault.write(lambda session: clocks.start_all(session, SYSTEM, made.case, made.row))
    return made


def work(make, one, made, job):
    """Open the case as this officer and do something: `job(session, opened)`."""
    return make.vault.write(lambda session: job(session, commands.look_into(session, one.actor, made.case.id, one.pair)))


def hold(make, made, job):
    """Open the case with its number and do something: `job(session, held)`."""
    return make.vault.write(lambda session: job(session, Held(session.get_one(holding.Case, made.case.id), made.key)))


def row(make, made):
    """The complaint as it stands now."""
    return make.vault.read(lambda session: session.get_one(Complaint, made.row.id))


def messages(make, made):
    """(kind, facts) of every message."""
    return [(one.kind, one.facts) for one in make.vault.read(lambda session: queries.messages(session, SYSTEM, Held(made.case, made.key)))]


def late(make, made):
    """The names of the clocks that are late."""
    rows = make.vault.read(lambda session: queries.running(session, SYSTEM, made.case))
    return {name for name, one in rows.items() if queries.late(one)}


def after(days):
    """So many days later."""
    return clock.frozen(NOON + timedelta(days=days))


def avenue(make, **more):
    """An external body."""
    return make.vault.write(lambda session: _added(session, Avenue(**{"name": "Ombudsperson", "ways": "Hill Road 1", "categories": [], **more})))


def _added(session, one):
    session.add(one)
    session.flush()
    return one


def brought_to_proposal(make, one, made):
    """Acknowledged, taken up, with a proposal."""
    work(make, one, made, lambda session, opened: office.acknowledge(session, one.actor, opened, text="I have read it."))
    work(make, one, made, lambda session, opened: office.take_up(session, one.actor, opened, text="I ask the host."))
    work(make, one, made, lambda session, opened: office.propose(session, one.actor, opened, text="The hall is opened once more."))


def at(made, verb=""):
    """The address of a case at the desk, or of a deed on it."""
    return f"/en/staff/desk/{made.case.id}" + (f"/{verb}" if verb else "")


def decided(make, officer, made, body=None):
    """Brought to a decision; the external body that it names."""
    body = body or avenue(make)
    brought_to_proposal(make, officer, made)
    hold(make, made, lambda session, held: commands.meet(session, SYSTEM, held.case, ClockName.COMMENT))
    given = {"finding": Finding.JUSTIFIED, "reasons": "The hall was closed too early.", "remedy": Remedy.APOLOGY, "measure": "The host writes to everybody.", "avenue": body.id}
    work(make, officer, made, lambda session, opened: deciding.decide(session, officer.actor, opened, **given))
    return body

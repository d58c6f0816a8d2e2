"""Going through the form of a complaint, and what its officer does meanwhile, as tests of several files do."""

import re
from datetime import timedelta

from sqlalchemy import func, select

from portal.base import clock
from portal.complaints.commands import deciding, office
from portal.complaints.models import Avenue, Complaint, Finding, Remedy
from portal.vault import commands
from portal.vault.models import Case

TEXT = "They closed the hall before we could speak. مرحبا 你好 🕊"


def number_on(page):
    """The number as a page shows it."""
    code = re.sub(r"\D", "", next(" ".join(one.itertext()) for one in page.tree.iter() if one.get("class") == "code"))
    assert len(code) == 20
    return code


def complain(visitor, text=TEXT, attached=None, last=None, **more):
    """Go through the form; the number."""
    visitor.get("/en/write/1")
    visitor.press("Continue", **{"category": "process", "text": text, **more})
    return number_on(visitor.press("Send it", attached=attached, **{"officer": "", **(last or {})}))


def opened(visitor, code):
    """The page behind a number."""
    visitor.get("/en/page")
    return visitor.press("Open your page", code=code)


def count(vault, table):
    return vault.read(lambda session: session.scalar(select(func.count()).select_from(table)))


def work(vault, officer, deed, **more):
    """An officer does something with the only case there is; `deed` is a command of the office."""

    def job(session):
        case_id = session.scalars(select(Case.id)).one()
        opened_ = commands.look_into(session, officer.actor, case_id, officer.pair)
        return deed(session, officer.actor, opened_, **more)

    return vault.write(job)


def state(vault):
    return vault.read(lambda session: session.scalars(select(Complaint.state)).one())


def avenue(vault):
    def job(session):
        one = Avenue(name="Office of the Ombuds", ways="https://ombuds.example.org", categories=[])
        session.add(one)
        session.flush()
        return one.id

    return vault.write(job)


def decided(vault, officer, **more):
    """Bring the only case to a decision."""
    external = avenue(vault)
    work(vault, officer, office.acknowledge, text="I have read it.")
    work(vault, officer, office.take_up, text="I look at the minutes.")
    work(vault, officer, office.propose, text="We propose to hold the meeting once more.")
    with clock.frozen(clock.now() + timedelta(days=20)):
        facts = {"finding": Finding.PARTLY, "reasons": "The hall was closed too early.", "remedy": Remedy.RULE_CHANGED, "measure": "Halls stay open.", **more}
        work(vault, officer, deciding.decide, avenue=external, **facts)

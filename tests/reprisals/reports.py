"""What a holder and the officers of a report do in tests, by the commands themselves or on the page."""

from datetime import timedelta

from sqlalchemy import select

from portal.base import clock
from portal.reprisals import queries
from portal.reprisals.commands import office, plan
from portal.reprisals.models import PlanStep, ProtectiveAction
from portal.vault import commands as vault
from portal.vault import holding
from portal.vault.models import Case

WORDS = "A man waited for me outside after the meeting."
LETTER = ProtectiveAction.LETTER


def held_of(session, made):
    return holding.Held(session.get_one(Case, made.case.id), made.key)


def by_holder(make, made, job, *more, **named):
    """What the holder does, by the command itself."""
    return make.vault.write(lambda session: job(session, holding.HOLDER, held_of(session, made), *more, **named))


def by_officer(make, made, officer, job, *more, **named):
    """What an officer does, by the command itself."""

    def do(session):
        opened = vault.look_into(session, officer.actor, made.case.id, officer.pair)
        return job(session, officer.actor, opened, *more, **named)

    return make.vault.write(do)


def planned(make, made, officer, action=LETTER):
    by_officer(make, made, officer, office.check_danger, queries.Danger.NONE)
    by_officer(make, made, officer, office.agree_contact, "Here.", language="en")
    return by_officer(make, made, officer, plan.add_step, action=action, what="Write to the ministry", risk="They may guess who asked", due_on=clock.today() + timedelta(days=3))


def open_page(visitor, made):
    visitor.get("/en/page")
    return visitor.press("Open your page", code=made.code)


def step_states(make):
    return make.vault.read(lambda session: session.scalars(select(PlanStep.state).order_by(PlanStep.number)).all())


def token_and_case(page):
    fields = next(dict(form.fields) for form in page.forms() if "case" in dict(form.fields))
    return fields["token"], fields["case"]

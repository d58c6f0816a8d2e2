"""What is left of a complaint whose case was erased."""

from datetime import timedelta

from sqlalchemy import select, update

from portal.base import clock
from portal.base.access import SYSTEM
from portal.complaints import jobs
from portal.complaints.models import Complaint, ComplaintState, PublishableDecision
from portal.vault import commands


def erased(make, **columns):
    made = make.complaint(make.officer(), **columns)
    make.vault.write(lambda session: session.execute(update(Complaint).where(Complaint.id == made.row.id).values(state=ComplaintState.CLOSED)))
    make.vault.write(lambda session: commands.erase_over(session, SYSTEM, session.merge(made.case)))
    return made


def test_an_erased_case_leaves_a_complaint_that_counts_and_tells_nothing(make, now):
    made = erased(make, region="western-asia", distrusted=[1])
    make.vault.write(lambda session: session.add(PublishableDecision(case_id=made.case.id, language="en", text="A hall was closed.")))
    with clock.frozen(now + timedelta(days=1)):
        assert make.vault.write(jobs.settle_erased) is False
    left = make.vault.read(lambda session: session.scalars(select(Complaint)).one())
    assert (left.state, left.region, left.distrusted) == (ComplaintState.ERASED, "", [])
    assert make.vault.read(lambda session: session.scalars(select(PublishableDecision)).all()) == []


def test_a_complaint_that_is_kept_is_left_alone(make, now):
    make.complaint(make.officer())
    make.vault.write(jobs.settle_erased)
    assert make.vault.read(lambda session: session.scalars(select(Complaint.state)).one()) is ComplaintState.SUBMITTED

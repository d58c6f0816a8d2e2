"""What the clock clears away of staff."""

from datetime import timedelta

from sqlalchemy import select

from portal.base import clock
from portal.identity import jobs
from portal.identity.models import StaffSession


def test_sessions_that_have_ended_leave_nothing(make, database, now):
    ada, ben, eve, zoe = make.staff("Ada"), make.staff("Ben"), make.staff("Eve"), make.staff("Zoe")
    make.save(StaffSession(cookie_hash=b"a" * 32, staff_id=ada.id, began_at=now - timedelta(hours=11), seen_at=now - timedelta(minutes=59), second_at=now - timedelta(hours=11)))
    make.save(StaffSession(cookie_hash=b"b" * 32, staff_id=ben.id, began_at=now - timedelta(hours=13), seen_at=now, second_at=now - timedelta(hours=13)))
    make.save(StaffSession(cookie_hash=b"c" * 32, staff_id=eve.id, began_at=now - timedelta(hours=3), seen_at=now - timedelta(minutes=61), second_at=now - timedelta(hours=3)))
    make.save(StaffSession(cookie_hash=b"d" * 32, staff_id=zoe.id, began_at=now - timedelta(minutes=31), seen_at=now - timedelta(minutes=31)))
    for _name, _every, job in jobs.JOBS:
        database.write(job)
    assert database.read(lambda session: session.scalars(select(StaffSession.staff_id)).all()) == [ada.id]
    assert clock.now() == now

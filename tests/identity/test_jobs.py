"""What the clock clears away of staff."""

from datetime import timedelta

from sqlalchemy import select

from portal.base import clock
from portal.identity import jobs
from portal.identity.models import StaffSession


def test_sessions_that_have_ended_leave_nothing(make, database, now):
    ada, ben, eve = make.staff("Ada"), make.staff("Ben"), make.staff("Eve")
    make.save(StaffSession(cookie_hash=b"a" * 32, staff_id=ada.id, began_at=now - timedelta(days=6), seen_at=now - timedelta(hours=1)))
    make.save(StaffSession(cookie_hash=b"b" * 32, staff_id=ben.id, began_at=now - timedelta(days=8), seen_at=now))
    make.save(StaffSession(cookie_hash=b"c" * 32, staff_id=eve.id, began_at=now - timedelta(days=1), seen_at=now - timedelta(hours=21)))
    for _name, _every, job in jobs.JOBS:
        database.write(job)
    assert database.read(lambda session: session.scalars(select(StaffSession.staff_id)).all()) == [ada.id]
    assert clock.now() == now

"""What ends with a consultation."""

from datetime import timedelta

from sqlalchemy import select

from portal.consultations.jobs import end_letters
from portal.consultations.models import ConsultationState
from portal.notifications.models import Wish


def test_letters_end_thirty_days_after_a_consultation_was_archived_or_cancelled(make, database, now):
    day = timedelta(days=1)
    facts = {
        "open": {},
        "archived yesterday": {"archived_at": now - day},
        "archived long ago": {"archived_at": now - 31 * day},
        "cancelled yesterday": {"state": ConsultationState.CANCELLED, "state_since": now.date() - day},
        "cancelled long ago": {"state": ConsultationState.CANCELLED, "state_since": now.date() - 32 * day},
    }
    wishes = {make.wish(make.receipt(make.consultation(name, **more))).id: name for name, more in facts.items()}
    database.write(end_letters)
    left = database.read(lambda session: session.scalars(select(Wish.id)).all())
    assert sorted(wishes[one] for one in left) == ["archived yesterday", "cancelled yesterday", "open"]

"""What ends with a consultation."""

from datetime import timedelta

from sqlalchemy import select

from portal.base import clock
from portal.consultations.jobs import end_letters, fold_self_descriptions
from portal.consultations.models import Consultation, ConsultationState, SelfDescription, SelfDescriptionCount
from portal.notifications.models import Wish


def test_p212_letters_end_thirty_days_after_a_consultation_was_archived_or_cancelled(make, database, now):
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


def told(make, place, region, sector, people):
    make.save(*[SelfDescription(consultation_id=place.id, region=region, sector=sector) for _one in range(people)])


def counts(database, place):
    """The counts of a consultation, and how many rows are left."""

    def look(session):
        found = session.scalars(select(SelfDescriptionCount).where(SelfDescriptionCount.consultation_id == place.id)).all()
        rows = session.scalars(select(SelfDescription).where(SelfDescription.consultation_id == place.id)).all()
        return {(one.asked, one.answer): one.people for one in found}, len(rows)

    return database.read(look)


def test_p211_self_descriptions_become_counts_when_nobody_can_speak_any_more(make, database, now):
    place = make.consultation(closes=timedelta(hours=1))
    told(make, place, "oceania", "media", 21)
    told(make, place, "eastern-asia", "", 4)
    told(make, place, "", "faith", 8)
    with clock.frozen(now + timedelta(hours=24)):
        database.write(fold_self_descriptions)
    assert counts(database, place) == ({}, 33)
    with clock.frozen(now + timedelta(hours=25)):
        database.write(fold_self_descriptions)
    assert counts(database, place) == ({("region", ""): 25, ("sector", ""): 30}, 0)


def test_a_consultation_with_more_time_is_counted_further(make, database, now):
    place = make.consultation(closes=timedelta(hours=1))
    told(make, place, "oceania", "", 21)
    with clock.frozen(now + timedelta(days=3)):
        database.write(fold_self_descriptions)
    told(make, place, "oceania", "", 11)
    told(make, place, "eastern-asia", "", 3)
    with clock.frozen(now + timedelta(days=9)):
        database.write(fold_self_descriptions)
    assert counts(database, place) == ({("region", "oceania"): 20, ("region", ""): 15}, 0)


def test_a_cancelled_consultation_is_counted_at_once_and_a_suspended_one_not(make, database, now):
    cancelled = make.consultation(state=ConsultationState.CANCELLED)
    suspended = make.consultation(state=ConsultationState.SUSPENDED, closes=-timedelta(days=9), opens=-timedelta(days=20))
    for place in (cancelled, suspended):
        told(make, place, "oceania", "", 10)
    database.write(fold_self_descriptions)
    assert (counts(database, cancelled), counts(database, suspended)) == (({("region", "oceania"): 10}, 0), ({}, 10))
    assert database.read(lambda session: session.get(Consultation, suspended.id)).state is ConsultationState.SUSPENDED

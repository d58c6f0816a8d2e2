"""Which two protection officers hear a report."""

import pytest
from sqlalchemy import event

from portal.base.access import NOBODY, Role
from portal.reprisals.choosing import officers_for, present
from portal.reprisals.models import Duty


def officer(make, name, **columns):
    return make.officer(Role.PROTECTION_OFFICER, name=name, **columns)


def chosen(make, **about):
    return [one.id for one in make.vault.read(lambda session: officers_for(session, NOBODY, **about))]


def ids(*officers):
    return [one.officer.id for one in officers]


def test_language_counts_more_than_region_and_region_more_than_chance(make, now):
    officer(make, "Any")
    region, language = officer(make, "Near", regions=["oceania"]), officer(make, "Speaks", languages=["ar"])
    assert chosen(make, region="oceania", language="ar") == ids(language, region)


def test_in_danger_whoever_is_on_duty_comes_first(make, now):
    speaks, duty, other = officer(make, "Speaks", languages=["ar"]), officer(make, "Duty"), officer(make, "Other")
    make.vault.write(lambda session: session.add(Duty(officer_id=duty.officer.id, weekday=0, from_hour=8, to_hour=18)))
    assert chosen(make, language="ar", urgent=True) == ids(duty, speaks)
    assert chosen(make, language="ar")[0] == speaks.officer.id
    assert other.officer.id not in chosen(make, language="ar", urgent=True)


def test_whoever_moderates_there_comes_last_and_the_host_is_out(make, now):
    host, moderators = make.organisation(), make.organisation()
    make.consultation(slug="park", host=host, moderators=[moderators])
    near, far, own = officer(make, "Near", organisation=moderators), officer(make, "Far"), officer(make, "Own", organisation=host)
    assert chosen(make, place="park") == ids(far, near)
    assert own.officer.id not in chosen(make, place="park")
    assert len(chosen(make, place="nowhere")) == 2


@pytest.mark.parametrize("columns", [{"away_until": "today"}, {"gone_on": "today"}])
def test_whoever_is_away_or_gone_hears_nothing(make, now, columns):
    officer(make, "Away", **{name: now.date() for name in columns})
    assert chosen(make) == []


def test_whoever_has_no_current_training_hears_nothing(make, now):
    officer(make, "Untrained", trained=False)
    make.officer(Role.FOCAL_POINT, name="Focal")
    assert make.vault.read(lambda session: present(session, NOBODY)) == []


def test_choosing_among_three_takes_as_many_statements_as_among_one(make, now):
    def count():
        sent = []

        def note(*args):
            sent.append(args[2])

        event.listen(make.vault.reader, "before_cursor_execute", note)
        try:
            chosen(make)
        finally:
            event.remove(make.vault.reader, "before_cursor_execute", note)
        return len(sent)

    officer(make, "One")
    once = count()
    officer(make, "Two")
    officer(make, "Three")
    assert count() == once

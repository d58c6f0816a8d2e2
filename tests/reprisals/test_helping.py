"""What protection officers keep: their hours of duty, and the helplines that people in danger see first."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.errors import NotAllowed, NotFound, Refused
from portal.reprisals import queries
from portal.reprisals.commands import helping
from portal.reprisals.models import Duty
from portal.vault.models import Helpline

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them


@pytest.fixture
def officer(make, now):
    """A protection officer with a key."""
    return make.officer(Role.PROTECTION_OFFICER, name="Amal")


def enter(make, visitor, one):
    make.unlock(visitor, one)


def hours(make):
    return make.vault.read(lambda session: sorted(session.execute(select(Duty.weekday, Duty.from_hour, Duty.to_hour)).all()))


def lines(make):
    return make.vault.read(lambda session: session.scalars(select(Helpline)).all())


def test_an_officer_enters_and_takes_away_own_hours(make, visitor, officer, now):
    enter(make, visitor, officer)
    visitor.get("/en/staff/desk")
    page = visitor.follow("Hours of duty")
    assert "So people are told that no officer is on duty." in page.main
    page = visitor.press("Add these hours", weekday="6", from_hour="22", to_hour="6")
    assert hours(make) == [(0, 0, 6), (6, 22, 24)]
    assert "Sunday, 22:00–24:00: Amal" in page.main
    page = visitor.press("Add these hours", weekday="6", from_hour="22", to_hour="6")
    assert len(hours(make)) == 2
    page = visitor.press("Take away: Sunday, 22:00")
    assert hours(make) == [(0, 0, 6)]


def test_hours_without_length_are_a_fault(make, visitor, officer):
    enter(make, visitor, officer)
    visitor.get("/en/staff/desk/duty")
    page = visitor.press("Add these hours", status=422, weekday="2", from_hour="9", to_hour="9")
    assert page.faults == ["The end must not be the beginning. The whole day is from 00:00 to 24:00."]
    for bad in ({"weekday": "7"}, {"from_hour": "24"}, {"to_hour": "x"}):
        visitor.get("/en/staff/desk/duty")
        visitor.press("Add these hours", status=422, **{"weekday": "2", "from_hour": "9", "to_hour": "10", **bad})
    assert hours(make) == []


def test_the_hours_of_others_are_theirs(make, officer):
    other = make.officer(Role.PROTECTION_OFFICER, name="Rui")
    make.vault.write(lambda session: helping.be_on_duty(session, other.actor, 0, 8, 17))
    theirs = make.vault.read(lambda session: session.scalars(select(Duty.id)).one())
    with pytest.raises(NotFound):
        make.vault.write(lambda session: helping.be_off_duty(session, officer.actor, theirs))


def test_somebody_without_a_key_cannot_be_on_duty(make):
    from portal.base.access import Actor, Kind

    keyless = Actor(kind=Kind.STAFF, staff_id=4711, roles=frozenset({(Role.PROTECTION_OFFICER, None)}))
    with pytest.raises(Refused, match="no key"):
        make.vault.write(lambda session: helping.be_on_duty(session, keyless, 0, 8, 17))


def test_an_officer_who_is_away_is_not_on_duty(make, officer, now):
    make.vault.write(lambda session: helping.be_on_duty(session, officer.actor, 0, 8, 17))
    ids = [officer.officer.id]
    assert len(make.vault.read(lambda session: queries.duties(session, NOBODY, ids))) == 1
    make.vault.write(lambda session: setattr(session.get_one(type(officer.officer), officer.officer.id), "away_until", now.date()))
    assert make.vault.read(lambda session: queries.duties(session, NOBODY, ids)) == []


def test_a_focal_point_has_a_key_and_no_business_here(make, visitor):
    focal = make.officer(Role.FOCAL_POINT)
    enter(make, visitor, focal)
    assert "Helplines" not in visitor.get("/en/staff/desk").main
    for path in ("duty", "helplines", "helplines/new", "helplines/1"):
        visitor.get(f"/en/staff/desk/{path}", status=404)
    with pytest.raises(NotAllowed):
        make.vault.write(lambda session: helping.list_helpline(session, focal.actor, name={"en": "x"}, ways={"en": "y"}))
    with pytest.raises(NotAllowed):
        make.vault.write(lambda session: helping.be_on_duty(session, focal.actor, 0, 8, 17))


def test_helplines_are_added_changed_checked_and_taken_off(make, visitor, officer, now):
    enter(make, visitor, officer)
    page = visitor.get("/en/staff/desk/helplines")
    assert "No helpline is listed. The portal ships none, since wrong numbers do harm." in page.main
    visitor.follow("Add a helpline")
    page = visitor.press("Save", status=422, speaks="en ar")
    assert page.faults == ["Give its name.", "Say how to reach it."]
    page = visitor.press("Save", name_en="Night line", ways_en="https://help.example.org", region="western-asia", position="3", day_and_night="yes")
    assert "The helpline is on the list." in page.main
    assert "Western Asia. English, Arabic" in page.main
    (one,) = lines(make)
    assert (dict(one.name), one.languages, one.position, one.day_and_night, one.checked_on) == ({"en": "Night line"}, ["en", "ar"], 3, True, now.date())
    with clock.frozen(now + timedelta(days=181)):
        enter(make, visitor, officer)
        page = visitor.get("/en/staff/desk/helplines")
        assert "Please check it again" in page.main
        page = visitor.press("It answers, checked today (Night line)")
        assert "Please check it again" not in page.main
        visitor.follow("Change (Night line)")
        page = visitor.press("Save", name_en="Day line", day_and_night=None)
        assert "Day line" in page.main
        page = visitor.press("Take off the list (Day line)")
    assert "It is off the list." in page.main
    assert lines(make) == []


def test_a_helpline_of_half_a_year_ago_is_stale(make, now):
    old, new = (Helpline(name={"en": name}, ways={"en": "x"}, checked_on=now.date() - timedelta(days=days)) for name, days in (("a", 181), ("b", 180)))
    assert [queries.is_stale(one) for one in (old, new)] == [True, False]


def test_bad_places_in_the_list_are_told(make, visitor, officer):
    enter(make, visitor, officer)
    visitor.get("/en/staff/desk/helplines/new")
    page = visitor.press("Save", status=422, name_en="Night line", ways_en="x", position="one")
    assert page.faults == ["Write a number such as 10."]
    page = visitor.press("Save", status=422, position="1a")
    assert page.faults == ["Write a number such as 10."]


def test_the_same_helpline_sent_twice_is_one(make, officer):
    for _ in range(2):
        make.vault.write(lambda session: helping.list_helpline(session, officer.actor, name={"en": "Night line"}, ways={"en": "x"}))
    assert len(lines(make)) == 1


def test_those_that_answer_day_and_night_come_first(make):
    make.vault.write(
        lambda session: session.add_all(
            Helpline(name={"en": name}, ways={"en": "x"}, day_and_night=night, position=n) for n, (name, night) in enumerate((("c", False), ("b", True), ("a", True)))
        )
    )
    assert [one.name["en"] for one in make.vault.read(lambda session: queries.helplines(session, NOBODY))] == ["b", "a", "c"]

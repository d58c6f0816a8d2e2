"""A complaint changes hands at the desk: handed over, given away, taken over by whoever stands in."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.base import clock
from portal.base.access import SYSTEM
from portal.vault import commands, queries
from portal.vault.models import Case, ClockName, Standing, WrappedKey
from tests.complaints.working import after, arrived, at, messages, row, work

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them


@pytest.fixture
def officer(at_desk):
    return at_desk


@pytest.fixture
def made(make, officer):
    return arrived(make, officer)


def test_whoever_is_concerned_presses_one_button(make, visitor, officer, made):
    assert "Nobody else can take it" in visitor.get(at(made)).main
    other = make.officer(name="Rui")
    visitor.get(at(made))
    visitor.press("I am concerned myself: give it to somebody else")
    assert ("Somebody else has it now." in visitor.page.main, row(make, made).owner_id) == (True, other.officer.id)
    visitor.get(at(made), status=404)


def test_handing_over_offers_those_who_are_not_concerned(make, visitor, officer, made):
    other = make.officer(name="Rui")
    make.officer(name="Away", away_until=clock.today() + timedelta(days=3))
    visitor.get(at(made))
    assert [name for name in ("Rui", "Away") if name in visitor.page.main.split("Hand it over")[1]] == ["Rui"]
    visitor.press("Hand it over", status=422, text="I am ill.")
    assert visitor.page.faults == ["Choose who takes it."]
    visitor.press("Hand it over", officer=str(other.officer.id))
    visitor.get(at(made), status=404)


def test_whoever_stands_in_takes_over_what_nobody_reads(make, visitor, now, portal):
    owner, helper = make.officer(name="Owner"), make.officer(name="Helper")
    made = arrived(make, owner, others=((helper, Standing.STAND_IN),))
    make.unlock(visitor, helper)
    assert ("has its owner" in visitor.get("/en/staff/desk/standing-in").main, "without their owner" in visitor.get("/en/staff/desk").main) == (True, False)
    token = visitor.get("/en/staff/desk/standing-in").forms()[0].fields[0][1]
    visitor.post(at(made, "take-over"), {"token": token}, status=404)
    with after(8):
        make.unlock(visitor, helper)
        visitor.get("/en/staff/desk")
        visitor.follow("Complaints without their owner")
        assert "Nobody has answered in time" in visitor.page.main
        visitor.press("Take over complaint 1")
        assert "It is yours now" in visitor.page.main
    assert row(make, made).owner_id == helper.officer.id
    keys = make.vault.read(lambda session: queries.entrusted(session, SYSTEM, made.case))
    assert {(officer.id, standing) for officer, standing, _usable in keys} == {(helper.officer.id, Standing.OWNER), (owner.officer.id, Standing.STAND_IN)}
    assert messages(make, made)[-1][1]["text"] == "Whoever stands in has taken over your complaint."


@pytest.mark.parametrize("why", ["away", "gone", "nobody", "no key"])
def test_whoever_stands_in_takes_over_from_somebody_who_is_not_there(make, visitor, now, why):
    columns = {"away_until": clock.today() + timedelta(days=9)} if why == "away" else {}
    owner, helper = make.officer(name="Owner", **columns), make.officer(name="Helper")
    made = arrived(make, owner, others=((helper, Standing.STAND_IN),))
    work(make, owner, made, lambda session, opened: commands.meet(session, SYSTEM, opened.case, ClockName.ACKNOWLEDGE))
    if why == "gone":
        make.vault.write(lambda session: setattr(session.get_one(type(owner.officer), owner.officer.id), "gone_on", clock.today()))
    if why == "no key":
        mine = (WrappedKey.case_id == made.case.id, WrappedKey.officer_id == owner.officer.id)
        make.vault.write(lambda session: session.execute(update(WrappedKey).where(*mine).values(wrapped=None)))
    if why == "nobody":
        make.vault.write(lambda session: setattr(session.get_one(type(made.row), made.row.id), "owner_id", None))
    make.unlock(visitor, helper)
    visitor.get("/en/staff/desk/standing-in")
    visitor.press("Take over complaint 1")
    assert row(make, made).owner_id == helper.officer.id


def test_nobody_else_takes_over(make, visitor, now):
    owner, helper, stranger = make.officer(name="Owner", away_until=clock.today()), make.officer(name="Helper"), make.officer(name="Stranger")
    made = arrived(make, owner, others=((helper, Standing.STAND_IN),))
    make.unlock(visitor, stranger)
    token = visitor.get("/en/staff/desk/standing-in").forms()[0].fields[0][1]
    visitor.post(at(made, "take-over"), {"token": token}, status=404)


def test_p59_the_stand_ins_news_is_in_the_language_of_the_complainant(make, visitor, officer):
    other = make.officer(name="Rui")
    made = arrived(make, officer)
    make.vault.write(lambda session: setattr(session.get_one(Case, made.case.id), "language", "ar"))
    visitor.get(at(made))
    visitor.press("I am concerned myself: give it to somebody else")
    assert (messages(make, made)[-1][1]["language"], row(make, made).owner_id) == ("ar", other.officer.id)

"""A complaint changes hands, by calling the deeds: handed over, given away, heard once more by somebody else."""

import pytest

from portal.base.access import SYSTEM
from portal.base.errors import NotFound, Refused, WrongMoment
from portal.complaints.commands import deciding, handing, second
from portal.complaints.models import Category, Complaint, ComplaintState, Finding, Remedy
from portal.vault import commands, queries
from portal.vault.holding import HOLDER
from portal.vault.models import ClockName, MessageKind, Standing
from tests.complaints.working import after, arrived, avenue, brought_to_proposal, decided, hold, messages, row, work

S = ComplaintState


@pytest.fixture
def officer(make, now):
    return make.officer(name="Noor")


@pytest.fixture
def made(make, officer):
    return arrived(make, officer)


def test_handing_over_moves_the_key(make, officer, made):
    other, third = make.officer(name="Rui"), make.officer(name="Sam")
    work(make, officer, made, lambda session, opened: handing.hand_over(session, officer.actor, opened, chosen=other.officer.id, text="I am ill."))
    assert row(make, made).owner_id == other.officer.id
    assert _keys(make, made) == {("owner", other.officer.id), ("stand-in", third.officer.id)}
    assert work(make, other, made, lambda session, opened: opened.key) == made.key
    assert messages(make, made)[-1] == (MessageKind.NEWS, {"text": "I am ill.", "language": "en"})


def test_p42_after_handing_over_the_old_officer_opens_nothing(make, officer, made):
    other = make.officer(name="Rui")
    work(make, officer, made, lambda session, opened: handing.hand_over(session, officer.actor, opened, chosen=None, text="I am ill."))
    with pytest.raises(NotFound):
        work(make, officer, made, lambda session, opened: None)
    assert work(make, other, made, lambda session, opened: opened.standing.value) == "owner"


def test_it_goes_to_nobody_who_is_concerned(make, now):
    host, far = make.organisation("Host"), make.organisation("Far")
    place = make.consultation(host=host).slug
    officer, theirs = make.officer(name="Noor", organisation=far), make.officer(name="Of the host", organisation=host)
    made = arrived(make, officer, place=place)
    for chosen in (None, theirs.officer.id):
        with pytest.raises(Refused, match="Nobody else"):
            work(make, officer, made, lambda session, opened, chosen=chosen: handing.hand_over(session, officer.actor, opened, chosen=chosen, text="I am ill."))
    assert _keys(make, made) == {("owner", officer.officer.id)}


def test_whoever_is_concerned_gives_it_away_and_does_not_get_it_back(make, officer, made):
    other = make.officer(name="Rui")
    work(make, officer, made, lambda session, opened: handing.be_concerned(session, officer.actor, opened))
    assert (row(make, made).owner_id, row(make, made).distrusted) == (other.officer.id, [officer.officer.id])
    assert "concerned in the matter" in messages(make, made)[-1][1]["text"]
    with pytest.raises(Refused):
        work(make, other, made, lambda session, opened: handing.hand_over(session, other.actor, opened, chosen=officer.officer.id, text="Back."))


def test_the_complainant_moves_it_away_from_somebody_they_do_not_trust(make, officer, made):
    other = make.officer(name="Rui")
    hold(make, made, lambda session, held: second.distrust(session, HOLDER, held))
    assert _keys(make, made) == {("owner", other.officer.id)}
    with pytest.raises(Refused):
        hold(make, made, lambda session, held: second.distrust(session, HOLDER, held))


def test_p56_the_second_stage_is_heard_by_somebody_of_another_unit(make, now):
    one, two = make.organisation("One"), make.organisation("Two")
    first = make.officer(name="First", organisation=one, unit="A")
    near, far = make.officer(name="Near", organisation=one, unit="A"), make.officer(name="Far", organisation=two)
    made = arrived(make, first)
    body = decided(make, first, made)

    def ask(session, held, chosen=None):
        return second.ask_again(session, HOLDER, held, text="The reasons are wrong.", language="en", chosen=chosen)

    for chosen in (first, near):
        with pytest.raises(Refused):
            hold(make, made, lambda session, held, chosen=chosen: ask(session, held, chosen.officer.id))
    hold(make, made, ask)
    now_ = row(make, made)
    assert (now_.state, now_.stage, now_.owner_id, now_.first_finding, now_.finding) == (S.SECOND_STAGE, 2, far.officer.id, "justified", None)
    assert _keys(make, made) == {("second stage", far.officer.id)}
    work(make, far, made, lambda session, opened: deciding.decide(session, far.actor, opened, finding=Finding.PARTLY, reasons="Both.", remedy=Remedy.NONE, avenue=body.id))
    last = row(make, made)
    assert (last.state, last.finding, last.decided_by) == (S.DECIDED, Finding.PARTLY, first.officer.id)
    assert messages(make, made)[-1][1]["second_stage_until"] == ""
    with pytest.raises(WrongMoment):
        hold(make, made, ask)


def test_the_second_stage_can_be_asked_for_during_184_days(make, officer, made):
    make.officer(name="Far")
    decided(make, officer, made)

    def ask(session, held):
        return second.ask_again(session, HOLDER, held, text="The reasons are wrong.", language="en")

    with after(185), pytest.raises(WrongMoment):
        hold(make, made, ask)
    with after(184):
        hold(make, made, ask)


def _keys(make, made):
    found = make.vault.read(lambda session: queries.entrusted(session, SYSTEM, made.case))
    assert all(usable for _officer, _standing, usable in found)
    return {(standing.value, officer.id) for officer, standing, _usable in found}


def test_p56_whoever_becomes_concerned_afterwards_cannot_decide_nor_take_over(make, officer, now):
    host, helper = make.organisation("Host"), make.officer(name="Helper", away_until=None)
    place = make.consultation(host=host).slug
    theirs = make.officer(name="Of the host", organisation=host)
    body = avenue(make)
    made = arrived(make, theirs, place=place, category=Category.ACCESS, others=((helper, Standing.STAND_IN),))
    brought_to_proposal(make, theirs, made)
    hold(make, made, lambda session, held: commands.meet(session, SYSTEM, held.case, ClockName.COMMENT))
    make.vault.write(lambda session: setattr(session.get_one(Complaint, made.row.id), "category", Category.HOST))
    with pytest.raises(WrongMoment, match="concerned"):
        work(make, theirs, made, lambda session, opened: deciding.decide(session, theirs.actor, opened, finding=Finding.PARTLY, reasons="So.", remedy=Remedy.NONE, avenue=body.id))
    other = arrived(make, helper, place=place, category=Category.HOST, others=((theirs, Standing.STAND_IN),))
    with after(9), pytest.raises(WrongMoment, match="concerned"):
        make.vault.write(lambda session: handing.take_over(session, theirs.actor, other.case.id, theirs.pair))

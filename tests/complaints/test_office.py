"""Every deed of a focal point, by calling it: what it changes, what it refuses, what the complainant hears."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.access import NOBODY, SYSTEM
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.complaints.clocks import Pause
from portal.complaints.commands import deciding, office, talking
from portal.complaints.models import Complaint, ComplaintState, Finding, PublishableDecision, Remedy
from portal.complaints.states import COMPLAINT
from portal.vault import commands, queries
from portal.vault.deeds import DEEDS
from portal.vault.models import CaseWish, ClockName, MessageKind, VaultEntry
from tests.complaints.working import after, arrived, avenue, brought_to_proposal, decided, hold, messages, row, work

S = ComplaintState


@pytest.fixture
def officer(make, now):
    return make.officer(name="Noor")


@pytest.fixture
def made(make, officer):
    return arrived(make, officer)


def test_the_whole_way_of_a_complaint(make, officer, made):
    decided(make, officer, made)
    work(make, officer, made, lambda session, opened: office.begin_remedy(session, officer.actor, opened, text="They write until Friday."))
    work(make, officer, made, lambda session, opened: office.close(session, officer.actor, opened, text="It is done."))
    now = row(make, made)
    assert (now.state, now.finding, now.remedy, now.decided_by) == (S.CLOSED, Finding.JUSTIFIED, Remedy.APOLOGY, officer.officer.id)
    case = hold(make, made, lambda session, held: held.case)
    assert (case.closed_on, case.erase_on) == (made.case.day, made.case.day + timedelta(days=185))  # while a second stage can be asked for
    kinds = [kind for kind, _facts in messages(make, made)]
    assert kinds == [MessageKind.MESSAGE, MessageKind.NEWS, MessageKind.PROPOSAL, MessageKind.DECISION, MessageKind.NEWS, MessageKind.REASON]
    assert make.vault.read(lambda session: queries.running(session, SYSTEM, case)) == {}


def test_every_deed_is_news_for_the_letter_of_the_day(make, officer, made):
    wish = CaseWish(case_id=made.case.id, sealed_address=b"x", link_hash=b"y" * 32, language="en", confirmed_on=made.case.day)
    make.vault.write(lambda session: session.add(wish))
    work(make, officer, made, lambda session, opened: office.acknowledge(session, officer.actor, opened, text="I have read it."))
    assert make.vault.read(lambda session: session.scalar(select(CaseWish.news_on))) == made.case.day


@pytest.mark.parametrize("deed", [office.acknowledge, office.take_up, office.propose, office.close, office.reopen])
def test_nobody_without_the_key_does_anything(make, officer, made, deed):
    other = make.officer(name="Rui")
    with pytest.raises(NotAllowed):
        work(make, officer, made, lambda session, opened: deed(session, other.actor, opened, text="x"))
    with pytest.raises(NotAllowed):
        work(make, officer, made, lambda session, opened: deed(session, NOBODY, opened, text="x"))


def test_p57_without_consent_it_is_never_passed_on(make, officer, made):
    work(make, officer, made, lambda session, opened: office.acknowledge(session, officer.actor, opened, text="I have read it."))

    def refer(session, opened):
        office.refer(session, officer.actor, opened, to="The ombudsperson", text="It belongs there.")

    with pytest.raises(Refused, match="has not agreed"):
        work(make, officer, made, refer)
    make.vault.write(lambda session: setattr(session.get_one(Complaint, made.row.id), "referral_allowed", True))
    work(make, officer, made, refer)
    assert messages(make, made)[-1] == (MessageKind.REASON, {"text": "It belongs there.", "language": "en", "to": "The ombudsperson"})
    work(make, officer, made, lambda session, opened: office.note_arrival(session, officer.actor, opened, text="Ms. Roy has it."))
    assert row(make, made).referral_arrived_on == made.case.day
    with pytest.raises(WrongMoment):
        work(make, officer, made, lambda session, opened: office.note_arrival(session, officer.actor, opened, text="Again."))


@pytest.mark.parametrize(("reason", "alternative"), [("", "The court"), ("It is a matter for a court.", "")])
def test_p57_it_is_never_declined_without_reason_and_alternative(make, officer, made, reason, alternative):
    work(make, officer, made, lambda session, opened: office.acknowledge(session, officer.actor, opened, text="I have read it."))
    with pytest.raises(Refused):
        work(make, officer, made, lambda session, opened: office.decline(session, officer.actor, opened, reason=reason, alternative=alternative))
    assert row(make, made).state is S.ACKNOWLEDGED


def test_p57_what_is_not_taken_up_is_passed_on_or_declined_and_cannot_end_otherwise(make, officer, made):
    assert {to for to, _move in COMPLAINT.exits(S.ACKNOWLEDGED)} == {S.ACCEPTED, S.REFERRED, S.DECLINED, S.WITHDRAWN}
    for state in (S.SUBMITTED, S.ACKNOWLEDGED, S.ACCEPTED):
        assert S.CLOSED not in {to for to, _move in COMPLAINT.exits(state)}
    work(make, officer, made, lambda session, opened: office.acknowledge(session, officer.actor, opened, text="I have read it."))
    with pytest.raises(WrongMoment):
        work(make, officer, made, lambda session, opened: office.close(session, officer.actor, opened, text="Enough."))
    work(make, officer, made, lambda session, opened: office.decline(session, officer.actor, opened, reason="For a court.", alternative="The court."))
    assert messages(make, made)[-1][1]["alternative"] == "The court."


BROKEN = [
    ({"reasons": " "}, Refused),
    ({"avenue": 1}, Refused),
    ({"measure": ""}, Refused),
]


@pytest.mark.parametrize(("without", "fault"), BROKEN)
def test_p55_a_decision_lacks_nothing(make, officer, made, without, fault):
    body = avenue(make)
    brought_to_proposal(make, officer, made)
    hold(make, made, lambda session, held: commands.meet(session, SYSTEM, held.case, ClockName.COMMENT))
    whole = {"finding": Finding.PARTLY, "reasons": "So it was.", "remedy": Remedy.OTHER, "measure": "A new date.", "avenue": body.id}
    with pytest.raises(fault):
        work(make, officer, made, lambda session, opened: deciding.decide(session, officer.actor, opened, **{**whole, **without}))
    assert row(make, made).state is S.PROPOSED
    work(make, officer, made, lambda session, opened: deciding.decide(session, officer.actor, opened, **{**whole, "remedy": Remedy.NONE, "measure": ""}))
    said = messages(make, made)[-1][1]
    assert {name: said[name] for name in ("finding", "remedy", "avenue", "ways")} == {"finding": "partly", "remedy": "none", "avenue": "Ombudsperson", "ways": "Hill Road 1"}
    assert said["second_stage_until"] == (made.case.day + timedelta(days=184)).isoformat()


def test_p55_an_avenue_must_be_one_for_this_category(make, officer, made):
    body = avenue(make, categories=["data"])
    with pytest.raises(Refused, match="external body"):
        decided(make, officer, made, body)


def test_nothing_is_decided_while_the_complainant_may_still_comment(make, officer, made):
    body = avenue(make)
    brought_to_proposal(make, officer, made)

    def decide(session, opened):
        deciding.decide(session, officer.actor, opened, finding=Finding.PARTLY, reasons="So it was.", remedy=Remedy.NONE, avenue=body.id)

    with pytest.raises(WrongMoment, match="may still comment"):
        work(make, officer, made, decide)
    with after(15):
        work(make, officer, made, decide)
    assert row(make, made).state is S.DECIDED


def test_looking_again_gives_a_new_proposal_and_new_time_for_a_comment(make, officer, made):
    brought_to_proposal(make, officer, made)
    with after(5):
        work(make, officer, made, lambda session, opened: office.look_again(session, officer.actor, opened, text="You are right."))
        work(make, officer, made, lambda session, opened: office.propose(session, officer.actor, opened, text="A better one."))
        running = make.vault.read(lambda session: queries.running(session, SYSTEM, made.case))
        assert running[ClockName.COMMENT].started_on == made.case.day + timedelta(days=5)


def test_a_decision_is_put_off_with_a_reason_and_not_for_ever(make, officer, made):
    due = made.case.day + timedelta(days=90)

    def extend(until):
        work(make, officer, made, lambda session, opened: office.extend(session, officer.actor, opened, until=until, text="A witness is away."))

    for wrong in (due, due - timedelta(days=1), due + timedelta(days=91)):
        with pytest.raises(Refused):
            extend(wrong)
    extend(due + timedelta(days=90))
    assert make.vault.read(lambda session: queries.running(session, SYSTEM, made.case))[ClockName.DECIDE].due_on == due + timedelta(days=90)
    assert messages(make, made)[-1][1]["until"] == (due + timedelta(days=90)).isoformat()
    with pytest.raises(Refused):
        work(make, officer, made, lambda session, opened: office.extend(session, officer.actor, opened, until=due + timedelta(days=120), text=" "))


def test_clocks_stand_still_with_a_reason_that_both_sides_read(make, officer, made):
    work(make, officer, made, lambda session, opened: office.stand_still(session, officer.actor, opened, why=Pause.COURT, text="A court decides first."))
    assert messages(make, made)[-1][1]["pause"] == "court"
    with after(50):
        work(make, officer, made, lambda session, opened: office.go_on(session, officer.actor, opened))
        with pytest.raises(WrongMoment):
            work(make, officer, made, lambda session, opened: office.go_on(session, officer.actor, opened))


def test_opened_again_it_starts_anew(make, officer, made):
    decided(make, officer, made)
    work(make, officer, made, lambda session, opened: office.close(session, officer.actor, opened, text="It is done."))
    with after(30):
        work(make, officer, made, lambda session, opened: office.reopen(session, officer.actor, opened, text="A witness came."))
        case = hold(make, made, lambda session, held: held.case)
        assert (case.closed_on, case.erase_on, row(make, made).state, row(make, made).finding) == (None, None, S.ACCEPTED, None)
        running = make.vault.read(lambda session: queries.running(session, SYSTEM, case))
        assert set(running) == {ClockName.PROPOSE, ClockName.DECIDE, ClockName.NEWS}


def test_p221_a_named_person_hears_facts_and_never_who_complains(make, officer, now):
    made = arrived(make, officer, facts={"text": "They shouted at me.", "language": "en", "name": "Amal Haddad", "contact": "amal@example.org"})
    for words in ("Amal says that you shouted.", "Ms. HADDAD AMAL HADDAD says so.", "Write to amal@example.org.", "Did you shout at Haddad?"):
        with pytest.raises(Refused, match="name or the contact"):
            work(make, officer, made, lambda session, opened, words=words: talking.ask_statement(session, officer.actor, opened, whom="The clerk", text=words))
    work(make, officer, made, lambda session, opened: talking.ask_statement(session, officer.actor, opened, whom="The clerk", text="Did you shout on Monday?"))
    work(make, officer, made, lambda session, opened: talking.note_statement(session, officer.actor, opened, whom="The clerk", text="I did not."))
    assert messages(make, made) == [
        (MessageKind.STATEMENT, {"text": "Did you shout on Monday?", "language": "en", "asked": "The clerk"}),
        (MessageKind.STATEMENT, {"text": "I did not.", "language": "en", "by": "The clerk"}),
    ]


def test_a_note_stays_among_officers(make, officer, made):
    work(make, officer, made, lambda session, opened: talking.note(session, officer.actor, opened, text="Ask the caretaker."))
    assert messages(make, made) == []
    noted = work(make, officer, made, lambda session, opened: queries.messages(session, officer.actor, opened))
    assert [(one.kind, one.facts["text"]) for one in noted] == [(MessageKind.NOTE, "Ask the caretaker.")]


def test_words_for_the_public_hold_no_name_and_a_change_needs_a_new_agreement(make, officer, now):
    made = arrived(make, officer, facts={"text": "They shouted.", "language": "en", "name": "Will Amal"})

    def write(text, language="en"):
        return work(make, officer, made, lambda session, opened: deciding.write_for_public(session, officer.actor, opened, text=text, language=language))

    with pytest.raises(WrongMoment):
        write("Staff shouted.")
    decided(make, officer, made)
    with pytest.raises(Refused):
        write("Amal was shouted at.")
    write("Somebody was shouted at. It will not happen again.")  # "will" is a word, and no name
    make.vault.write(lambda session: setattr(session.scalars(select(PublishableDecision)).one(), "agreed_on", made.case.day))
    write("Somebody was shouted at. It will not happen again.")
    assert make.vault.read(lambda session: session.scalars(select(PublishableDecision)).one()).agreed_on == made.case.day
    write("Somebody was shouted at.")
    assert make.vault.read(lambda session: session.scalars(select(PublishableDecision)).one()).agreed_on is None


def test_the_record_holds_deeds_and_no_words(make, officer, made):
    decided(make, officer, made)
    lines = make.vault.read(lambda session: session.scalars(select(VaultEntry).where(VaultEntry.case_id == made.case.id)).all())
    assert {line.deed for line in lines} >= {"complain", "acknowledge", "take up", "propose outcome", "decide complaint"}
    told = " ".join(str(vars(line)) for line in lines)
    assert [word for word in ("hall", "read it", "closed too early") if word in told] == []


def test_every_deed_has_words(make, officer, made):
    deeds = {move.deed for move in COMPLAINT.moves.values()} | {"extend", "pause clocks", "resume clocks", "note arrival", "hand over", "be concerned", "take over"}
    deeds |= {"ask for statement", "note statement", "write for public", "distrust", "open original", "add route", "remove route", "add avenue", "change avenue", "remove avenue"}
    assert deeds - set(DEEDS) == set()

"""The page behind the number of a report: hidden words, consents that count at once, and everything taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.errors import NotAllowed, Refused
from portal.reprisals import queries
from portal.reprisals.commands import glass, holder, office, plan
from portal.reprisals.models import BreakGlass, Consent, FollowUp, PlanStep, ProtectiveAction, Reprisal, ReprisalState
from portal.vault import commands as vault
from portal.vault import queries as cases
from portal.vault.models import Case, CaseFile, CaseMessage, CaseWish, ClockName, MessageKind, WrappedKey
from tests.reprisals.reports import LETTER, WORDS, by_holder, by_officer, held_of, open_page, planned, token_and_case

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them


def test_p71_the_first_words_are_hidden_until_asked_for(visitor, made, now):
    page = open_page(visitor, made)
    assert WORDS not in page.text
    assert "my sister" not in page.text
    assert page.h1 == "Your page"
    page = visitor.press("Show my words")
    assert WORDS in page.text
    assert "my sister" in page.main
    assert WORDS not in visitor.press("Hide my words").text


def test_p71_the_holder_deletes_own_messages_answers_and_the_first_words(make, visitor, made, officers, now):
    by_officer(make, made, officers[0], office.answer, "Are you safe tonight?", language="en")
    open_page(visitor, made)
    page = visitor.press("Send this message", text="I am at my aunt's.")
    assert "I am at my aunt's." in page.main
    for number, gone in ((1, "Are you safe tonight?"), (2, "I am at my aunt's.")):
        page = visitor.press(f"Delete this message ({number})")
        assert "These words are deleted." in page.main
        assert gone not in page.text
    assert make.vault.read(lambda session: session.scalars(select(CaseMessage.sealed)).all()) == [None, None]
    visitor.press("Show my words")
    page = visitor.press("Delete these words, and the files that came with them")
    assert WORDS not in visitor.press("Show my words").text
    facts = make.vault.read(lambda session: cases.facts(session, NOBODY, held_of(session, made)))
    assert facts == {"text": "", "language": "en", "contact": "my sister"}


def test_deleting_what_is_not_there_is_not_found(visitor, made):
    page = open_page(visitor, made)
    token, case = token_and_case(page)
    for number in ("99", "x", "9" * 30, "-1", ""):
        visitor.post("/en/page/delete", {"token": token, "case": case, "number": number}, status=404)


def test_the_page_tells_state_next_step_clock_and_who_looked(make, visitor, made, officers, now):
    def start(session):
        vault.start_hours(session, NOBODY, session.get_one(Case, made.case.id), ClockName.ANSWER, clock.now() + timedelta(hours=4))

    make.vault.write(start)
    by_officer(make, made, officers[0], office.check_danger, queries.Danger.LIFE)
    page = open_page(visitor, made)
    assert "Looked at for urgent danger" in page.main
    assert "Next, we agree with you how to stay in contact." in page.main
    assert "A person answers by Monday, May 3, 2027, 17:00 (UTC)." in page.main
    assert "Entrusted with it: 1 time" in page.main
    with clock.frozen(now + timedelta(hours=6)):
        assert "The first answer should have come by now." in open_page(visitor, made).main


def test_plan_risk_owner_and_day_are_shown(make, visitor, made, officers, now):
    planned(make, made, officers[0])
    main = open_page(visitor, made).main
    for words in ("1. Write a letter", "Write to the ministry", "Waits for your consent", "by May 6, 2027", "done by a protection officer", "They may guess who asked"):
        assert words in main
    assert "After 7 days: on May 10, 2027" in main
    assert "Amal" not in main  # the role is told, not the person


def test_contact_is_changed_and_hidden(make, visitor, made, officers, now):
    open_page(visitor, made)
    page = visitor.press("Use this from now on", contact="my brother")
    assert "We know it now." in page.main
    assert "my brother" not in page.text
    assert "my brother" in visitor.press("Show my words").main
    assert "We answer on this page, and nowhere else." in visitor.press("Use this from now on", contact="").main
    assert make.vault.read(lambda session: cases.facts(session, NOBODY, held_of(session, made)))["contact"] == ""
    page = visitor.press("Use this from now on", status=422, contact="y" * 2001)
    assert "y" * 2001 in page.text


def test_numbers_to_hide_are_added_once(make, visitor, made, now):
    open_page(visitor, made)
    page = visitor.press("Add these numbers", traces="0" * 20)
    assert "They are hidden once you allow it." in page.main
    by_holder(make, made, holder.allow, ProtectiveAction.HIDE_TRACES)
    open_page(visitor, made)
    page = visitor.press("Add these numbers", traces="0000 0000 0000 0000 0000\n")
    assert "We know the numbers now." in page.main
    assert make.vault.read(lambda session: cases.facts(session, NOBODY, held_of(session, made)))["traces"] == ["0" * 20]
    page = visitor.press("Add these numbers", status=422, traces="1" * 20)
    assert "1" * 20 in page.text
    with pytest.raises(Refused, match="more than 50 numbers"):
        by_holder(make, made, holder.add_traces, [str(number) for number in range(60)])


def test_every_visit_is_a_sign_of_life(make, visitor, made, now):
    with clock.frozen(now + timedelta(days=40)):
        open_page(visitor, made)
    sign = make.vault.read(lambda session: session.scalars(select(Reprisal.last_sign)).one())
    assert sign == (now + timedelta(days=40)).date()


def test_a_closed_report_is_opened_again_and_kept(make, visitor, made, officers, now):
    planned(make, made, officers[0])
    by_officer(make, made, officers[0], office.settle, "You said that it is over.", agreed=True, language="en")
    page = open_page(visitor, made)
    assert "Closed by agreement" in page.main
    assert "It will be erased on August 2, 2027." in page.main
    page = visitor.press("Open it again")
    assert "It is open again" in page.main
    case, state = make.vault.read(lambda session: session.execute(select(Case.erase_on, Reprisal.state).join(Reprisal)).one())
    assert (case, state) == (None, ReprisalState.URGENT_CHECK)


def test_opening_again_what_is_open_is_refused_in_words(visitor, made):
    page = open_page(visitor, made)
    token, case = token_and_case(page)
    visitor.post("/en/page/again", {"token": token, "case": case}, status=409)


def test_withdrawing_erases_everything_and_leaves_a_tombstone(make, visitor, made, officers, now):
    by_holder(make, made, holder.allow, LETTER, "Without my name")
    planned(make, made, officers[0])
    open_page(visitor, made)
    visitor.press("Send this message", text="I am afraid.")
    visitor.press("Take everything back")
    page = visitor.press("Erase everything now")
    assert "Everything is erased." in page.main
    assert "cache" in page.headers["clear-site-data"]
    row, case = make.vault.read(lambda session: session.execute(select(Reprisal, Case).join(Case, Case.id == Reprisal.case_id)).one())
    assert (row.state, row.urgent, row.danger, row.region, row.owner_id, row.for_another) == (ReprisalState.WITHDRAWN, False, None, "", None, False)
    assert case.erased_on == now.date()
    for table in (WrappedKey, CaseMessage, CaseWish):
        assert make.vault.read(lambda session, table=table: session.scalar(select(func.count()).select_from(table))) == 0
    for table in (PlanStep, Consent, FollowUp):
        assert set(make.vault.read(lambda session, table=table: session.scalars(select(table.sealed)).all())) <= {None, b""}
    page = open_page(visitor, made)
    assert "Nothing is left here" in page.main


def test_the_officers_way_in_is_closed_after_withdrawing(make, made, officers):
    from portal.base.errors import NotFound

    by_holder(make, made, holder.withdraw)
    by_holder(make, made, vault.erase_own)
    with pytest.raises(NotFound):
        make.vault.write(lambda session: vault.look_into(session, officers[0].actor, made.case.id, officers[0].pair))


def test_nobody_else_can_do_what_the_holder_does(make, made, officers):
    with pytest.raises(NotAllowed):
        make.vault.write(lambda session: holder.allow(session, NOBODY, held_of(session, made), LETTER))
    with pytest.raises(NotAllowed):
        make.vault.write(lambda session: holder.allow(session, officers[0].actor, held_of(session, made), LETTER))


def test_the_doors_of_reports_hold_nothing_for_complaints(make, visitor):
    complaint = make.complaint(make.officer())
    token = next(value for form in visitor.get("/en/page").forms() for name, value in form.fields if name == "token")
    for verb in ("consent", "contact", "traces", "delete", "again"):
        visitor.post(f"/en/page/{verb}", {"token": token, "code": complaint.code, "action": "letter", "number": "1", "traces": "0" * 20}, status=404)


def test_reading_a_report_takes_as_many_statements_for_three_as_for_one(make, made, officers, now):
    from sqlalchemy import event

    def count(job):
        sent = []
        note = lambda *args: sent.append(args[2])
        event.listen(make.vault.reader, "before_cursor_execute", note)
        try:
            make.vault.read(job)
        finally:
            event.remove(make.vault.reader, "before_cursor_execute", note)
        return len(sent)

    def read(session):
        held = held_of(session, made)
        for query in (queries.consents, queries.consent_record, queries.plan, queries.follow_ups, queries.glass):
            query(session, NOBODY, held)

    by_holder(make, made, holder.allow, LETTER)
    planned(make, made, officers[0])
    once = count(read)
    for action in (ProtectiveAction.ADVISE, ProtectiveAction.REFER):
        by_holder(make, made, holder.allow, action)
        by_officer(make, made, officers[0], plan.add_step, action=action, what="Talk", risk="None", due_on=None)
    assert count(read) == once


def test_messages_of_officers_are_marked_new_once(make, visitor, made, officers, now):
    by_officer(make, made, officers[0], office.answer, "Are you safe tonight?", language="en")
    assert "Protection officer, May 3, 2027 New" in open_page(visitor, made).main
    assert "2027 New" not in open_page(visitor, made).main


def test_notes_of_officers_are_not_shown(make, visitor, made, officers, now):
    by_officer(make, made, officers[0], office.jot, "He may be lying.", language="en")
    assert "lying" not in open_page(visitor, made).text
    assert make.vault.read(lambda session: session.scalars(select(CaseMessage.kind)).all()) == [MessageKind.NOTE]


def test_a_deleted_message_takes_its_files_along_and_so_do_the_first_words(make, visitor, now):
    make.officer(Role.PROTECTION_OFFICER)
    visitor.get("/en/write/2")
    visitor.press("Send", text=WORDS, attached=[("files", "first.txt", b"first")])
    visitor.press("Open your page")
    visitor.press("Send this message", text="One more.", attached=[("files", "second.txt", b"second")])
    page = visitor.press("Show my words")
    assert "file 1.txt" in page.main
    page = visitor.press("Delete these words, and the files that came with them")
    assert "file 1.txt" not in page.main
    assert "file 2.txt" in page.main
    page = visitor.press("Delete this message (1)")
    assert "file 2.txt" not in page.main
    assert make.vault.read(lambda session: session.scalar(select(func.count()).select_from(CaseFile))) == 0


def test_p46_that_a_third_officer_was_let_in_is_shown_with_the_reason(make, visitor, made, officers, now):
    third = make.officer(Role.PROTECTION_OFFICER, name="Sam")
    by_officer(make, made, officers[0], glass.ask, third.officer.id, "I am ill from tomorrow.")
    main = open_page(visitor, made).main
    assert "On May 3, 2027 an officer asked to let a third one in. A second person has not decided yet. I am ill from tomorrow." in main
    asked = make.vault.read(lambda session: session.scalars(select(BreakGlass.id)).one())
    by_officer(make, made, officers[1], glass.agree, asked)
    by_officer(make, made, third, office.jot, "Read.", language="en")
    main = open_page(visitor, made).main
    assert "A second person agreed on May 3, 2027." in main
    assert "Was let in by two people: 1 time" in main

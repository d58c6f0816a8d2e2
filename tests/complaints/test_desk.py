"""The case page of a focal point, through the doors: every deed, without JavaScript."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.complaints.models import Category, ComplaintState, Finding, PublishableDecision, Remedy
from portal.vault import commands
from portal.vault.holding import HOLDER
from portal.vault.models import Access, ClockName, MessageKind, Standing
from portal.web import tokens
from tests.complaints.working import after, arrived, at, avenue, brought_to_proposal, hold, messages, row
from tests.visitor import Visitor

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them

S = ComplaintState


@pytest.fixture
def officer(at_desk):
    return at_desk


@pytest.fixture
def made(make, officer):
    return arrived(make, officer)


def test_p21_the_whole_way_of_a_complaint_through_forms_alone(make, visitor, officer, made):
    body = avenue(make)
    page = visitor.get(at(made))
    assert (page.h1, "They closed the hall" in page.main, "Late" in page.main) == ("Desk", True, False)
    visitor.press("Send the first answer", text="I have read it.")
    assert "Your answer is sent." in visitor.page.main
    visitor.press("Take it up", text="I ask the host.")
    visitor.press("Send the proposal", text="The hall is opened once more.")
    assert ("may still comment" in visitor.page.main, "Send the proposal" in visitor.page.main) == (True, False)
    hold(make, made, lambda session, held: commands.meet(session, SYSTEM, held.case, ClockName.COMMENT))
    visitor.get(at(made))
    visitor.press("Decide", finding="justified", reason="It was closed too early.", remedy="apology", measure="A letter.", avenue=str(body.id))
    assert "The complaint is justified" in visitor.page.main
    visitor.press("Show it to the complainant", text="A hall was closed too early.", language="en")
    visitor.press("Begin the remedy", text="The host writes.")
    visitor.press("Close it", text="The letter was sent.")
    assert ("Is erased on" in visitor.page.main, "Nothing is to be done." in visitor.page.main) == (True, False)
    visitor.press("Open it again", text="The letter was not sent.")
    assert row(make, made).state is S.ACCEPTED
    assert make.vault.read(lambda session: session.scalars(select(PublishableDecision.text)).all()) == ["A hall was closed too early."]


def test_p57_declining_asks_for_a_reason_and_an_alternative(make, visitor, officer, made):
    visitor.get(at(made))
    visitor.press("Send the first answer", text="I have read it.")
    visitor.press("Do not take it up", status=422, reason="It is for a court.")
    assert visitor.page.faults == ["Say where the complainant can turn instead."]
    assert "It is for a court." in visitor.page.text
    visitor.press("Do not take it up", alternative="The court of the city.")
    assert row(make, made).state is S.DECLINED


def test_p57_passing_on_is_offered_with_consent_alone(make, visitor, officer):
    without, allowed = arrived(make, officer), arrived(make, officer, referral_allowed=True)
    for made in (without, allowed):
        visitor.get(at(made))
        visitor.press("Send the first answer", text="I have read it.")
    assert "Pass it on" in visitor.page.text
    visitor.press("Pass it on", to="The ombudsperson", text="It belongs there.")
    visitor.press("Note that it arrived", text="Ms. Roy has it.")
    assert ("Note that it arrived" in visitor.page.text, row(make, allowed).state) == (False, S.REFERRED)
    page = visitor.get(at(without))
    assert "has not agreed that it is passed on" in page.main
    sent = {"token": tokens.issue(), "to": "x", "text": "y"}
    visitor.post(at(without, "refer"), sent, status=403)  # a token of another session
    assert row(make, without).state is S.ACKNOWLEDGED


def test_p55_the_form_of_a_decision_names_everything_that_is_missing(make, visitor, officer, made):
    brought_to_proposal(make, officer, made)
    with after(30):
        make.unlock(visitor, officer)
        visitor.get(at(made))
        visitor.press("Decide", status=422)
        assert visitor.page.faults == [
            "Choose what you found.",
            "Give the reasons.",
            "Choose a remedy, or say that there is none.",
            "Choose an external body. If there is none, ask an administrator to enter one.",
        ]
        avenue(make)
        visitor.get(at(made))
        visitor.press("Decide", status=422, finding="partly", reason="Both are right.", remedy="apology")
        assert visitor.page.faults == ["Say what makes it good, who does it, and until when.", "Choose an external body."]
        assert "Both are right." in visitor.page.text


def test_the_same_form_sent_twice_does_its_deed_once(make, visitor, officer, made):
    visitor.get(at(made))
    form = next(form for form in visitor.page.forms() if form.action.endswith("/acknowledge"))
    sent = [*[pair for pair in form.fields if pair[0] != "text"], ("text", "I have read it.")]
    for _time in range(2):
        assert "Your answer is sent." in visitor.post(at(made, "acknowledge"), sent).main
    assert len(messages(make, made)) == 1


def test_two_at_once_the_second_is_told_and_loses_no_word(make, visitor, officer, made):
    visitor.get(at(made))
    first = next(form for form in visitor.page.forms() if form.action.endswith("/acknowledge"))
    hold(make, made, lambda session, held: commands.say(session, HOLDER, held, MessageKind.MESSAGE, {"text": "One thing more: the door was locked.", "language": "en"}))
    page = visitor.post(at(made, "acknowledge"), [*first.fields[:2], ("text", "I have read it.")], status=409)
    assert ("happened here meanwhile" in page.main, "the door was locked" in page.main, "I have read it." in page.text) == (True, True, True)
    visitor.press("Send the first answer", text="I have read both.")
    assert row(make, made).state is S.ACKNOWLEDGED
    page = visitor.post(at(made, "acknowledge"), [("token", visitor.page.forms()[-1].fields[0][1]), ("text", "Mine, typed elsewhere.")], status=409)
    assert "Mine, typed elsewhere." in page.main  # the form is gone, the words are not


def test_p42_other_focal_points_find_nothing_and_no_difference_to_a_number_that_is_none(make, visitor, officer, made, portal):
    other = make.officer(name="Rui")
    stranger = Visitor(portal)
    make.unlock(stranger, other)
    wall = [stranger.get(f"/en/staff/desk/{number}", status=404).text.replace(str(number), "N") for number in (made.case.id, made.case.id - 1)]
    mine, random = [re.sub(r'name="token" value="[^"]+"', "", text) for text in wall]
    assert mine == random
    stranger.leave()


def test_p42_whoever_only_stands_in_opens_nothing(make, visitor, officer, portal):
    other = make.officer(name="Rui")
    made = arrived(make, officer, others=((other, Standing.STAND_IN),))
    stranger = Visitor(portal)
    make.unlock(stranger, other)
    stranger.get(at(made), status=404)
    stranger.leave()


@pytest.mark.parametrize("role", [Role.PROTECTION_OFFICER, Role.ADMINISTRATOR, Role.MODERATOR])
def test_other_roles_stand_before_a_wall(make, visitor, now, role):
    made = arrived(make, make.officer())
    if role is Role.PROTECTION_OFFICER:
        make.unlock(visitor, make.officer(role, name="Rui"))
    else:
        make.sign_in(visitor, make.staff("Rui", roles=[(role, None)]))
    visitor.get(at(made), status=404)
    visitor.get("/en/staff/desk/standing-in", status=404)


def test_p46_every_look_is_counted_and_the_complainant_sees_the_count(make, visitor, officer, made):
    for _time in range(3):
        visitor.get(at(made))
    assert make.vault.read(lambda session: [(one.times, one.standing) for one in session.scalars(select(Access))]) == [(3, Standing.OWNER)]
    visitor.get("/en/page")
    seen = visitor.post("/en/page", {"token": visitor.page.forms()[-1].fields[0][1], "code": made.code})
    assert "3 times" in seen.main


def test_messages_of_the_complainant_are_new_until_they_were_shown(make, visitor, officer, made):
    hold(make, made, lambda session, held: commands.say(session, HOLDER, held, MessageKind.MESSAGE, {"text": "مرحبا", "language": "ar"}))
    page = visitor.get(at(made))
    assert ('lang="ar" dir="rtl">مرحبا' in page.text, "New" in page.main) == (True, True)
    assert "New" not in visitor.get(at(made)).main.split("Messages and notes")[1].split("Write to the complainant")[0]


def test_a_message_with_a_file_reaches_the_complainant_cleaned(make, visitor, officer, made):
    visitor.get(at(made))
    visitor.press("Send this message", text="Here is the plan.", attached=[("files", "noor-plan.txt", b"The plan of the hall.\n")])
    assert messages(make, made) == [(MessageKind.MESSAGE, {"text": "Here is the plan.", "language": "en", "files": [1]})]
    saved = visitor.press("Save file 1.txt")
    assert saved.body == b"The plan of the hall.\n"
    visitor.get(at(made))
    original = visitor.press("Save the original of file 1.txt")
    assert (original.headers["content-type"], original.headers["content-disposition"]) == ("application/octet-stream", "attachment; filename*=UTF-8''noor-plan.txt")
    visitor.get(at(made))
    visitor.press("Send this message", text="And this.", status=422, attached=[("files", "a.exe", b"MZ\x90\x00")])
    assert ("And this." in visitor.page.text, "a.exe" in visitor.page.faults[0]) == (True, True)
    visitor.post(at(made, "file"), {"token": visitor.page.forms()[-1].fields[0][1], "number": "7"}, status=404)


def test_other_deeds_have_their_forms(make, visitor, officer, made):
    visitor.get(at(made))
    visitor.press("Keep the note", text="Ask the caretaker.")
    visitor.press("Keep these words", who="The clerk", text="Was the door locked?")
    visitor.press("Note the statement", who="The clerk", text="It was.")
    visitor.press("Stop the clocks", why="others", text="The clerk is asked.")
    assert "Stands still since" in visitor.page.main
    visitor.press("Let the clocks run on")
    visitor.press("Move the day", status=422, until="soon", text="A witness is away.")
    assert visitor.page.faults == ["Write the day like this: 2027-05-31."]
    visitor.press("Move the day", status=422, until="2029-01-01")
    assert visitor.page.faults == ["Choose a day after the present one, at most 90 days later."]
    visitor.press("Move the day", until=(clock.today() + timedelta(days=120)).isoformat())
    assert [kind for kind, _facts in messages(make, made)] == [MessageKind.STATEMENT, MessageKind.STATEMENT, MessageKind.REASON, MessageKind.REASON]


def test_a_refusal_leaves_nothing_behind(make, visitor, officer, now):
    made = arrived(make, officer, facts={"text": "They shouted.", "language": "en", "name": "Amal Haddad"})
    visitor.get(at(made))
    visitor.press("Keep these words", status=422, who="The clerk", text="Did you shout at Haddad?")
    assert ("holds the name" in visitor.page.faults[0], messages(make, made)) == (True, [])


def test_the_page_speaks_arabic(make, visitor, officer, made):
    page = visitor.get(at(made).replace("/en/", "/ar/"))
    assert 'dir="rtl"' in page.text


@pytest.mark.parametrize("state", list(ComplaintState))
def test_every_state_has_its_page(make, visitor, officer, state):
    if state in (S.WITHDRAWN, S.ERASED):
        return  # nobody has a key to these any more
    made = arrived(make, officer, category=Category.DATA, finding=Finding.PARTLY, remedy=Remedy.NONE, place="park", region="oceania", first_finding="justified", stage=2)
    make.vault.write(lambda session: setattr(session.get_one(type(made.row), made.row.id), "state", state))
    page = visitor.get(at(made))
    assert (page.status, str(state.label) in page.main) == (200, True)


def test_a_case_with_many_messages_asks_no_more_than_one_with_few(make, visitor, officer, made):
    def statements():
        sent = []
        event.listen(make.vault.writer, "before_cursor_execute", note := lambda *given: sent.append(given[2]))
        visitor.get(at(made))
        event.remove(make.vault.writer, "before_cursor_execute", note)
        return len(sent)

    def say(number):
        hold(make, made, lambda session, held: commands.say(session, HOLDER, held, MessageKind.MESSAGE, {"text": f"Thing {number}.", "language": "en"}))

    say(1)
    visitor.get(at(made))
    before = statements()
    for number in range(5):
        say(number)
    assert statements() == before


def test_nobody_signed_in_is_asked_to_sign_in(visitor, make, now):
    made = arrived(make, make.officer())
    assert "/staff/sign-in" in visitor.get(at(made)).url

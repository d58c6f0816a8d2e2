"""A helper enters somebody's words: checks them, hands over a sealed number, goes on with the next, takes one back."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.base.access import Role
from portal.contributions.models import Channel, Contribution, ContributionState, Voice
from portal.journal.models import Entry
from portal.receipts.models import Receipt

WORDS = "The bus stop has no bench."


@pytest.fixture
def park(make):
    return make.consultation(premoderated=False)


@pytest.fixture
def question(make, park):
    return make.question(park, number=1)


@pytest.fixture
def helper(make, park, question, visitor):
    person = make.staff("Hela", roles=[(Role.HELPER, park)])
    make.sign_in(visitor, person)
    return person


def typed(**more):
    return {"question": "1", "text": WORDS, "text_language": "ar", "voice": "anonymous", "channel": "paper", "slip_language": "en", "consent": "yes", **more}


def enter(visitor, park, **more):
    visitor.get(f"/en/staff/{park.slug}/assist")
    visitor.press("Continue", **typed(**more))
    return visitor.press("Enter it and make the slip")


def code_on(page):
    return "".join(re.findall(r"\d", re.search(r'<p class="code".*?</p>', page.text)[0].split("<span>", 1)[1]))


def rows(database, table=Contribution):
    return database.read(lambda session: session.query(table).all())


def test_words_are_entered_and_the_number_stands_on_a_slip(visitor, helper, park, database):
    page = enter(visitor, park)
    assert page.h1 == "Hand over the slip"
    assert len(code_on(page)) == 20
    (words,) = rows(database)
    assert (words.text, words.channel, words.language, words.voice, words.state) == (WORDS, Channel.PAPER, "ar", Voice.ANONYMOUS, ContributionState.PUBLISHED)
    assert rows(database, Receipt)[0].by_helper is True


def test_the_number_must_be_changed_before_it_opens_anything(visitor, helper, park, make):
    code = code_on(enter(visitor, park))
    visitor.client.cookies.clear()
    visitor.get("/en/track")
    page = visitor.press("Show what became of it", code=code)
    assert WORDS not in page.main
    assert page.h1 == "Take a number of your own"


def test_the_slip_speaks_the_persons_language(visitor, helper, park):
    page = enter(visitor, park, slip_language="ar")
    assert '<section class="slip" lang="ar" dir="rtl">' in page.text


def test_the_record_knows_the_helper_and_not_the_words(visitor, helper, park, database):
    enter(visitor, park)
    lines = [one for one in rows(database, Entry) if one.thing == "contributions"]
    assert {one.staff_id for one in lines} == {helper.id}
    assert [one for one in lines if WORDS in one.reason] == []


def test_nobody_sees_the_helper_in_public(visitor, helper, park):
    enter(visitor, park)
    visitor.client.cookies.clear()
    page = visitor.get(f"/en/consultations/{park.slug}/contributions/1")
    assert "On paper" in page.main
    assert helper.name not in page.text
    assert "On paper" in visitor.get(f"/en/consultations/{park.slug}/questions/1").main


@pytest.mark.parametrize(("channel", "shown"), [("phone", "Through a helper"), ("in person", "Through a helper"), ("paper", "On paper")])
def test_the_way_is_shown_in_coarse_words(visitor, helper, park, channel, shown):
    enter(visitor, park, channel=channel)
    assert shown in visitor.get(f"/en/consultations/{park.slug}/contributions/1").main


def test_words_from_a_meeting_lead_to_it(visitor, helper, park, make):
    meeting = make.meeting(park, starts=-timedelta(days=1))
    enter(visitor, park, channel="meeting", meeting=str(meeting.number))
    visitor.get(f"/en/consultations/{park.slug}/contributions/1")
    page = visitor.follow("At a meeting")
    assert WORDS in page.main


def test_the_same_form_twice_enters_once_and_shows_the_same_number(visitor, helper, park, database):
    visitor.get(f"/en/staff/{park.slug}/assist")
    visitor.press("Continue", **typed())
    check = visitor.page
    first = code_on(visitor.press("Enter it and make the slip"))
    visitor.page = check
    assert code_on(visitor.press("Enter it and make the slip")) == first
    assert len(rows(database)) == 1


def test_a_numbered_paper_form_is_entered_once_by_whomever(visitor, helper, park, database):
    enter(visitor, park, form_number="A-17")
    visitor.get(f"/en/staff/{park.slug}/assist")
    visitor.press("Continue", **typed(form_number="A-17", text="Other words"))
    page = visitor.press("Enter it and make the slip", status=422)
    assert page.faults == ["This paper form was entered before. Nothing was added."]
    (words,) = rows(database)
    assert words.text == WORDS


def test_the_number_of_the_paper_is_kept_nowhere(visitor, helper, park, database):
    enter(visitor, park, form_number="PAPER-4711")

    def tables(session):
        from portal.base.database import Base

        return "".join(str(session.execute(table.select()).all()) for table in Base.metadata.sorted_tables)

    assert "4711" not in database.read(tables)


def test_the_next_one_keeps_question_way_and_language(visitor, helper, park):
    enter(visitor, park, channel="phone", shown_name="Zoe", voice="pseudonym")
    visitor.press("Enter the next one")
    fields = dict(next(form for form in visitor.page.forms() if form.action.endswith("/assist")).fields)
    kept = {name: fields[name] for name in ("question", "channel", "text_language", "slip_language", "text", "shown_name")}
    assert kept == {"question": "1", "channel": "phone", "text_language": "ar", "slip_language": "en", "text": "", "shown_name": ""}
    assert visitor.page.faults == []


def test_what_waits_can_be_taken_back_and_its_number_opens_nothing(visitor, helper, make, database):
    river = make.consultation()
    make.question(river, number=1)
    make.sign_in(visitor, make.staff(roles=[(Role.HELPER, river)]))
    enter(visitor, river, form_number="7")
    page = visitor.press("Take this entry back")
    assert "It is taken back." in page.main
    (words,) = rows(database)
    assert (words.state, words.text, rows(database, Receipt)[0].code_hash) == (ContributionState.WITHDRAWN, "", None)
    enter(visitor, river, form_number="7")
    assert len(rows(database)) == 2


def test_what_is_public_cannot_be_taken_back_by_the_helper(visitor, helper, park):
    page = enter(visitor, park)
    assert "Take this entry back" not in [label for form in page.forms() for label, _name, _value in form.buttons]


def test_another_helper_cannot_take_it_back(visitor, make, database):
    river = make.consultation()
    make.question(river, number=1)
    make.sign_in(visitor, make.staff(roles=[(Role.HELPER, river)]))
    enter(visitor, river)
    sign = next(value for form in visitor.page.forms() for name, value in form.fields if name == "entry")
    make.sign_in(visitor, make.staff("Other", roles=[(Role.HELPER, river)]))
    visitor.get(f"/en/staff/{river.slug}/assist")
    token = next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")
    visitor.post(f"/en/staff/{river.slug}/assist/undo", {"token": token, "entry": sign}, status=404)
    assert rows(database)[0].state is ContributionState.RECEIVED


def test_without_consent_nothing_goes_on(visitor, helper, park):
    visitor.get(f"/en/staff/{park.slug}/assist")
    page = visitor.press("Continue", status=422, **{name: value for name, value in typed().items() if name != "consent"})
    assert page.faults == ["Ask the person first. Then tick this box."]


def test_every_fault_is_told_and_the_words_stay(visitor, helper, park):
    visitor.get(f"/en/staff/{park.slug}/assist")
    page = visitor.press("Continue", status=422, **typed(voice="name", channel="meeting", text="Keep me"))
    assert page.faults == ["Type the name to show, or choose to speak without a name.", "Choose the meeting."]
    assert "Keep me" in page.text


def test_the_list_of_today_tells_no_words_and_no_number(visitor, helper, park):
    code = code_on(enter(visitor, park))
    page = visitor.get(f"/en/staff/{park.slug}/assist")
    assert "Entered by you today: 1" in page.main
    assert "No. 1" in page.main
    assert (WORDS in page.text, code in page.text.replace(" ", "")) == (False, False)


def test_a_helpers_entries_follow_the_rule_of_the_consultation(visitor, make, database):
    river = make.consultation(premoderated=True)
    make.question(river, number=1)
    make.sign_in(visitor, make.staff(roles=[(Role.HELPER, river)]))
    page = enter(visitor, river)
    assert "A moderator reads them first." in page.main
    assert rows(database)[0].state is ContributionState.RECEIVED


def test_a_closed_consultation_takes_nothing(visitor, make):
    over = make.consultation(opens=-timedelta(days=9), closes=-timedelta(days=3))
    make.question(over, number=1)
    make.sign_in(visitor, make.staff(roles=[(Role.HELPER, over)]))
    assert "Nothing can be entered" in visitor.get(f"/en/staff/{over.slug}/assist").main
    visitor.press("Continue", status=409, **typed())


def test_a_meeting_is_told_by_the_day_on_which_it_was_there(visitor, helper, park, make):
    late = datetime(2026, 5, 1, 20, 30, tzinfo=ZoneInfo("America/New_York"))  # in UTC it is the second
    make.meeting(park, starts_at=late, ends_at=late + timedelta(hours=2), zone="America/New_York")
    assert "(May 1, 2026)" in visitor.get(f"/en/staff/{park.slug}/assist").text

"""Reports of barriers, as reporters, readers and staff meet them."""

import re
from datetime import timedelta

import pytest

from portal.barriers.models import BarrierAbout, BarrierReport, BarrierState
from portal.base import clock
from portal.base.access import Role
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("now")
WORDS = "Plumquat the keyboard cannot reach the blue button."
ANSWER = {
    "state": "adapted",
    "barrier_en": "A button could not be reached by keyboard.",
    "barrier_ar": "زر لا تصل إليه لوحة المفاتيح.",
    "adaptation_en": "It can be reached now.",
    "adaptation_ar": "يمكن الوصول إليه الآن.",
    "until": "",
}


@pytest.fixture
def administrator(make, portal):
    visitor = Visitor(portal)
    make.sign_in(visitor, make.staff("Adm", roles=[(Role.ADMINISTRATOR, None)]))
    yield visitor
    visitor.leave()


def code_on(page):
    return "".join(sign for sign in page.tree.find(".//*[@class='code']").itertext() if sign).replace(" ", "").replace(",", "")


def report(visitor, words=WORDS, start="/en/barriers/report", **more):
    visitor.get(start)
    return visitor.press("Send the report", text=words, **more)


def only(database):
    from sqlalchemy import select

    return database.read(lambda session: session.scalars(select(BarrierReport)).one())


def test_every_page_leads_to_the_form_which_knows_the_page(make, visitor, database):
    place = make.consultation()
    visitor.get(f"/en/consultations/{place.slug}")
    visitor.follow("Something keeps me from taking part")
    assert f"/consultations/{place.slug}" in visitor.page.main
    page = visitor.press("Send the report", text=WORDS)
    assert page.h1 == "We have your report"
    row = only(database)
    assert (row.page, row.consultation_id, row.state, row.text, row.language) == (f"/consultations/{place.slug}", place.id, BarrierState.REPORTED, WORDS, "en")
    assert row.due_on == clock.add_working_days(clock.today(), 10)
    assert row.number is None


@pytest.mark.parametrize("start", ["//evil.example/x", "https://evil.example/", "/a/../b", "/x y", "javascript:alert(1)", "/" + "x" * 300])
def test_only_a_path_of_this_portal_comes_along(visitor, database, start):
    from urllib.parse import quote

    report(visitor, start=f"/en/barriers/report?from={quote(start, safe='')}")
    assert only(database).page == ""


def test_the_same_form_sent_twice_is_one_report_with_one_number(visitor, database):
    visitor.get("/en/barriers/report")
    form = next(form for form in visitor.page.forms() if "text" in dict(form.fields))
    sent = {**dict(form.fields), "text": WORDS}
    assert code_on(visitor.post("/en/barriers/report", sent)) == code_on(visitor.post("/en/barriers/report", sent))
    assert only(database).text == WORDS


def test_faults_and_the_trap_keep_what_was_typed(visitor, database):
    assert report(visitor, "", status=422).faults == ["Say what keeps you from taking part. A few words are enough."]
    page = visitor.press("Send the report", text="x " * 3000, status=422)
    assert "x x x" in page.text
    page = visitor.press("Send the report", text=WORDS, website="http://spam.example", status=422)
    assert WORDS in page.text
    assert "spam.example" not in page.text
    assert visitor.press("Send the report", text=WORDS).h1 == "We have your report"


def test_the_number_opens_state_and_answer_and_takes_the_report_back(make, visitor, administrator, database):
    number = code_on(report(visitor))
    page = visitor.post("/en/track", {"token": token(visitor), "code": number})
    assert page.h1 == "What became of your report"
    assert WORDS in page.main
    assert "Reported, waits for an answer" in page.main
    answer(administrator, only(database))
    page = visitor.post("/en/track", {"token": token(visitor), "code": number})
    assert "It can be reached now." in page.main
    visitor.press("Take the report back")
    assert visitor.page.h1 == "Take the report back?"
    assert only(database).text == WORDS
    assert visitor.press("Yes, take it back").h1 == "Your report is withdrawn"
    row = only(database)
    assert (row.text, row.page, row.code_hash, row.state) == ("", "", None, BarrierState.ADAPTED)
    visitor.post("/en/track", {"token": token(visitor), "code": number}, status=422)
    assert "It can be reached now." in visitor.get("/en/barriers/1").main


def token(visitor):
    visitor.get("/en/track")
    return next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")


def answer(staff, row, *, status=200, **more):
    staff.get(f"/en/staff/barriers/{row.id}")
    return staff.press("Publish this answer", status=status, **{**ANSWER, **more})


def test_p205_a_withdrawn_report_that_nobody_answered_is_nowhere_any_more(visitor, administrator, database):
    number = code_on(report(visitor))
    visitor.post("/en/track", {"token": token(visitor), "code": number})
    visitor.press("Take the report back")
    visitor.press("Yes, take it back")
    assert (only(database).state, only(database).text) == (BarrierState.WITHDRAWN, "")
    assert "Nothing waits." in administrator.get("/en/staff/barriers").main
    administrator.get(f"/en/staff/barriers/{only(database).id}", status=404)


def test_a_person_reports_a_barrier_and_everybody_sees_what_was_changed(visitor, administrator, database):
    """R13, whole; and the reporter's words are on no public page."""
    report(visitor)
    assert "No report has an answer yet." in visitor.get("/en/barriers").main
    assert answer(administrator, only(database), barrier_ar="", status=422).faults == ["The barrier is missing in this language: Arabic."]
    assert "The answer is public now." in answer(administrator, only(database)).main
    for path in ("/en/barriers", "/en/barriers/1", "/ar/barriers", "/en/", "/feed.atom", "/en/feed.atom"):
        assert "Plumquat" not in visitor.get(path, status=404 if path == "/feed.atom" else 200).text
    assert "It can be reached now." in visitor.get("/en/barriers").main
    assert "يمكن الوصول إليه الآن." in visitor.get("/ar/barriers/1").main


def test_the_journal_holds_no_word_of_the_report(visitor, administrator, database):
    from sqlalchemy import select

    from portal.journal.models import Entry

    report(visitor)
    answer(administrator, only(database))
    lines = database.read(lambda session: session.scalars(select(Entry).where(Entry.thing == "barrier_reports")).all())
    assert sorted(line.deed for line in lines) == ["adapt", "report barrier"]
    assert [line.reason for line in lines] == ["", ""]


def test_what_is_planned_has_a_day_and_is_shown_late_after_it(make, visitor, administrator, database):
    row = make.barrier()
    assert answer(administrator, row, state="planned", status=422).faults == ["Name the day until which it will be changed: today or later."]
    answer(administrator, row, state="planned", until="2027-05-10")
    assert "Late" not in visitor.get("/en/barriers").main
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert "Late" in visitor.get("/en/barriers").main
        assert "Late" in visitor.get("/en/barriers/1").main


def test_that_reports_are_late_is_public_and_their_number_only_on_publication_days(make, visitor):
    make.barrier()
    make.barrier(day=clock.today() - timedelta(days=30))
    main = visitor.get("/en/barriers").main
    assert "Some reports wait for an answer longer than promised." in main
    assert not re.search(r"\d+ report", main)


def test_organisers_answer_about_their_consultation_and_see_no_other(make, portal, visitor):
    place, other = make.consultation(), make.consultation()
    mine, foreign, general = make.barrier("About mine.", consultation_id=place.id), make.barrier("About another.", consultation_id=other.id), make.barrier("About the portal.")
    make.sign_in(visitor, make.staff("Org", roles=[(Role.ORGANISER, place)]))
    page = visitor.get("/en/staff/barriers")
    assert ("About mine." in page.main, "About another." in page.main, "About the portal." in page.main) == (True, False, False)
    answer(visitor, mine)
    for row in (foreign, general):
        visitor.get(f"/en/staff/barriers/{row.id}", status=404)


def test_others_of_staff_have_no_such_desk(make, visitor):
    make.sign_in(visitor, make.staff("Mo", roles=[(Role.MODERATOR, make.consultation())]))
    visitor.get("/en/staff/barriers", status=404)


def test_the_second_of_two_answers_sees_both_and_chooses(make, administrator, portal):
    row = make.barrier()
    second = Visitor(portal)
    make.sign_in(second, make.staff("Bea", roles=[(Role.ADMINISTRATOR, None)]))
    second.get(f"/en/staff/barriers/{row.id}")
    answer(administrator, row)
    page = second.press("Publish this answer", status=409, **{**ANSWER, "adaptation_en": "Another way is open."})
    assert "It can be reached now." in page.main
    assert "Another way is open." in page.text
    second.press("Publish this answer")
    assert "Another way is open." in second.get("/en/barriers/1").main
    second.leave()


def test_official_wording_can_be_flagged(visitor, administrator, database):
    """R42: a person can flag official wording that stigmatises."""
    visitor.get("/en/barriers/report?from=/consultations/park/responses&about=wording")
    assert visitor.page.h1 == "Official words hurt or label people"
    visitor.press("Send the report", text="It says “the handicapped”.")
    assert only(database).about is BarrierAbout.WORDING
    assert "Official words hurt or label people" in administrator.get(f"/en/staff/barriers/{only(database).id}").h1


def test_a_hint_comes_before_a_careful_word_is_published_and_blocks_nothing(make, visitor, administrator):
    make.careful_word()
    row = make.barrier()
    page = answer(administrator, row, adaptation_en="Now open for the disabled, too.", status=422)
    assert "Say: people with disabilities." in page.main
    assert "Now open for the disabled, too." in page.text
    administrator.press("Publish this answer")
    assert "Now open for the disabled, too." in visitor.get("/en/barriers/1").main


def test_the_desk_is_paged_by_key_and_asks_the_same_for_one_and_for_many(make, administrator, database, statements):
    from portal.barriers import queries
    from portal.base.access import SYSTEM

    make.barrier()
    one = statements(lambda session: queries.listed(session, SYSTEM))
    for _turn in range(54):
        make.barrier()
    page = administrator.get("/en/staff/barriers")
    assert page.main.count("cannot be reached") == 50
    assert administrator.follow("Later").main.count("cannot be reached") == 5
    assert statements(lambda session: queries.listed(session, SYSTEM)) == one

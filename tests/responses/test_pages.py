"""The desk of the responsible body, and the public ledger."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import Role
from portal.base.languages import Texts
from portal.responses.models import CommitmentState, Verdict
from tests.visitor import HTML, words

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def place(make, visitor):
    consultation = make.answerable(2)
    make.sign_in(visitor, make.staff(roles=[(Role.RESPONDER, consultation)]))
    return consultation


def day(days):
    return (clock.today() + timedelta(days=days)).isoformat()


def test_a_responder_answers_with_a_promise_and_gives_news(visitor, make, place):
    make.behind(place.points[0], make.contribution(place.question, "Shade for the old, please."))
    page = visitor.get(f"/en/staff/{place.slug}/responses")
    assert "2 points wait for an answer." in page.main
    page = visitor.follow("Point 1")
    assert "Shade for the old, please." in page.main
    promise = {"what_en": "Plant forty trees", "owner": "Head gardener", "due_on": day(100), "measure_en": "Forty trees stand."}
    page = visitor.press("Publish this answer", verdict="accepted", reason_en="Shade is missing.", unit="Parks office", **promise)
    assert "Your answer is public now." in page.main
    visitor.follow("Promise one more thing for point 1")
    page = visitor.press("Publish this promise", what_en="Water them", owner="Waterworks", due_on=day(50), measure_en="They live.")
    assert "Your promise is public now." in page.main
    visitor.follow("Give news of promise 2")
    page = visitor.press("Publish this news", state="on course", text_en="The pipe is laid.", due_on=day(60))
    assert ("Your news is public now." in page.main, "The day was moved." in page.main) == (True, True)


def test_an_answered_point_shows_everybody_what_was_said_and_promised(visitor, make):
    place = make.answerable(2)
    make.answer(place.points[0], Verdict.NOT_OURS, reason="The state decides.", version=1)
    make.answer(place.points[0], Verdict.PARTLY, reason="We asked the state.", version=2)
    promise = make.commitment(place.points[0], updates=[])
    make.news(promise, "Ten trees stand.")
    page = visitor.get(f"/en/consultations/{place.slug}/responses")
    assert page.main.index("We asked the state.") < page.main.index("Not in our power Earlier answer:") < page.main.index("The state decides.")
    assert "No answer yet" in page.main
    assert page.headers["cache-control"].startswith("public")
    page = visitor.follow(f"Promise {promise.number}")
    assert page.h1 == f"Promise {promise.number}: Plant forty trees"
    assert ("Ten trees stand." in page.main, "Head gardener" in page.main, "Forty trees stand." in page.main) == (True, True, True)


def test_p93_the_form_demands_what_an_answer_needs_and_keeps_what_was_typed(visitor, place):
    here = f"/en/staff/{place.slug}/responses/1"
    visitor.get(here)
    page = visitor.press("Publish this answer", verdict="not accepted", unit="Parks office", status=422)
    assert page.faults == ["A point that is not accepted needs a reason."]
    page = visitor.press("Publish this answer", verdict="accepted", reason_en="Yes to shade", unit="Parks office", owner="Head gardener", status=422)
    assert sorted(page.faults) == ["Name the day until which it is done.", "Say how one will see that it was done.", "Say what is promised."]
    assert ("Yes to shade" in page.text, "Head gardener" in page.text) == (True, True)
    page = visitor.press("Publish this answer", verdict="partly accepted", due_on="soon", status=422)
    assert any("such as 2027-09-30" in fault for fault in page.faults)
    page = visitor.press("Publish this answer", verdict="", unit="", due_on="", owner="", reason_en="", status=422)
    assert sorted(page.faults) == ["Choose an answer.", "Say which unit answers."]


def test_a_day_in_the_past_is_no_promise(visitor, place):
    visitor.get(f"/en/staff/{place.slug}/responses/1")
    page = visitor.press("Publish this answer", verdict="accepted", unit="Parks", what_en="Trees", owner="Ada", due_on=day(0), measure_en="They stand.", status=422)
    assert page.faults == ["The day of a promise must lie in the future."]
    assert "No answer yet" in visitor.get(f"/en/consultations/{place.slug}/responses").main


def test_who_was_overtaken_reads_first_and_then_decides(visitor, make, place):
    visitor.get(f"/en/staff/{place.slug}/responses/1")
    opened = visitor.page
    make.answer(place.points[0], Verdict.PARTLY, reason="Said by a colleague.")
    visitor.page = opened
    page = visitor.press("Publish this answer", verdict="not in our power", unit="Parks office", status=422)
    assert "while you wrote" in page.faults[0]
    assert "Said by a colleague." in page.main
    assert "Your answer is public now." in visitor.press("Publish this answer").main


def test_the_desk_is_closed_to_everybody_else(visitor, make, place):
    for role, where in ((Role.MODERATOR, place), (Role.RESPONDER, make.consultation())):
        make.sign_in(visitor, make.staff(roles=[(role, where)]))
        for path in ("responses", "responses/1", "commitments/1"):
            visitor.get(f"/en/staff/{place.slug}/{path}", status=404)


def test_responders_see_words_and_never_the_waiting_ones(visitor, make, place):
    from portal.contributions.models import ContributionState

    hidden = make.contribution(place.question, "A hidden secret.", state=ContributionState.HIDDEN)
    make.behind(place.points[0], hidden, make.contribution(place.question, "Open words."))
    page = visitor.get(f"/en/staff/{place.slug}/responses/1")
    assert ("Open words." in page.main, "A hidden secret." in page.text) == (True, False)


def test_lateness_is_told_to_everybody(visitor, make):
    place = make.answerable(2, response_due_at=clock.now() - timedelta(days=70))
    make.answer(place.points[0])
    late = make.commitment(place.points[0], due_on=clock.today() - timedelta(days=100), day=clock.today() - timedelta(days=300))
    page = visitor.get(f"/en/consultations/{place.slug}/responses")
    assert "The answers are late: 2 months." in page.main
    rows = [[words(cell) for cell in row] for row in page.tree.iter(f"{HTML}tr")]
    assert rows[-1] == [f"Promise {late.number}", "Head gardener", "January 23, 2027", "3 months"]
    assert "Late: 3 months" in page.main


def test_p95_no_news_for_half_a_year_is_told_to_everybody(visitor, make):
    place = make.answerable()
    make.answer(place.points[0])
    silent = make.commitment(place.points[0], day=clock.today() - timedelta(days=183))
    assert "No news: 6 months" in visitor.get(f"/en/consultations/{place.slug}/responses").main
    assert "No news: 6 months" in visitor.get(f"/en/consultations/{place.slug}/commitments/{silent.number}").main
    make.news(silent)
    assert "No news" not in visitor.get(f"/en/consultations/{place.slug}/responses").main


def test_nobody_hides_lateness_at_the_desk(visitor, make, place):
    make.answer(place.points[0])
    late = make.commitment(place.points[0], due_on=clock.today() - timedelta(days=40))
    here = f"/en/staff/{place.slug}/commitments/{late.number}"
    visitor.get(here)
    visitor.press("Publish this news", state="on course", text_en="We need more time.", due_on=day(300))
    public = visitor.get(f"/en/consultations/{place.slug}/commitments/{late.number}").main
    assert ("Late: 1 month" in public, "First promised for" in public) == (True, True)
    visitor.get(here)
    visitor.press("Publish this news", state="done", text_en="All stand.")
    assert "Was late: 1 month" in visitor.get(f"/en/consultations/{place.slug}/commitments/{late.number}").main


def test_dropping_needs_words(visitor, make, place):
    make.answer(place.points[0])
    promise = make.commitment(place.points[0], state=CommitmentState.ON_COURSE)
    visitor.get(f"/en/staff/{place.slug}/commitments/{promise.number}")
    page = visitor.press("Publish this news", state="dropped", status=422)
    assert page.faults == ["Dropping a promise needs a reason."]


def test_before_the_summary_is_final_there_is_nothing_to_answer(visitor, make):
    page = visitor.get(f"/en/consultations/{make.consultation().slug}/responses")
    assert "There is nothing to answer yet." in page.main


def test_words_in_another_language_say_so(visitor, make):
    place = make.answerable()
    make.answer(place.points[0], reason="x")
    make.commitment(place.points[0], what=Texts(ar="أربعون شجرة"))
    page = visitor.get(f"/en/consultations/{place.slug}/responses")
    assert '<span lang="ar" dir="rtl">أربعون شجرة</span>' in page.text


def test_everything_opens_in_arabic_too(visitor, make, place):
    make.answer(place.points[0])
    promise = make.commitment(place.points[0])
    for path in (
        f"consultations/{place.slug}/responses",
        f"consultations/{place.slug}/commitments/{promise.number}",
        f"staff/{place.slug}/responses",
        f"staff/{place.slug}/responses/1",
        f"staff/{place.slug}/responses/1/promise",
        f"staff/{place.slug}/commitments/{promise.number}",
    ):
        assert visitor.get(f"/ar/{path}").tree.get("dir") == "rtl"


def test_careful_words_bring_a_hint_once_and_then_go_out(visitor, make, place):
    """R42: staff see a language prompt before publishing; it never blocks."""
    make.careful_word()
    visitor.get(f"/en/staff/{place.slug}/responses/1")
    page = visitor.press("Publish this answer", verdict="not accepted", reason_en="The disabled have a gate.", unit="Parks office", status=422)
    assert "Say: people with disabilities." in page.main
    assert page.h1.startswith("Point 1")
    assert "Your answer is public now." in visitor.press("Publish this answer").main
    visitor.follow("Promise one more thing for point 1")
    promise = {"what_en": "A gate for the disabled", "owner": "Waterworks", "due_on": day(50), "measure_en": "It stands."}
    assert "Say: people with disabilities." in visitor.press("Publish this promise", status=422, **promise).main
    assert "Your promise is public now." in visitor.press("Publish this promise").main
    visitor.follow("Give news of promise 1")
    assert "Say: people with disabilities." in visitor.press("Publish this news", state="on course", text_en="The disabled were asked.", status=422).main
    assert "Your news is public now." in visitor.press("Publish this news").main


def test_official_words_can_be_flagged_where_they_stand(visitor, make):
    place = make.answerable(1)
    visitor.get(f"/en/consultations/{place.slug}/responses")
    assert visitor.follow("Official words here hurt or label people: tell us").h1 == "Official words hurt or label people"
    assert f"/consultations/{place.slug}/responses" in visitor.page.main

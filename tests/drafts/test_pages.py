"""Finish later, come back, send: one form all the way, and nothing left behind."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.consultations.models import ConsultationState
from portal.contributions.models import Contribution
from portal.drafts.models import Draft
from portal.receipts import codes
from tests.visitor import HTML, words

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def question(make):
    return make.question()


def path_of(question):
    return f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write"


def code_on(page):
    [block] = [element for element in page.tree.iter(f"{HTML}p") if element.get("class") == "code"]
    return codes.typed(words(block))


def fields_of(visitor):
    """What the writing form holds."""
    return next(dict(form.fields) for form in visitor.page.forms() if any(button[0] == "Continue" for button in form.buttons))


def count(database, kind):
    return database.read(lambda session: session.scalar(select(func.count()).select_from(kind)))


def keep(visitor, question, **more):
    status = more.pop("status", 200)
    visitor.get(path_of(question))
    return visitor.press("Finish later", status=status, **{"text": "More shade, and", **more})


def come_back(visitor, code, status=200):
    visitor.get("/en/drafts")
    return visitor.press("Go on writing", code=code, status=status)


def test_what_was_typed_comes_back_with_the_number_and_is_sent_once(visitor, question, database, now):
    page = keep(visitor, question, voice="pseudonym", shown_name="Amal", text_language="ar", helped="yes")
    assert (page.h1, page.headers["cache-control"], "set-cookie" in page.headers) == ("You can finish later", "no-store", False)
    page = come_back(visitor, " ".join(codes.groups(code_on(page))))
    assert page.h1 == "Write an answer"
    assert "They are deleted when you send them, or after May 9, 2027." in page.main
    form = fields_of(visitor)
    assert (form["text"], form["voice"], form["shown_name"], form["text_language"], form["helped"], form["code"]) == ("More shade, and", "pseudonym", "Amal", "ar", "yes", "")
    visitor.press("Continue", text="More shade, and benches.")
    assert visitor.press("Send my answer").h1 == "We have your answer"
    assert (count(database, Draft), count(database, Contribution)) == (0, 1)


def test_a_form_that_is_half_filled_is_kept_too(visitor, question, database):
    assert keep(visitor, question, voice="pseudonym", shown_name="").h1 == "You can finish later"
    assert keep(visitor, question, text="", status=422).faults == ["Write your answer before you continue."]
    assert count(database, Draft) == 1


def test_keeping_it_again_keeps_the_number(visitor, question, database):
    first = keep(visitor, question)
    come_back(visitor, code_on(first))
    again = visitor.press("Finish later", text="Benches.")
    assert code_on(again) == code_on(first)
    assert count(database, Draft) == 1
    come_back(visitor, code_on(first))
    assert fields_of(visitor)["text"] == "Benches."


def test_going_on_at_once_needs_no_number(visitor, question):
    keep(visitor, question)
    page = visitor.press("Go on writing")
    assert fields_of(visitor)["text"] == "More shade, and"
    assert page.h1 == "Write an answer"


def test_two_pages_of_one_draft_make_one_contribution(visitor, question, database):
    code = code_on(keep(visitor, question))
    opened = []
    for _page in range(2):
        come_back(visitor, code)
        opened.append(fields_of(visitor))
    for form in opened:
        visitor.post(path_of(question), {**form, "step": "send"})
    assert (count(database, Contribution), count(database, Draft)) == (1, 0)


def test_numbers_and_what_one_tells_about_oneself_are_not_kept(visitor, question):
    page = keep(visitor, question, code="1234", region="oceania", sector="media")
    come_back(visitor, code_on(page))
    form = fields_of(visitor)
    assert (form["code"], form["region"], form["sector"]) == ("", "", "")


def test_its_number_is_no_receipt_and_a_receipt_opens_no_draft(visitor, question, make):
    code = code_on(keep(visitor, question))
    visitor.get("/en/track")
    assert visitor.press("Show what became of it", code=code, status=422).faults == ["There is nothing under this number. Please compare it with what you wrote down."]
    receipt = make.contribution(question).receipt
    assert come_back(visitor, receipt.code, status=422).faults == ["Nothing is kept under this number. It may have been sent, or its time is over."]


@pytest.mark.parametrize(("typed", "sentence"), [("", "Type your number. It has 20 digits."), ("12", "Your number has 20 digits. You typed 2."), ("x" * 20, None)])
def test_a_slip_of_the_finger_is_told(visitor, typed, sentence):
    faults = come_back(visitor, typed, status=422).faults
    assert faults == [sentence or "Your number has digits only. Please look for other signs in what you typed."]


def test_the_writer_deletes_it(visitor, question, database):
    code = code_on(keep(visitor, question))
    visitor.get("/en/drafts")
    assert "What was kept is deleted." in visitor.press("Delete what is kept", code=code).main
    assert count(database, Draft) == 0
    assert visitor.press("Delete what is kept", code=code, status=422).faults == ["Nothing is kept under this number. It may have been sent, or its time is over."]


def test_within_the_grace_it_can_still_be_sent(visitor, question, database, now):
    code = code_on(keep(visitor, question))
    with clock.frozen(clock.now() + timedelta(days=5, hours=20)):
        come_back(visitor, code)
        visitor.press("Continue")
        assert visitor.press("Send my answer").h1 == "We have your answer"
    assert count(database, Contribution) == 1


def test_too_late_the_words_are_shown_to_be_copied(visitor, make, database, now):
    question = make.question(make.consultation(closes=timedelta(hours=2), grace=timedelta(hours=4)))
    code = code_on(keep(visitor, question))
    with clock.frozen(clock.now() + timedelta(hours=7)):
        page = come_back(visitor, code, status=409)
    assert "This consultation closed on" in page.main
    assert "More shade, and" in page.main


def test_in_a_suspended_consultation_the_words_are_shown(visitor, make, database, now):
    question = make.question()
    code = code_on(keep(visitor, question))

    def suspend(session):
        session.merge(question.consultation).state = ConsultationState.SUSPENDED

    database.write(suspend)
    assert "More shade, and" in come_back(visitor, code, status=409).main


def test_after_its_last_day_it_opens_nothing(visitor, make, now):
    question = make.question(make.consultation(closes=timedelta(days=60)))
    code = code_on(keep(visitor, question))
    with clock.frozen(clock.now() + timedelta(days=14)):
        assert come_back(visitor, code).h1 == "Write an answer"
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert come_back(visitor, code, status=422).faults == ["Nothing is kept under this number. It may have been sent, or its time is over."]


def test_guessing_is_slowed_by_the_brake_of_all_numbers(visitor, monkeypatch):
    asked = []
    monkeypatch.setattr("portal.drafts.pages.coming_back.numbers.wait", lambda: asked.append(1) or 0)
    come_back(visitor, codes.from_token(b"a guess"), status=422)
    come_back(visitor, "12", status=422)
    assert asked == [1]

"""Somebody wrote it down for another person: at first use that person takes a number of their own, and the helper's opens nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.contributions.models import Contribution
from portal.receipts.models import Receipt
from tests.house.test_kill import code_in

pytestmark = pytest.mark.usefixtures("now")
WORDS = "The ramp is too steep for my chair."


@pytest.fixture
def question(make):
    return make.question()


def write(visitor, question, **typed):
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        visitor.press("Continue", text=WORDS, **typed)
        return code_in(visitor.press("Send my answer").text)


def track(visitor, code, *, status=200):
    visitor.get("/en/track")
    return visitor.press("Show what became of it", code=code, status=status)


def receipt(database):
    return database.read(lambda session: session.scalars(select(Receipt)).one())


def test_p49_at_first_use_the_number_is_replaced_and_the_helpers_copy_opens_nothing(visitor, question, database):
    seen = write(visitor, question, helped="yes")
    assert receipt(database).by_helper is True
    page = track(visitor, seen)
    assert page.h1 == "Take a number of your own"
    assert WORDS not in page.text
    page = visitor.press("Show my new number")
    own = code_in(page.text)
    assert own not in ("", seen)
    assert WORDS in visitor.press("To your page").text
    assert track(visitor, seen, status=422).faults == ["There is nothing under this number. Please compare it with what you wrote down."]
    assert WORDS in track(visitor, own).text
    assert receipt(database).by_helper is False


def test_p49_before_that_the_number_opens_nothing_else(visitor, question, database):
    seen = write(visitor, question, helped="yes")
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    visitor.press("Continue", text="More.", code=seen)
    page = visitor.press("Send my answer", status=422)
    assert page.faults == ["Somebody who helped saw this number. Open your page with it first, and take a number of your own."]
    assert len(database.read(lambda session: session.scalars(select(Contribution)).all())) == 1


def test_p49_the_helpers_open_pages_are_dead_too(visitor, question, database):
    seen = write(visitor, question, helped="yes")
    track(visitor, seen)
    old = dict(next(form for form in visitor.page.forms() if form.action.endswith("/track/number")).fields)
    track(visitor, seen)
    assert code_in(visitor.press("Show my new number").text)
    page = visitor.post("/en/track/number", {**old, "token": next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")}, status=422)
    assert page.faults == ["This was open for a long time, or the number has changed since. Please type your number again."]


def test_p49_the_same_form_sent_twice_shows_the_same_number(visitor, question):
    track(visitor, write(visitor, question, helped="yes"))
    form = dict(next(form for form in visitor.page.forms() if form.action.endswith("/track/number")).fields)
    assert code_in(visitor.post("/en/track/number", form).text) == code_in(visitor.post("/en/track/number", form).text)


def test_p49_the_helper_learns_nothing_by_sending_the_form_again(visitor, question, database):
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        visitor.press("Continue", text=WORDS, helped="yes")
        form = next(form for form in visitor.page.forms() if form.action.endswith("/write"))
        fields = [*form.fields, ("step", "send")]
        seen = code_in(visitor.post(form.action, fields).text)
        track(visitor, seen)
        own = code_in(visitor.press("Show my new number").text)
        assert code_in(visitor.post(form.action, fields).text) not in (seen, own)
        visitor.post("/en/track/download", dict(form.fields), status=400)


def test_the_number_of_a_helper_is_offered_to_no_made_up_name(visitor, question):
    write(visitor, question, helped="yes")
    assert "Give this number to the person for whom you wrote." in visitor.page.main
    assert "Keep this number under a made-up name" not in visitor.page.text


def test_whoever_thinks_that_somebody_saw_theirs_takes_another_one(visitor, question):
    seen = write(visitor, question)
    assert WORDS in track(visitor, seen).text
    old = dict(next(form for form in visitor.page.forms() if form.action.endswith("/track/letters")).fields)
    page = visitor.press("Take another number")
    assert page.h1 == "Take a number of your own"
    own = code_in(visitor.press("Show my new number").text)
    assert WORDS in track(visitor, own).text
    track(visitor, seen, status=422)
    visitor.post("/en/track", old, status=422)  # the ticket of before


@pytest.mark.parametrize("change", ["", "x", "A" * 80])
def test_nonsense_changes_nothing(visitor, question, database, change):
    write(visitor, question)
    before = receipt(database).code_hash
    visitor.get("/en/track")
    token = next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")
    visitor.post("/en/track/number", {"token": token, "change": change}, status=422 if change else 200)
    assert receipt(database).code_hash == before

"""One place for several consultations, as a person without JavaScript uses it."""

import re
from datetime import timedelta

import pytest

from portal.base import clock
from portal.contributions.models import Contribution
from portal.identity import brake as brakes
from portal.pseudonyms.models import Pseudonym
from portal.pseudonyms.pages import coming_in
from portal.receipts import commands as receipts
from tests.factories.pseudonyms import PASSPHRASE

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    receipts.brake.left = receipts.brake.SIZE
    monkeypatch.setattr(coming_in.brake, "failures", 0.0)


def begin(visitor, name="Winter owl", passphrase=PASSPHRASE):
    visitor.get("/en/pseudonym")
    visitor.press("Continue", name=name, password=passphrase)
    return visitor.press("I have written it down")


def open_it(visitor, name="Winter owl", passphrase=PASSPHRASE, status=200):
    visitor.get("/en/pseudonym")
    return visitor.press("Open", name=name, password=passphrase, status=status)


def write(visitor, question, text="More benches.", seconds=60, **typed):
    """From the form to the page after sending, as slowly as a person."""
    visitor.get(f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write")
    return send(visitor, text, seconds, **typed)


def send(visitor, text="More benches.", seconds=60, **typed):
    with clock.frozen(clock.now() + timedelta(seconds=seconds)):
        visitor.press("Continue", text=text, **typed)
        return visitor.press("Send my answer")


def test_a_name_is_begun_and_opened_again(visitor):
    assert begin(visitor).h1 == "Your consultations"
    assert open_it(visitor, "winter  OWL", PASSPHRASE.replace(" ", "")).h1 == "Your consultations"


def test_the_portal_proposes_a_passphrase_and_shows_it_once(visitor, database):
    visitor.get("/en/pseudonym")
    shown = visitor.press("Continue", name="Heron")
    proposed = re.search(r"(?:\d{3} ){5}\d{3}", shown.main).group()
    assert shown.text.count(proposed) == 1
    assert database.read(lambda session: session.query(Pseudonym).count()) == 0
    ready = visitor.press("I have written it down")
    assert proposed not in ready.text
    assert open_it(visitor, "Heron", proposed).h1 == "Your consultations"


def test_a_form_sent_twice_begins_once(visitor, database):
    visitor.get("/en/pseudonym")
    visitor.press("Continue", name="Heron", password=PASSPHRASE)
    form = next(form for form in visitor.page.forms() if "beginning" in dict(form.fields))
    assert [visitor.post(form.action, form.fields).h1 for _ in range(2)] == ["Your consultations"] * 2
    assert database.read(lambda session: session.query(Pseudonym).count()) == 1


@pytest.mark.parametrize(
    ("passphrase", "sentence"),
    [
        ("too short", "Use at least 12 characters. Blanks do not count."),
        ("x" * 201, "Use at most 200 characters."),
        ("password1234", "This password is made of names or words that others know here. Please choose other words."),
        ("123456789012", "This password is easy to guess: many people use it or something like it. Three or four words that do not belong together are better."),
    ],
)
def test_a_weak_passphrase_is_refused_at_its_field(visitor, passphrase, sentence):
    visitor.get("/en/pseudonym")
    page = visitor.press("Continue", status=422, name="Heron", password=passphrase)
    assert page.faults == [sentence]
    assert passphrase not in page.text


def test_a_name_that_is_taken_is_said_at_its_field(visitor, make):
    make.pseudonym("Heron")
    visitor.get("/en/pseudonym")
    assert visitor.press("Continue", status=422, name="heron", password=PASSPHRASE).faults == ["Somebody uses this name already. Choose another one."]


def test_a_wrong_name_and_a_wrong_passphrase_look_the_same(visitor, make):
    make.pseudonym("Heron")
    answers = []
    for name, passphrase in (("Heron", "another long passphrase"), ("Nobody", PASSPHRASE)):
        page = open_it(visitor, name, passphrase, status=422)
        answers.append((page.faults, len(page.text) - len(name)))
        assert passphrase not in page.text
    assert answers[0][0] == ["Name and passphrase do not fit. Please try again."]
    assert answers[0][0] == answers[1][0]


def test_guessing_is_slowed_and_nobody_is_locked_out(visitor, make, monkeypatch):
    make.pseudonym("Heron")
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    monkeypatch.setattr(coming_in.asyncio, "sleep", sleep)
    monkeypatch.setattr(coming_in.brake, "failures", brakes.FREE_FAILURES + 500)
    assert open_it(visitor, "Heron").h1 == "Your consultations"
    assert slept == [brakes.LONGEST_WAIT]


def test_a_number_is_kept_right_after_sending(visitor, make):
    question = make.question()
    begin(visitor)
    sent = write(visitor, question)
    assert sent.h1 == "We have your answer"
    came = visitor.press("Keep this number under a made-up name")
    assert "Your number comes along." in came.main
    page = visitor.press("Open", name="Winter owl", password=PASSPHRASE)
    assert "The number is kept under your made-up name." in page.main
    assert "The park" in page.main
    assert visitor.press("Open this page (1)").h1 == "What became of your words"


def test_a_number_that_came_along_survives_a_wrong_passphrase_and_a_new_name(visitor, make):
    write(visitor, make.question())
    visitor.press("Keep this number under a made-up name")
    visitor.press("Open", status=422, name="Nobody", password=PASSPHRASE)
    visitor.press("Continue", name="Winter owl", password=PASSPHRASE)
    assert "The park" in visitor.press("I have written it down").main


def test_a_number_is_kept_from_its_own_page(visitor, make):
    begin(visitor)
    words = make.contribution()
    visitor.get("/en/track")
    visitor.press("Show what became of it", code=words.receipt.code)
    visitor.press("Keep this number under a made-up name")
    assert "The park" in visitor.press("Open", name="Winter owl", password=PASSPHRASE).main


def test_numbers_are_typed_labelled_shown_and_taken_out(visitor, make):
    words = make.contribution()
    begin(visitor)
    assert visitor.press("Keep this number", status=422, code="12").faults == ["Your number has 20 digits. You typed 2."]
    page = visitor.press("Keep this number", code=words.receipt.code, label="My park")
    assert "My park" in page.main
    assert words.receipt.code not in page.text
    shown = visitor.press("Show the number or take it out (1)")
    assert words.receipt.code[:4] in shown.main.replace(" ", "")
    assert "My park" not in visitor.press("Take the number out").main
    visitor.get("/en/track")
    assert visitor.press("Show what became of it", code=words.receipt.code).h1 == "What became of your words"


def test_what_is_new_is_told_once(visitor, make):
    from portal.contributions.models import CoSignature

    words = make.contribution()
    make.pseudonym("Winter owl", words.receipt.code)
    assert "New since you were here" not in open_it(visitor).main
    make.save(CoSignature(contribution_id=words.id, organisation_id=make.organisation().id))
    assert "New since you were here" in open_it(visitor).main
    assert "New since you were here" not in open_it(visitor).main


def test_writing_under_the_name_keeps_the_number_and_shows_another_name_in_every_place(visitor, make, database):
    questions = [make.question(make.consultation(title)) for title in ("The park", "The river")]
    begin(visitor)
    for question in questions:
        visitor.press("Write here under this pseudonym", question=f"{question.consultation.slug}/{question.number}")
        sent = send(visitor)
        assert "It is kept under your made-up name." in sent.main
        visitor.press("Back to your made-up name")
    names = database.read(lambda session: [one.shown_name for one in session.query(Contribution)])
    assert len(set(names)) == 2
    assert "Winter owl" not in names
    assert all(name in visitor.page.main for name in (*names, "The park", "The river"))


def test_the_same_name_in_two_places_is_the_persons_own_choice(visitor, make, database):
    questions = [make.question(make.consultation(title)) for title in ("The park", "The river")]
    begin(visitor)
    visitor.press("Write here under this pseudonym", question=f"{questions[0].consultation.slug}/{questions[0].number}")
    send(visitor)
    visitor.press("Back to your made-up name")
    name = database.read(lambda session: session.query(Contribution).one().shown_name)
    visitor.press("Write here under this pseudonym", question=f"{questions[1].consultation.slug}/{questions[1].number}", shown=name)
    send(visitor)
    assert database.read(lambda session: [one.shown_name for one in session.query(Contribution)]) == [name, name]


def test_in_one_consultation_one_number_and_one_name_serve_all_words(visitor, make, database):
    question = make.question()
    begin(visitor)
    for _time in range(2):
        visitor.press("Write here under this pseudonym", question=f"{question.consultation.slug}/{question.number}")
        sent = send(visitor)
        visitor.press("Back to your made-up name")
    assert "You speak in this consultation already." in sent.main
    assert database.read(lambda session: len({(one.receipt_id, one.shown_name) for one in session.query(Contribution)})) == 1


def test_words_are_sent_also_when_the_page_has_ended_meanwhile(visitor, make, database):
    question = make.question()
    begin(visitor)
    visitor.press("Write here under this pseudonym", question=f"{question.consultation.slug}/{question.number}")
    sent = send(visitor, seconds=21 * 3600)
    assert "The page of your made-up name has ended. Write this number down, or keep it there later." in sent.main
    assert database.read(lambda session: session.query(Contribution).count()) == 1


def test_the_passphrase_is_changed_after_the_present_one(visitor):
    begin(visitor)
    assert visitor.press("Change the passphrase", status=422, password="a wrong passphrase", new_password="nine swallows sing over rooftops").faults == [
        "This is not your present passphrase."
    ]
    done = visitor.press("Change the passphrase", password=PASSPHRASE, new_password="nine swallows sing over rooftops")
    assert "Your passphrase is changed." in done.main
    open_it(visitor, status=422)
    assert open_it(visitor, passphrase="nine swallows sing over rooftops").h1 == "Your consultations"


def test_the_name_is_deleted_and_its_numbers_go_on_working(visitor, make, database):
    words = make.contribution()
    make.pseudonym("Winter owl", words.receipt.code)
    open_it(visitor)
    sure = visitor.press("Delete this made-up name")
    assert words.receipt.code[:4] in sure.main.replace(" ", "")
    assert visitor.press("Yes, delete it").h1 == "The made-up name is deleted"
    assert database.read(lambda session: session.query(Pseudonym).count()) == 0
    visitor.get("/en/track")
    visitor.press("Show what became of it", code=words.receipt.code)


@pytest.mark.parametrize("path", ["", "/add", "/take-out", "/passphrase", "/delete", "/write", "/passkey/add", "/passkey/remove"])
def test_an_ended_ticket_leads_back_to_the_way_in(visitor, path):
    visitor.get("/en/pseudonym")
    token = next(value for form in visitor.page.forms() for name, value in form.fields if name == "token")
    page = visitor.post(f"/en/pseudonym{path}", {"token": token, "pseudonym": "old"}, status=422)
    assert "Your page was open for a long time" in page.main


def test_no_page_of_it_is_kept_or_named_in_a_cookie_or_address(visitor):
    page = begin(visitor)
    assert (page.headers["cache-control"], page.headers.get("set-cookie"), page.url.partition("?")[2]) == ("no-store", None, "")
    assert visitor.get("/en/pseudonym").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["open", "add"])
def test_a_made_up_answer_of_a_passkey_opens_nothing(visitor, make, path):
    make.pseudonym("Winter owl")
    open_it(visitor) if path == "add" else visitor.get("/en/pseudonym")
    fields = {name: value for form in visitor.page.forms() for name, value in form.fields if name in ("token", "pseudonym")}
    for answer in ("", "{}", '{"rawId": "AAAA"}', "[]"):
        visitor.post(f"/en/pseudonym/passkey/{path}", {**fields, "challenge": "", "answer": answer, "derived_password": "A" * 43}, status=422)

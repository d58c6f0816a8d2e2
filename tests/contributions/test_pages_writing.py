"""Write, check, sent: mistakes, lateness, repeats, and the number at the end."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.consultations.models import SelfDescription
from portal.contributions.models import Contribution, ContributionState, Version
from portal.receipts import codes
from portal.receipts.models import Receipt
from portal.web import tokens
from tests.visitor import HTML, words


@pytest.fixture
def question(make):
    return make.question()


def path_of(question):
    return f"/en/consultations/{question.consultation.slug}/questions/{question.number}/write"


def fields(moment=None, **more):
    moment = moment or clock.now() - timedelta(minutes=5)
    return {
        "token": tokens.issue(opened=moment),
        "text": "More trees.",
        "voice": "anonymous",
        "shown_name": "",
        "text_language": "en",
        "code": "",
        "region": "",
        "sector": "",
        "website": "",
        "step": "send",
        **more,
    }


def all_of(database, kind):
    return database.read(lambda session: list(session.scalars(select(kind))))


def code_on(page):
    [block] = [element for element in page.tree.iter(f"{HTML}p") if element.get("class") == "code"]
    assert (block.get("dir"), block.get("translate")) == ("ltr", "no")
    return codes.typed(words(block))


def test_somebody_writes_checks_and_gets_a_number(visitor, question, database):
    visitor.get(path_of(question))
    page = visitor.press("Continue", text="More *shade*, please.", voice="pseudonym", shown_name="Amal")
    assert page.h1 == "Check your answer"
    assert "More shade, please." in page.main
    page = visitor.press("Send my answer")
    assert page.h1 == "We have your answer"
    assert codes.is_whole(code_on(page))
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers
    [kept] = all_of(database, Contribution)
    assert (kept.text, kept.shown_name, kept.state, kept.number) == ("More *shade*, please.", "Amal", ContributionState.RECEIVED, None)
    assert [version.text for version in all_of(database, Version)] == ["More *shade*, please."]


def test_change_leads_back_with_everything_typed(visitor, question):
    visitor.get(path_of(question))
    visitor.press("Continue", text="More shade.", voice="organisation", shown_name="Trees e.V.", text_language="de", region="oceania")
    page = visitor.press("Change")
    typed = dict(page.forms()[-1].fields)
    assert {name: typed[name] for name in ("text", "voice", "shown_name", "text_language", "region")} == {
        "text": "More shade.",
        "voice": "organisation",
        "shown_name": "Trees e.V.",
        "text_language": "de",
        "region": "oceania",
    }
    assert page.faults == []


def test_every_mistake_is_named_and_everything_typed_is_kept(visitor, question):
    visitor.get(path_of(question))
    page = visitor.press("Continue", status=422, text=" ", voice="name", shown_name="")
    assert page.faults == ["Write your answer before you continue.", "Type the name to show, or choose to speak without a name."]
    assert dict(page.forms()[-1].fields)["voice"] == "name"


def test_far_too_many_words_come_back_with_a_clear_sentence(visitor, question):
    visitor.get(path_of(question))
    typed = "word " * 40_000
    page = visitor.press("Continue", status=422, text=typed)
    assert page.faults[0] == "This is 194,999 characters too long. The limit is 5000 for everybody."
    assert dict(page.forms()[-1].fields)["text"] == typed.strip()


def test_hints_name_the_passage_and_the_author_may_send_all_the_same(visitor, question, database):
    visitor.get(path_of(question))
    page = visitor.press("Continue", text="Write to amal@example.org.", voice="anonymous")
    assert "an e-mail address: amal@example.org" in page.main
    visitor.press("Send my answer")
    assert [one.text for one in all_of(database, Contribution)] == ["Write to amal@example.org."]


def test_the_same_form_sent_again_shows_the_same_number_and_makes_nothing_new(visitor, question, database):
    once = fields()
    first, second = visitor.post(path_of(question), once), visitor.post(path_of(question), once)
    assert code_on(first) == code_on(second)
    assert len(all_of(database, Contribution)) == len(all_of(database, Receipt)) == len(all_of(database, Version)) == 1


def test_the_same_form_sent_again_long_after_closing_still_shows_the_number(visitor, make, database, now):
    question = make.question()
    once = fields()
    first = visitor.post(path_of(question), once)
    with clock.frozen(now + timedelta(days=7)):
        assert code_on(visitor.post(path_of(question), once)) == code_on(first)


def test_two_contributions_under_one_number(visitor, question, database):
    code = code_on(visitor.post(path_of(question), fields()))
    typed = " ".join(codes.groups(code)).translate({ord("0") + digit: 0x0660 + digit for digit in range(10)})
    again = visitor.post(path_of(question), fields(text="And water.", code=typed))
    assert code_on(again) == code
    assert len({one.receipt_id for one in all_of(database, Contribution)}) == 1
    assert len(all_of(database, Receipt)) == 1


@pytest.mark.parametrize("code", ["123", "12345678901234567890", "48217702113355779900", "abc"])
def test_a_wrong_number_is_told_and_the_words_stay(visitor, question, database, code):
    page = visitor.post(path_of(question), fields(code=code), status=422)
    assert dict(page.forms()[-1].fields)["text"] == "More trees."
    assert all_of(database, Contribution) == []


def test_a_number_of_another_consultation_is_refused(visitor, make, question):
    other = make.receipt(make.consultation())
    page = visitor.post(path_of(question), fields(code=other.code), status=422)
    assert page.faults == ["This number belongs to another consultation. Leave the field empty; then you get a new one."]


@pytest.mark.parametrize("more", [{"website": "http://spam.example"}, {"moment": "now"}])
def test_haste_and_the_trap_lead_to_a_moderator_and_never_to_a_refusal(visitor, make, database, more):
    question = make.question(make.consultation(premoderated=False))
    sent = fields(moment=clock.now()) if "moment" in more else fields(**more)
    visitor.post(path_of(question), sent)
    [kept] = all_of(database, Contribution)
    assert (kept.hasty, kept.state) == (True, ContributionState.RECEIVED)


def test_words_appear_at_once_where_moderators_read_afterwards(visitor, make, database):
    question = make.question(make.consultation(premoderated=False))
    page = visitor.post(path_of(question), fields())
    assert "Your answer is public now." in page.main
    assert "More trees." in visitor.follow("No. 1").main


def test_personal_data_wait_for_a_moderator_also_there(visitor, make, database):
    question = make.question(make.consultation(premoderated=False))
    visitor.post(path_of(question), fields(text="Call +33 6 12 34 56 78."))
    assert [one.state for one in all_of(database, Contribution)] == [ContributionState.RECEIVED]


def test_p88_a_form_opened_in_time_is_taken_until_the_grace_ends(visitor, make, database, now):
    question = make.question(make.consultation(closes=timedelta(hours=1)))
    opened = now
    with clock.frozen(now + timedelta(hours=24)):
        visitor.post(path_of(question), fields(opened))
    with clock.frozen(now + timedelta(hours=26)):
        page = visitor.post(path_of(question), fields(opened, text="Too late."), status=409)
    assert "Write to office@example.org." in page.main
    assert "Too late." in page.text
    assert len(all_of(database, Contribution)) == 1


def test_p88_a_form_opened_after_closing_is_refused_and_the_words_are_kept(visitor, make, now):
    question = make.question(make.consultation(closes=timedelta(hours=1)))
    with clock.frozen(now + timedelta(hours=2)):
        visitor.get(path_of(question), status=409)
        for step in ("check", "change", "send"):
            page = visitor.post(path_of(question), fields(clock.now(), text="Late words.", step=step), status=409)
            assert "Late words." in page.text


def test_an_old_form_comes_back_filled_and_can_be_sent(visitor, make, database, now):
    question = make.question(make.consultation(closes=timedelta(days=30)))
    with clock.frozen(now + timedelta(days=9)):
        page = visitor.post(path_of(question), fields(now), status=422)
        assert dict(page.forms()[-1].fields)["text"] == "More trees."
        assert "The form was open for very long." in page.main
        visitor.press("Continue")
        visitor.press("Send my answer")
    assert len(all_of(database, Contribution)) == 1


def test_what_somebody_tells_about_themselves_is_counted_once_and_joined_to_nothing(visitor, question, database):
    once = fields(region="oceania", sector="media")
    visitor.post(path_of(question), once)
    visitor.post(path_of(question), once)
    [told] = all_of(database, SelfDescription)
    assert (told.region, told.sector, told.consultation_id) == ("oceania", "media", question.consultation_id)


def test_a_reply_quotes_what_it_answers_and_stands_below_it(visitor, make, question, database):
    top = make.contribution(question, "More benches.")
    page = visitor.get(f"{path_of(question)}?reply_to={top.number}")
    assert page.h1 == f"Write a reply to No. {top.number}"
    assert "More benches." in page.main
    visitor.press("Continue", text="Yes, and shade.", voice="anonymous")
    visitor.press("Send my answer")
    reply = next(one for one in all_of(database, Contribution) if one.text == "Yes, and shade.")
    assert (reply.reply_to_id, reply.root_id, reply.is_root) == (top.id, top.id, False)


@pytest.mark.parametrize("reply_to", ["99999", "9" * 30])
def test_nobody_answers_what_is_not_there(visitor, question, reply_to):
    visitor.get(f"{path_of(question)}?reply_to={reply_to}", status=404)


def test_the_number_can_be_saved_as_a_file_only_from_its_own_page(visitor, question):
    code = code_on(visitor.post(path_of(question), fields()))
    document = visitor.press("Save as a text file")
    assert document.headers["content-type"] == "text/plain; charset=utf-8"
    assert document.headers["content-disposition"].startswith("attachment")
    assert document.headers["cache-control"] == "no-store"
    assert " ".join(codes.groups(code)) in document.text
    visitor.post("/en/track/download", {"token": tokens.issue()}, status=400)


def test_the_way_out_leads_elsewhere_and_asks_the_browser_to_forget(visitor, question):
    assert "Leave this site now" in [text for text, _address in visitor.get(path_of(question)).links[:3]]
    page = visitor.get("/en/leave", status=303)
    assert page.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert (page.headers["referrer-policy"], page.headers["location"]) == ("no-referrer", "https://en.wikipedia.org/")


def test_the_number_is_nowhere_but_on_the_page(visitor, question, database):
    page = visitor.post(path_of(question), fields())
    code = code_on(page)
    assert code not in page.url
    assert code not in words(page.tree.find(f".//{HTML}title"))
    assert not any(code in value for _name, value in page.headers.items())
    assert code not in page.text  # digits stand apart: no copy of it hides in a field
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(Receipt).where(Receipt.code_hash == codes.lookup_hash(code)))) == 1

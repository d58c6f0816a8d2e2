"""A complaint from the first page to the first answers, without JavaScript."""

import pytest
from sqlalchemy import select

from portal.base.access import NOBODY
from portal.complaints.commands import office
from portal.complaints.models import Category, Complaint
from portal.vault import holding, queries
from portal.vault.models import Case, CaseMessage, Notice, WrappedKey
from tests.complaints.filing import TEXT, avenue, complain, count, number_on, opened, work


def test_the_ways_to_write_to_us_are_four_links_on_a_quiet_page(visitor):
    page = visitor.get("/en/write")
    assert page.h1 == "Write to us"
    assert [
        address
        for words, address in page.links
        if words in {"I want to complain", "Somebody harms me or threatens me because I took part", "I have a number and want to read the answer"}
    ] == [
        "/en/write/1",
        "/en/write/2",
        "/en/page",
    ]
    assert visitor.get("/en/").text.count('href="/en/write"') == 1


def test_p51_a_complaint_needs_neither_name_nor_mail(visitor, make, vault, now):
    make.officer()
    code = complain(visitor)
    assert "First answer by a personMay 5, 2027 Running" in visitor.page.main
    assert code not in visitor.page.url
    page = opened(visitor, code)
    assert page.h1 == "Your page"
    assert "A person reads it and answers you." in page.main
    assert "First answer by a personMay 5, 2027 Running" in page.main
    assert "Nobody has opened it yet." in page.main
    assert TEXT not in page.main
    assert TEXT in visitor.press("Show my words").main
    assert TEXT not in visitor.press("Hide my words").main


def test_p21_a_complaint_sent_twice_is_one_with_one_number(visitor, make, vault, now):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="process", text=TEXT)
    second = visitor.page
    first = number_on(visitor.press("Send it", officer=""))
    visitor.page = second
    assert number_on(visitor.press("Send it", officer="")) == first
    assert count(vault, Complaint) == count(vault, Case) == 1
    saved = visitor.press("Save as a text file")
    assert "".join(saved.text.split("\n")[1].split()) == first


def test_what_was_typed_can_be_changed_before_it_is_sent(visitor, make, vault, now):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="data", text=TEXT, number="٤١", who="A. Person", name="Lea")
    page = visitor.press("Change something")
    assert (page.status, TEXT in page.text, 'value="A. Person"' in page.text, 'value="41"' in page.text) == (200, True, True, True)
    visitor.press("Continue")
    visitor.press("Send it")
    held = vault.read(lambda session: holding.opened_by(session, number_on(visitor.page)))
    assert vault.read(lambda session: queries.facts(session, NOBODY, held)) == {"text": TEXT, "language": "en", "number": "41", "who": "A. Person", "contact": "", "name": "Lea"}


def test_nobody_could_open_it_so_it_is_not_taken_and_the_words_stay(visitor, make, vault, now):
    avenue(vault)
    page = visitor.get("/en/write/1")
    assert "At this moment nobody here can open a complaint." in page.main
    page = visitor.press("Continue", status=503, category="process", text=TEXT)
    assert page.h1 == "Write to us"
    assert TEXT in page.main
    assert "Office of the Ombuds: https://ombuds.example.org" in page.main
    assert count(vault, Case) == 0


def test_the_complainant_chooses_who_reads_it_and_another_one_stands_in(visitor, make, vault, now):
    make.officer(name="Noor", unit="East")
    chosen = make.officer(name="Rui", unit="West")
    make.officer(name="Ada", unit="South")
    visitor.get("/en/write/1")
    page = visitor.press("Continue", category="other", text=TEXT)
    assert page.text.count('name="officer"') == 4
    visitor.press("Send it", officer=str(chosen.officer.id), referral="yes")
    made = vault.read(lambda session: session.scalars(select(Complaint)).one())
    assert (made.owner_id, made.referral_allowed) == (chosen.officer.id, True)
    assert vault.read(lambda session: session.scalars(select(Notice.staff_id)).all()) == [chosen.person.id]
    standings = vault.read(lambda session: session.scalars(select(WrappedKey.standing).where(WrappedKey.officer_id.is_not(None))).all())
    assert sorted(one.value for one in standings) == ["owner", "stand-in"]


def test_p46_the_page_shows_in_which_role_it_was_opened_and_how_often(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    work(vault, officer, office.acknowledge, text="I have read it.")
    work(vault, officer, office.take_up, text="I look at the minutes.")
    page = opened(visitor, code)
    assert "Entrusted with it: 2 times, last on May 3, 2027" in page.main
    assert "I have read it." in page.main
    assert "I look at the minutes." in page.main
    assert officer.person.name not in page.main


def test_both_sides_write_and_files_go_along(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor, attached=[("files", "minutes of Lea.txt", b"The hall closed at six.\n")])
    opened(visitor, code)
    page = visitor.press("Send this message", text="One thing more.", language="en", attached=[("files", "more.txt", b"At six, not at eight.\n")])
    assert "Your message is here, and sealed." in page.main
    assert "One thing more." in page.main
    assert "minutes of Lea" not in page.text
    assert visitor.press("Save file 2.txt").body == b"At six, not at eight.\n"
    assert visitor.page.headers["content-disposition"] == "attachment; filename*=UTF-8''file%202.txt"
    assert count(vault, Notice) == 2
    work(vault, officer, office.acknowledge, text="Thank you.")
    page = opened(visitor, code)
    assert "New" in page.main
    assert "New" not in opened(visitor, code).main.split("Messages")[1].split("Files")[0]


def test_a_message_sent_twice_is_one(visitor, make, vault, now):
    make.officer()
    opened(visitor, complain(visitor))
    page = visitor.page
    visitor.press("Send this message", text="One thing more.")
    visitor.page = page
    visitor.press("Send this message", text="One thing more.")
    assert count(vault, CaseMessage) == 1


def test_an_empty_message_and_one_that_is_too_long_come_back(visitor, make, vault, now):
    make.officer()
    opened(visitor, complain(visitor))
    assert visitor.press("Send this message", text=" ", status=422).faults == ["Write your message first."]
    page = visitor.press("Send this message", text="x" * 200_000, status=422)
    assert page.faults == ["This is 180,000 characters too long. The limit is 20000 for everybody."]
    assert "x" * 200_000 in page.text
    assert count(vault, CaseMessage) == 0


def test_whoever_is_not_trusted_loses_it(visitor, make, vault, now):
    first, other = make.officer(name="Noor", unit="East"), make.officer(name="Rui", unit="West")
    code = complain(visitor, last={"officer": str(first.officer.id)})
    opened(visitor, code)
    visitor.press("I do not trust this person")
    page = visitor.press("Yes, give it to somebody else")
    assert "Somebody else has it now." in page.main
    made = vault.read(lambda session: session.scalars(select(Complaint)).one())
    assert (made.owner_id, made.distrusted) == (other.officer.id, [first.officer.id])
    assert first.officer.id not in vault.read(lambda session: session.scalars(select(WrappedKey.officer_id)).all())
    visitor.press("I do not trust this person")
    page = visitor.press("Yes, give it to somebody else", status=422)
    assert "Nobody else is free to take it" in page.main
    assert vault.read(lambda session: session.scalars(select(Complaint.owner_id)).one()) == other.officer.id


def test_the_consent_to_pass_it_on_is_given_and_taken_back(visitor, make, vault, now):
    make.officer()
    opened(visitor, complain(visitor))
    assert "You do not allow that we pass it on" in visitor.page.main
    assert "You allow that we pass it on" in visitor.press("You may pass it on").main
    assert "You do not allow that we pass it on" in visitor.press("Do not pass it on").main
    assert vault.read(lambda session: session.scalars(select(Complaint.referral_allowed)).one()) is False


@pytest.mark.parametrize("category", [one for one in Category if one is not Category.HELP])
def test_every_category_is_taken(visitor, make, vault, category):
    make.officer()
    visitor.get("/en/write/1")
    page = visitor.press("Continue", category=category.value, text=TEXT)
    assert category.label in page.main


def test_the_same_form_sent_twice_at_the_same_moment_is_one_complaint(visitor, make, vault, now):
    import asyncio

    from tests.visitor import Loop

    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="process", text=TEXT)
    form = next(one for one in visitor.page.forms() if one.action.endswith("/write/1"))
    sent = {**dict(form.fields), "step": "send"}

    async def both():
        return await asyncio.gather(*(visitor.client.post("/en/write/1", data=sent) for _ in range(3)))

    answers = Loop.run(both())
    assert [one.status_code for one in answers] == [200, 200, 200]
    assert len({one.text.split('class="code"')[1].split("</p>")[0] for one in answers}) == 1
    assert count(vault, Complaint) == count(vault, Case) == 1

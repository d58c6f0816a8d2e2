"""A complaint from the first page to the last, without JavaScript."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.base import clock
from portal.base.access import NOBODY
from portal.base.errors import NotFound
from portal.complaints import clocks
from portal.complaints.commands import deciding, office
from portal.complaints.models import Avenue, Category, Complaint, ComplaintRating, ComplaintState, Finding, PublishableDecision, Remedy
from portal.vault import commands, holding, queries
from portal.vault.models import Access, Case, CaseMessage, CaseWish, MessageKind, Notice, WrappedKey
from tests.complaints.filing import TEXT, complain, number_on, opened


def count(vault, table):
    return vault.read(lambda session: session.scalar(select(func.count()).select_from(table)))


def work(vault, officer, deed, **more):
    """An officer does something with the only case there is; `deed` is a command of the office."""

    def job(session):
        case_id = session.scalars(select(Case.id)).one()
        opened_ = commands.look_into(session, officer.actor, case_id, officer.pair)
        return deed(session, officer.actor, opened_, **more)

    return vault.write(job)


def state(vault):
    return vault.read(lambda session: session.scalars(select(Complaint.state)).one())


def avenue(vault):
    def job(session):
        one = Avenue(name="Office of the Ombuds", ways="https://ombuds.example.org", categories=[])
        session.add(one)
        session.flush()
        return one.id

    return vault.write(job)


def decided(vault, officer, **more):
    """Bring the only case to a decision."""
    external = avenue(vault)
    work(vault, officer, office.acknowledge, text="I have read it.")
    work(vault, officer, office.take_up, text="I look at the minutes.")
    work(vault, officer, office.propose, text="We propose to hold the meeting once more.")
    with clock.frozen(clock.now() + timedelta(days=20)):
        facts = {"finding": Finding.PARTLY, "reasons": "The hall was closed too early.", "remedy": Remedy.RULE_CHANGED, "measure": "Halls stay open.", **more}
        work(vault, officer, deciding.decide, avenue=external, **facts)


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


def test_the_proposal_is_commented_once(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    work(vault, officer, office.acknowledge, text="I have read it.")
    work(vault, officer, office.take_up, text="I look at the minutes.")
    work(vault, officer, office.propose, text="We propose to hold the meeting once more.")
    page = opened(visitor, code)
    assert "We propose to hold the meeting once more." in page.main
    assert "You can comment on it until May 17, 2027." in page.main
    assert visitor.press("Send my comment", text="", status=422).faults == ["Write your comment first."]
    page = visitor.press("Send my comment", text="That is not enough.")
    assert "Your comment is here, and sealed." in page.main
    assert "Send my comment" not in page.main
    kinds = vault.read(lambda session: session.scalars(select(CaseMessage.kind).order_by(CaseMessage.number)).all())
    assert kinds[-1] is MessageKind.COMMENT


def test_the_decision_stands_on_the_page_with_finding_reasons_remedy_and_where_to_go(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    decided(vault, officer)
    page = opened(visitor, code)
    for words in (
        "The complaint is partly justified",
        "The hall was closed too early.",
        "A rule or a way of working was changed",
        "Halls stay open.",
        "Office of the Ombuds: https://ombuds.example.org",
    ):
        assert words in page.main, words
    assert page.main.count("News, also when there is nothing new") == 1
    assert "Your comment on the proposalMay 17, 2027 Over" in page.main
    assert "Late" not in page.main
    page = visitor.press("I have gone to a body outside")
    assert "We know now that somebody outside has it." in page.main
    assert state(vault) is ComplaintState.EXTERNAL


def test_p56_the_second_stage_goes_to_somebody_of_another_unit(visitor, make, vault, now):
    house = make.organisation()
    first = make.officer(name="Noor", organisation=house, unit="East")
    make.officer(name="Bela", organisation=house, unit="East")
    other = make.officer(name="Rui", unit="West")
    code = complain(visitor, last={"officer": str(first.officer.id)})
    decided(vault, first)
    page = opened(visitor, code)
    assert "Rui" in page.main
    assert "Bela" not in page.main
    assert visitor.press("Ask somebody else to look at it again", text="", status=422).faults == ["Say what is wrong with the decision."]
    page = visitor.press("Ask somebody else to look at it again", text="The minutes were not read.")
    assert "Somebody else looks at it now." in page.main
    made = vault.read(lambda session: session.scalars(select(Complaint)).one())
    assert (made.state, made.stage, made.owner_id, made.first_finding) == (ComplaintState.SECOND_STAGE, 2, other.officer.id, "partly")
    with pytest.raises(NotFound):
        work(vault, first, office.acknowledge, text="no")


def test_nobody_for_the_second_stage_changes_nothing_and_names_others(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    decided(vault, officer)
    page = opened(visitor, code)
    assert "At this moment there is nobody of another unit." in page.main
    page = visitor.press("Ask somebody else to look at it again", text="The minutes were not read.", status=422)
    assert "The minutes were not read." in page.text
    assert state(vault) is ComplaintState.DECIDED
    assert visitor.press("Show my words").status == 200


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


def test_p222_a_decision_is_published_only_in_the_very_words_that_were_read(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    decided(vault, officer)
    work(vault, officer, deciding.write_for_public, text="A hall was closed too early.", language="en")
    page = opened(visitor, code)
    assert "A hall was closed too early." in page.main
    work(vault, officer, deciding.write_for_public, text="A hall in the east was closed too early.", language="en")
    page = visitor.press("I agree to these words", status=422)
    assert page.faults == ["The words were changed meanwhile. Please read them again."]
    assert "A hall in the east was closed too early." in page.main
    visitor.press("I agree to these words")
    assert vault.read(lambda session: session.scalars(select(PublishableDecision.agreed_on)).one()) == now.date()
    visitor.press("I do not agree any more")
    assert vault.read(lambda session: session.scalars(select(PublishableDecision.agreed_on)).one()) is None


def test_p61_a_closed_case_asks_how_it_went_and_needs_no_answer(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    assert "How did it go?" not in opened(visitor, code).main
    decided(vault, officer)
    work(vault, officer, office.close, text="All is done.")
    page = opened(visitor, code)
    assert "How did it go?" in page.main
    assert visitor.press("Send my answer", status=422).faults == ["Choose one of the answers."]
    visitor.press("Send my answer", stars="4")
    assert "How did it go?" not in visitor.page.main
    kept = vault.read(lambda session: session.scalars(select(ComplaintRating)).one())
    assert (kept.year, kept.stars, kept.place) == (2027, 4, "")
    assert {column.name for column in ComplaintRating.__table__.columns} == {"id", "year", "place", "stars"}
    page = visitor.press("Keep it longer", days="184")
    assert "It is kept longer now." in page.main
    assert "It will be erased on November 3, 2027." in page.main


def test_a_message_to_a_closed_case_gives_it_time(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    decided(vault, officer)
    work(vault, officer, office.close, text="All is done.")
    with clock.frozen(now + timedelta(days=60)):
        opened(visitor, code)
        visitor.press("Send this message", text="It happened again.")
        assert vault.read(lambda session: session.scalars(select(Case.erase_on)).one()) == (now + timedelta(days=150)).date()


def test_p15_what_is_taken_back_is_erased_and_the_number_says_so(visitor, make, vault, now):
    make.officer()
    code = complain(visitor, attached=[("files", "a.txt", b"words\n")])
    opened(visitor, code)
    visitor.press("Take everything back")
    page = visitor.press("Erase everything now")
    assert "Everything is erased." in page.main
    assert page.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert (count(vault, WrappedKey), count(vault, CaseMessage), count(vault, Case)) == (0, 0, 1)
    assert state(vault) is ComplaintState.WITHDRAWN
    assert "What stood under this number was erased on May 3, 2027." in opened(visitor, code).main


def test_a_form_of_an_erased_case_gives_the_words_back(visitor, make, vault, now):
    make.officer()
    code = complain(visitor)
    opened(visitor, code)
    before = visitor.page
    visitor.press("Take everything back")
    visitor.press("Erase everything now")
    visitor.page = before
    page = visitor.press("Send this message", text="One thing more.", status=403)
    assert page.h1 == "Your page"
    page = visitor.press("Go on", code=code, status=410)
    assert "One thing more." in page.main


def test_p24_a_visit_that_was_ended_opens_nothing_any_more(visitor, make, vault, now):
    make.officer()
    code = complain(visitor)
    opened(visitor, code)
    before = visitor.page
    page = visitor.press("End my visit")
    assert page.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert page.h1 == "Information"
    visitor.page = before
    page = visitor.press("Send this message", text="One thing more.", status=403)
    assert "Please type your number again." in page.main
    page = visitor.press("Go on", code="1" * 20, status=403)
    assert "nothing under this number" in page.main
    page = visitor.press("Go on", code=code)
    assert "Your message is here, and sealed." in page.main


def test_p49_a_number_that_a_helper_has_seen_is_replaced_first(visitor, make, vault, now):
    make.officer()
    old = complain(visitor, by_helper="yes")
    assert "Give this number to the person for whom you wrote." in visitor.page.main
    page = opened(visitor, old)
    assert "First take a number of your own" in page.main
    assert "Where it stands" not in page.main
    before = visitor.page
    visitor.press("Get a new number")
    new = number_on(visitor.page)
    visitor.page = before
    assert number_on(visitor.press("Get a new number")) == new
    assert new != old
    visitor.get("/en/page")
    visitor.press("Open your page", code=old, status=422)
    assert "Where it stands" in opened(visitor, new).main
    assert "".join(visitor.post("/en/page/renewed", {"token": dict(before.forms()[0].fields)["token"]}).text.split("\n")[1].split()) == new


def test_p39_letters_come_only_if_they_are_wished_and_say_nothing(visitor, make, vault, now):
    make.officer()
    opened(visitor, complain(visitor))
    assert count(vault, CaseWish) == 0
    visitor.press("Letters by mail")
    assert visitor.press("Send me a letter to confirm", address="not an address", status=422).faults == ["Type an e-mail address, such as name@example.org."]
    page = visitor.press("Send me a letter to confirm", address="lea@example.org")
    assert "Please open the link in the letter that we sent you." in page.main
    wish = vault.read(lambda session: session.scalars(select(CaseWish)).one())
    assert b"lea" not in wish.sealed_address
    visitor.press("Letters by mail")
    vault.write(lambda session: setattr(session.get_one(CaseWish, wish.id), "confirmed_on", now.date()))
    visitor.press("Back to your page")
    visitor.press("Letters by mail")
    assert "You get no more letters." in visitor.press("End these letters").main
    assert count(vault, CaseWish) == 0


def test_p62_a_signed_proof_is_made_only_when_asked_for(visitor, make, vault, now):
    from portal.vault.models import VaultEntry

    make.officer()
    opened(visitor, complain(visitor))
    proofs = select(func.count()).where(VaultEntry.deed == "make proof")
    visitor.press("A proof for me")
    assert vault.read(lambda session: session.scalar(proofs)) == 0
    page = visitor.press("Show the statement")
    statement = next(one.text for one in page.tree.iter() if str(one.tag).endswith("textarea")).strip()
    assert vault.read(lambda session: session.scalar(proofs)) == 1
    visitor.get("/en/information/proof")
    assert "The statement is true: this portal received a complaint on May 3, 2027." in visitor.press("Check the statement", statement=statement).main
    visitor.get("/en/information/proof")
    visitor.press("Check the statement", statement=statement.replace("2027-05-03", "2027-05-02"), status=422)
    assert visitor.get("/en/information/key").text.startswith("-----BEGIN PUBLIC KEY-----")


def test_a_pause_is_seen_with_its_reason_and_a_message_ends_it(visitor, make, vault, now):
    officer = make.officer()
    code = complain(visitor)
    work(vault, officer, office.stand_still, why=clocks.Pause.HOLDER, text="Please send the minutes.")
    page = opened(visitor, code)
    assert "Stands still since May 3, 2027: An answer from the complainant is awaited" in page.main
    page = visitor.press("Send this message", text="Here they are.")
    assert "Stands still" not in page.main


def test_p52_what_is_late_is_shown_as_late(visitor, make, vault, now):
    make.officer()
    code = complain(visitor)
    with clock.frozen(now + timedelta(days=9)):
        page = opened(visitor, code)
        assert "Late First answer by a person, due on May 5, 2027" in page.main


def test_p09_the_number_of_a_complaint_is_unrelated_to_that_of_the_same_form_elsewhere():
    from portal.receipts import codes
    from portal.web import tokens

    token = tokens.read(tokens.issue())
    assert len({codes.from_token(token.name), holding.code_of_form(token), holding.renewed_code(token)}) == 3


def test_nothing_is_opened_by_looking_at_ones_own_page(visitor, make, vault, now):
    make.officer()
    opened(visitor, complain(visitor))
    assert count(vault, Access) == 0


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


def test_a_helper_who_sends_the_form_again_learns_no_new_number(visitor, make, vault, now):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="process", text=TEXT, by_helper="yes")
    helpers = visitor.page
    old = number_on(visitor.press("Send it"))
    opened(visitor, old)
    visitor.press("Get a new number")
    visitor.page = helpers
    page = visitor.press("Send it", status=409)
    assert "Only the new number opens the page." in page.main
    assert count(vault, Case) == 1


def test_a_form_whose_complaint_was_taken_back_makes_none_again(visitor, make, vault, now):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="process", text=TEXT)
    before = visitor.page
    opened(visitor, number_on(visitor.press("Send it")))
    visitor.press("Take everything back")
    visitor.press("Erase everything now")
    visitor.page = before
    page = visitor.press("Send it", status=409)
    assert "what it brought was erased" in page.main
    assert count(vault, Case) == 1

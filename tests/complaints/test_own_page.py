"""The number and its page: ended, replaced, taken back; letters and a proof for whoever wants them."""

from sqlalchemy import func, select

from portal.complaints.models import ComplaintState
from portal.vault import holding
from portal.vault.models import Access, Case, CaseMessage, CaseWish, WrappedKey
from tests.complaints.filing import TEXT, complain, count, number_on, opened, state


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


def test_p09_the_number_of_a_complaint_is_unrelated_to_that_of_the_same_form_elsewhere():
    from portal.receipts import codes
    from portal.web import tokens

    token = tokens.read(tokens.issue())
    assert len({codes.from_token(token.name), holding.code_of_form(token), holding.renewed_code(token)}) == 3


def test_nothing_is_opened_by_looking_at_ones_own_page(visitor, make, vault, now):
    make.officer()
    opened(visitor, complain(visitor))
    assert count(vault, Access) == 0


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

"""Asking, confirming and ending, as people and mail programs do it."""

import json

import pytest
from sqlalchemy import select

from portal.base.secrets import unseal
from portal.notifications.models import Letter, Wish
from portal.receipts import tickets
from portal.web import tokens


@pytest.fixture
def ticket(make, now):
    return tickets.issue(make.receipt(make.consultation()))


def fields(ticket, **more):
    return {"token": tokens.issue(), "ticket": ticket, **more}


def letter(database):
    sealed = database.read(lambda session: session.scalars(select(Letter.sealed)).all())[-1]
    return json.loads(unseal("letter", sealed))


def wishes(database):
    return database.read(lambda session: session.scalars(select(Wish)).all())


def test_from_the_wish_to_the_end(visitor, database, ticket):
    visitor.post("/en/track/letters", fields(ticket))
    assert visitor.page.h1 == "Letters about news"
    assert visitor.page.headers["cache-control"] == "no-store"
    visitor.press("Send me a letter to confirm", address=" Reader@Example.ORG ")
    assert visitor.page.h1 == "Please look into your mail"
    assert letter(database)["to"] == "Reader@example.org"
    link = next(line for line in letter(database)["text"].splitlines() if "/letters?key=" in line)
    assert visitor.get(link).h1 == "Confirm your letters"
    assert wishes(database)[0].confirmed_on is None
    assert visitor.press("Yes, send me letters").h1 == "Your letters are confirmed"
    assert wishes(database)[0].confirmed_on is not None
    visitor.post("/en/track/letters", fields(ticket))
    assert "You get letters about this number." in visitor.page.main
    assert visitor.press("End these letters").h1 == "You get no more letters"
    assert wishes(database) == []


def test_the_link_at_the_end_of_a_letter_leads_to_a_button(visitor, database, make, now):
    wish = make.wish()
    visitor.get(f"/en/letters/end?key={wish.key}")
    assert len(wishes(database)) == 1
    assert visitor.press("End all letters").h1 == "You get no more letters"
    assert wishes(database) == []


def test_a_mail_program_ends_letters_with_one_click_and_no_form_of_ours(visitor, database, make, now):
    """RFC 8058, 3.2."""
    wish = make.wish()
    visitor.post(f"/en/letters/end?key={wish.key}", {"List-Unsubscribe": "One-Click"})
    assert wishes(database) == []
    visitor.post(f"/en/letters/end?key={wish.key}", {"List-Unsubscribe": "One-Click"})


def test_confirming_needs_the_form_so_that_a_link_alone_does_nothing(visitor, database, make, now):
    wish = make.wish(confirmed=False)
    visitor.post(f"/en/letters?key={wish.key}", {"key": wish.key}, status=403)
    assert wishes(database)[0].confirmed_on is None


def test_a_wrong_key_opens_nothing(visitor, now):
    visitor.get("/en/letters?key=wrong")
    visitor.press("Yes, send me letters", status=404)
    visitor.get("/en/letters")
    assert "by the link in your letter" in visitor.page.main
    visitor.get("/ar/letters/end")
    assert visitor.page.tree.get("dir") == "rtl"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "reader",
        "reader@",
        "@example.org",
        "a b@example.org",
        "a@b@example.org",
        "reader@example",
        "a,b@example.org",
        "a\r\nBcc:x@example.org",
        f"{'a' * 250}@example.org",
        "читатель@example.org",
        "a@-.org",
        "a@..",
    ],
)
def test_what_is_no_address_is_given_back(visitor, database, ticket, typed):
    page = visitor.post("/en/track/letters", fields(ticket, address=typed), status=422)
    assert len(page.faults) == 1
    assert [value for form in page.forms() for name, value in form.fields if name == "address"] == [" ".join(typed.split())]
    assert wishes(database) == []


def test_an_international_domain_is_written_as_mail_servers_know_it(visitor, database, ticket):
    visitor.post("/en/track/letters", fields(ticket, address="reader@bücher.example"))
    assert letter(database)["to"] == "reader@xn--bcher-kva.example"


def test_without_a_valid_ticket_the_number_is_asked_for_again(visitor, database, now):
    page = visitor.post("/en/track/letters", fields("wrong", address="reader@example.org"), status=422)
    assert "Please type your number again." in page.main
    assert visitor.follow("Type your number").h1 == "Follow up with your number"
    assert wishes(database) == []


def test_the_answer_does_not_tell_whether_an_address_was_known(visitor, make, now):
    make.wish(address="known@example.org")
    pages = []
    for address in ("known@example.org", "unknown@example.org"):
        visitor.post("/en/track/letters", fields(tickets.issue(make.receipt(make.consultation())), address=address))
        pages.append(visitor.page.main)
    assert pages[0] == pages[1]

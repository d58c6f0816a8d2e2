"""The links in letters look alike, and open a wish on whichever side it is."""

import re

import pytest

from portal.base.access import SYSTEM
from portal.crossings import letters
from portal.notifications import commands as notifications
from portal.notifications.models import Wish
from portal.vault import holding
from portal.vault.commands import wishes
from portal.vault.models import CaseWish

ADDRESS = "lea@example.org"


@pytest.fixture
def key(make, database, now):
    """The key in the first letter about a case."""
    code = make.complaint(make.officer()).code
    make.vault.write(lambda session: wishes.wish(session, holding.HOLDER, holding.opened_by(session, code), ADDRESS, "en"))
    make.vault.write(lambda session: letters.carry_confirmations(session, SYSTEM, database))
    from portal.base import clock

    with clock.frozen(now.replace(day=now.day + 1)):
        sent = database.write(lambda session: notifications.claim(session, SYSTEM))
    return re.search(r"key=([\w-]+)", sent[0].text)[1]


def public_wish(database, make):
    from portal.base.access import Actor, Kind

    receipt = make.contribution(make.question()).receipt
    database.write(lambda session: notifications.wish(session, Actor(kind=Kind.RECEIPT, receipt_id=receipt.id), ADDRESS, "en"))


def test_a_wish_about_a_case_is_confirmed_and_ended_by_the_same_pages(make, visitor, key):
    visitor.get(f"/en/letters?key={key}")
    visitor.post("/en/letters", _form(visitor))
    assert make.vault.read(lambda session: session.query(CaseWish.confirmed_on).scalar()) is not None
    visitor.get(f"/en/letters/end?key={key}")
    visitor.post("/en/letters/end", _form(visitor))
    assert make.vault.read(lambda session: session.query(CaseWish).count()) == 0


def _form(visitor):
    form = next(form for form in visitor.page.forms() if any(name == "key" for name, _value in form.fields))
    return form.fields


def test_ending_letters_about_a_case_ends_those_of_the_public_side_to_the_same_address(make, visitor, database, key):
    public_wish(database, make)
    visitor.post("/en/letters/end", {"key": key})
    assert database.read(lambda session: session.query(Wish).count()) == 0


def test_ending_letters_of_the_public_side_ends_those_about_cases_to_the_same_address(make, visitor, database, key):
    public_wish(database, make)
    own = database.read(lambda session: session.query(Wish.id).scalar())
    public_key = notifications._key(own)
    visitor.post("/en/letters/end", {"key": public_key})
    assert database.read(lambda session: session.query(Wish).count()) == 0
    assert make.vault.read(lambda session: session.query(CaseWish).count()) == 0


def test_a_key_that_opens_nothing_is_answered_alike_on_both_sides(make, visitor, key):
    visitor.get(f"/en/letters?key={key[:-4]}aaaa")
    page = visitor.post("/en/letters", _form(visitor), status=404)
    assert "Please ask for letters again on your page." in page.main
    assert visitor.post("/en/letters/end", {"key": "nothing"}).status == 200

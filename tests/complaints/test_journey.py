"""A complaint from the first page to the last, without JavaScript."""

import re

import pytest

from portal.base.access import NOBODY, Role
from portal.complaints.models import Complaint, ComplaintState
from portal.vault import queries
from portal.vault.models import Case, CaseFile

NUMBER = re.compile(r"(?:\d ){3}\d ?,? ?")
TEXT = "They closed the hall before we could speak. مرحبا 你好 🕊"


def number_on(page):
    """The number as a page shows it."""
    return re.sub(r"\D", "", re.search(r'<p class="code".*?</p>', page.text, re.S).group(0).replace('translate="no"', ""))[:20]


def complain(visitor, text=TEXT, attached=None, **more):
    """Go through the form; the number."""
    visitor.get("/en/write")
    visitor.follow("I want to complain")
    visitor.press("Continue", category="process", text=text, **more)
    return number_on(visitor.press("Send it", attached=attached, step="send", officer=""))


def opened(visitor, code):
    """The page behind a number."""
    visitor.get("/en/page")
    return visitor.press("Open your page", code=code)


def test_p51_a_complaint_needs_neither_name_nor_mail(visitor, make, vault, now):
    make.officer()
    code = complain(visitor)
    assert len(code) == 20
    assert "First answer by a person 5 May 2027 Running" in visitor.page.main, visitor.page.main
    assert code not in visitor.page.url
    page = opened(visitor, code)
    assert page.h1 == "Your page"
    assert "A person reads it and answers you." in page.main
    assert TEXT not in page.main
    assert TEXT in visitor.press("Show my words").main


def test_p21_a_form_sent_twice_is_one_complaint_with_one_number(visitor, make, vault, now):
    make.officer()
    visitor.get("/en/write/1")
    visitor.press("Continue", category="process", text=TEXT)
    second = visitor.page
    first = number_on(visitor.press("Send it", officer=""))
    visitor.page = second
    assert number_on(visitor.press("Send it", officer="")) == first
    assert vault.read(lambda session: session.query(Complaint).count()) == 1

"""Every page of a complainant, as far as axe can tell (WCAG 2.2 A and AA), and by keyboard alone."""

import pytest
from sqlalchemy import select

from portal.complaints.commands import office
from portal.vault import commands
from portal.vault.models import Case
from tests.browser import needs_chromium
from tests.complaints.filing import TEXT, decided, work
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("now")]


def number_in(eyes):
    return "".join(sign for sign in eyes.page.locator(".code").inner_text() if sign.isdigit())


def go(eyes, to, name, button=0, **typed):
    eyes.send(to, button, **typed)
    eyes.look_once(f"{to}: {name}")
    if eyes.page.locator("#faults").count() == 0:  # there the focus begins in the middle of the page
        eyes.walk(f"{to}: {name}")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_the_ways_to_the_decision(make, vault, live, language):
    officer = make.officer()
    with looker(live) as eyes:
        for path in ("/write", "/write/1", "/page", "/information/proof"):
            eyes.open(f"/{language}{path}")
            eyes.look(path)
            eyes.walk(path)
        eyes.open(f"/{language}/write/1")
        go(eyes, "/write/1", "left empty")
        go(eyes, "/write/1", "a look at it", category="process", text=TEXT)
        go(eyes, "/write/1", "the number")
        code = number_in(eyes)
        go(eyes, "/page", "it has arrived")
        go(eyes, "/page/message", "an empty message")
        go(eyes, "/page/message", "a message", text="One thing more.")
        go(eyes, "/page/text", "the first words")
        decided(vault, officer)
        eyes.open(f"/{language}/page")
        go(eyes, "/page", "a number that is none", code="1" * 20)
        go(eyes, "/page", "decided", code=code)
        go(eyes, "/page/second", "nobody of another unit", text="No.")
        for to, name in (("/page/letters", "letters"), ("/page", "back"), ("/page/proof", "proof?"), ("/page/proof", "proof"), ("/page", "back")):
            go(eyes, to, name)
        work(vault, officer, office.close, text="All is done.")
        go(eyes, "/page/text", "closed")
        go(eyes, "/page/rating", "no stars")
        go(eyes, "/page/withdraw", "sure?")
        go(eyes, "/page/withdraw", "erased")
        eyes.open(f"/{language}/page")
        go(eyes, "/page", "erased", code=code)
    assert eyes.faults == []


@pytest.mark.parametrize("language", ["ar"])
def test_pages_that_most_never_see(make, vault, live, language):
    with looker(live) as eyes:
        eyes.open(f"/{language}/write/1")
        eyes.look("/write/1: nobody")
        go(eyes, "/write/1", "nobody", category="process", text=TEXT)
        make.officer()
        eyes.open(f"/{language}/write/1")
        go(eyes, "/write/1", "for somebody else", category="process", text=TEXT, by_helper="yes")
        go(eyes, "/write/1", "the number of somebody else")
        code = number_in(eyes)
        eyes.open(f"/{language}/page")
        go(eyes, "/page", "a new number first", code=code)
        go(eyes, "/page/renew", "the new number")
        code = number_in(eyes)
        eyes.open(f"/{language}/page")
        go(eyes, "/page", "open", code=code)
        go(eyes, "/page/distrust", "sure?")
        go(eyes, "/page/distrust", "nobody else")
        vault.write(lambda session: commands.end_visits.__wrapped__(session, None, type("H", (), {"case": session.scalars(select(Case)).one()})))
        go(eyes, "/page/message", "ended meanwhile", text="One thing more.")
        go(eyes, "/page/message", "number anew", code=code)
        go(eyes, "/page/end", "ended")
    assert eyes.faults == []

"""From the form to the last word, by somebody with a browser without JavaScript: every button that there is."""

from datetime import timedelta

from portal.base import clock
from portal.base.access import Role
from portal.reprisals.commands import office
from portal.vault.models import Helpline
from tests.reprisals.reports import by_officer, planned
from tests.reprisals.test_write import number_on, opened


def test_p21_a_report_is_made_followed_and_taken_back_without_scripts(make, visitor, now):
    from tests.factories.vault import MadeCase

    officers = [make.officer(Role.PROTECTION_OFFICER, name=name) for name in ("Amal", "Rui")]
    make.vault.write(lambda session: session.add(Helpline(name={"en": "Night line"}, ways={"en": "https://help.example.org"})))
    visitor.get("/en/write")
    page = visitor.follow("harm")
    assert page.url.endswith("/en/write/2")
    code = number_on(visitor.press("Send", text="They follow my son.", attached=[("files", "car.txt", b"Grey car")]))
    page = visitor.press("Open your page")
    assert "Arrived" in page.main
    held = opened(make, code)
    made = MadeCase(held.case, held.key, code, None)
    planned(make, made, officers[0])
    by_officer(make, made, officers[0], office.answer, "We are here. Is your son at home?", language="en")
    visitor.get("/en/page")
    page = visitor.press("Open your page", code=code)
    assert "Is your son at home?" in page.main
    visitor.press("Allow this (step 1)")
    visitor.press("Send this message", text="Yes, he is.")
    visitor.press("Use this from now on", contact="the bakery")
    visitor.press("Add these numbers", traces="0" * 20)
    page = visitor.press("Show my words")
    assert "They follow my son." in page.main
    assert visitor.press("Save file 1.txt").body == b"Grey car"
    visitor.get("/en/page")
    visitor.press("Open your page", code=code)
    page = visitor.press("End my visit")
    assert "The page is closed" in page.main
    with clock.frozen(now + timedelta(days=3)):
        visitor.get("/en/page")
        visitor.press("Open your page", code=code)
        visitor.press("Take everything back")
        assert "Everything is erased." in visitor.press("Erase everything now").main


def test_p31_p32_every_page_of_the_way_is_neutral_and_can_be_left_at_once(make, visitor, now):
    make.officer(Role.PROTECTION_OFFICER)
    pages = [
        visitor.get("/en/write/2"),
        visitor.press("Send", status=422),
        visitor.press("Send", text="They follow my son."),
        visitor.press("Open your page"),
        visitor.press("Show my words"),
    ]
    for page in pages:
        assert page.h1 in ("Write to us", "Your page")
        assert [label for label, _address in page.links[:2]] == ["Skip to the main part", "Leave this site now"]
        assert not any(word in page.url for word in ("reprisal", "protect", "threat"))
        assert page.headers["cache-control"] == "no-store"
        assert "etag" not in page.headers

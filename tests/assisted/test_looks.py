"""No page of helpers keeps anybody out, in both directions of writing; and a slip is printed alone."""

from datetime import timedelta

import pytest

from portal.base.access import NOBODY, Role
from portal.identity import commands, queries
from tests.browser import needs_chromium
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once]
BAD = "line,question,text,language\n1,1,A bench,en\n2,9,نص,ar\n".encode()


@pytest.fixture
def cookie(make, database):
    """A helper who looks after the meetings, too."""
    park = make.consultation(slug="park")
    make.question(park, number=1)
    make.meeting(park, starts=-timedelta(days=1))
    make.meeting(park, "To come", number=2)
    person = make.staff("Hela", roles=[(Role.HELPER, park), (Role.ORGANISER, park)])
    return database.write(lambda session: commands.begin_session(session, NOBODY, person, proven=True))


@pytest.mark.parametrize("language", ["ar"])  # the harder direction; tests/house/test_axe.py takes turns
def test_every_page_of_helpers_and_meetings(language, live, cookie, tmp_path):
    sheet = tmp_path / "words.csv"
    sheet.write_bytes(BAD)
    with looker(live) as eyes:
        eyes.page.context.add_cookies([{"name": queries.cookie_name(), "value": cookie, "url": eyes.address}])
        staff = f"/{language}/staff/park"
        public = [f"/{language}/consultations/park/meetings{end}" for end in ("", "/1", "/2")]
        for path in [f"{staff}/assist", f"{staff}/assist/sheet", *(f"{staff}/meetings{end}" for end in ("", "/new", "/1", "/1/notes", "/2/cancel")), *public]:
            assert eyes.open(path) == 200
            eyes.look_once(path)
        eyes.open(f"{staff}/assist")
        eyes.page.fill("#text", "A bench")
        eyes.page.check("#consent")
        eyes.page.click("button[value=check]")
        eyes.look_once("check")
        eyes.page.click("button[value=send]")
        eyes.look_once("slip")
        eyes.page.emulate_media(media="print")
        assert eyes.page.locator(".slip .code").is_visible()
        assert eyes.page.locator("button[value=next]").is_hidden()
        eyes.page.emulate_media(media="screen")
        eyes.open(f"{staff}/assist/sheet")
        eyes.page.set_input_files("#sheet", sheet)
        eyes.page.check("#consent")
        eyes.page.click("form[enctype='multipart/form-data'] p > button")
        eyes.look_once("sheet checked")
        eyes.page.click("form[action$='/enter'] button")
        eyes.look_once("sheet entered")
    assert eyes.faults == []

"""Slips as people hold them: on paper one on each sheet with a line to fold along, and in a text browser; in Arabic, too."""

import io
import re
import shutil
import subprocess

import pikepdf
import pytest

from portal.base.access import NOBODY, Role
from portal.identity import commands, queries
from tests.assisted.test_entering import enter
from tests.assisted.test_sheet_pages import HEAD, send, sheet, slips
from tests.browser import needs_chromium
from tests.looking import looker

LINES = [[1, 1, "A bench", "en"], [2, 1, "مزيد من الظل", "ar"], [3, 1, "Больше тени", "ru"]]


@pytest.fixture
def park(make):
    made = make.consultation("The park", slug="park", premoderated=False)
    make.question(made, number=1)
    return made


@pytest.fixture
def helper(make, park):
    return make.staff("Hela", roles=[(Role.HELPER, park)])


@needs_chromium
@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_slip_is_printed_on_a_sheet_of_its_own_with_a_line_to_fold_along(language, live, park, helper, database, tmp_path):
    cookie = database.write(lambda session: commands.begin_session(session, NOBODY, helper, proven=True))
    path = tmp_path / "words.csv"
    path.write_bytes(sheet(LINES, HEAD[:4]))
    with looker(live) as eyes:
        eyes.page.context.add_cookies([{"name": queries.cookie_name(), "value": cookie, "url": eyes.address}])
        eyes.open(f"/{language}/staff/park/assist/sheet")
        eyes.page.set_input_files("#sheet", path)
        eyes.page.check("#consent")
        eyes.page.click("form[enctype='multipart/form-data'] p > button")
        eyes.page.click("form[action$='/enter'] button")
        codes = [re.sub(r"\D", "", words) for words in eyes.page.locator(".slip .code").all_inner_texts()]
        assert (len(codes), len(set(codes)), {len(code) for code in codes}) == (3, 3, {20})
        printed = eyes.page.pdf(format="A4", margin={"top": "2cm", "bottom": "2cm", "left": "2cm", "right": "2cm"})
        eyes.page.emulate_media(media="print")
        boxes = eyes.page.evaluate(
            "[...document.querySelectorAll('.slip')].map(one => [one.querySelector('h3').offsetHeight, one.offsetHeight - one.querySelector('h3').offsetHeight])"
        )
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert len(pdf.pages) == 3
    assert all(flap >= 280 for flap, _below in boxes), "the flap is as high as what it covers"
    assert all(below <= flap * 1.3 for flap, below in boxes), boxes
    if shutil.which("pdftotext"):
        (tmp_path / "slips.pdf").write_bytes(printed)
        pages = subprocess.run(["pdftotext", tmp_path / "slips.pdf", "-"], capture_output=True, check=True).stdout.decode().split("\f")[:3]
        assert [[code for code in codes if code in re.sub(r"\D", "", page)] for page in pages] == [[code] for code in codes]


def read_as_text(page, folder):
    """What a text browser shows of a page."""
    for program in (
        ["w3m", "-dump", "-cols", "80", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8"],
        ["lynx", "-dump", "-nolist", "-assume_charset=utf-8", "-display_charset=utf-8"],
    ):
        if shutil.which(program[0]):
            path = folder / "page.html"
            path.write_text(page.text)
            return " ".join(subprocess.run([*program, path], capture_output=True, check=True).stdout.decode().split())
    pytest.skip("no text browser is installed on this machine")


@pytest.mark.parametrize(("language", "wanted"), [("en", "For you alone: your number"), ("ar", "لك وحدك")])
def test_in_a_text_browser_the_slip_is_whole_and_in_order(visitor, make, park, helper, folder, language, wanted):
    make.sign_in(visitor, helper)
    page = enter(visitor, park, slip_language=language)
    text = read_as_text(page, folder)
    [code] = slips(page)
    groups = " , ".join(" ".join(code[start : start + 4]) for start in range(0, 20, 4))
    assert groups.replace(" ", "") in text.replace(" ", "")
    assert text.index(wanted) < text.index(code[0]) or wanted in text
    assert text.rindex(f"/{language}/track") > text.index(wanted)


def test_two_people_of_one_sheet_never_share_a_slip(visitor, make, park, helper):
    make.sign_in(visitor, helper)
    send(visitor, park, sheet(LINES, HEAD[:4]))
    page = visitor.press("Enter 3 lines")
    assert len(set(slips(page))) == page.text.count('<section class="slip"') == 3
    assert 'lang="ar" dir="rtl"' in page.text

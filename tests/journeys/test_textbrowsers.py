"""The participant's part in lynx and w3m, by keys alone: write, be told a mistake, correct it, check, send, get a number, follow up with it.

Fields are reached with Tab in the order of the page, as a person does; no cookie is accepted and no script exists.
"""

import re
import shutil
import time
from typing import Any

import pytest

from portal.contributions.models import Contribution
from portal.receipts import codes

pexpect = pytest.importorskip("pexpect", reason="pexpect drives the text browsers")
pyte = pytest.importorskip("pyte", reason="pyte is the screen of the text browsers")

pytestmark = [pytest.mark.textbrowser, pytest.mark.once, pytest.mark.usefixtures("now")]
NUMBER = re.compile(r"(?:\d ){3}\d(?: ,\s+(?:\d ){3}\d){4}")
WORDS = "Benches in the shade, please."
UNDER_WAY = ("waiting for response", "Opening socket", "Getting http")  # what lynx and w3m say until a page is there


class Terminal:
    """A terminal of 100 by 200 cells: the whole page at once. Some browsers scroll, so fields are found by counting stops."""

    def __init__(self, command: list[str], folder: Any, rows: int) -> None:
        self.screen = pyte.Screen(100, rows)
        self.stream = pyte.Stream(self.screen)
        environment = {
            "PATH": "/usr/bin:/bin",
            "TERM": "vt100",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "EDITOR": str(folder / "editor"),
        }
        self.process = pexpect.spawn(command[0], command[1:], dimensions=(rows, 100), env=environment, encoding="utf-8", codec_errors="replace", timeout=10)

    def settle(self, still: float = 0.25) -> None:
        """Wait until nothing new is drawn."""
        end = last = time.monotonic()
        end += 10
        while time.monotonic() < end and time.monotonic() - last < still:
            try:
                self.stream.feed(self.process.read_nonblocking(65536, timeout=0.05))
                last = time.monotonic()
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return

    def type(self, keys: str, still: float = 0.1) -> None:
        """Press keys."""
        self.process.send(keys)
        self.settle(still)

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def close(self) -> None:
        """Switch it off."""
        self.process.close(force=True)


class TextBrowser:
    """A browser for a terminal; subclasses know its keys."""

    command: tuple[str, ...]
    rows = 160

    def __init__(self, address: str, folder: Any) -> None:
        self.folder = folder
        self.terminal = Terminal([*self.command, address], folder, self.rows)
        self.wait()

    def wait(self) -> str:
        """Let the page come, also one that takes its time."""
        end = time.monotonic() + 20
        self.terminal.settle(0.8)
        while any(words in self.terminal.text() for words in UNDER_WAY) and time.monotonic() < end:
            self.terminal.settle(0.8)
        return self.terminal.text()

    def next(self, stops: int) -> None:
        """So many stops further."""
        for _ in range(stops):
            self.terminal.type("\t", 0.05)

    def choose(self) -> None:
        """Take the answer of several that has the cursor."""
        self.terminal.type("\r", 0.4)

    def press(self) -> str:
        """Press the link or button that has the cursor."""
        self.terminal.type("\r", 0.8)
        return self.wait()


class Lynx(TextBrowser):
    """Text is typed into a field as soon as the cursor stands in it."""

    command = ("lynx", "-nocolor", "-nopause", "-accept_all_cookies=off")

    def fill(self, text: str) -> None:
        """Type over what stands there."""
        self.terminal.type("\x15" + text, 0.2)  # Ctrl-U empties a line

    lines = fill


class W3m(TextBrowser):
    """One line is asked for at the foot of the screen; several lines open an editor."""

    command = ("w3m", "-no-cookie", "-no-mouse", "-o", "confirm_qq=0")

    def __init__(self, address: str, folder: Any) -> None:
        editor = folder / "editor"
        editor.write_text(f'#!/bin/sh\ncat "{folder}/typed" > "$1"\n')
        editor.chmod(0o755)
        super().__init__(address, folder)

    def fill(self, text: str) -> None:
        """Answer at the foot of the screen."""
        self.terminal.type("\r")
        self.terminal.type("\x15" + text)
        self.terminal.type("\r")

    def lines(self, text: str) -> None:
        """Let the editor write."""
        (self.folder / "typed").write_text(text)
        self.terminal.type("\r", 0.6)


def in_turn(*pairs):
    """Each browser with one language: what a browser does hangs on the browser, and what a language does on the language."""
    lacks = {kind: pytest.mark.skipif(not shutil.which(kind.command[0]), reason=f"{kind.command[0]} is not installed on this machine") for kind, _language in pairs}
    return pytest.mark.parametrize(("kind", "language"), [pytest.param(kind, language, id=f"{kind.command[0]}-{language}", marks=lacks[kind]) for kind, language in pairs])


@pytest.fixture
def open_browser(tmp_path):
    opened = []

    def begin(kind, address):
        opened.append(kind(address, tmp_path))
        return opened[-1]

    yield begin
    for browser in opened:
        browser.terminal.close()


def stops(visitor, path, page=None):
    """The stops of a page in the order of Tab: (kind, name or address)."""
    page = page or visitor.get(path)
    found = []
    for element in page.tree.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag == "a" and element.get("href"):
            found.append(("link", element.get("href")))
        elif tag in ("textarea", "select", "button") or (tag == "input" and element.get("type") != "hidden"):
            found.append((element.get("type") or tag, element.get("name") or ""))
    return found


@in_turn((Lynx, "en"), (W3m, "ar"))
def test_p21_somebody_writes_gets_a_number_and_follows_up(kind, language, make, live, visitor, open_browser, database):
    question = make.question(make.consultation(slug="park"), number=1)
    write = f"/{language}/consultations/park/questions/1/write"
    order = stops(visitor, write)
    box, send = order.index(("textarea", "text")), order.index(("button", "step"))

    browser = open_browser(kind, live + write)
    browser.next(send)
    text = browser.press()
    wrong = send_form(visitor, write, status=422)
    [fault] = wrong.faults
    assert fault in text, text
    assert text.index(fault) < text.rindex(wrong.h1), "the mistake stands above the heading"

    order = stops(visitor, write, wrong)
    box, send = order.index(("textarea", "text")), order.index(("button", "step"))
    browser.next(box)
    browser.lines(WORDS)
    browser.next(send - box)
    text = browser.press()
    assert WORDS in text, text

    check = send_form(visitor, write, text=WORDS)
    browser.next(stops(visitor, write, check).index(("button", "step")))
    text = browser.press()
    shown = NUMBER.search(text)
    assert shown, text
    number = codes.typed(shown[0])
    assert codes.is_whole(number)
    [kept] = database.read(lambda session: session.query(Contribution).all())
    assert (kept.text, kept.language, kept.question_id) == (WORDS, language, question.id)

    track = f"/{language}/track"
    order = stops(visitor, track)
    follow = open_browser(kind, live + track)
    field = order.index(("text", "code"))
    follow.next(field)
    follow.fill(" ".join(codes.groups(number)))
    follow.next(next(place for place, stop in enumerate(order) if stop[0] == "button") - field)
    text = follow.press()
    page = send_form(visitor, track, code=number)
    assert page.h1 in text, text


def stop_of(page, action):
    """How many stops it is to the button of the form that is sent to an address."""
    form = next(element for element in page.tree.iter() if str(element.tag).endswith("}form") and element.get("action", "").endswith(action))
    within = {id(element) for element in form.iter() if str(element.tag).endswith("}button")}
    place = 0
    for element in page.tree.iter():
        tag = str(element.tag).rpartition("}")[2]
        if id(element) in within:
            return place
        if (tag == "a" and element.get("href")) or tag in ("textarea", "select", "button") or (tag == "input" and element.get("type") != "hidden"):
            place += 1
    raise AssertionError(f"no button leads to {action}")


@in_turn((Lynx, "ar"), (W3m, "en"))
def test_p21_somebody_complains_and_reads_the_page_behind_the_number(kind, language, make, live, visitor, open_browser, vault):
    make.officer()
    write = f"/{language}/write/1"
    order = stops(visitor, write)
    about, box, on = order.index(("radio", "category")), order.index(("textarea", "text")), order.index(("button", ""))

    browser = open_browser(kind, live + write)
    browser.next(about)
    browser.choose()
    browser.next(box - about)
    browser.lines(WORDS)
    browser.next(on - box)
    text = browser.press()
    assert WORDS in text, text

    check = send_form(visitor, write, category="moderation", text=WORDS)
    browser.next(stops(visitor, write, check).index(("button", "step")))
    text = browser.press()
    shown = NUMBER.search(text)
    assert shown, text
    number = codes.typed(shown[0])
    assert codes.is_whole(number)

    order = stops(visitor, f"/{language}/page")
    follow = open_browser(kind, f"{live}/{language}/page")
    field = order.index(("text", "code"))
    follow.next(field)
    follow.fill(" ".join(codes.groups(number)))
    follow.next(next(place for place, stop in enumerate(order) if stop[0] == "button") - field)
    text = follow.press()
    page = send_form(visitor, f"/{language}/page", code=number)
    assert page.h1 in text, text
    assert WORDS not in text, "hidden until asked for"
    follow.next(stop_of(page, "/page/text"))
    assert WORDS in follow.press()


def send_form(visitor, path, *, status=200, **typed):
    """The answer to the page's form, for the order of its stops."""
    [form] = [form for form in visitor.get(path).forms() if form.method == "post"]
    return visitor.post(form.action, dict(form.fields) | typed, status=status)

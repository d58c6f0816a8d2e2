"""No page, in no colour, no language and no state, keeps anybody out as far as axe can tell (WCAG 2.0 to 2.2, A and AA).

The world is the demo: every phase, every state, words in two scripts, and somebody in every role. Every door is looked at
once, the pages in turn in the six languages (`make languages`: every page in each of them); the handful in EVERY_COLOUR, and
every step of a participant, in two languages and all colours. Which addresses there are, tests/ways.py finds by itself.
"""

import os
import re

import pytest
from sqlalchemy import select

from portal.base.access import NOBODY
from portal.consultations.models import Consultation
from portal.contributions.models import Contribution, ContributionState
from portal.exchange.demo import TOLD
from portal.identity import commands as identity
from portal.identity.models import Staff
from portal.identity.queries import cookie_name
from portal.moderation.models import Appeal
from portal.summaries.models import PointLink
from tests.browser import needs_chromium
from tests.conftest import SIX
from tests.looking import looker
from tests.visitor import Visitor
from tests.ways import Ways

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("now")]
OPEN, CHECK, DONE, SOON = (f"/consultations/demo-{name}" for name in ("river-park", "night-buses", "school-air", "youth-house"))
EVERY_COLOUR = ["/", OPEN, f"{OPEN}/questions/1", f"{OPEN}/questions/1/write", f"{DONE}/responses", "/track", "/staff", "/staff/demo-river-park/queue", "/staff/admin"]
MORE = [
    f"{CHECK}/summary", f"{CHECK}/summary/points/1", f"{CHECK}/summary/object", f"{DONE}/commitments/1", f"{DONE}/trace/1", f"{DONE}/trace/questions/1", f"{DONE}/trace/promises/1", SOON,
    f"{OPEN}/questions/1?order=newest", f"{OPEN}/questions/1/write?reply_to=1", "/staff/demo-school-air/responses", "/staff/demo-school-air/responses/1", "/staff/demo-night-buses/summary",
    "/staff/demo-night-buses/objections/2", "/staff/demo-river-park/queue/{waiting}", "/staff/demo-river-park/queue/{waiting}/restrict", "/nowhere",
]  # fmt: skip
"""Further states of pages whose door is looked at in another state already."""
STATUS = {"/nowhere": 404}
NOT_LEFT_EMPTY = {"/staff/sign-out", "/staff/stay", "/staff/second-factor", "/staff/sign-in"}
"""Forms that lead out of the room that is being looked at."""


LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


class Town:
    """The demo: its addresses, its people and its numbers."""

    def __init__(self, database, filled):
        self.database = database
        self.numbers = {key: code for key, label in TOLD.items() for what, code in filled.receipts if what is label}
        self.facts = database.read(self._facts)

    def _facts(self, session):
        first = {state: session.scalars(select(Contribution.id).where(Contribution.state == state).order_by(Contribution.id)).first() for state in ContributionState}
        behind = select(Contribution.number).join(PointLink, PointLink.contribution_id == Contribution.id).join(Consultation, Contribution.consultation_id == Consultation.id)
        linked = session.scalars(behind.where(Consultation.slug == "demo-night-buses")).first()
        return {"waiting": first[ContributionState.RECEIVED], "appeal": session.scalars(select(Appeal.id)).first(), "linked": linked}

    def cookie(self, name):
        def job(session):
            return identity.begin_session(session, NOBODY, session.scalar(select(Staff).where(Staff.sign_in_name == name)), proven=True)

        return self.database.write(job)

    def sign_in(self, eyes, name):
        eyes.page.context.clear_cookies()
        eyes.page.context.add_cookies([{"name": cookie_name(), "value": self.cookie(name), "url": eyes.address}])


@pytest.fixture
def town(database, filled):
    return Town(database, filled)


@pytest.fixture
def ways(town, make):
    return Ways(town.database, make)


@pytest.fixture
def everywhere(ways, visitor, portal):
    """Every page there is, as (address, whether one must be signed in)."""
    guest = Visitor(portal)
    found, _left = ways.find(visitor, guest)  # what nothing opens is a fault of tests/house/test_ways.py
    guest.leave()
    return [(way.path, way.staff) for way in found if way.page]


def let_in(eyes, ways):
    eyes.page.context.clear_cookies()
    eyes.page.context.add_cookies([{"name": cookie_name(), "value": ways.cookie(), "url": eyes.address}])


@pytest.mark.six
def test_every_page_once(town, ways, everywhere, live):
    wanted = [*everywhere, *((path.format(**town.facts), path.startswith("/staff")) for path in MORE)]
    with looker(live) as eyes:
        for staff in (False, True):
            if staff:
                let_in(eyes, ways)
            for number, path in enumerate(sorted({path for path, own in wanted if own is staff})):
                for language in SIX if os.environ.get("EVERY_LANGUAGE") else [SIX[number % len(SIX)]]:
                    assert eyes.open(f"/{language}{path}") == STATUS.get(path, 200), path
                    eyes.look_once(f"/{language}{path}")
                    eyes.walk(f"/{language}{path}") if language == SIX[number % len(SIX)] else None
            assert eyes.page.context.cookies() == [] or staff
    assert not eyes.faults, "\n".join(eyes.faults)
    assert eyes.seen > len(everywhere)


@LANGUAGES
def test_a_handful_in_every_colour(town, ways, live, language):
    with looker(live) as eyes:
        let_in(eyes, ways)
        for path in EVERY_COLOUR:
            assert eyes.open(f"/{language}{path}") == 200, path
            eyes.look(path)
    assert not eyes.faults, "\n".join(eyes.faults)


def test_forms_of_staff_that_are_left_empty(town, ways, everywhere, live):
    """Each kind of form once: the list of faults, and the fault at each field."""
    seen = set()
    with looker(live) as eyes:
        let_in(eyes, ways)
        for path, staff in everywhere:
            eyes.open(f"/en{path}") if staff else None
            for to in [to for to, typed in eyes.forms() if typed and to.startswith("/staff")] if staff else []:
                kind = re.sub(r"\d+|demo-[a-z-]+", "", to)
                if kind in seen or kind in NOT_LEFT_EMPTY:
                    continue
                seen.add(kind)
                eyes.open(f"/en{path}")
                eyes.send(to)
                if eyes.page.locator("#faults").count():
                    eyes.look_once(f"{path}, {to} left empty")
    assert not eyes.faults, "\n".join(eyes.faults)


@LANGUAGES
def test_every_step_of_a_participant(town, live, language):
    write, report, objection = f"{OPEN}/questions/1/write", f"{OPEN}/contributions/1/report", f"{CHECK}/summary/object"
    with looker(live) as eyes:
        eyes.open(f"/{language}{write}")
        walk(eyes, [("left empty", write, 0, {}), ("checked", write, 0, {"text": "Call me: +351 912 345 678."}), ("changed", write, 1, {})])
        walk(eyes, [("checked again", write, 0, {"text": "Benches."}), ("sent", write, 0, {})])
        for path, typed in ((report, {"text": "It names somebody."}), (objection, {"kind": "missed", "text": "You missed the price."})):
            eyes.open(f"/{language}{path}")
            walk(eyes, [("left empty", path, 0, {})])
            if path == report:
                eyes.page.locator("[name=category]").first.check()
            walk(eyes, [("sent", path, 0, typed)])
        for name, code in town.numbers.items():
            eyes.open(f"/{language}/track")
            walk(eyes, [(f"the page of one that {name}", "/track", 0, {"code": code})])
        eyes.open(f"/{language}/track")
        walk(eyes, [("wrong number", "/track", 0, {"code": "12"})])
        for deed, number in (("/track/edit", "waiting"), ("/track/withdraw", "waiting"), ("/track/appeal", "redacted"), ("/track/letters", "published")):
            eyes.open(f"/{language}/track")
            eyes.send("/track", code=town.numbers[number])
            walk(eyes, [("opened", deed, 0, {}), ("sent", deed, 0, {})])
    assert not eyes.faults, "\n".join(eyes.faults)


def walk(eyes, steps):
    """Send each form and look at what comes."""
    for name, to, button, typed in steps:
        eyes.send(to, button, **typed)
        eyes.look(f"{to}: {name}")


def tab_to(page, selector, most=60):
    """Press Tab until the wanted control has the focus; it must be seen there, with a mark around it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            assert page.evaluate("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 3"), selector
            box = page.evaluate("() => { const r = document.activeElement.getBoundingClientRect(); return [r.top, r.bottom, innerHeight] }")
            assert box[1] > 0 and box[0] < box[2], f"{selector} is out of sight"
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def enter(page):
    """Press Enter and wait for the next page; its heading."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page.locator("h1").inner_text()


@LANGUAGES
def test_a_contribution_by_keyboard_alone(town, live, language):
    with looker(live) as eyes:
        page = eyes.page
        eyes.open(f"/{language}{OPEN}/questions/1")
        tab_to(page, "main a.button")
        form = enter(page)
        tab_to(page, "button[value=check]")
        assert enter(page) == form
        assert page.evaluate("() => document.activeElement.id") == "faults"
        tab_to(page, "#faults a", 1)
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.name") == "text"
        page.keyboard.type("A bench for two.")
        tab_to(page, "[name=voice]", 1)
        page.keyboard.press("ArrowDown")
        tab_to(page, "[name=shown_name]", 1)
        page.keyboard.type("Early bird")
        tab_to(page, "button[value=check]")
        assert enter(page) != form
        assert "Early bird" in page.locator("main").inner_text()
        tab_to(page, "button[value=send]", 8)
        enter(page)
        assert re.search(r"(?:\d ){3}\d ,", page.locator("main").inner_text())


@LANGUAGES
def test_moderation_by_keyboard_alone(town, live, language):
    with looker(live) as eyes:
        page = eyes.page
        town.sign_in(eyes, "demo-moderator-1")
        eyes.open(f"/{language}/staff/demo-river-park/queue")
        tab_to(page, "form[action$='/claim'] button")
        first = enter(page)
        words = page.locator(".words").last.inner_text()
        tab_to(page, "form[action$='/publish'] button", 12)
        assert enter(page) != first
        assert page.locator(".words").last.inner_text() != words
        tab_to(page, "main a.button[href$='/restrict']", 12)
        form = enter(page)
        tab_to(page, "form[action$='/restrict'] button")
        assert enter(page) == form
        assert page.evaluate("() => document.activeElement.id") == "faults"
        tab_to(page, "[name=action]", 10)
        page.keyboard.press("ArrowDown")  # the second: not published
        tab_to(page, "[name=rule]", 4)
        page.keyboard.press("ArrowDown")
        tab_to(page, "[name=facts]", 4)
        page.keyboard.type("It sells something.")
        tab_to(page, "form[action$='/restrict'] button", 4)
        assert enter(page) != form, page.locator("main").inner_text()

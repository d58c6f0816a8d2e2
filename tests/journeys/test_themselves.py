"""Organisations do it themselves: from an administrator's first sign-in to a consultation that is open, extended and closed.

Without JavaScript, in a real browser, with second factors, in two languages; and every page that is loaded is counted.
"""

import re
from datetime import timedelta

import pyotp
import pytest

from portal.base import clock
from portal.base.access import Role
from portal.policies.models import PolicyKind
from tests.browser import chromium, needs_chromium
from tests.conftest import NOON
from tests.factories.identity import PASSWORD
from tests.journeys.people import Person

MOST_LOADS = 60
OPENS, CLOSES, LATER, DUE = "2027-08-02 09:00", "2027-10-29 18:00", "2027-11-12 18:00", "2028-01-20 18:00"
NEXT = "Save and go to the next task"
BOTH = {"en": "in English", "ar": "بالعربية"}


class Counted(Person):
    """Somebody whose every page is counted; they keep their one-time codes in an app."""

    def __init__(self, page, address) -> None:
        super().__init__(page, address)
        self.loads = 0
        self.apps: dict[str, str] = {}
        page.on("response", self._count)

    def _count(self, answer) -> None:
        if answer.request.is_navigation_request() and answer.status != 303:
            self.loads += 1

    def come_by(self, link: str, name: str) -> None:
        """Make an account behind an invitation's link, with a second factor, and keep the recovery codes."""
        self.page.context.clear_cookies()
        self.page.goto(link)
        self.press("Make my account", name=name, sign_in_name=name.lower(), new_password=f"{PASSWORD} of {name}")
        self.enrol(name)

    def enrol(self, name: str) -> None:
        key = re.search(r"(?:[A-Z2-7]{4} ?){8}", self.words())
        assert key, self.words()
        self.apps[name] = key[0].replace(" ", "")
        self.press("Use these codes", code=self._code(name))

    def _code(self, name: str) -> str:
        return pyotp.TOTP(self.apps[name]).at(clock.now())

    def link(self) -> str:
        """The invitation's link that is shown once."""
        found = re.search(r"https?://[^\s<\"]+/staff/invitation\?key=[\w-]+", self.page.content())
        assert found, self.words()
        return self.address + found[0].split("8000", 1)[-1]

    def come_back(self, name: str, next_page: str) -> None:
        """Sign in again, where one wants to go."""
        self.page.context.clear_cookies()
        self.open(next_page)
        self.press("Sign in", sign_in_name=name.lower(), password=f"{PASSWORD} of {name}")
        self.press("Go on", code=self._code(name))


def in_both(field: str, words: str) -> dict[str, str]:
    """A text in both languages of the consultation, by the names of its fields."""
    return {f"{field}-{tag}": f"{words} {own}" for tag, own in BOTH.items()}


@needs_chromium
@pytest.mark.browser
def test_an_organisation_needs_nobody_with_a_shell(make, live, capsys):
    with clock.frozen(NOON):
        make.policy()
        root = make.staff("Root", roles=[(Role.ADMINISTRATOR, None)])
        for kind in PolicyKind:
            make.policy_version(kind)
    with chromium(script=False) as page:
        person = Counted(page, live)
        with clock.frozen(NOON):
            invited = found_two_organisations(person, root.sign_in_name)
        with clock.frozen(NOON + timedelta(minutes=5)):
            person.come_by(invited, "Olga")
            home = set_up(person)
            moderator, reviewer = gather_a_team(person, home)
        with clock.frozen(NOON + timedelta(minutes=10)):
            person.come_by(moderator, "Mona")
            person.come_by(reviewer, "Rami")
        with clock.frozen(NOON + timedelta(minutes=15)):
            open_it(person, home)
        with clock.frozen(NOON + timedelta(days=100)):
            extend(person, home)
        with clock.frozen(NOON + timedelta(days=185)):
            assert "It would have closed" not in person.open(public(home, "ar"))
            assert "Open now" in person.open(public(home, "en"))
        with clock.frozen(NOON + timedelta(days=200)):
            assert "Closed" in person.open(public(home, "en"))
    with capsys.disabled():
        print(f"\nFrom the administrator's first sign-in to the closed consultation: {person.loads} page loads.")
    assert person.loads < MOST_LOADS


def found_two_organisations(person, root) -> str:
    """The administrator signs in for the first time, enters two organisations, and invites the organiser of one."""
    person.open("/en/staff/sign-in")
    person.press("Sign in", sign_in_name=root, password=PASSWORD)
    person.enrol("Root")
    for name in ("River council", "Youth council"):
        person.open("/en/staff/admin/organisations")
        assert name in person.press("Add the organisation", **{"name-en": name, "name-ar": f"{name} بالعربية"})
    person.open("/en/staff/admin/invitations")
    person.press("Make the link", label="Olga", organisation="river-council", role="organiser", where="")
    return person.link()


def set_up(person) -> str:
    """The organiser makes a draft, is refused, and then does what the list says. Returns the address of the list."""
    person.open("/en/staff/new")
    person.press("Make the draft", title="Shade by the river", zone="Europe/Paris", slug="river")
    home = "/en/staff/river/setup"
    refused(person, home)
    person.open(f"{home}/basics")
    person.press(NEXT, **in_both("title", "Shade by the river"), **in_both("plain", "We ask what is missing. You can write until July."), **in_both("summary", "What is missing?"))
    person.press(
        NEXT,
        influence="consult",
        **in_both("mandate", "The council asked."),
        **in_both("influence_text", "All is open."),
        **in_both("decider", "The council."),
        **in_both("alternative", "Write to us."),
    )
    person.open(f"{home}/questions/new")
    person.press("Save", **in_both("title", "What is missing by the river?"), **in_both("body", "Tell us in your own words."))
    person.open(f"{home}/dates")
    assert "closes" in person.press(NEXT, opens_at=OPENS, closes_at="2027-07-01 18:00", response_due_at=DUE, country="FR")
    person.press(NEXT, closes_at=CLOSES)
    person.press(NEXT)
    person.press(NEXT, finished="yes", **answered_risks(person), **in_both("risk_public", "We looked at what could harm you."))
    person.press(NEXT, **in_both("pledge", "Nobody will be punished for taking part."))
    return home


def refused(person, home) -> None:
    """Whoever sends the form that opens it all the same reads what is missing."""
    person.page.goto(f"{person.address}{home}")
    token = person.page.locator('[name="token"]').last.get_attribute("value")
    answer = person.page.context.request.post(f"{person.address}{home}/open", form={"token": token}, headers={"origin": person.address})
    person.loads += 1
    assert answer.status in (409, 422)
    assert "The risk assessment is not finished" in answer.text()
    assert "Name at least one organisation that moderates" in answer.text()


def answered_risks(person) -> dict[str, str]:
    """An answer to every question of the risk assessment on the page."""
    names = person.page.locator("main form [name]").evaluate_all("fields => fields.map(field => field.name)")
    told = {}
    for name in names:
        if name.endswith(("_likelihood", "_impact")):
            told[name] = "low"
        elif name.endswith("_measure"):
            told[name] = "We take names out."
    return told


def gather_a_team(person, home) -> tuple[str, str]:
    """The other organisation moderates; the reviewer of appeals works in another unit."""
    team = home.replace("/setup", "/team")
    person.open(team)
    person.press("Name this organisation", organisation="youth-council")
    links = []
    for role, organisation, unit in (("moderator", "youth-council", ""), ("reviewer", "river-council", "Law office")):
        person.open(team)
        person.press("Make the link", role=role, organisation=organisation, unit=unit)
        links.append(person.link())
    return links[0], links[1]


def open_it(person, home) -> None:
    """Nothing is missing any more."""
    person.come_back("Olga", home)
    assert "Opens soon" in person.press("Publish the consultation")


def extend(person, home) -> None:
    """Two more weeks, with a reason in both languages."""
    person.come_back("Olga", home.replace("/setup", "/settings"))
    person.press("Move the closing moment", **{"extend-closes_at": LATER, "extend-reason_en": "A flood.", "extend-reason_ar": "فيضان."})


def public(home, language) -> str:
    """The address of the public page."""
    return home.replace("/en/staff/", f"/{language}/consultations/").replace("/setup", "")

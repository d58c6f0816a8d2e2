"""The officers' page of a report keeps no officer out: axe, a narrow screen, and Tab through everything."""

from datetime import date

import pytest

from portal.base.access import Role
from portal.identity.queries import cookie_name
from portal.reprisals.commands import glass, office, plan
from portal.reprisals.models import Danger, ProtectiveAction
from portal.vault import commands as vault
from tests.browser import needs_chromium
from tests.looking import looker

pytestmark = [needs_chromium, pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def made(make):
    """A report with a plan, looks, messages, and somebody who is to be let in."""
    one, two, third = (make.officer(Role.PROTECTION_OFFICER, name=name) for name in ("Noor", "Rui", "Ana"))
    made = make.reprisal(one, two, urgent=True)

    def job(session):
        opened = vault.look_into(session, one.actor, made.case.id, one.pair)
        office.check_danger(session, one.actor, opened, Danger.LIFE)
        office.agree_contact(session, one.actor, opened, "On this page.", language="en")
        office.answer(session, one.actor, opened, "هل أنت بأمان؟", language="ar")
        for action in (ProtectiveAction.ADVISE, ProtectiveAction.LETTER):
            plan.add_step(session, one.actor, opened, action=action, what="Do it.", risk="None.", due_on=date(2099, 1, 1))
        plan.drop_step(session, one.actor, opened, 2, "No longer needed.")
        plan.do_follow_up(session, one.actor, opened, 7, "She is well.")
        glass.ask(session, one.actor, opened, third.officer.id, "Rui is away.")

    make.vault.write(job)
    return two, made


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_of_a_report(make, made, live, visitor, language):
    officer, report = made
    make.unlock(visitor, officer)
    with looker(live) as eyes:
        eyes.page.context.add_cookies([{"name": cookie_name(), "value": visitor.client.cookies[cookie_name()], "url": eyes.address}])
        path = f"/{language}/staff/desk/{report.case.id}"
        assert eyes.open(path) == 200
        eyes.page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
        eyes.look(path)
        eyes.open(path)
        eyes.walk(path)
        eyes.send(f"/{language}/staff/desk/{report.case.id}/plan")
        assert eyes.page.locator("#faults").count() == 1
        eyes.look_once("the form of a step left empty")
    assert not eyes.faults, "\n".join(eyes.faults)

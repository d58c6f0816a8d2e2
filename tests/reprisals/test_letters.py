"""No letter about a report leaves to its holder unless it was wished, and what officers get says nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import SYSTEM, Role
from portal.crossings import letters
from portal.notifications import commands as notifications
from portal.reprisals.commands import holder, office
from portal.reprisals.models import ProtectiveAction
from portal.vault.models import Notice
from tests.factories.vault import MadeCase
from tests.reprisals.reports import by_holder, by_officer, planned
from tests.reprisals.test_write import number_on, opened

pytestmark = pytest.mark.once  # pages; what they do in the database is tried on both engines below them

CANARY = "Zanzibar-Heron"
CONTACT = "lea@example.org, and by telephone +1 555 0100"


def test_p39_without_a_wish_no_letter_about_a_report_leaves_but_the_same_bare_call_to_its_officers(make, visitor, vault, database, now):
    officers = [make.officer(Role.PROTECTION_OFFICER, name=name) for name in ("Amal", "Rui")]
    visitor.get("/en/write/2")
    page = visitor.press("Send", text=f"{CANARY} threatened me", danger="life", contact=CONTACT, who=CANARY, consent="letter")
    held = opened(make, number_on(page))
    made = MadeCase(held.case, held.key, "", None)
    visitor.press("Open your page")
    visitor.press("Send this message", text=f"{CANARY} again")
    planned(make, made, officers[0], ProtectiveAction.LETTER)
    by_holder(make, made, holder.take_back, ProtectiveAction.LETTER)
    by_officer(make, made, officers[1], office.answer, f"Keep away from {CANARY}", language="en")
    sent = []
    for days in range(4):
        with clock.frozen(now + timedelta(days=days, hours=20)):
            for carry in (letters.carry_calls, letters.carry_daily, letters.carry_confirmations):
                vault.write(lambda session, carry=carry: carry(session, SYSTEM, database))
            sent += database.write(lambda session: notifications.claim(session, SYSTEM))
    assert vault.read(lambda session: session.scalars(select(Notice.id).where(Notice.carried_on.is_(None))).all()) == []
    assert {one.to for one in sent} == {one.person.sign_in_name for one in officers}
    assert len({(one.subject, one.text) for one in sent}) == 1
    assert not any(word in sent[0].subject + sent[0].text for word in (CANARY, "report", "Zanzibar", "danger", "lea@", str(held.case.id)))

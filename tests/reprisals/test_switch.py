"""Whoever writes behind a number can change the language of the form, and nothing is done by that (R02)."""

import pytest
from sqlalchemy import func, select

from portal.vault.models import Case, CaseMessage
from tests.reprisals.reports import open_page
from tests.visitor import HTML

pytestmark = pytest.mark.once
SAID = "I am at my aunt's. كلمتي"


def switched(visitor, form, **typed):
    """The page after the language of this form was changed to Arabic, with what stands in its boxes."""
    page = visitor._send(form, "switch", "ar", typed, 200, None)
    assert (page.tree.get("lang"), page.faults) == ("ar", [])
    return {"".join(box.itertext()).removeprefix("\n") for box in page.tree.iter(f"{HTML}textarea")} | {box.get("value") for box in page.tree.iter(f"{HTML}input")}


def count(make, table):
    return make.vault.read(lambda session: session.scalar(select(func.count()).select_from(table)))


def test_a_message_is_not_sent(make, visitor, made, now):
    form = next(one for one in open_page(visitor, made).forms() if one.action.endswith("/page/message"))
    assert SAID in switched(visitor, form, text=SAID)
    assert count(make, CaseMessage) == 0


def test_a_report_is_not_made(make, visitor, officers, now):
    form = next(one for one in visitor.get("/en/write/2").forms() if one.action.endswith("/write/2"))
    assert SAID in switched(visitor, form, text=SAID)
    assert count(make, Case) == 0


def test_numbers_to_hide_are_not_taken(make, visitor, made, now):
    form = next(one for one in open_page(visitor, made).forms() if one.action.endswith("/page/traces"))
    assert "12345" in switched(visitor, form, traces="12345")

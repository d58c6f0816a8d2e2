"""Plans in the news feed of the portal."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from portal.base import clock
from portal.base.access import SYSTEM
from portal.base.languages import Texts
from portal.plans import commands
from portal.plans.models import Plan
from portal.web.atom import ATOM as NAMESPACE
from tests.visitor import HTML

pytestmark = pytest.mark.usefixtures("now")
ATOM = f"{{{NAMESPACE}}}"


def entries(page):
    """(id, day, title, link, words) of the plans in a feed."""
    found = [one for one in ET.fromstring(page.body).findall(f"{ATOM}entry") if "#plan-" in one.findtext(f"{ATOM}id")]
    return [
        (one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}updated")[:10], one.findtext(f"{ATOM}title"), one.find(f"{ATOM}link").get("href"), one.findtext(f"{ATOM}content"))
        for one in found
    ]


def test_a_plan_is_one_entry_of_the_feed_and_new_again_when_it_changes(visitor, database, make):
    plan = make.plan("The harbour", topic="environment", region="oceania")
    name = f"http://127.0.0.1:8000/en/calendar#plan-{plan.number}"
    assert entries(visitor.get("/en/feed.atom")) == [(name, "2027-05-03", "Planned: The harbour", name, "August 2027")]
    facts = {"title": Texts(en="The old harbour"), "note": Texts(), "topic": "environment", "region": "oceania", "months": 1}
    with clock.frozen(clock.now() + timedelta(days=2)):
        database.write(lambda session: commands.change(session, SYSTEM, session.get(Plan, plan.id), starts_on=date(2027, 9, 1), **facts))
    assert entries(visitor.get("/en/feed.atom")) == [(name, "2027-05-05", "Planned: The old harbour", name, "September 2027")]
    with clock.frozen(clock.now() + timedelta(days=4)):
        database.write(lambda session: commands.drop(session, SYSTEM, session.get(Plan, plan.id), Texts(en="There is no money.")))
    assert entries(visitor.get("/en/feed.atom")) == [(name, "2027-05-07", "Dropped: The old harbour", name, "September 2027\nThere is no money.")]


def test_a_feed_by_topic_part_of_the_world_and_language_has_its_plans(visitor, make):
    make.plan("The harbour", topic="environment", region="oceania")
    make.plan("The stage", topic="culture")
    for question, found in (("topic=environment", ["The harbour"]), ("topic=culture", ["The stage"]), ("region=oceania", ["The harbour", "The stage"]), ("language=ar", [])):
        assert sorted(title.removeprefix("Planned: ") for _id, _day, title, _link, _words in entries(visitor.get(f"/en/feed.atom?{question}"))) == found


def test_every_entry_of_the_feed_leads_to_its_place(visitor, make):
    plan = make.plan("The harbour")
    assert [one.get("id") for one in visitor.get("/en/calendar").tree.iter(f"{HTML}article")] == [f"plan-{plan.number}"]

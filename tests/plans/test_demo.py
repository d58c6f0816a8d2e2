"""The demo's plans; and one vocabulary of topics for pages and files."""

import json

import pytest

from portal.base.regions import REGIONS
from portal.base.settings import ROOT
from portal.base.topics import TOPICS
from portal.plans import demo


@pytest.mark.usefixtures("now")
def test_the_demo_shows_a_month_a_quarter_and_a_dropped_plan(visitor, make, database):
    host = make.organisation()
    for _time in range(2):
        database.write(lambda session: demo.fill(session, host.id))
    page = visitor.get("/en/calendar")
    assert [page.main.count(words) for words in ("Planned August 2027", "Planned October 2027 to December 2027", "Dropped July 2027", "The land was sold.")] == [1, 1, 1, 1]


def test_a_file_knows_the_same_topics_and_regions():
    properties = json.loads((ROOT / "portal" / "exchange" / "schema" / "hearback-2.json").read_text())["$defs"]["file"]["properties"]["consultation"]["properties"]
    assert properties["topics"]["items"]["enum"] == list(TOPICS)
    assert properties["region"]["enum"] == ["", *REGIONS]

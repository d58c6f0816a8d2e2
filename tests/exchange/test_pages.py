"""The open data page and its files: what is published, no finer than the day, safe in a spreadsheet."""

import csv
import io
import json

import pytest

from portal.base.access import NOBODY, SYSTEM
from portal.contributions.models import ContributionState
from portal.exchange import commands, queries
from portal.exchange.opendata import COLUMNS
from tests.exchange.files import zipped


@pytest.fixture
def river(database):
    return database.write(lambda session: commands.import_consultation(session, SYSTEM, zipped()))


def table(visitor):
    raw = visitor.get("/en/consultations/river/data/contributions.csv").body
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


def test_the_page_tells_what_is_in_the_files(visitor, river):
    page = visitor.get("/en/consultations/river/data")
    assert page.h1 == "Open data"
    assert "There are 3 published contributions." in page.main
    for column in COLUMNS:
        assert column in page.main
    assert visitor.get("/ar/consultations/river/data").tree.get("dir") == "rtl"
    assert "set-cookie" not in page.headers


def test_the_table_holds_what_is_published(visitor, river):
    head, *rows = table(visitor)
    assert tuple(head) == COLUMNS
    assert [row[:9] for row in rows] == [
        ["1", "1", "", "2026-01-11", "name", "Ada", "en", "no", "1"],
        ["2", "1", "1", "2026-01-11", "anonymous", "", "ar", "no", "1 2"],
        ["3", "1", "2", "2026-01-12", "pseudonym", "Reed", "en", "yes", ""],
    ]


@pytest.mark.parametrize("file", ["contributions.csv", "contributions.json", "summary.json"])
def test_what_is_not_public_is_in_no_file(visitor, river, file):
    raw = visitor.get(f"/en/consultations/river/data/{file}").body.decode()
    assert [secret for secret in ("Secret words", "Waiting words", "Hidden words", "It was mine", "phone number") if secret in raw] == []


def test_the_json_asks_nobody_for_its_context(visitor, river):
    answer = visitor.get("/en/consultations/river/data/contributions.json")
    assert answer.headers["content-type"] == "application/ld+json"
    found = json.loads(answer.body)
    assert isinstance(found["@context"], dict)
    assert [part["@type"] for part in found["hasPart"]] == ["Question", "Question", "Answer", "Comment", "Comment"]
    assert found["hasPart"][3]["parentItem"]["@id"] == found["hasPart"][2]["@id"]
    assert found["hasPart"][2]["parentItem"]["@id"] == found["hasPart"][0]["@id"]


def test_the_summary_names_the_numbers_behind_every_point(visitor, river):
    found = json.loads(visitor.get("/en/consultations/river/data/summary.json").body)
    assert [(point["number"], point["contributions"]) for point in found["points"]] == [(1, [1, 2]), (2, [2])]
    assert [answer["verdict"] for answer in found["points"][0]["responses"]] == ["partly accepted", "accepted"]
    assert found["points"][0]["commitments"][0]["due_on"] == "2026-11-01"


def test_a_draft_of_the_summary_is_not_open(visitor, make, database):
    from tests.exchange.files import sample

    file, rows = sample()
    file["summary"] |= {"state": "draft", "objections": []}
    database.write(lambda session: commands.import_consultation(session, SYSTEM, zipped(file, rows)))
    assert json.loads(visitor.get("/en/consultations/river/data/summary.json").body)["points"] == []
    assert {row[8] for row in table(visitor)[1:]} == {""}


def test_a_formula_in_a_contribution_and_a_name_is_harmless(visitor, make):
    question = make.question(make.consultation(slug="river"))
    make.contribution(question, '=HYPERLINK("http://x","y")', shown_name="@evil")
    row = table(visitor)[1]
    assert (row[5], row[9]) == ("'@evil", '\'=HYPERLINK("http://x","y")')


def test_a_withdrawn_contribution_leaves_the_files_at_once(visitor, make, database):
    from sqlalchemy import update

    from portal.contributions.models import Contribution

    question = make.question(make.consultation(slug="river"))
    mine = make.contribution(question)
    assert len(table(visitor)) == 2
    database.write(lambda session: session.execute(update(Contribution).where(Contribution.id == mine.id).values(state=ContributionState.WITHDRAWN)))
    assert len(table(visitor)) == 1


def test_what_is_not_announced_has_no_data(visitor, make):
    from datetime import timedelta

    from portal.base import clock

    make.consultation(slug="later", announced_at=clock.now() + timedelta(days=1), opens=timedelta(days=2), closes=timedelta(days=3))
    for file in ("", "/contributions.csv", "/contributions.json", "/summary.json"):
        visitor.get(f"/en/consultations/later/data{file}", status=404)


def test_one_and_three_contributions_cost_the_same(database, make):
    from sqlalchemy import event

    def statements(slug):
        count = []
        event.listen(database.reader, "before_cursor_execute", lambda *_args: count.append(1))
        database.read(lambda session: queries.open_data(session, NOBODY, slug))
        return len(count)

    costs = []
    for number, slug in ((1, "one"), (3, "three")):
        question = make.question(make.consultation(slug=slug))
        for _ in range(number):
            make.contribution(question)
        before = statements(slug)
        costs.append(before)
    assert costs[0] * 2 == costs[1] or costs[0] == costs[1]


def test_the_schema_is_published(visitor):
    answer = visitor.get("/exchange/schema")
    assert answer.headers["content-type"] == "application/schema+json"
    assert json.loads(answer.body)["title"] == "Hearback exchange format, version 2"


def test_the_rule_of_the_room():
    from portal.base.access import RULES, Permission
    from portal.exchange import rules

    assert [clause for clause in rules.GRANTS[Permission.EXCHANGE] if clause not in RULES[Permission.EXCHANGE]] == []

"""The record of deeds: who sees it, what it says of staff and of participants, how it is searched and taken along."""

import ast
import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from portal.about import deeds, things
from portal.about.things import lines
from portal.base import clock
from portal.base.access import Actor, Kind, Role
from portal.contributions import commands as contributions
from portal.contributions.models import Contribution, ContributionState
from portal.journal import commands, queries
from portal.journal.models import Entry
from portal.journal.queries import Search
from portal.moderation import commands as moderation
from portal.moderation.models import Action
from portal.moderation.queries import policy_for, rule_of


def record(database, actor, thing, deed, **more):
    database.write(lambda session: commands.record(session, actor, thing, deed, **more) and None)


def declined(database, words, moderator):
    """Somebody's decision to decline, with rule and facts."""

    def job(session):
        mine = session.get(Contribution, words.id)
        rule = rule_of(policy_for(session, moderator, mine), "2")
        return moderation.decide(session, moderator, mine, action=Action.DECLINE, version=1, rule=rule, facts="It calls for violence.").id

    return database.write(job)


@pytest.fixture
def park(make):
    return make.consultation("The park")


def test_a_line_says_who_did_what_to_which_thing(visitor, database, make, park, now):
    ada = make.actor(Role.MODERATOR, park, name="Ada Lovelace")
    words = make.contribution(make.question(park), state=ContributionState.RECEIVED)
    database.write(lambda session: contributions.publish(session, ada, session.get(Contribution, words.id)))
    make.sign_in(visitor, make.staff("Root", roles=[(Role.ADMINISTRATOR, None)]))
    page = visitor.get("/en/staff/admin/journal")
    assert "May 3, 2027 12:00 Ada Lovelace published it Contribution 1, The park Received, waits for a moderator → Published" in page.main
    assert ("Contribution 1", f"/en/consultations/{park.slug}/contributions/1") in page.links


def test_a_participants_line_has_the_day_and_nobody(visitor, database, make, park, now):
    words = make.contribution(make.question(park))
    record(database, Actor(kind=Kind.RECEIPT, receipt_id=words.receipt_id), words, "edit")
    make.sign_in(visitor, make.staff("Root", roles=[(Role.ADMINISTRATOR, None)]))
    page = visitor.get("/en/staff/admin/journal")
    assert f"May 3, 2027 A participant changed the wording Contribution {words.number}" in page.main
    lines = visitor.get("/en/staff/admin/journal/lines.jsonl").body.decode()
    (line,) = map(json.loads, lines.splitlines())
    assert (line["day"], line["time"], line["who"], line["name"]) == ("2027-05-03", "", "receipt holder", "")
    assert str(words.receipt_id) not in lines


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"person": "ben"}, ["give news"]),
        ({"deed": "extend"}, ["extend"]),
        ({"thing": "questions"}, ["add"]),
        ({"words": "STORM"}, ["extend"]),
        ({"since": "2027-05-04"}, ["give news"]),
        ({"until": "2027-05-03"}, ["extend", "add"]),
        ({"since": "2027-05-03", "until": "2027-05-03", "person": "ada"}, ["extend", "add"]),
        ({"deed": "nonsense"}, []),
    ],
)
def test_a_search_narrows_the_lines(visitor, database, make, park, now, asked, found):
    ada, ben = make.actor(Role.ORGANISER, park, name="Ada"), make.actor(Role.ORGANISER, park, name="Ben")
    record(database, ada, make.question(park), "add")
    with clock.frozen(now + timedelta(minutes=1)):
        record(database, ada, park, "extend", reason="There was a storm.")
    with clock.frozen(now + timedelta(days=1)):
        record(database, ben, park, "give news")
        make.sign_in(visitor, make.staff("Root", roles=[(Role.ADMINISTRATOR, None)]))
        address = "/en/staff/admin/journal/lines.jsonl?" + "&".join(f"{name}={value}" for name, value in asked.items())
        assert [json.loads(line)["deed"] for line in visitor.get(address).body.decode().splitlines()] == found


def test_the_search_works_as_a_form_without_script(visitor, database, make, park, now):
    record(database, make.actor(Role.ORGANISER, park, name="Ada"), park, "extend", reason="There was a storm.")
    make.sign_in(visitor, make.staff("Root", roles=[(Role.ADMINISTRATOR, None)]))
    visitor.get("/en/staff/admin/journal")
    assert "No line is found." in visitor.press("Look", person="Nobody of this name").main
    assert "There was a storm." in visitor.press("Look", person="", consultation=park.slug).main
    assert visitor.press("Look", since="2027-13-45", status=422).faults == ["Write the day as year, month, day: 2027-05-03."]
    assert visitor.press("Look", since="2027-05-03", until="2027-05-01", status=422).faults == ["The last day lies before the first."]


def test_pages_follow_each_other_and_lose_no_line(database, make, park, now):
    ada = make.actor(Role.ORGANISER, park)
    for minute in range(4):
        with clock.frozen(now + timedelta(minutes=minute // 2)):
            record(database, ada if minute % 2 else Actor(), park, f"deed {minute}")
    root = make.actor(Role.ADMINISTRATOR)
    every, _none = database.read(lambda session: queries.found(session, root, Search()))
    seen, after = [], None
    while True:
        some, after = database.read(lambda session, after=after: queries.found(session, root, Search(), queries.place_from(queries.place_text(after)) if after else None, 1))
        seen += [one.id for one in some]
        if after is None:
            break
    assert seen == [one.id for one in every]
    assert [one.deed for one in every][:2] == ["deed 3", "deed 1"]
    assert {one.deed for one in every[2:]} == {"deed 0", "deed 2"}


@pytest.mark.parametrize("text", ["", "x", "2027-05-03", "2027-05-03..", "2027-05-03.a.b", "2027-05-03.99999999999999999999999.1", "2027-05-03..99999999999999999999"])
def test_an_address_that_is_no_place_is_the_beginning(text):
    assert queries.place_from(text) is None


def test_an_organiser_reads_the_record_of_the_own_consultation_alone(visitor, database, make, park, now):
    pool = make.consultation("The pool")
    ada = make.actor(Role.ORGANISER, park, name="Ada")
    record(database, ada, park, "extend", reason="A storm.")
    record(database, ada, pool, "extend", reason="A flood.")
    make.sign_in(visitor, make.staff("Ben", roles=[(Role.ORGANISER, park)]))
    page = visitor.get(f"/en/staff/{park.slug}/journal")
    assert ("A storm." in page.main, "A flood." in page.main) == (True, False)
    assert "A flood." not in visitor.get(f"/en/staff/{park.slug}/journal?consultation={pool.slug}").main
    for address in (f"/staff/{pool.slug}/journal", f"/staff/{pool.slug}/journal/table.csv", "/staff/admin/journal", "/staff/admin/journal/table.csv", "/staff/nowhere/journal"):
        visitor.get("/en" + address, status=404)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.REVIEWER, Role.RESPONDER, Role.EVALUATOR])
def test_nobody_else_finds_it(visitor, make, park, role):
    make.sign_in(visitor, make.staff(roles=[(role, park)]))
    visitor.get(f"/en/staff/{park.slug}/journal", status=404)
    visitor.get("/en/staff/admin/journal", status=404)


def test_who_decided_learns_from_the_record_nothing_of_the_appeal(visitor, database, make, park, now):
    make.policy()
    words = make.contribution(make.question(park), state=ContributionState.RECEIVED)
    both = make.staff("Both", roles=[(Role.MODERATOR, park), (Role.ORGANISER, park)])
    other = make.staff("Other", roles=[(Role.ORGANISER, park)])
    from portal.identity.queries import actor_for

    decision = declined(database, words, actor_for(both, roles=[(Role.MODERATOR, park.id)]))
    from portal.moderation.models import Appeal, AppealState

    appeal = make.save(
        Appeal(consultation_id=park.id, decision_id=decision, receipt_id=words.receipt_id, state=AppealState.OPEN, due_on=now.date(), text="Read it again.", language="en")
    )
    record(database, Actor(kind=Kind.RECEIPT, receipt_id=words.receipt_id), appeal, "contest")
    make.sign_in(visitor, both)
    assert "contested a decision" not in visitor.get(f"/en/staff/{park.slug}/journal?thing=appeals").main
    assert "contest" not in visitor.get(f"/en/staff/{park.slug}/journal/table.csv").text
    make.sign_in(visitor, other)
    assert "contested a decision" in visitor.get(f"/en/staff/{park.slug}/journal").main


def test_no_cell_is_a_formula(visitor, database, make, park, now):
    record(database, make.actor(Role.ORGANISER, park, name="=1+1"), park, "extend", reason='@SUM("x")')
    make.sign_in(visitor, make.staff("Root", roles=[(Role.ADMINISTRATOR, None)]))
    answer = visitor.get("/en/staff/admin/journal/table.csv")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("text/csv; charset=utf-8", "no-store")
    assert "attachment" in answer.headers["content-disposition"]
    (line,) = csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig")))
    assert (line["name"], line["reason"], line["time"]) == ("'=1+1", '\'@SUM("x")', "12:00")


def test_a_file_is_cut_with_a_clear_sentence(visitor, database, make, park, now, monkeypatch):
    from portal.about import journal

    monkeypatch.setattr(journal, "MOST", 3)
    monkeypatch.setattr(journal, "AT_ONCE", 2)
    ada = make.actor(Role.ORGANISER, park)
    for number in range(4):
        record(database, ada, park, f"deed {number}")
    make.sign_in(visitor, make.staff("Root", roles=[(Role.ADMINISTRATOR, None)]))
    assert "More than 3 lines are found. A file holds the newest 3 of them" in visitor.get("/en/staff/admin/journal").main
    assert len(visitor.get("/en/staff/admin/journal/lines.jsonl").body.decode().splitlines()) == 3


def test_a_page_of_lines_needs_as_many_statements_as_one_line(database, make, statements, park, now):
    ada = make.actor(Role.ORGANISER, park)
    record(database, ada, park, "extend")
    root = make.actor(Role.ADMINISTRATOR)

    def job(session):
        found, _after = queries.found(session, root, Search())
        return lines(session, root, found)

    one = statements(job)
    words = make.contribution(make.question(park))
    for thing in (words, make.question(make.consultation()), make.document(park), make.organisation(), make.staff()):
        record(database, ada, thing, "add")
    assert statements(job) == one <= 5  # with the beginning of the transaction


def test_a_day_without_lines_is_empty_and_says_so(visitor, make):
    make.sign_in(visitor, make.staff("Root", roles=[(Role.ADMINISTRATOR, None)]))
    assert "Nothing is recorded yet." in visitor.get("/en/staff/admin/journal").main


def test_every_deed_and_every_thing_that_the_code_records_has_words():
    said = set()
    for path in Path("portal").rglob("*.py"):
        if path.parts[1] in ("vault", "complaints", "reprisals"):
            continue  # they have a record of their own, with words of its own
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = {"record": 3, "begin": 3, "Move": 1}.get(name)
            if place is not None and len(node.args) > place:
                deed = node.args[place]
                said |= {
                    one.value for one in ((deed.body, deed.orelse) if isinstance(deed, ast.IfExp) else (deed,)) if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    assert sorted(said - set(deeds.DEEDS)) == []
    assert {"publish", "extend", "give role"} <= said


def test_every_thing_with_a_page_has_words():
    assert sorted((set(things.PLACES) | set(things.DESKS) | set(things.OFFICES)) - set(deeds.THINGS)) == []
    assert Entry.__private__

"""Writing entries, taking them out, taking what people suggest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.errors import NotAllowed, Refused, WrongMoment
from portal.base.languages import Texts
from portal.directory import bits, commands, demo, queries
from portal.directory.facts import Facts, facts_of, faults
from portal.directory.models import DirectoryEntry, DirectorySuggestion, EntryState, SuggestionKind, WhyOut
from portal.directory.starter import starters
from portal.journal.models import Entry
from portal.web import tokens

pytestmark = pytest.mark.usefixtures("now")
FACTS = Facts(
    name="Clinic",
    what=Texts(en="Lawyers."),
    source="Their page",
    source_on=date(2027, 5, 1),
    review_due_on=date(2027, 11, 1),
    kinds=["legal"],
    regions=["world"],
    ways=[["mail", "a@example.org"]],
)


@pytest.fixture
def editor(make):
    return make.actor(Role.EDITOR, None)


def deeds(database):
    return [one.deed for one in database.read(lambda session: session.scalars(select(Entry).where(Entry.thing == "directory_entries")).all())]


def test_an_entry_is_written_shown_taken_out_and_shown_again(database, editor):
    made = database.write(lambda session: commands.enter(session, editor, FACTS))
    assert (made.state, made.number) == (EntryState.DRAFT, 1)
    for deed, seen in (
        (lambda session, one: commands.show(session, editor, one), [1]),
        (lambda session, one: commands.take_out(session, editor, one, WhyOut.WRONG), []),
        (lambda session, one: commands.show(session, editor, one), [1]),
    ):
        database.write(lambda session, deed=deed: deed(session, queries.entry(session, editor, made.id)))
        assert list(bits.numbers(database.read(bits.read).get(bits.ALL, 0))) == seen
    assert sorted(deeds(database)) == ["create", "hide", "publish", "restore"]
    with pytest.raises(WrongMoment):
        database.write(lambda session: commands.show(session, editor, queries.entry(session, editor, made.id)))


def test_others_may_not(make, database):
    for actor in (NOBODY, make.actor(Role.MODERATOR, None), make.actor(Role.ORGANISER, None)):
        with pytest.raises(NotAllowed):
            database.write(lambda session, actor=actor: commands.enter(session, actor, FACTS))


def test_the_same_name_and_source_come_once(database, editor):
    database.write(lambda session: commands.enter(session, editor, FACTS))
    with pytest.raises(Refused):
        database.write(lambda session: commands.enter(session, editor, FACTS))


def test_what_changes_nothing_is_no_change(database, editor):
    made = database.write(lambda session: commands.enter(session, editor, FACTS))
    assert not database.write(lambda session: commands.change(session, editor, queries.entry(session, editor, made.id), FACTS))
    other = replace(FACTS, ways=[["phone", "+49 30 1"], ["signal", "clinic.01"]])
    assert database.write(lambda session: commands.change(session, editor, queries.entry(session, editor, made.id), other))
    kept = database.read(lambda session: queries.entry(session, editor, made.id))
    assert kept.ways == [["signal", "clinic.01"], ["phone", "+49 30 1"]]  # the safest first
    assert faults(facts_of(kept)) == []


def test_a_review_moves_the_day(database, editor):
    made = database.write(lambda session: commands.enter(session, editor, FACTS))
    database.write(lambda session: commands.review(session, editor, queries.entry(session, editor, made.id)))
    kept = database.read(lambda session: queries.entry(session, editor, made.id))
    assert (kept.reviewed_on, kept.review_due_on) == (clock.today(), clock.today() + timedelta(days=182))
    with pytest.raises(Refused):
        database.write(lambda session: commands.review(session, editor, queries.entry(session, editor, made.id), clock.today()))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"what": Texts()}, "what"),
        ({"what": Texts(en="x" * 700)}, "what"),
        ({"what": Texts({"not a tag": "x"})}, "what"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["magic"]}, "kinds"),
        ({"regions": []}, "regions"),
        ({"languages": ["xx"]}, "languages"),
        ({"hours": "always"}, "hours"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"answer_hours": 0}, "answer_hours"),
        ({"ways": [["pigeon", "x"]]}, "ways"),
        ({"ways": [["mail", "no address"]]}, "ways"),
        ({"ways": [["onion", "https://example.org"]]}, "ways"),
        ({"ways": [["form", "javascript:alert(1)"]]}, "ways"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"source": ""}, "source"),
        ({"source_on": None}, "source_on"),
        ({"source_on": date(2030, 1, 1)}, "source_on"),
        ({"review_due_on": None}, "review_due_on"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(wrong, field):
    assert {name for name, _sentence in faults(replace(FACTS, **wrong).tidy())} == {field}


def test_the_starter_entries_come_once_all_to_be_reviewed(database, editor):
    assert [faults(one) for one in starters() if faults(replace(one, source_on=clock.today()))] == []
    with clock.frozen(clock.now()):
        made = database.write(lambda session: commands.adopt_starters(session, editor))
        assert database.write(lambda session: commands.adopt_starters(session, editor)) == 0
    rows = database.read(lambda session: queries.every(session, editor))
    assert (made, len(rows)) == (len(starters()), made)
    assert {(one.state, one.reviewed_on, one.ways == []) for one in rows} == {(EntryState.DRAFT, None, True)}


def test_the_demo_comes_once(database, editor):
    for _ in range(2):
        database.write(lambda session: demo.demo(session, editor))
    rows = database.read(lambda session: queries.every_shown(session, NOBODY))
    assert len(rows) == len(starters()) + 3
    assert len(database.read(lambda session: queries.suggestions(session, editor))[0]) == 1


def suggest(session, token, **more):
    return commands.suggest(session, NOBODY, **{"token": token, "kind": SuggestionKind.UNSAFE, "words": "Somebody else answers.", "language": "en", **more})


def test_a_suggestion_counts_once_and_its_words_go_with_the_decision(make, database, editor):
    entry = make.help_entry()
    token = tokens.read(tokens.issue(), "")
    for _ in range(2):
        made = database.write(lambda session: suggest(session, token, entry=entry))
    assert len(database.read(lambda session: session.scalars(select(DirectorySuggestion)).all())) == 1
    database.write(lambda session: commands.settle(session, editor, queries.suggestion(session, editor, made.id), taken_up=True))
    assert database.read(lambda session: session.scalars(select(DirectorySuggestion)).all()) == []
    lines = database.read(lambda session: session.scalars(select(Entry).where(Entry.thing == "directory_suggestions")).all())
    assert sorted((one.deed, one.reason) for one in lines) == [("accept", ""), ("submit", "")]
    for words in ("", "x" * 4000):
        with pytest.raises(Refused):
            database.write(lambda session, words=words: suggest(session, tokens.read(tokens.issue(), ""), words=words))


def test_numbers_are_given_once(database, editor):
    for number in range(3):
        database.write(lambda session, number=number: commands.enter(session, editor, replace(FACTS, name=f"Clinic {number}")))
    assert database.read(lambda session: session.scalars(select(DirectoryEntry.number).order_by(DirectoryEntry.number)).all()) == [1, 2, 3]


def test_no_way_of_contact_however_odd_holds_up_the_others():
    odd = {"mail": "a@" + "." * 100_000 + "@", "form": "https://" + "a." * 50_000 + " ", "onion": "http://" + ".onion" * 20_000 + " "}
    wrong = faults(Facts(**{**vars(next(iter(starters()))), "website": odd["form"], "ways": [[kind, value] for kind, value in odd.items()]}))
    assert [name for name, _sentence in wrong] == ["website", "website", "ways", "ways", "ways"]

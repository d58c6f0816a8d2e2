"""A consultation goes in and out without loss; what is not sound goes nowhere."""

import io
import json
import time
import zipfile

import pytest
from sqlalchemy import func, select

from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.database import Base
from portal.base.errors import NotAllowed, NotFound, Refused
from portal.contributions.models import Contribution
from portal.exchange import commands, queries
from portal.exchange.reading import read
from portal.exchange.shape import Unfit
from tests.exchange.files import content, sample, zipped


def import_(database, source, **more):
    return database.write(lambda session: commands.import_consultation(session, SYSTEM, source, **more))


def export(database, slug):
    out = io.BytesIO()
    database.read(lambda session: queries.export_consultation(session, SYSTEM, slug, out))
    return out.getvalue()


def rows_of_all_tables(database):
    return database.read(lambda session: {name: session.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()})


def test_an_export_of_an_import_of_an_export_is_equal(database):
    import_(database, zipped())
    first = export(database, "river")
    import_(database, io.BytesIO(first), slug="second")
    second = export(database, "second")
    assert content(second, without_slug=True) == content(first, without_slug=True)


def test_the_same_content_makes_the_same_bytes(database):
    import_(database, zipped())
    assert export(database, "river") == export(database, "river")


def test_everything_of_the_file_arrives(database):
    file, rows = sample()
    import_(database, zipped())
    out = content(export(database, "river"))
    found = json.loads(out["file"])
    lines = [json.loads(line) for line in out["rows"].splitlines()]
    assert found["consultation"]["title"] == file["consultation"]["title"]
    assert [one["kind"] for one in found["consultation"]["notices"]] == ["extended", "moderation changed"]
    assert found["policies"] == file["policies"]
    assert found["summary"]["points"][0]["responses"] == [{**one, "translations": []} for one in file["summary"]["points"][0]["responses"]]
    assert found["summary"]["points"][0]["commitments"][0]["updates"] == file["summary"]["points"][0]["commitments"][0]["updates"]
    assert [line["key"] for line in lines] == ["c1", "c2", "u1", "u2", "u3", "c3", "c4", "c5"]
    assert [line["reply_to"] for line in lines] == [None, "c1", None, None, "u2", "c2", None, None]
    assert [line["points"] for line in lines] == [[1], [1, 2], [], [], [], [], [], []]
    assert lines[2]["decisions"][0]["appeals"][0]["text"] == "It was mine."
    assert sorted(line["text"] for line in lines) == sorted(row["text"] for row in rows)


OWED = {
    "voices": ["anonymous", "organisation"],
    "private": True,
    "moderated_independently": True,
    "country": "FR",
    "topics": ["justice", "budget"],
    "region": "western-europe",
    "check_back_days": 21,
    "notice_reason": {"en": "The law is read next week."},
    "duration_reason": {"en": "The law is read next week.", "ar": "القانون"},
    "pledge": {"en": "Nobody is harmed."},
    "risk_public": {"en": "Little."},
    "corrections": [
        {"number": 1, "day": "2026-01-15", "part": "question 1 title", "before": {"en": "Which oaks?"}, "after": {"en": "Which trees?"}, "note": {"en": "Not only oaks."}},
        {"number": 2, "day": "2026-01-15", "part": "mandate", "before": {}, "after": {"en": "A law.", "ar": "قانون"}, "note": {"en": "It was missing."}},
    ],
}


def test_what_a_host_owes_and_what_was_corrected_goes_out_as_it_came_in(database):
    file, rows = sample()
    file["consultation"] |= OWED
    file["consultation"]["notices"].append({"kind": "corrected", "day": "2026-01-21", "reason": {"en": "Not only oaks."}, "before": "1", "after": "question 1 title"})
    import_(database, zipped(file, rows))
    first = export(database, "river")
    found = json.loads(content(first)["file"])["consultation"]
    assert {name: found[name] for name in OWED} == OWED
    import_(database, io.BytesIO(first), slug="second")
    assert content(export(database, "second"), without_slug=True) == content(first, without_slug=True)


def test_a_file_of_the_first_version_says_nothing_of_this_and_is_read(database):
    import_(database, zipped())
    out = export(database, "river")
    found = json.loads(content(out)["file"])["consultation"]
    nothing = {name: type(value)() for name, value in OWED.items()} | {"check_back_days": 14}
    assert {name: found[name] for name in OWED} == nothing
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert json.loads(archive.read("hearback.json"))["version"] == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": 2}, "2 stands 2 times"),
        ({"part": "question 9 title"}, "there is no text question 9 title"),
        ({"day": "2026-02-31"}, "no day of the calendar"),
        ({"part": "slug"}, "there is no text slug"),
    ],
)
def test_a_correction_that_does_not_fit_is_named(database, wrong, sentence):
    file, rows = sample()
    file["consultation"] |= {**OWED, "corrections": [{**OWED["corrections"][0], **wrong}, OWED["corrections"][1]]}
    with pytest.raises(Unfit, match=sentence):
        import_(database, zipped(file, rows))


def test_threads_know_their_root_and_words_are_ready_to_be_shown(database):
    import_(database, zipped())
    found = {row.number: row for row in database.read(lambda session: list(session.scalars(select(Contribution).where(Contribution.number.is_not(None)))))}
    assert (found[1].is_root, found[1].root_id, found[1].html) == (True, None, "<p>Oaks, <em>please</em>.</p>")
    assert (found[3].is_root, found[3].root_id, found[3].reply_to_id) == (False, found[1].id, found[2].id)
    assert found[1].receipt_id is None


def test_words_are_cleaned_on_the_way_in(database):
    file, rows = sample()
    rows[0] |= {"text": "<script>alert(1)</script> a\u202eb\x00", "name": "A\nda", "points": [], "campaign": None}
    file["summary"] = None
    import_(database, zipped(file, rows[:1]))
    row = database.read(lambda session: session.scalars(select(Contribution)).one())
    assert (row.text, row.html, row.shown_name) == ("<script>alert(1)</script> ab", "<p>&lt;script&gt;alert(1)&lt;/script&gt; ab</p>", "A da")


def test_contributions_longer_than_the_limit_are_taken_as_they_are(database):
    file, rows = sample()
    file["consultation"]["longest"] = 10
    rows[0]["text"] = "long " * 1000
    import_(database, zipped(file, rows))
    assert database.read(lambda session: session.scalar(select(func.max(func.length(Contribution.text))))) == 4999


def test_an_address_that_is_taken_is_refused_and_another_one_helps(database):
    import_(database, zipped())
    before = rows_of_all_tables(database)
    with pytest.raises(Refused, match="river already"):
        import_(database, zipped())
    assert rows_of_all_tables(database) == before
    assert import_(database, zipped(), slug="river-2").slug == "river-2"


def test_another_address_must_be_one(database):
    for slug in ("../x", "A B", "a" * 81, "x\n", "-x"):
        with pytest.raises(Refused, match="small letters"):
            import_(database, zipped(), slug=slug)


@pytest.mark.parametrize("slug", ["account", "invitation", "sign-in", "sign-out"])
def test_no_consultation_takes_the_address_of_a_door(database, slug):
    with pytest.raises(Refused, match="taken by the portal itself"):
        import_(database, zipped(), slug=slug)


def test_names_that_grow_when_they_are_put_in_order_still_fit(database):
    file, rows = sample()
    rows[0]["name"] = "\u0958" * 120
    import_(database, zipped(file, rows))
    first = export(database, "river")
    import_(database, io.BytesIO(first), slug="second")
    assert content(export(database, "second"), without_slug=True) == content(first, without_slug=True)


def test_an_organisation_of_another_name_is_not_overwritten(database):
    import_(database, zipped())
    file, rows = sample()
    file["organisations"][0]["name"] = {"en": "Somebody else"}
    with pytest.raises(Refused, match="another organisation"):
        import_(database, zipped(file, rows), slug="other")


def test_a_file_never_changes_the_rules_of_a_portal(database):
    import_(database, zipped())
    file, rows = sample()
    file["policies"][0]["rules"][0]["text"] = {"en": "Anything goes."}
    before = rows_of_all_tables(database)
    with pytest.raises(Refused, match="cite version 1 of other rules"):
        import_(database, zipped(file, rows), slug="other")
    assert rows_of_all_tables(database) == before


def test_a_failure_in_the_middle_leaves_nothing_behind(database, folder):
    before, files = rows_of_all_tables(database), sorted(path.name for path in folder.iterdir())

    def stumble(done, total, what):
        if what == "Writing":
            raise RuntimeError("the power failed")

    with pytest.raises(RuntimeError):
        import_(database, zipped(), progress=stumble)
    assert rows_of_all_tables(database) == before
    assert sorted(path.name for path in folder.iterdir()) == files


def test_only_the_portal_and_administrators_may(database, make):
    organiser, administrator = make.actor(Role.ORGANISER), make.actor(Role.ADMINISTRATOR)
    for actor in (NOBODY, organiser):
        with pytest.raises(NotAllowed):
            database.write(lambda session, actor=actor: commands.import_consultation(session, actor, zipped()))
    database.write(lambda session: commands.import_consultation(session, administrator, zipped()))
    for actor in (NOBODY, organiser):
        with pytest.raises(NotFound):
            database.read(lambda session, actor=actor: queries.export_consultation(session, actor, "river", io.BytesIO()))


def test_an_export_by_name_is_there_whole_or_not_at_all(database, folder):
    import_(database, zipped())

    def stumble(done, total, what):
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        database.read(lambda session: queries.export_consultation(session, SYSTEM, "river", folder / "river.zip", stumble))
    assert [path for path in folder.iterdir() if "river" in path.name] == []
    counts = database.read(lambda session: queries.export_consultation(session, SYSTEM, "river", folder / "river.zip"))
    assert counts == {"questions": 2, "contributions": 8, "points": 2, "commitments": 1}
    assert read(folder / "river.zip").slug == "river"


def test_ten_thousand_contributions_take_seconds(database):
    file, rows = sample()
    file["summary"], file["campaigns"] = None, []
    many = [
        {**rows[0], "key": f"k{number}", "number": number, "points": [], "campaign": None, "reply_to": f"k{number - 1}" if number % 12 != 1 else None} for number in range(1, 10001)
    ]
    seen = []
    began = time.monotonic()
    import_(database, zipped(file, many), progress=lambda done, total, what: seen.append((done, total)))
    assert time.monotonic() - began < 40
    assert (10000, 10000) in seen
    assert database.read(lambda session: session.scalar(select(func.count()).select_from(Contribution))) == 10000


FAULTS = {
    "a question that is not there": (lambda file, rows: rows[1].update(question=9), "contributions.jsonl, line 2: there is no question 9"),
    "a parent that is not there": (lambda file, rows: rows[1].update(reply_to="nobody"), "contributions.jsonl, line 2: there is no contribution nobody"),
    "a point that is not there": (lambda file, rows: rows[0].update(points=[7]), "contributions.jsonl, line 1: there is no point 7"),
    "a rule that is not there": (lambda file, rows: rows[2]["decisions"][0].update(rule="1.9"), "contributions.jsonl, line 3: there is no rule 1.9"),
    "an organisation that is not there": (lambda file, rows: file["consultation"].update(host="nobody"), "consultation.json, consultation: there is no organisation nobody"),
    "a number twice": (lambda file, rows: rows[1].update(number=1), "contributions.jsonl, number: 1 stands 2 times"),
    "a key twice": (lambda file, rows: rows[1].update(key="a", reply_to=None), "contributions.jsonl: a stands 2 times"),
    "public without a number": (lambda file, rows: rows[0].update(number=None), "contributions.jsonl, line 1: what is public, or was, needs a number"),
    "a circle of replies": (lambda file, rows: rows[0].update(reply_to="c"), "contributions.jsonl, line 1: these replies go round in a circle: a, c, b"),
    "a reply to itself": (lambda file, rows: rows[0].update(reply_to="a"), "contributions.jsonl, line 1: these replies go round in a circle: a"),
    "closing before opening": (
        lambda file, rows: file["consultation"].update(closes_at="2026-01-09T08:00:00Z", response_due_at=None),
        "consultation.json, consultation: closes_at lies before opens_at",
    ),
    "no such day": (lambda file, rows: rows[0].update(day="2026-02-30"), "contributions.jsonl, line 1: one of these is no day of the calendar: 2026-02-30, 2026-02-30"),
    "beyond the calendar": (lambda file, rows: file["consultation"].update(announced_at="0001-01-01T00:00:00+14:00"), None),
    "decided before it was written": (lambda file, rows: rows[2]["decisions"][0].update(day="2026-01-01"), "contributions.jsonl, line 3: day of the decision lies before day"),
    "no such zone": (lambda file, rows: file["consultation"].update(zone="../etc/passwd"), "consultation.json, consultation: there is no zone ../etc/passwd"),
    "an unknown state": (lambda file, rows: rows[0].update(state="loved"), None),
    "an unknown field": (lambda file, rows: rows[0].update(email="a@example.org"), "contributions.jsonl, line 1: the format does not know email"),
    "a missing field": (lambda file, rows: rows[0].pop("text"), "contributions.jsonl, line 1: text is missing"),
    "a wrong kind": (lambda file, rows: rows[0].update(question="1"), 'contributions.jsonl, line 1, question: "1" should be of the kind integer'),
    "a deep wrong kind": (lambda file, rows: file["summary"]["points"][1].update(title=3), "consultation.json, summary.points[2].title: 3 should be of the kind object"),
    "too long": (lambda file, rows: rows[0].update(text="x" * 100001), "contributions.jsonl, line 1, text: too long or too large; the most is 100000"),
    "a language that is none": (lambda file, rows: file["consultation"].update(title={"en<script>": "x"}), None),
    "an address with a path in it": (lambda file, rows: file["consultation"].update(slug="../../etc"), None),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_file_is_refused_with_place_and_reason_and_leaves_nothing(database, name):
    spoil, sentence = FAULTS[name]
    file, rows = sample()
    spoil(file, rows)
    before = rows_of_all_tables(database)
    with pytest.raises(Unfit) as refused:
        import_(database, zipped(file, rows))
    assert sentence is None or sentence in refused.value.faults
    assert rows_of_all_tables(database) == before


def test_words_that_were_redacted_and_then_hidden_are_still_known_as_cut(database):
    file, rows = sample()
    hidden, cut = (next(row for row in rows if row["state"] == state) for state in ("hidden", "published redacted"))
    hidden["decisions"] = cut["decisions"]
    import_(database, zipped(file, rows))
    category = file["policies"][0]["rules"][0]["category"]
    found = database.read(lambda session: session.execute(select(Contribution.state, Contribution.left_out).where(Contribution.left_out != "")).all())
    assert {state.value: left_out for state, left_out in found} == {"hidden": category, "published redacted": cut["mark"]}

"""Four real sets go in, come out, go in again, and are equal."""

import importlib
import io
import json
import time

import pytest
from sqlalchemy import func, select

from portal.base.access import SYSTEM
from portal.contributions.models import Contribution
from portal.exchange import commands, queries
from portal.exchange.reading import read
from portal.responses.models import OfficialResponse
from portal.summaries.models import Point
from tests.conftest import SHARED
from tests.exchange.files import content

SETS = {"civic_space": "civic-space-2020", "grand_debat": "grand-debat-lille", "decidim_pam": "decidim-barcelona-pam", "uk_inquiry": "uk-inquiry-responses"}

pytestmark = [
    pytest.mark.once,
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="the real sets lie outside the project, in ../shared/data, and are not here"),
]


def converted(name):
    return importlib.import_module(f"tests.exchange.converters.{name}").convert(SHARED / "data" / SETS[name])


def there_and_back(database, one, path):
    """Import, export, import again under another address, export: both exports, and the seconds of the first import."""
    began = time.monotonic()
    package = read(one.write(path))
    slug = database.write(lambda session: commands.import_consultation(session, SYSTEM, package).slug)
    seconds = time.monotonic() - began
    first, second = io.BytesIO(), io.BytesIO()
    database.read(lambda session: queries.export_consultation(session, SYSTEM, slug, first))
    again = read(io.BytesIO(first.getvalue()))
    database.write(lambda session: commands.import_consultation(session, SYSTEM, again, slug="again"))
    database.read(lambda session: queries.export_consultation(session, SYSTEM, "again", second))
    assert content(second.getvalue(), without_slug=True) == content(first.getvalue(), without_slug=True)
    return content(first.getvalue()), seconds


def count(database, table, slug):
    from portal.consultations.models import Consultation

    where = select(Consultation.id).where(Consultation.slug == slug).scalar_subquery()
    return database.read(lambda session: session.scalar(select(func.count()).select_from(table).where(table.consultation_id == where)))


def test_the_consultation_on_civic_space(database, folder):
    [one] = converted("civic_space")
    out, _seconds = there_and_back(database, one, folder / "file.zip")
    found = json.loads(out["file"])
    assert len(found["consultation"]["questions"]) == 3
    assert [sum(point["question"] == number for point in found["summary"]["points"]) for number in (1, 2, 3)] == [16, 10, 22]
    assert len(found["consultation"]["moderators"]) == 7
    assert "over 260 civil society participants" in found["consultation"]["documents"][2]["body"]["en"]
    assert [point["title"] for point in found["summary"]["points"]] == [point["title"] for point in one.file["summary"]["points"]]


def test_the_grand_debat(database, folder):
    [one] = converted("grand_debat")
    out, _seconds = there_and_back(database, one, folder / "file.zip")
    lines = [json.loads(line) for line in out["rows"].splitlines()]
    assert (len(json.loads(out["file"])["consultation"]["questions"]), len(lines)) == (29, 693)
    assert sum(line["reply_to"] is None for line in lines) == 545
    assert {line["language"] for line in lines} == {"fr"}


def test_barcelona_s_seventeen_thousand_texts(database, folder):
    [one] = converted("decidim_pam")
    out, seconds = there_and_back(database, one, folder / "file.zip")
    assert seconds < 60
    parents = {line["key"]: line["reply_to"] for line in map(json.loads, out["rows"].splitlines())}
    assert len(parents) == 17710

    def depth(key):
        levels = 0
        while (key := parents[key]) is not None:
            levels += 1
        return levels

    assert max(map(depth, parents)) == 12
    assert sum("which is missing" in note for note in one.notes) == 1
    roots = database.read(lambda session: session.scalar(select(func.count()).select_from(Contribution).where(Contribution.is_root)))
    assert roots == 2 * 6265
    assert {line["language"] for line in one.rows} == {"ca", "es", "en", "und"}


def test_the_answers_to_two_inquiries(database, folder):
    found = converted("uk_inquiry")
    verdicts = []
    for place, one in enumerate(found):
        package = read(one.write(folder / f"{place}.zip"))
        database.write(lambda session, package=package: commands.import_consultation(session, SYSTEM, package))
        out = io.BytesIO()
        database.read(lambda session, one=one, out=out: queries.export_consultation(session, SYSTEM, one.file["consultation"]["slug"], out))
        again = io.BytesIO()
        database.write(lambda session, out=out, place=place: commands.import_consultation(session, SYSTEM, out, slug=f"again-{place}"))
        database.read(lambda session, place=place, again=again: queries.export_consultation(session, SYSTEM, f"again-{place}", again))
        assert content(again.getvalue(), without_slug=True) == content(out.getvalue(), without_slug=True)
        verdicts += [point["responses"][0]["verdict"] for point in json.loads(content(out.getvalue())["file"])["summary"]["points"]]
    assert {verdict: verdicts.count(verdict) for verdict in verdicts} == {"accepted": 40, "partly accepted": 31, "not accepted": 2}
    assert count(database, Point, "uk-behaviour-change") == count(database, OfficialResponse, "uk-behaviour-change") == 33

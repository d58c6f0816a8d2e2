"""Words that were accepted and never appeared travel as such."""

import json

from sqlalchemy import select

from portal.contributions.models import Contribution
from tests.exchange.files import content, sample, zipped
from tests.exchange.test_commands import export, import_


def test_they_arrive_with_what_was_left_out(database):
    file, rows = sample()
    waits = next(row for row in rows if row["state"] == "received")
    waits["state"], waits["mark"] = "accepted", "privacy"
    import_(database, zipped(file, rows))
    [found] = database.read(lambda session: session.scalars(select(Contribution).where(Contribution.state == "accepted")).all())
    assert (found.number, found.mark, found.left_out) == (None, "privacy", "privacy")
    assert [json.loads(line)["state"] for line in content(export(database, "river"))["rows"].splitlines()].count("accepted") == 1

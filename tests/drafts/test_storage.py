"""What lies on the disk of a draft: sealed bytes while it is kept, and nothing when it is gone."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY
from portal.base.database import wipe_traces
from portal.drafts import commands, jobs, sealing
from portal.drafts.models import Draft
from portal.web import tokens

pytestmark = [pytest.mark.raw, pytest.mark.usefixtures("now")]
WORD = "gryphondraft"
GONE = ("sent", "deleted", "over")


def raw(folder, server):
    if server is not None:
        server.execute("CHECKPOINT")
    root = folder if server is None else server.folder
    return b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())


@pytest.fixture
def kept(database):
    token = tokens.read(tokens.issue())
    made = database.write(lambda session: commands.keep(session, NOBODY, token, "contribution", {"text": WORD}, until=clock.today() + timedelta(days=30)))
    sealed = database.read(lambda session: session.query(Draft).one().sealed)
    return token, made, bytes(sealed)


def test_a_kept_draft_is_read_by_nobody_who_has_the_disk_and_the_secret(database, kept, folder, server):
    token, made, sealed = kept
    found = raw(folder, server)
    assert WORD.encode() not in found
    for told in (made.code.encode(), token.name, token.name.hex().encode()):
        assert told not in found
    assert WORD.encode() not in sealed
    assert sealing.unseal(made.code, sealed)[1] == {"text": WORD}


@pytest.mark.parametrize("way", GONE)
def test_nothing_of_it_is_left_in_any_byte(database, kept, folder, server, way):
    token, made, sealed = kept
    if way == "sent":
        database.write(lambda session: commands.erase_sent(session, NOBODY, token))
    elif way == "deleted":
        database.write(lambda session: commands.erase_with(session, NOBODY, made.code))
    else:
        with clock.frozen(clock.now() + timedelta(days=15)):
            database.write(jobs.erase_over)
    database.write(wipe_traces)
    if server is None:
        found = raw(folder, server)
        assert sealed[12:44] not in found
        assert sealing.lookup_hash(made.code) not in found
    assert database.read(lambda session: session.query(Draft).count()) == 0

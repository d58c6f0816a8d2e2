"""What lies on the disk of a member: sealed and scrambled while they are on a list, and nothing once they left."""

import pytest

from portal.base.access import NOBODY, Role
from portal.base.database import wipe_traces
from portal.calls import commands, tickets
from portal.calls.models import Call, CallState, Member, Note, NoteKind
from portal.web import tokens
from tests.calls.reading import rows

pytestmark = [pytest.mark.raw, pytest.mark.usefixtures("now")]
ADDRESS, WORDS, NAME = "gryphon.member@example.org", "basiliskwords", "phoenixlead"


def raw(folder, server):
    if server is not None:
        server.execute("CHECKPOINT")
    root = folder if server is None else server.folder
    return b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())


@pytest.fixture
def somebody(database, make):
    """A member to whom a letter waits, who wrote and leads, and asks for another list."""
    place, chair = make.contact_list(), make.actor(Role.CHAIR)
    member, call = make.member(place, address=ADDRESS), make.call(place, state=CallState.CHECKED)
    make.join_request(address=ADDRESS, line=WORDS)
    database.write(lambda session: commands.send(session, chair, session.get(Call, call.id)))
    make.lay_letters()
    told = {"token": tokens.read(tokens.issue()), "language": "en", "text": WORDS, "name": NAME}
    offer = database.write(lambda session: commands.tell(session, tickets.as_actor(member), NoteKind.LEAD, call=session.get(Call, call.id), **told))
    database.write(lambda session: commands.name_lead(session, chair, session.get(Call, call.id), session.get(Note, offer.id)))
    return member


def test_p99_an_address_a_number_and_words_are_read_by_nobody_who_has_the_disk(somebody, folder, server):
    found = raw(folder, server)
    assert [one for one in (ADDRESS, "gryphon", WORDS, somebody.code, somebody.key) if one.encode() in found] == []


@pytest.mark.parametrize("way", ["link", "page"])
def test_p99_nothing_of_somebody_who_left_is_in_any_byte(database, somebody, folder, server, way):
    [note], [row] = rows(database, Note), rows(database, Member)
    marks = [row.sealed_address[12:44], row.address_hash, row.code_hash, row.link_hash, note.sealed_text[12:40], note.sealed_name[12:36], NAME.encode()]
    if way == "link":
        database.write(lambda session: commands.leave_by_link(session, NOBODY, somebody.key))
    else:
        database.write(lambda session: commands.leave_all(session, tickets.as_actor(somebody)))
    database.write(wipe_traces)
    found = raw(folder, server) if server is None else b""
    assert [mark for mark in marks if mark in found] == []
    for table in ("members", "memberships", "join_requests", "member_notes", "action_calls", "outbox"):
        kept = database.read(
            lambda session, table=table: repr([[bytes(one) if isinstance(one, (bytes, memoryview)) else one for one in row] for row in everything(session, table)])
        )
        assert [mark for mark in marks if repr(mark)[2:-1] in kept] == [], table


def everything(session, table):
    from sqlalchemy import text

    return session.execute(text(f"SELECT * FROM {table}")).all()

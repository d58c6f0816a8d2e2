"""What nobody learns: who is on a list, who else got a call, what is for members alone (protection-tests.md, 99)."""

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select, text

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.calls import commands, tickets
from portal.calls.models import Call, CallState, Member, Membership, Note, NoteKind
from portal.notifications.models import Letter
from portal.web import tokens
from tests.calls.reading import letters, rows
from tests.conftest import NOON
from tests.notifications.test_worker import Sink, deliver, mail, parsed, sink, start  # noqa: F401  a real mail server

logging.getLogger("mail").setLevel(logging.ERROR)


def token():
    return tokens.issue()


@pytest.fixture
def chair(make):
    return make.actor(Role.CHAIR)


def test_p99_recipients_cannot_see_each_other(database, make, chair, sink, start, mail, now):  # noqa: F811
    """Protection E3.99, with a real mail server: one envelope, one name in each letter."""
    mail(start())
    place = make.contact_list()
    addresses = sorted(make.member(place).address for _number in range(4))
    call = make.call(place, state=CallState.CHECKED)
    database.write(lambda session: commands.send(session, chair, session.get(Call, call.id)))
    make.lay_letters()
    assert deliver(database) == 4
    assert sorted(to for _sender, [to], _raw in sink.got) == addresses
    for _sender, [to], raw in sink.got:
        letter = parsed(raw)
        assert letter["To"] == to
        assert [name for name in ("Cc", "Bcc", "Reply-To") if letter[name]] == []
        assert [one for one in addresses if one != to and one in letter.as_string()] == []
        assert letter["List-Unsubscribe"].startswith("<https://portal.example/en/lists/leave?key=")
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert "http" not in letter.get_content().replace("https://portal.example/en/", "").replace("https://example.org/bill", "")
    links = {line for _s, _t, raw in sink.got for line in parsed(raw).get_content().split() if "/calls/" in line or line.endswith("/lists/member")}
    assert len(links) == 2  # the same for everybody: no link tells who opened it


def test_p99_the_mail_program_ends_all_with_one_click(visitor, database, make, now):
    """RFC 8058: no form of ours, no cookie."""
    member = make.member()
    visitor.post(f"/en/lists/leave?key={member.key}", [("List-Unsubscribe", "One-Click")])
    assert (rows(database, Member), rows(database, Membership)) == ([], [])
    visitor.get("/en/lists/leave?key=nothing")
    assert visitor.press("Leave all lists").h1 == "You are on no list any more"


def test_p99_asking_tells_nothing_about_who_is_on_the_list(visitor, database, make, now):
    place = make.contact_list()
    make.member(place, address="on@example.org")
    make.join_request(place, "waits@example.org")
    answers = []
    for address in ("on@example.org", "off@example.org", "waits@example.org"):
        page = visitor.post(f"/en/lists/{place.slug}/join", {"token": token(), "address": address, "language": "en"})
        answers.append((page.status, page.main, sorted(page.headers)))
    assert answers[0] == answers[1] == answers[2]
    assert sorted(letter["to"] for letter in letters(database)) == ["off@example.org", "on@example.org"]


def test_p99_no_page_tells_how_many_are_on_a_list(visitor, make, now):
    place = make.contact_list()
    before = visitor.get("/en/lists").text
    for _number in range(3):
        make.member(place)
    assert visitor.get("/en/lists").text == before
    make.contact_list("Hidden", takes_requests=False, slug="hidden")
    assert visitor.get("/en/lists").text == before
    visitor.get("/en/lists/hidden/join", status=404)
    visitor.get("/en/lists/nothing/join", status=404)


def test_p99_a_call_for_members_is_404_for_all_others(visitor, make, now):
    place = make.contact_list()
    call, outsider, member = make.call(place, public=False, title="In confidence"), make.member(make.contact_list()), make.member(place)
    hidden = visitor.get(f"/en/calls/{call.number}", status=404).main
    assert hidden == visitor.get("/en/calls/1", status=404).main
    for path in ("/en/calls", "/en/calls?topic=other", "/en/calls/feed.atom"):
        assert "In confidence" not in visitor.get(path).body.decode()
    for path in ("call", "act", "tell"):
        held = {"token": token(), "number": str(call.number), "kind": "lead"}
        visitor.post(f"/en/lists/member/{path}", {**held, "member_ticket": ticket_of(make, outsider)}, status=404)
        visitor.post(f"/en/lists/member/{path}", held, status=422)
    assert visitor.post("/en/lists/member/call", {**held, "member_ticket": ticket_of(make, member)}).h1 == "In confidence"


@pytest.mark.parametrize("state", [CallState.PROPOSED, CallState.CHECKED, CallState.DECLINED, CallState.WITHDRAWN])
def test_p99_what_was_not_sent_is_404_for_everybody(visitor, make, state, now):
    place = make.contact_list()
    call, member = make.call(place, state=state), make.member(place)
    visitor.get(f"/en/calls/{call.number}", status=404)
    visitor.post("/en/lists/member/call", {"token": token(), "number": str(call.number), "member_ticket": ticket_of(make, member)}, status=404)


def ticket_of(make, member):
    return tickets.issue(make.database.read(lambda session: session.get(Member, member.id)))


def test_p99_the_chair_sees_no_address(visitor, make, now):
    make.sign_in(visitor, make.staff(roles=[(Role.CHAIR, None)]))
    place = make.contact_list()
    make.member(place, address="secret@example.org")
    request, call = make.join_request(place, "secret2@example.org"), make.call(place)
    for path in ("/staff/lists", f"/staff/lists/{place.slug}", f"/staff/lists/{place.slug}/requests/{request.id}", "/staff/calls", f"/staff/calls/{call.number}/send"):
        assert "secret" not in visitor.get(f"/en{path}").text


def test_p99_leaving_leaves_nothing_behind(database, make, chair, now, folder):
    place = make.contact_list()
    member = make.member(place, address="goes.away@example.org")
    actor = tickets.as_actor(member)
    call = make.call(place, state=CallState.CHECKED)
    database.write(lambda session: commands.send(session, chair, session.get(Call, call.id)))
    make.lay_letters()
    note = {"token": tokens.read(token()), "language": "en", "text": "I can lead.", "name": "The Jurists"}
    offer = database.write(lambda session: commands.tell(session, actor, NoteKind.LEAD, call=session.get(Call, call.id), **note))
    database.write(lambda session: commands.name_lead(session, chair, session.get(Call, call.id), session.get(Note, offer.id)))
    database.write(lambda session: commands.leave_all(session, actor))
    assert rows(database, Letter) == []
    assert [(one.member_id, one.sealed_text, one.sealed_name) for one in rows(database, Note)] == [(None, None, None)]
    assert [(one.lead, one.lead_member_id) for one in rows(database, Call)] == [("", None)]
    assert (rows(database, Member), rows(database, Membership)) == ([], [])
    assert database.read(lambda session: tickets.opened_by(session, member.code)) is None


def test_leaving_one_list_keeps_the_others(database, make, now):
    one, two = make.contact_list(), make.contact_list()
    member = make.member(one, two)
    assert database.write(lambda session: commands.leave_list(session, tickets.as_actor(member), one.id)) is False
    assert [row.list_id for row in rows(database, Membership)] == [two.id]
    assert database.write(lambda session: commands.leave_list(session, tickets.as_actor(member), two.id)) is True
    assert rows(database, Member) == []


def test_nothing_of_a_member_is_finer_than_a_day_and_no_address_or_number_is_readable(database, make, now):
    make.join_request(address="secret@example.org", line="Secret line")
    member = make.member(address="secret2@example.org")
    for table in ("members", "memberships", "join_requests", "member_notes"):
        found = database.read(lambda session, table=table: repr(session.execute(text(f"SELECT * FROM {table}")).all()))
        assert [word for word in ("secret", "Secret", member.code, "12:00") if word in found] == []
    from portal.calls.models import Base

    moments = [
        column.name
        for name in ("members", "memberships", "join_requests", "member_notes", "sendings")
        for column in Base.metadata.tables[name].columns
        if "DATETIME" in str(column.type).upper()
    ]
    assert moments == []


def test_the_record_holds_no_request_and_no_member(database, make, chair, now):
    from portal.journal.models import Entry

    place = make.contact_list()
    request = make.join_request(place)
    database.write(lambda session: commands.admit(session, chair, session.get(type(request), request.id)))
    actor = tickets.as_actor(rows(database, Member)[0])
    database.write(lambda session: commands.propose(session, actor, place, token=tokens.read(token()), language="en", title="T", happens="H", sources=[]))
    kept = database.read(lambda session: session.scalars(select(Entry)).all())
    assert sorted((one.thing, one.deed, one.by, one.reason) for one in kept) == [
        ("action_calls", "propose call", NOBODY.kind.value, ""),
        ("contact_lists", "admit to list", "staff", ""),
    ]
    assert not {request.id, actor.member_id} & {one.thing_id for one in kept}


def test_a_ticket_ends(database, make, now):
    member = make.member()
    ticket = ticket_of(make, member)

    page = SimpleNamespace(form={"member_ticket": ticket})
    assert database.read(lambda session: tickets.member_of(session, page)) == tickets.as_actor(member)
    with clock.frozen(NOON + timedelta(hours=21)):
        assert database.read(lambda session: tickets.member_of(session, page)) is None

"""A list is closed to requests, and ended: its members hear why, and nothing of them is left."""

import pytest

from portal.base.access import SYSTEM, Role
from portal.base.errors import NotAllowed, Refused
from portal.base.languages import Texts
from portal.calls import commands, queries
from portal.calls.commands import ending
from portal.calls.models import Call, CallState, ContactList, JoinRequest, Member, Membership, Note, NoteKind
from portal.calls.tickets import as_actor
from portal.journal.models import Entry
from portal.web import tokens
from tests.calls.reading import letters, rows

pytestmark = pytest.mark.usefixtures("now")
REASON = Texts(en="The network has ended.")


@pytest.fixture
def chair(make):
    return make.staff("Chair", roles=[(Role.CHAIR, None)])


@pytest.fixture
def end(database, make):
    actor = make.actor(Role.CHAIR)

    def end(place, *, by_letter=True, by=actor, reason=REASON):
        database.write(lambda session: commands.delete_list(session, by, session.get(ContactList, place.id), reason, by_letter=by_letter))

    return end


def let_go(database):
    turns = 0
    while database.write(lambda session: commands.let_members_go(session, SYSTEM)):
        turns += 1
    return turns


def test_who_was_on_no_other_list_is_forgotten_and_the_others_stay(database, make, end):
    place, other = make.contact_list(), make.contact_list("Others")
    gone, stays = make.member(place, address="gone@example.org"), make.member(place, other, address="stays@example.org", neutral=True)
    tell = {"token": tokens.read(tokens.issue()), "language": "en", "text": "From the field.", "contact_list": place}
    database.write(lambda session: commands.tell(session, as_actor(gone), NoteKind.REPORT, **tell))
    make.join_request(place)
    end(place)
    assert (rows(database, JoinRequest), rows(database, Note)) == ([], [])
    let_go(database)
    assert [one.id for one in rows(database, Member)] == [stays.id]
    assert [(one.member_id, one.list_id) for one in rows(database, Membership)] == [(stays.id, other.id)]
    assert [one.id for one in rows(database, ContactList)] == [other.id]
    told = {one["to"]: one for one in letters(database)}
    assert {to: ("Your address, your number and your words are erased." in one["text"], "The network has ended." in one["text"], bool(one["end"])) for to, one in told.items()} == {
        "gone@example.org": (True, True, False),
        "stays@example.org": (False, True, True),
    }
    assert {one["subject"] for one in told.values()} == {"There is news on the portal"}


def test_without_letters_nobody_is_written_to(database, make, end):
    place = make.contact_list()
    make.member(place)
    end(place, by_letter=False)
    let_go(database)
    assert (letters(database), rows(database, Member), rows(database, ContactList)) == ([], [], [])


def test_many_members_go_some_at_a_time_and_each_hears_it_once(database, make, end, monkeypatch):
    monkeypatch.setattr(ending, "GROUP", 2)
    place = make.contact_list()
    everybody = {make.member(place).address for _one in range(5)}
    end(place)
    assert let_go(database) == 3
    assert sorted(one["to"] for one in letters(database)) == sorted(everybody)


def test_the_record_keeps_the_reason_and_no_member(database, make, end):
    place = make.contact_list()
    make.member(place, address="gone@example.org")
    end(place)
    let_go(database)
    lines = [(one.thing, one.deed, one.reason) for one in rows(database, Entry) if one.thing == "contact_lists"]
    assert lines == [("contact_lists", "delete", "The network has ended.")]
    assert {one.thing for one in rows(database, Entry)} & {"members", "memberships"} == set()


def test_it_ends_at_once_for_everybody_who_could_see_it(database, make, end, visitor):
    place, other = make.contact_list(), make.contact_list("Others")
    member, call = make.member(place, other), make.call(place, state=CallState.CHECKED, public=False)
    end(place)
    assert [one.slug for one in database.read(lambda session: queries.joinable(session, as_actor(member)))] == [other.slug]
    assert [one.contact_list.slug for one in database.read(lambda session: queries.member(session, as_actor(member))).memberships] == [other.slug]
    visitor.get(f"/en/lists/{place.slug}/join", status=404)
    actor = make.actor(Role.CHAIR)
    with pytest.raises(Refused, match="Choose the lists"):
        database.write(lambda session: commands.send(session, actor, session.get(Call, call.id)))


def test_no_list_ends_without_a_reason_or_by_others(make, end):
    place = make.contact_list()
    with pytest.raises(Refused, match="A decision needs a reason"):
        end(place, reason=Texts(en=" "))
    for by in (make.actor(Role.EDITOR), as_actor(make.member(place))):
        with pytest.raises(NotAllowed):
            end(place, by=by)


def test_a_chair_deletes_a_list_on_a_page(visitor, database, make, chair):
    place = make.contact_list()
    make.sign_in(visitor, chair)
    visitor.get(f"/en/staff/lists/{place.slug}")
    form = visitor.follow("Delete the list")
    assert visitor.press("Delete the list", status=422, by_letter="yes").faults == ["A decision needs a reason."]
    for _click in range(2):
        visitor.page = form
        page = visitor.press("Delete the list", **{"text-en": "It has ended.", "by_letter": "yes"})
        assert ("The list is deleted." in page.main, place.slug in page.main) == (True, False)
    assert [(one.tells, one.reason) for one in rows(database, ContactList)] == [(True, {"en": "It has ended."})]
    assert let_go(database) == 1
    visitor.page = form
    visitor.press("Delete the list", status=404, **{"text-en": "It has ended."})


def test_a_list_is_closed_to_requests_and_opened_again(visitor, portal, database, make, chair):
    from tests.visitor import Visitor

    place, reader = make.contact_list(), Visitor(portal)
    make.sign_in(visitor, chair)
    visitor.get(f"/en/staff/lists/{place.slug}")
    assert "It takes no requests." in visitor.press("Take no more requests").main
    reader.get(f"/en/lists/{place.slug}/join", status=404)
    assert "No list takes requests now." in reader.get("/en/lists").main
    assert "People can ask to join." in visitor.press("Take requests").main
    assert reader.get(f"/en/lists/{place.slug}/join").h1 == "Ask to join: Early warning"
    reader.leave()
    assert sorted(one.deed for one in rows(database, Entry) if one.thing == "contact_lists") == ["take no requests", "take requests"]

"""Constant numbers of statements, whatever there is to show."""

from portal.base.access import NOBODY, Role
from portal.base.languages import Texts
from portal.calls import queries, tickets


def test_pages_ask_as_much_of_one_as_of_three(make, statements, now):
    chair, place = make.actor(Role.CHAIR), make.contact_list()
    member = tickets.as_actor(make.member(place))

    def all_of(session):
        queries.found(session, NOBODY)
        queries.joinable(session, NOBODY)
        queries.calls_for_staff(session, chair)
        queries.requests_of(session, chair, [one.id for one in queries.lists_for_staff(session, chair)])
        queries.member(session, member)
        queries.calls_of_member(session, member)

    make.call(place)
    one = statements(all_of)
    for _more in range(2):
        make.call(place)
        make.join_request(address=f"{_more}@example.org")
    assert statements(all_of) == one


def test_nobody_else_reads_what_the_chair_reads(database, make, now):
    call = make.call(make.contact_list())
    other = make.actor(Role.EDITOR)
    for viewer in (NOBODY, other):
        read = database.read(
            lambda session, viewer=viewer: [
                queries.calls_for_staff(session, viewer),
                queries.lists_for_staff(session, viewer),
                queries.notes_for_staff(session, viewer, call),
                queries.sendings_of(session, viewer, call),
                queries.own_notes(session, viewer),
                queries.own_proposals(session, viewer),
                queries.calls_of_member(session, viewer),
                queries.told_by_members(session, viewer, call),
            ]
        )
        assert read == [[]] * 8


def test_calls_are_found_by_the_language_in_which_they_are_there(database, make, now):
    call, _other = make.call(happens=Texts(en="A bill.", ar="مشروع قانون")), make.call(happens=Texts(en="Another.", ar=""))
    assert [one.number for one in database.read(lambda session: queries.found(session, NOBODY, language="ar"))] == [call.number]

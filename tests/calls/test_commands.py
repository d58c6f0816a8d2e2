"""Joining, checking, sending, telling, closing, forgetting."""

from datetime import timedelta

import pytest

from portal.base import clock
from portal.base.access import NOBODY, SYSTEM, Role
from portal.base.errors import NotAllowed, NotFound, Refused, WrongMoment
from portal.base.languages import Texts
from portal.calls import commands, tickets
from portal.calls.commands import sending as sending_module
from portal.calls.models import ActionKind, Call, CallState, CallUpdate, JoinRequest, Member, Naming, Note, NoteKind, Outcome, Sending
from portal.web import tokens
from tests.calls.reading import letters, rows
from tests.conftest import NOON


def token():
    return tokens.read(tokens.issue())


def ask(database, place, address="asks@example.org", name=None, **more):
    name = name or token()
    database.write(lambda session: commands.ask(session, NOBODY, place, token=name, address=address, language="en", **more))


def fresh(database, call):
    return database.read(lambda session: session.get(Call, call.id))


@pytest.fixture
def chair(make):
    return make.actor(Role.CHAIR)


def test_one_form_asks_once_and_another_takes_its_place_until_it_is_confirmed(database, make, now):
    place, name = make.contact_list(), token()
    ask(database, place, name=name)
    ask(database, place, name=name)
    assert (len(rows(database, JoinRequest)), len(letters(database))) == (1, 1)
    ask(database, place)
    assert (len(rows(database, JoinRequest)), len(letters(database))) == (1, 2)


def test_one_address_gets_three_such_letters_a_day(database, make, now):
    for _again in range(5):
        ask(database, make.contact_list())
    assert len(letters(database)) == 3


def test_a_link_of_four_days_ago_confirms_nothing(database, make, now):
    request = make.join_request(confirmed_on=None, asked_on=clock.today() - timedelta(days=4))
    with pytest.raises(NotFound):
        database.write(lambda session: commands.confirm(session, NOBODY, request.key))


def test_whoever_is_on_the_list_gets_a_link_to_a_new_number(database, make, now):
    place = make.contact_list()
    member = make.member(place, address="asks@example.org")
    ask(database, place, address="Asks@example.org")
    [letter] = letters(database)
    key = letter["text"].split("/lists/number?key=")[1].split()[0]
    code = database.write(lambda session: commands.take_number(session, NOBODY, key, token()))
    assert code != member.code
    assert database.read(lambda session: tickets.opened_by(session, member.code)) is None
    assert database.read(lambda session: tickets.opened_by(session, code)).id == member.id


def test_one_person_on_two_lists_is_one_member(database, make, chair, now):
    for place in (make.contact_list(), make.contact_list()):
        request = make.join_request(place)
        database.write(lambda session, request=request: commands.admit(session, chair, session.get(JoinRequest, request.id)))
    assert len(rows(database, Member)) == 1


def test_the_proposer_and_the_writer_do_not_check(database, make, chair, now):
    place = make.contact_list()
    call = database.write(
        lambda session: commands.draft(session, chair, token=token(), lists=[place.id], title=Texts(en="T"), happens=Texts(en="H"), sources=[["https://example.org", "2027-05-01"]])
    )
    facts = {"harm": "Nobody.", "naming": Naming.NOBODY, "sources_seen": True, "partners_agreed": True}

    def check(actor, **more):
        database.write(lambda session: commands.check(session, actor, session.get(Call, call.id), **{**facts, **more}))

    other, writer = make.actor(Role.CHAIR), make.actor(Role.CHAIR)
    database.write(lambda session: commands.change_call(session, writer, session.get(Call, call.id), lists=[place.id], title=Texts(en="U")))
    for actor in (chair, writer, SYSTEM):
        with pytest.raises(Refused):
            check(actor)
    with pytest.raises(Refused):
        check(other, sources_seen=False)
    with pytest.raises(NotAllowed):
        check(NOBODY)
    check(other)
    assert fresh(database, call).state is CallState.CHECKED
    database.write(lambda session: commands.change_call(session, other, session.get(Call, call.id), lists=[place.id], title=Texts(en="V")))
    assert (fresh(database, call).state, fresh(database, call).checked_by) == (CallState.PROPOSED, None)


def test_a_public_call_needs_the_word_of_the_partners(database, make, chair, now):
    call = make.call(state=CallState.PROPOSED)
    with pytest.raises(Refused):
        database.write(lambda session: commands.check(session, chair, session.get(Call, call.id), harm="N", naming=Naming.NOBODY, sources_seen=True, partners_agreed=False))


def test_letters_go_in_each_ones_language_once_and_only_to_whom_they_are_for(database, make, chair, now):
    one, two, other = make.contact_list("One"), make.contact_list("Two"), make.contact_list("Other")
    make.member(one, two, address="both@example.org")
    make.member(two, address="ar@example.org", language="ar")
    make.member(one, address="quiet@example.org", neutral=True)
    make.member(one, address="elsewhere@example.org", regions=["eastern-asia"])
    make.member(one, address="topic@example.org", topics=["online"])
    make.member(other, address="other@example.org")
    call = make.call(one, two, state=CallState.CHECKED, region="western-europe", title="Stop it", happens=Texts(en="A bill.", ar="قانون"))
    for _twice in range(2):
        database.write(lambda session: commands.send(session, chair, session.get(Call, call.id)))
    make.lay_letters()
    make.lay_letters()
    sent = {letter["to"]: letter for letter in letters(database)}
    assert set(sent) == {"both@example.org", "ar@example.org", "quiet@example.org"}
    assert len(letters(database)) == 3
    assert "قانون" in sent["ar@example.org"]["text"]
    assert sent["quiet@example.org"]["subject"] == "News from Hearback"
    assert sent["both@example.org"]["subject"] == "Stop it"
    assert "One; Two" in sent["both@example.org"]["text"]


def test_sending_goes_on_where_it_stopped(database, make, chair, now, monkeypatch):
    monkeypatch.setattr(sending_module, "GROUP", 2)
    place = make.contact_list()
    for _number in range(5):
        make.member(place)
    call = make.call(place, state=CallState.CHECKED)
    database.write(lambda session: commands.send(session, chair, session.get(Call, call.id)))
    database.write(lambda session: commands.lay_letters(session, SYSTEM))
    assert len(letters(database)) == 2
    assert rows(database, Sending)[0].finished_on is None
    make.lay_letters()
    assert (len(letters(database)), rows(database, Sending)[0].finished_on) == (5, now.date())


def test_a_withdrawn_call_is_written_to_nobody_more(database, make, chair, now):
    place = make.contact_list()
    make.member(place)
    call = make.call(place, state=CallState.CHECKED)
    database.write(lambda session: commands.send(session, chair, session.get(Call, call.id)))
    database.write(lambda session: commands.withdraw_call(session, chair, session.get(Call, call.id), "It would harm people."))
    make.lay_letters()
    assert letters(database) == []


def test_letters_of_a_withdrawn_call_that_wait_do_not_leave(database, make, chair, now):
    place = make.contact_list()
    make.member(place)
    call, other = make.call(place, state=CallState.CHECKED), make.call(place, state=CallState.CHECKED, title="Another")
    for one in (call, other):
        database.write(lambda session, one=one: commands.send(session, chair, session.get(Call, one.id)))
    make.lay_letters()
    assert len(letters(database)) == 2
    database.write(lambda session: commands.withdraw_call(session, chair, session.get(Call, call.id), "It would harm people."))
    assert [one["subject"] for one in letters(database)] == ["Another"]


def test_who_did_not_ask_erases_the_request_and_stays_on_their_lists(database, make, now):
    member = make.member(address="asks@example.org")
    request = make.join_request(address="asks@example.org")
    database.write(lambda session: commands.leave_by_link(session, NOBODY, request.key))
    assert (rows(database, JoinRequest), [one.id for one in rows(database, Member)]) == ([], [member.id])


def test_a_call_without_a_list_is_not_sent(database, make, chair, now):
    call = make.call(state=CallState.CHECKED)
    with pytest.raises(Refused):
        database.write(lambda session: commands.send(session, chair, session.get(Call, call.id)))


def test_news_by_letter_and_the_outcome(database, make, chair, now):
    place = make.contact_list()
    make.member(place)
    call = make.call(place)
    for _twice in range(2):
        database.write(lambda session: commands.update(session, chair, session.get(Call, call.id), Texts(en="It is delayed."), by_letter=True))
    database.write(lambda session: commands.record_outcome(session, chair, session.get(Call, call.id), Outcome.STOPPED, Texts(en="Dropped."), by_letter=False))
    make.lay_letters()
    assert ["It is delayed." in letter["text"] for letter in letters(database)] == [True]
    assert [one.number for one in rows(database, CallUpdate)] in ([1, 2], [2, 1])


def test_what_members_did_is_counted_once_the_call_is_closed_and_small_numbers_are_not_told(database, make, chair, now):
    place = make.contact_list()
    member, call, other = tickets.as_actor(make.member(place)), make.call(place), make.call(place)

    def act(which, action):
        database.write(lambda session: commands.tell(session, member, NoteKind.ACTION, token=token(), language="en", call=session.get(Call, which.id), action=action))

    for _number in range(12):
        act(call, ActionKind.LETTER)
    act(call, ActionKind.HELP)
    act(other, ActionKind.HELP)
    for which in (call, other):
        database.write(lambda session, which=which: commands.record_outcome(session, chair, session.get(Call, which.id), Outcome.UNKNOWN, Texts(en="?"), by_letter=False))
        database.write(lambda session, which=which: commands.close(session, chair, session.get(Call, which.id)))
    assert ActionKind.HELP.value not in fresh(database, call).counted
    assert fresh(database, other).counted == {}
    with pytest.raises(WrongMoment):
        act(call, ActionKind.LETTER)


def test_requests_and_words_have_their_time(database, make, now):
    make.join_request(asked_on=clock.today())
    make.join_request(confirmed_on=None, address="b@example.org")
    place = make.contact_list()
    member = tickets.as_actor(make.member(place))
    call = make.call(place)
    for which in (call, None):
        database.write(
            lambda session, which=which: commands.tell(
                session,
                member,
                NoteKind.REPORT,
                token=token(),
                language="en",
                text="Hm.",
                call=session.get(Call, which.id) if which else None,
                contact_list=None if which else place,
            )
        )
    with clock.frozen(NOON + timedelta(days=4)):
        database.write(lambda session: commands.erase_old_requests(session, SYSTEM))
        assert len(rows(database, JoinRequest)) == 1
    with clock.frozen(NOON + timedelta(days=31)):
        database.write(lambda session: commands.erase_old_requests(session, SYSTEM))
        assert rows(database, JoinRequest) == []
    with clock.frozen(NOON + timedelta(days=200)):
        database.write(lambda session: commands.erase_old_words(session, SYSTEM))
        assert sorted(one.sealed_text is None for one in rows(database, Note)) == [False, True]
        database.write(lambda session: setattr(session.get(Call, call.id), "state", CallState.CLOSED))
        database.write(lambda session: commands.erase_old_words(session, SYSTEM))
        assert [(one.sealed_text, one.member_id) for one in rows(database, Note)] == [(None, None)] * 2

"""From the wish to join to the last page, as people do it."""

import pytest

from portal.base.access import Role
from portal.calls.models import CallState, JoinRequest, Member, Note
from tests.calls.reading import letters, link_in, rows


@pytest.fixture
def chair(make):
    return make.staff("Chair", roles=[(Role.CHAIR, None)])


def code_on(page):
    return "".join(sign for sign in page.main.split("Is it lost")[0] if sign.isdigit())


def test_from_the_wish_to_join_to_leaving(visitor, portal, database, make, chair, now):
    from tests.visitor import Visitor

    place = make.contact_list(asks_topics=True)
    visitor.get("/en/lists")
    visitor.follow("Ask to join: Early warning")
    visitor.press("Ask to join", address="Asks@Example.org", line="I live there.", topics="assembly")
    assert visitor.page.h1 == "Please look into your mail"
    [letter] = letters(database)
    assert letter["to"] == "Asks@example.org"
    visitor.get(link_in(letter, "/lists/confirm"))
    assert rows(database, JoinRequest)[0].confirmed_on is None
    assert visitor.press("Yes, I want to join").h1 == "Your request is confirmed"
    staff = Visitor(portal)
    make.sign_in(staff, chair)
    staff.get(f"/en/staff/lists/{place.slug}")
    staff.follow("Request 1 of")
    assert "I live there." in staff.page.main
    assert "Peaceful assembly" in staff.page.main
    assert "asks@" not in staff.page.text.lower()
    staff.press("Send the answer", answer="admit")
    assert "The request is answered." in staff.page.main
    staff.leave()
    assert rows(database, JoinRequest) == []
    visitor.get(link_in(letters(database)[-1], "/lists/number"))
    code = code_on(visitor.press("Show my number"))
    assert len(code) == 20
    visitor.get("/en/lists/member")
    visitor.press("Open your page", code=code)
    assert visitor.page.h1 == "Your page as a member of a list"
    assert visitor.page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in visitor.page.headers
    assert visitor.press("Leave all lists").h1 == "You are on no list any more"
    assert rows(database, Member) == []


def test_the_number_is_shown_once_and_the_same_form_shows_it_again(visitor, database, make, chair, now):
    visitor.get("/en/lists/number")
    assert "Please open this page by the link in your letter." in visitor.page.main
    place = make.contact_list()
    request = make.join_request(place)
    make.sign_in(visitor, chair)
    visitor.get(f"/en/staff/lists/{place.slug}/requests/{request.id}")
    visitor.press("Send the answer", answer="admit")
    link = link_in(letters(database)[-1], "/lists/number")
    form = visitor.get(link).forms()[0]
    fields = next(one.fields for one in visitor.page.forms() if one.action.endswith("/lists/number"))
    first = code_on(visitor.post("/en/lists/number", fields))
    assert code_on(visitor.post("/en/lists/number", fields)) == first
    visitor.get(link)
    visitor.press("Show my number", status=404)
    assert form is not None


def test_a_request_is_declined_with_a_reason_by_letter(visitor, database, make, chair, now):
    place = make.contact_list()
    request = make.join_request(place)
    make.sign_in(visitor, chair)
    path = f"/en/staff/lists/{place.slug}/requests/{request.id}"
    visitor.get(path)
    assert visitor.press("Send the answer", status=422, answer="decline").faults == ["A decision needs a reason."]
    visitor.press("Send the answer", answer="decline", reason="The list is for lawyers.")
    assert "The list is for lawyers." in letters(database)[-1]["text"]
    assert rows(database, JoinRequest) == []
    visitor.post(path, {"token": visitor.page.forms()[0].fields[0][1], "answer": "admit"})
    assert rows(database, Member) == []


def test_a_list_is_made_and_reworded(visitor, make, chair, now):
    make.sign_in(visitor, chair)
    visitor.get("/en/staff/lists")
    visitor.follow("Make a list")
    typed = {"title-en": "Early warning", "purpose-en": "To warn.", "takes_requests": "yes"}
    assert visitor.press("Save", status=422, slug="Not An Address", **typed).faults == ["Use small letters a to z, digits and single dashes, such as early-warning."]
    visitor.press("Save", slug="early-warning", **typed)
    assert visitor.page.h1 == "Early warning"
    visitor.follow("Change the words of the list")
    visitor.press("Save", **{"title-en": "Early alerts"})
    assert visitor.page.h1 == "Early alerts"
    assert visitor.get("/en/lists/early-warning/join").h1 == "Ask to join: Early alerts"


def test_a_call_from_the_proposal_to_the_end(visitor, portal, database, make, chair, now):
    from tests.visitor import Visitor

    place = make.contact_list()
    make.sign_in(visitor, chair)
    visitor.get("/en/staff/calls/new")
    typed = {"title-en": "Stop the bill", "happens-en": "A bill is planned.", "sources": "2027-05-01 https://example.org/bill", "public": "yes", "lists": place.slug}
    assert visitor.press("Save", status=422, **{**typed, "sources": "ftp://x"}).faults[0].startswith("Write each source on a line of its own")
    visitor.press("Save", **typed)
    assert "Somebody else must check it." in visitor.page.main
    number = visitor.page.url.split("/")[-1].split("?")[0]
    visitor.follow("What people can do")
    visitor.press("Add this step", **{"what-en": "Write to your ministry.", "until": "2027-05-20"})
    assert "Write to your ministry." in visitor.page.main
    visitor.get(f"/en/staff/calls/{number}/check")
    assert visitor.press("It is checked", status=422, sources_seen="yes", harm="Nobody.", naming="nobody", partners_agreed="yes").faults == [
        "You proposed or wrote this call. Somebody else must check it."
    ]
    second = Visitor(portal)
    make.sign_in(second, make.staff("Second", roles=[(Role.CHAIR, None)]))
    second.get(f"/en/staff/calls/{number}")
    second.follow("Check sources and safety")
    second.press("It is checked", sources_seen="yes", harm="Nobody.", naming="nobody", partners_agreed="yes")
    second.leave()
    visitor.get(f"/en/calls/{number}", status=404)
    visitor.get(f"/en/staff/calls/{number}")
    visitor.follow("Send it")
    assert "Not there in these languages: Arabic" in visitor.page.main
    visitor.press("Send it now")
    guest = Visitor(portal)
    assert guest.get(f"/en/calls/{number}").h1 == "Stop the bill"
    assert "Write to your ministry. (by May 20, 2027)" in guest.page.main
    visitor.get(f"/en/staff/calls/{number}")
    visitor.follow("Write news")
    visitor.press("Save", **{"text-en": "The vote is moved."})
    assert "The vote is moved." in guest.get(f"/en/calls/{number}").main
    visitor.follow("Record the outcome")
    visitor.press("Save", outcome="stopped", **{"text-en": "It is off the table."})
    visitor.press("Close it")
    assert "It was stopped" in guest.get(f"/en/calls/{number}").main
    assert guest.get(f"/ar/calls/{number}").tree.get("dir") == "rtl"
    guest.leave()


def test_a_call_is_declined_or_withdrawn_with_a_reason(visitor, make, chair, now):
    make.sign_in(visitor, chair)
    proposed, sent = make.call(state=CallState.PROPOSED), make.call()
    visitor.get(f"/en/staff/calls/{proposed.number}/end")
    assert visitor.press("Decline it", status=422).faults == ["A decision needs a reason."]
    visitor.press("Decline it", reason="It is not a law.")
    assert "It is not a law." in visitor.page.main
    visitor.get(f"/en/staff/calls/{sent.number}/end")
    visitor.press("Withdraw it", reason="It would harm people.")
    visitor.get(f"/en/calls/{sent.number}", status=404)
    visitor.get(f"/en/staff/calls/{sent.number}/end", status=409)


def test_a_member_acts_tells_and_proposes(visitor, portal, database, make, chair, now):
    from tests.visitor import Visitor

    place = make.contact_list()
    call, member = make.call(place, public=False), make.member(place)
    visitor.get("/en/lists/member")
    visitor.press("Open your page", code=member.code)
    visitor.press("Read and act: A law against associations")
    visitor.press("Say what you did")
    assert visitor.press("Send", status=422, day="2027-06-01").faults == ["This day has not come yet."]
    visitor.press("Send", action="meeting", day="2027-05-02", shown="read", text="I met the rapporteur.")
    assert "I met the rapporteur." in visitor.page.main
    visitor.press("Take the lead")
    visitor.press("Send", text="I can do it.", agreed="yes", name="The Jurists")
    visitor.press("Back to your page")
    visitor.press("Offer help: Early warning")
    visitor.press("Send", text="Two days of legal work.")
    visitor.press("Propose a call")
    visitor.press("Send the proposal", title="Another bill", text="It is planned in secret.")
    assert "Another bill" in visitor.page.main
    assert len(rows(database, Note)) == 3
    visitor.press("Save", language="ar", neutral="yes")
    assert [(one.language, one.neutral) for one in rows(database, Member)] == [("ar", True)]
    staff = Visitor(portal)
    make.sign_in(staff, chair)
    staff.get(f"/en/staff/calls/{call.number}")
    assert "I met the rapporteur." in staff.page.main
    staff.press("Let them lead (1)" if "Let them lead (1)" in staff.page.main else "Let them lead (2)")
    assert "The Jurists" in staff.page.main
    assert "Two days of legal work." in staff.get(f"/en/staff/lists/{place.slug}").main
    staff.get("/en/staff/calls")
    staff.follow("Another bill")
    staff.leave()


def test_words_that_shall_only_be_counted_are_not_kept(visitor, database, make, now):
    place = make.contact_list()
    call, member = make.call(place), make.member(place)
    visitor.post("/en/lists/member", {"token": token(), "code": member.code})
    visitor.press(f"Read and act: {call.title}")
    visitor.press("Say what you did")
    visitor.press("Send", action="letter", shown="counted", text="I wrote to the king.")
    assert [(one.sealed_text, one.action) for one in rows(database, Note)] == [(None, "letter")]


def token():
    from portal.web import tokens

    return tokens.issue()


def test_calls_are_narrowed_down_and_kept_nowhere(visitor, make, now):
    make.call(title="In the west", region="western-europe")
    make.call(title="In the world")
    make.call(title="In the east", region="eastern-asia", happens={"ar": "قانون"})
    page = visitor.get("/en/calls?region=western-europe")
    assert ("In the west" in page.main, "In the world" in page.main, "In the east" in page.main) == (True, True, False)
    assert page.headers["cache-control"] == "no-store"
    assert "In the east" in visitor.get("/en/calls?language=ar").main
    assert "In the west" not in visitor.page.main
    assert "There is nothing of this kind." in visitor.get("/en/calls?topic=online").main
    assert visitor.get("/en/calls").headers["cache-control"].startswith("public")


def test_the_feed_has_a_way_to_act(visitor, make, now):
    from xml.etree import ElementTree as ET

    call = make.call()
    root = ET.fromstring(visitor.get("/en/calls/feed.atom").body)
    atom = "{http://www.w3.org/2005/Atom}"
    [entry] = root.findall(f"{atom}entry")
    assert entry.find(f"{atom}published").text == "2027-05-03T00:00:00Z"
    assert [(one.get("title"), one.get("href")) for one in entry.findall(f"{atom}link") if one.get("rel") == "related"] == [
        ("Take action", f"http://127.0.0.1:8000/en/calls/{call.number}#act")
    ]
    assert ET.fromstring(visitor.get("/en/calls/feed.atom?language=ar").body).findall(f"{atom}entry") == []
    visitor.get("/en/calls/feed.atom?language=xx", status=404)


def test_an_ended_ticket_asks_for_the_number(visitor, make, now):
    visitor.post("/en/lists/member/act", {"token": token(), "member_ticket": "old", "number": "1"}, status=422)
    assert "Please type your number again." in visitor.page.main
    assert visitor.post("/en/lists/member", {"token": token(), "code": "1"}, status=422).faults[0].startswith("One digit seems to be wrong")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ORGANISER, Role.EDITOR])
def test_only_the_chair_enters(visitor, make, role, now):
    make.sign_in(visitor, make.staff(roles=[(role, None)]))
    for path in ("/staff/lists", "/staff/lists/new", "/staff/calls", "/staff/calls/new"):
        visitor.get(f"/en{path}", status=404)


def test_what_waits_stands_on_the_chairs_start_page(visitor, make, chair, now):
    make.join_request(make.contact_list("Early warning"))
    make.call(title="Stop the bill", state=CallState.PROPOSED)
    make.call(title="My own", state=CallState.PROPOSED, proposed_by=chair.id)
    make.sign_in(visitor, chair)
    main = visitor.get("/en/staff").main
    assert ("Answer a request to join: Early warning" in main, "Check a call: Stop the bill" in main, "My own" in main) == (True, True, False)
    visitor.follow("Check a call")
    assert visitor.page.h1 == "Stop the bill"


def test_a_call_tells_its_days_in_words_and_its_feed_its_news(visitor, database, make, chair, now):
    from datetime import timedelta

    from portal.base import clock
    from portal.base.languages import Texts
    from portal.calls import commands
    from portal.calls.models import Call

    call, actor = make.call(), make.actor(Role.CHAIR)
    with clock.frozen(clock.now() + timedelta(days=3)):
        database.write(lambda session: commands.update(session, actor, session.get(Call, call.id), Texts(en="The vote was put off."), by_letter=False))
    page = visitor.get(f"/en/calls/{call.number}")
    assert ("seen on May 1, 2027" in page.main, "Last changed on May 6, 2027." in page.main) == (True, True)
    feed = visitor.get("/en/calls/feed.atom").text
    assert ("<updated>2027-05-06T00:00:00Z</updated>" in feed, "The vote was put off." in feed) == (True, True)

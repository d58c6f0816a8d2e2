"""Links to take part, and private rooms: whoever was let in reads and speaks there, and nobody else learns of it (R10, R20)."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from portal.base import clock
from portal.base.access import NOBODY, Role
from portal.base.errors import NotFound
from portal.base.languages import Texts
from portal.consultations import commands
from portal.consultations.models import ConsultationState, EntryLink
from portal.contributions.models import Contribution
from portal.receipts import codes
from portal.web import rooms
from portal.web.doors import doors
from tests.visitor import HTML, Loop, Visitor, words

CANARY = "Canary in the private room"


@pytest.fixture
def room(make):
    """A private consultation with words in every place."""
    consultation = make.consultation(CANARY, private=True, summary=Texts(en=CANARY, ar=CANARY))
    question = make.question(consultation, CANARY, body=Texts(en=CANARY))
    make.document(consultation, CANARY)
    make.notice(consultation, reason=CANARY)
    make.contribution(question, f"{CANARY}: we are afraid of the police.")
    return question


@pytest.fixture
def other_visitor(portal):
    """Somebody else, in another browser."""
    visitor = Visitor(portal)
    yield visitor
    visitor.leave()


@pytest.fixture
def organiser(make, room):
    return make.actor(Role.ORGANISER, room.consultation)


def link(database, organiser, consultation, **more):
    return database.write(lambda session: commands.make_link(session, organiser, session.merge(consultation), "women's groups", **more))


def come_in(visitor, secret):
    visitor.get(f"/en/rooms/enter?key={secret}")
    return visitor.press("Come in")


def test_an_organiser_makes_a_link_and_sees_how_often_it_was_used(visitor, make, room, other_visitor):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, room.consultation)]))
    visitor.get(f"/en/staff/{room.consultation.slug}/links")
    made = visitor.press("Make the link", label="women's groups", most_uses="٢", ends_on="2099-01-01")
    english, arabic = re.findall(r"http://[^<\s]+", made.text)
    assert ("/en/rooms/enter" in english, "/ar/rooms/enter" in arabic) == (True, True)
    other_visitor.get(urlsplit(english).path + "?" + urlsplit(english).query)
    other_visitor.press("Come in")
    visitor.get(f"/en/staff/{room.consultation.slug}/links")
    assert "Used 1 of 2 times." in visitor.page.main


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"label": ""}, "Write for whom this link is. Only your team reads it."),
        ({"label": "x", "most_uses": "many"}, "Write a whole number, such as 50, or leave it empty."),
        ({"label": "x", "most_uses": "0"}, "Write a whole number, such as 50, or leave it empty."),
        ({"label": "x", "ends_on": "soon"}, "Write the day like this: 2027-05-02. Or leave it empty."),
        ({"label": "x", "ends_on": "2023-02-29"}, "Write the day like this: 2027-05-02. Or leave it empty."),
        ({"label": "x", "ends_on": "2020-02-29"}, "This day has passed. Choose today or a later day."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_stays(visitor, make, room, typed, sentence):
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, room.consultation)]))
    visitor.get(f"/en/staff/{room.consultation.slug}/links")
    visitor.press("Make the link", status=422, **typed)
    assert visitor.page.faults == [sentence]
    (form,) = [one for one in visitor.page.forms() if one.action.endswith("/links")]
    assert {name: value for name, value in form.fields if name in typed} == typed


def test_whoever_is_let_in_reads_writes_and_follows_up(visitor, database, organiser, room, other_visitor):
    slug = room.consultation.slug
    come_in(visitor, link(database, organiser, room.consultation))
    assert visitor.page.h1.startswith(CANARY)
    assert visitor.page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in visitor.page.headers
    visitor.follow(CANARY)
    assert "we are afraid of the police" in visitor.page.main
    inside = urlsplit(visitor.page.url).path.split("/consultations/")[0]
    visitor.get(f"{inside}/consultations/{slug}/questions/{room.number}/write")
    visitor.press("Continue", text="I was threatened, too.")
    visitor.press("Send my answer")
    [block] = [element for element in visitor.page.tree.iter(f"{HTML}p") if element.get("class") == "code"]
    code = codes.typed(words(block))
    assert database.read(lambda session: session.query(Contribution).filter_by(text="I was threatened, too.").count()) == 1
    other_visitor.get("/en/track")
    followed = other_visitor.press("Show what became of it", code=code)
    assert "I was threatened, too." in followed.main


def test_every_link_of_the_room_stays_in_the_room_and_so_does_a_change_of_language(visitor, database, organiser, room):
    come_in(visitor, link(database, organiser, room.consultation))
    inside = [address for _words, address in visitor.page.links if address.startswith("/") and "/staff" not in address]
    assert [address for address in inside if not re.match(r"/(en|ar)/rooms/[\w-]{40,}/", address)] == []
    visitor.follow("العربية")
    assert visitor.page.status == 200
    assert CANARY in visitor.page.text


def test_nobody_else_learns_of_the_room(visitor, room, make):
    """Every public address, with the numbers of the private consultation put in: not found, and not a word of it."""
    make.question(make.consultation("The park"))
    numbers = {"slug": room.consultation.slug, "number": str(room.number), "version": "1", "kind": "privacy", "guide": "participants"}
    seen = 0
    for door in doors:
        path = next(iter(door.paths))
        if "GET" not in door.http_methods or "/staff" in path:
            continue
        address = re.sub(r"{(\w+):\w+}", lambda found: {"language": "en", **numbers}.get(found[1], "1"), path)
        answer = Loop.run(visitor.client.get(address))
        assert CANARY not in answer.text, address
        assert (room.consultation.slug not in address) or answer.status_code in (404, 403, 303), f"{address}: {answer.status_code}"
        seen += 1
    assert seen > 20


@pytest.mark.parametrize("file", ["calendar.ics", "feed.atom", "data", "data/contributions.csv", "data/contributions.json", "data/summary.json"])
def test_nothing_leaves_the_room_as_a_file(visitor, database, organiser, room, file, make):
    come_in(visitor, link(database, organiser, room.consultation))
    assert [address for _words, address in visitor.page.links if file in address] == []
    inside = urlsplit(visitor.page.url).path
    visitor.get(f"{inside}/{file}", status=404)
    make.sign_in(visitor, make.staff(roles=[(Role.MODERATOR, room.consultation)]))
    visitor.get(f"/en/consultations/{room.consultation.slug}/{file}", status=404)
    if "/" not in file and file != "data":
        assert CANARY not in visitor.get(f"/en/{file}").body.decode()


def test_a_pass_opens_its_own_room_alone(visitor, database, organiser, room, make):
    other = make.consultation("Another secret", private=True)
    come_in(visitor, link(database, organiser, room.consultation))
    inside = urlsplit(visitor.page.url).path.split("/consultations/")[0]
    visitor.get(f"{inside}/consultations/{other.slug}", status=404)
    visitor.get(f"{inside}/")
    assert (CANARY in visitor.page.main, "Another secret" in visitor.page.main) == (True, False)


def test_a_pass_ends_and_the_words_are_still_there(visitor, database, organiser, room):
    with clock.frozen(clock.now()):
        come_in(visitor, link(database, organiser, room.consultation))
        inside = urlsplit(visitor.page.url).path.split("/consultations/")[0]
        visitor.get(f"{inside}/consultations/{room.consultation.slug}/questions/{room.number}/write")
    with clock.frozen(clock.now() + rooms.LIFETIME + timedelta(hours=1)):
        visitor.press("Continue", status=410, text="A long text that took an hour.")
        assert "A long text that took an hour." in visitor.page.text
        visitor.get(f"{inside}/", status=410)
    visitor.get("/en/rooms/" + "A" * 60 + "/", status=410)


def test_a_link_lets_in_as_many_as_it_says_and_until_its_day(visitor, database, organiser, room, now):
    secret = link(database, organiser, room.consultation, most_uses=1)
    come_in(visitor, secret)
    visitor.get(f"/en/rooms/enter?key={secret}", status=410)
    with pytest.raises(NotFound):
        database.write(lambda session: commands.enter(session, NOBODY, secret))
    ending = link(database, organiser, room.consultation, ends_on=clock.today())
    come_in(visitor, ending)
    with clock.frozen(clock.now() + timedelta(days=1)):
        visitor.get(f"/en/rooms/enter?key={ending}", status=410)


def test_a_withdrawn_link_lets_nobody_in(visitor, make, database, organiser, room, other_visitor):
    secret = link(database, organiser, room.consultation)
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, room.consultation)]))
    visitor.get(f"/en/staff/{room.consultation.slug}/links")
    visitor.press("Withdraw the link for women's groups")
    assert "The link is withdrawn." in visitor.page.main
    other_visitor.get(f"/en/rooms/enter?key={secret}", status=410)


def test_p35_a_use_leaves_a_number_and_nothing_else(visitor, database, organiser, room):
    """Protection E2.35: two uses of one link cannot be told apart."""
    secret = link(database, organiser, room.consultation)
    rows = []
    for _time in range(2):
        come_in(visitor, secret)
        rows.append(database.read(lambda session: {column.name: getattr(session.query(EntryLink).one(), column.name) for column in EntryLink.__table__.columns}))
    assert [row.pop("uses") for row in rows] == [1, 2]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("facts", [{"state": ConsultationState.DRAFT}, {"opens": timedelta(days=60), "announced_at": clock.now() + timedelta(days=400)}])
def test_an_invitation_shows_no_draft_and_nothing_that_is_not_announced(visitor, make, database, private, facts):
    draft = make.consultation(CANARY, private=private, **facts)
    secret = link(database, make.actor(Role.ORGANISER, draft), draft)
    assert CANARY not in visitor.get(f"/en/rooms/enter?key={secret}", status=410).text
    with pytest.raises(NotFound):
        database.write(lambda session: commands.enter(session, NOBODY, secret))
    # Nor does a pass that somebody got in another way, such as before the consultation was put back.
    visitor.get(f"/en/rooms/{rooms.issue(draft.id)}/consultations/{draft.slug}", status=404)
    assert CANARY not in visitor.get(f"/en/rooms/{rooms.issue(draft.id)}/").text
    assert database.read(lambda session: session.query(EntryLink).one().uses) == 0


def test_a_link_to_what_is_public_leads_to_the_public_page(visitor, make, database):
    question = make.question()
    organiser = make.actor(Role.ORGANISER, question.consultation)
    come_in(visitor, link(database, organiser, question.consultation))
    assert urlsplit(visitor.page.url).path == f"/en/consultations/{question.consultation.slug}"


def test_looking_at_a_link_counts_nothing(visitor, database, organiser, room):
    secret = link(database, organiser, room.consultation)
    visitor.get(f"/en/rooms/enter?key={secret}")
    assert database.read(lambda session: session.query(EntryLink).one().uses) == 0


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.REVIEWER, Role.RESPONDER, Role.EVALUATOR])
def test_links_are_the_organisers_alone(visitor, make, room, role):
    make.sign_in(visitor, make.staff(roles=[(role, room.consultation)]))
    visitor.get(f"/en/staff/{room.consultation.slug}/links", status=404)

"""Meetings: what everybody reads, in the calendar and the feed, and how an organiser looks after them."""

from datetime import timedelta

import pytest

from portal.base.access import Role
from portal.base.languages import Texts
from portal.contributions.models import Channel, ContributionState
from portal.meetings.models import Meeting, MeetingState
from tests.consultations.test_calendars import events

DAY = timedelta(days=1)
TYPED = {"starts_at": "2027-06-01 18:00", "ends_at": "2027-06-01 20:00", "title-en": "An evening", "place-en": "The library"}


@pytest.fixture
def park(make, now):
    return make.consultation(languages=["en"])


@pytest.fixture
def organiser(make, visitor, park):
    person = make.staff(roles=[(Role.ORGANISER, park)])
    make.sign_in(visitor, person)
    return person


def rows(database):
    return database.read(lambda session: session.query(Meeting).order_by(Meeting.number).all())


def test_the_overview_leads_to_the_meetings_once_there_are_any(visitor, make, park):
    here = f"/en/consultations/{park.slug}"
    assert "Meetings" not in [words for words, _address in visitor.get(here).links]
    make.meeting(park)
    visitor.get(here)
    assert visitor.follow("Meetings").h1 == "Meetings"
    assert visitor.follow("An evening in the library").h1 == "An evening in the library"


def test_a_meeting_tells_how_to_take_part(visitor, make, park):
    make.meeting(park, link="https://meet.example.org/park", coming=Texts(en="Call 555 to tell us."))
    page = visitor.get(f"/en/consultations/{park.slug}/meetings/1").main
    for words in ("Planned", "Town library", "Step-free. Induction loop.", "English, Arabic", "Call 555 to tell us.", "https://meet.example.org/park", "It may keep who comes."):
        assert words in page


def test_a_meeting_whose_hour_is_over_took_place_without_anybody_saying_so(visitor, make, park):
    make.meeting(park, starts=-DAY, link="https://meet.example.org/park")
    page = visitor.get(f"/en/consultations/{park.slug}/meetings/1").main
    assert ("Took place" in page, "There are no notes of it yet." in page, "meet.example.org" in page) == (True, True, False)


def test_the_list_has_what_comes_before_what_is_over(visitor, make, park):
    for number, (title, starts) in enumerate([("First", -9 * DAY), ("Later", 3 * DAY), ("Second", -2 * DAY), ("Soon", DAY)], 1):
        make.meeting(park, title, starts=starts, number=number)
    links = [words for words, address in visitor.get(f"/en/consultations/{park.slug}/meetings").links if "/meetings/" in address]
    assert links == ["Soon", "Later", "Second", "First"]


def test_what_was_said_there_stands_below_it_a_page_at_a_time(visitor, make, park):
    question, meeting = make.question(park), make.meeting(park, starts=-DAY)
    for number in range(27):
        make.contribution(question, f"Words {number}", channel=Channel.MEETING, meeting_id=meeting.id)
    make.contribution(question, "Waiting words", state=ContributionState.RECEIVED, channel=Channel.MEETING, meeting_id=meeting.id)
    page = visitor.get(f"/en/consultations/{park.slug}/meetings/1")
    assert (page.main.count("Words "), "Waiting words" in page.main) == (25, False)
    assert visitor.follow("Next page").main.count("Words ") == 2


def test_a_meeting_of_what_is_not_public_is_not_there(visitor, make, now):
    hidden = make.consultation(opens=40 * DAY, closes=50 * DAY)
    make.meeting(hidden)
    visitor.get(f"/en/consultations/{hidden.slug}/meetings/1", status=404)
    visitor.get("/en/consultations/nowhere/meetings", status=404)


def test_the_number_of_statements_does_not_grow_with_the_meetings(make, park, statements):
    from portal.base.access import NOBODY
    from portal.meetings import queries

    make.meeting(park)
    one = statements(lambda session: queries.of(session, NOBODY, park))
    for number in (2, 3):
        make.meeting(park, number=number)
    assert statements(lambda session: queries.of(session, NOBODY, park)) == one
    assert statements(lambda session: queries.of_all(session, NOBODY, [park.id, 1, 2])) == one


@pytest.mark.parametrize("path", ["/en/calendar.ics", "/en/consultations/{slug}/calendar.ics"])
def test_calendars_hold_meetings(visitor, make, park, path):
    meeting = make.meeting(park, link="https://meet.example.org/park", version=3)
    make.meeting(park, "Gone", number=2, state=MeetingState.CANCELLED)
    found = {event["UID"].split("@")[0]: event for event in events(visitor.get(path.format(slug=park.slug)).body) if "-meeting-" in event["UID"]}
    first = found[f"{park.slug}-meeting-1"]
    assert first["SUMMARY"] == "An evening in the library: The park"
    assert (first["DTSTART"], first["SEQUENCE"], first["STATUS"]) == (f"{meeting.starts_at:%Y%m%dT%H%M%SZ}", "2", "CONFIRMED")
    assert first["LOCATION"] == "Town library\\, first floor\\nhttps://meet.example.org/park"
    assert found[f"{park.slug}-meeting-2"]["STATUS"] == "CANCELLED"


def test_the_feed_tells_of_meetings_and_of_what_became_of_them(visitor, make, park):
    make.meeting(park)
    make.meeting(park, "Gone", number=2, state=MeetingState.CANCELLED, reason=Texts(en="The hall has burnt down."))
    feed = visitor.get(f"/en/consultations/{park.slug}/feed.atom").body.decode()
    for words in ("Meeting: An evening in the library", "Cancelled: Gone", "The hall has burnt down."):
        assert words in feed


def test_nothing_of_a_private_room_leaves_it_as_a_file(visitor, make, now):
    room = make.consultation(private=True)
    make.meeting(room)
    assert room.slug not in visitor.get("/en/calendar.ics").body.decode()


def test_an_organiser_enters_a_meeting(visitor, organiser, park, database):
    visitor.get(f"/en/staff/{park.slug}/meetings")
    visitor.follow("Add a meeting")
    page = visitor.press("Save", **TYPED)
    assert "It is added." in page.main
    (meeting,) = rows(database)
    assert (meeting.number, meeting.title, f"{meeting.starts_at:%H:%M}", meeting.languages) == (1, Texts(en="An evening"), "16:00", ["en"])


def test_a_second_click_enters_nothing_more(visitor, organiser, park, database):
    for _twice in range(2):
        visitor.get(f"/en/staff/{park.slug}/meetings/new")
        visitor.press("Save", **TYPED)
    assert len(rows(database)) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ends_at": "2027-06-01 17:00"}, ["It must end after it starts."]),
        ({"place-en": ""}, ["Write a place, or a link."]),
        ({"title-en": ""}, ["Write this text."]),
        ({"link": "javascript:alert(1)"}, ["Type an address that begins with https://"]),
        ({"starts_at": "tomorrow"}, ["Write the day and the time like this: 2027-05-02 18:00."]),
    ],
)
def test_what_cannot_be_is_said_at_its_field(visitor, organiser, park, database, typed, said):
    visitor.get(f"/en/staff/{park.slug}/meetings/new")
    assert visitor.press("Save", status=422, **{**TYPED, **typed}).faults == said
    assert rows(database) == []


def test_a_change_is_kept_and_counted_for_calendars(visitor, organiser, make, park, database):
    make.meeting(park)
    visitor.get(f"/en/staff/{park.slug}/meetings/1")
    visitor.press("Save", **{"place-en": "The school"})
    assert [(one.place, one.version) for one in rows(database)] == [(Texts(en="The school"), 2)]


def test_two_people_who_change_one_meeting_are_told(visitor, organiser, make, park, database):
    make.meeting(park)
    visitor.get(f"/en/staff/{park.slug}/meetings/1")
    before = visitor.page
    visitor.press("Save", **{"place-en": "The school"})
    visitor.page = before
    page = visitor.press("Save", status=409, **{"place-en": "The hall"})
    assert "Somebody else has changed this meanwhile" in page.main
    visitor.press("Save", **{"place-en": "The hall"})
    assert rows(database)[0].place == Texts(en="The hall")


def test_a_meeting_is_cancelled_with_a_reason_that_all_read(visitor, organiser, make, park, database):
    make.meeting(park)
    visitor.get(f"/en/staff/{park.slug}/meetings")
    visitor.follow("Cancel (meeting 1)")
    visitor.press("Cancel the meeting", status=422)
    visitor.press("Cancel the meeting", **{"cancel-reason_en": "A storm comes."})
    assert rows(database)[0].state is MeetingState.CANCELLED
    page = visitor.get(f"/en/consultations/{park.slug}/meetings/1").main
    assert "This meeting does not take place. Reason: A storm comes." in page
    visitor.get(f"/en/staff/{park.slug}/meetings/1")
    visitor.press("Save", status=409, **{"place-en": "The hall"})


def test_notes_say_that_it_took_place(visitor, organiser, make, park, database):
    make.meeting(park, starts=-DAY)
    visitor.get(f"/en/staff/{park.slug}/meetings")
    visitor.follow("Notes and recording (meeting 1)")
    visitor.press("Save", **{"notes-en": "We **agreed**.", "recording": "https://video.example.org/1", "captions": "https://video.example.org/1.vtt"})
    (meeting,) = rows(database)
    assert (meeting.state, meeting.notes) == (MeetingState.HELD, Texts(en="We **agreed**."))
    page = visitor.get(f"/en/consultations/{park.slug}/meetings/1")
    assert ("We agreed." in page.main, "The captions (another site)" in page.main) == (True, True)


def test_there_are_no_notes_of_what_has_not_begun(visitor, organiser, make, park):
    make.meeting(park)
    visitor.get(f"/en/staff/{park.slug}/meetings/1/notes")
    visitor.press("Save", status=409, **{"notes-en": "We agreed."})


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.HELPER, Role.REVIEWER, Role.RESPONDER])
def test_nobody_else_looks_after_meetings(visitor, make, park, role):
    make.meeting(park)
    make.sign_in(visitor, make.staff(roles=[(role, park)]))
    for path in ("", "/new", "/1", "/1/cancel", "/1/notes"):
        visitor.get(f"/en/staff/{park.slug}/meetings{path}", status=404)


def test_another_consultations_organiser_has_no_say(visitor, make, park):
    make.meeting(park)
    make.sign_in(visitor, make.staff(roles=[(Role.ORGANISER, make.consultation())]))
    visitor.get(f"/en/staff/{park.slug}/meetings", status=404)
    visitor.get(f"/en/staff/{park.slug}/meetings/1", status=404)

"""The calendar file, read line by line as RFC 5545 says."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.consultations.calendars import escaped, folded
from portal.consultations.models import ConsultationState

NAME = re.compile(r"[A-Z-]+(;[A-Z-]+=[^:]*)*:")


def unfolded(raw: bytes) -> list[str]:
    """The content lines of a file; every physical line is measured on the way."""
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    physical = raw[:-2].split(b"\r\n")
    assert max(len(line) for line in physical) <= 75
    for line in physical:
        line.decode()  # no character is cut in two
    return b"\r\n".join(physical).replace(b"\r\n ", b"").decode().split("\r\n")


def events(raw: bytes) -> list[dict[str, str]]:
    lines = unfolded(raw)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN"} <= set(lines)
    assert all(NAME.match(line) for line in lines), lines
    found, event = [], None
    for line in lines:
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found.append(event)
            event = None
        elif event is not None:
            name, value = line.split(":", 1)
            assert name not in event
            event[name] = value
    return found


@given(st.text())
def test_a_folded_line_unfolds_to_itself(text):
    line = "SUMMARY:" + escaped("".join(sign for sign in text if sign.isprintable() or sign == "\n"))
    assert unfolded(folded(line).encode()) == [line]


@given(st.text(alphabet="ab\\;,\nنé😀"))
def test_an_escaped_text_can_be_read_back(text):
    back = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], escaped(text))
    assert back == text
    assert "\n" not in escaped(text)


@pytest.fixture
def park(make, now):
    return make.consultation(
        "Trees, lawns; and \\ paths: a very long title that has to be folded at least once", check_back_from=now + timedelta(days=20), check_back_until=now + timedelta(days=34)
    )


def test_every_public_moment_is_an_event_in_utc(visitor, park):
    found = events(visitor.get(f"/en/consultations/{park.slug}/calendar.ics").body)
    assert {event["UID"]: event["DTSTART"] for event in found} == {
        f"{park.slug}-announced@127.0.0.1": "20270329T120000Z",
        f"{park.slug}-opens@127.0.0.1": "20270428T120000Z",
        f"{park.slug}-closes@127.0.0.1": "20270508T120000Z",
        f"{park.slug}-check-back@127.0.0.1": "20270523T120000Z",
        f"{park.slug}-check-back-ends@127.0.0.1": "20270606T120000Z",
        f"{park.slug}-response-due@127.0.0.1": "20270731T120000Z",
    }
    assert {event["DTSTAMP"] for event in found} == {"20270329T000000Z"}
    assert found[2]["SUMMARY"] == "Closes: Trees\\, lawns\\; and \\\\ paths: a very long title that has to be folded at least once"
    assert found[2]["DESCRIPTION"] == "Saturday\\, May 8\\, 2027\\, 14:00 (Europe/Paris)"
    assert found[2]["URL"] == f"http://127.0.0.1:8000/en/consultations/{park.slug}"


def test_an_event_keeps_its_name_in_every_language_and_after_an_extension(visitor, make, park):
    before = events(visitor.get(f"/en/consultations/{park.slug}/calendar.ics").body)
    make.notice(park)
    after = events(visitor.get(f"/ar/consultations/{park.slug}/calendar.ics").body)
    assert [event["UID"] for event in before] == [event["UID"] for event in after]
    assert ({event["SEQUENCE"] for event in before}, {event["SEQUENCE"] for event in after}) == ({"0"}, {"1"})
    assert {event["DTSTAMP"] for event in after} == {"20270503T000000Z"}


@pytest.mark.parametrize(("state", "status"), [(ConsultationState.PUBLIC, "CONFIRMED"), (ConsultationState.SUSPENDED, "TENTATIVE"), (ConsultationState.CANCELLED, "CANCELLED")])
def test_what_will_not_come_says_so(visitor, make, now, state, status):
    park = make.consultation(state=state)
    found = {event["UID"].split("@")[0].removeprefix(f"{park.slug}-"): event["STATUS"] for event in events(visitor.get("/en/calendar.ics").body)}
    assert found == {"announced": "CONFIRMED", "opens": "CONFIRMED", "closes": status, "response-due": status}


def test_the_calendar_of_the_portal_has_all_and_no_draft(visitor, make, now):
    slugs = [make.consultation(f"Place {number}").slug for number in range(3)]
    make.consultation(state=ConsultationState.DRAFT)
    answer = visitor.get("/en/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert sorted({event["UID"].rsplit("-", 1)[0] for event in events(answer.body) if "closes" in event["UID"]}) == sorted(slugs)


def test_a_portal_without_consultations_has_an_empty_calendar(visitor, now):
    assert events(visitor.get("/ar/calendar.ics").body) == []

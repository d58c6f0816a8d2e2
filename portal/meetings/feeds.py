"""What meetings add to the calendar and to the feed of their consultation, and to the calendar of the portal."""

from collections.abc import Sequence

from portal.base.access import Actor
from portal.base.database import Session
from portal.base.languages import _, format_moment
from portal.consultations import calendars, feeds, ways
from portal.consultations.calendars import Event
from portal.consultations.feeds import Item
from portal.consultations.models import Consultation
from portal.meetings import queries
from portal.meetings.models import Meeting, MeetingState

STATUS = {MeetingState.PLANNED: "CONFIRMED", MeetingState.HELD: "CONFIRMED", MeetingState.CANCELLED: "CANCELLED"}


def path(consultation: Consultation, meeting: Meeting) -> str:
    """The address of a meeting, without language."""
    return f"/consultations/{consultation.slug}/meetings/{meeting.number}"


@calendars.also
def dates(session: Session, viewer: Actor, consultations: Sequence[Consultation]) -> list[Event]:
    """Every meeting as an event; one statement for all consultations."""
    found = queries.of_all(session, viewer, [one.id for one in consultations])
    return [_event(consultation, meeting) for consultation in consultations for meeting in found.get(consultation.id, [])]


def _event(consultation: Consultation, meeting: Meeting) -> Event:
    access = str(meeting.access)
    return Event(
        name=f"{consultation.slug}-meeting-{meeting.number}",
        stamp=max(meeting.day, meeting.state_since),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=meeting.version - 1,
        title=f"{meeting.title}: {consultation.title}",
        text="\n".join(one for one in (format_moment(meeting.starts_at, meeting.zone), access, str(meeting.coming)) if one),
        path=path(consultation, meeting),
        status=STATUS[meeting.state],
        place="\n".join(one for one in (str(meeting.place), meeting.link) if one),
    )


@feeds.also
def news(session: Session, viewer: Actor, consultation: Consultation) -> list[Item]:
    """That a meeting was entered, that it is cancelled, and that there are notes."""
    told = []
    for one in queries.of(session, viewer, consultation):
        title, where = one.title.for_reader(), path(consultation, one)
        when = format_moment(one.starts_at, one.zone)
        told.append(Item(f"meeting-{one.number}", one.day, _("Meeting: %(title)s", title=title.text), when, where, str(consultation.host.name)))
        if one.state is not MeetingState.PLANNED:
            told.append(
                Item(f"meeting-{one.number}-{one.state.value}", one.state_since, f"{one.state.label}: {title.text}", str(one.reason) or when, where, str(consultation.host.name))
            )
    return told


@ways.also
def way(session: Session, viewer: Actor, consultation: Consultation) -> list[tuple[str, str]]:
    """From the overview to the meetings, once there are any."""
    return [(f"/consultations/{consultation.slug}/meetings", _("Meetings"))] if queries.there_are(session, viewer, consultation) else []

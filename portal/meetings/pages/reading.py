"""What everybody reads: the meetings of a consultation, and each of them with what was said there."""

from litestar.response import Response

from portal.base.access import Permission, can
from portal.base.database import Session
from portal.consultations import queries as consultations
from portal.consultations.pages.reading import prose
from portal.meetings import queries, said
from portal.meetings.queries import MeetingState
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@get("/consultations/{slug:str}/meetings", needs=Permission.ANYONE)
def show_meetings(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """All meetings in the order of time: those to come first, then the last one first."""
    consultation = consultations.one(session, visit.actor, slug)
    found = queries.of(session, visit.actor, consultation)
    coming = [one for one in found if one.ends_at > visit.now]
    over = [one for one in reversed(found) if one.ends_at <= visit.now]
    return page(visit, "meetings/meetings.html", consultation=consultation, coming=coming, over=over, state=state_of(visit))


@get("/consultations/{slug:str}/meetings/{number:int}", needs=Permission.ANYONE)
def show_meeting(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """One meeting: how to take part, later what came of it."""
    consultation, meeting = queries.one(session, visit.actor, slug, number)
    here = f"/consultations/{slug}/meetings/{number}"
    words, later = said.there(session, visit.actor, meeting, f"/consultations/{slug}", visit.query.get("after", ""))
    return page(
        visit,
        "meetings/meeting.html",
        consultation=consultation,
        meeting=meeting,
        state=state_of(visit),
        is_over=meeting.ends_at <= visit.now,
        words=words,
        later=visit.url(here, after=later) if later else "",
        prose=prose,
        may_manage=can(visit.actor, Permission.MANAGE_CONSULTATION, consultation),
    )


def state_of(visit: Visit):  # type: ignore[no-untyped-def]  # noqa: ANN201 - a function for templates
    """What stands beside a title; of a meeting whose hour is over nobody needs to have said so."""
    return lambda meeting: MeetingState.HELD.label if meeting.state == MeetingState.PLANNED and meeting.ends_at <= visit.now else meeting.state.label

"""Calendars and feeds: what one takes along into a program of one's own, without leaving an address here."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _
from portal.base.settings import settings
from portal.consultations import calendars, queries
from portal.consultations.calendars import calendar
from portal.consultations.feeds import feed, items, more
from portal.web.doors import get
from portal.web.pages import document
from portal.web.visitors import Visit

CALENDAR = "text/calendar"  # the framework adds the charset to texts
ATOM = "application/atom+xml; charset=utf-8"


@get("/calendar.ics", needs=Permission.ANYONE)
def give_calendar(visit: Visit, session: Session) -> Response[bytes]:
    """The moments of all consultations."""
    found = queries.with_notices(session, visit.actor)
    return document(calendar(settings().name, found, calendars.more(session, visit.actor, found)), CALENDAR, keep=not visit.actor.is_staff)


@get("/consultations/{slug:str}/calendar.ics", needs=Permission.ANYONE)
def give_calendar_of_one(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The moments of one consultation."""
    consultation = queries.to_take_along(session, visit.actor, slug)
    events = calendars.more(session, visit.actor, [consultation])
    return document(calendar(str(consultation.title), [consultation], events), CALENDAR, keep=not visit.actor.is_staff)


@get("/feed.atom", needs=Permission.ANYONE)
def give_feed(visit: Visit, session: Session) -> Response[bytes]:
    """What happened in all consultations."""
    told = [(consultation.slug, item) for consultation in queries.with_notices(session, visit.actor) for item in items(consultation, visit.now)]
    return document(feed(_("News from %(portal)s", portal=settings().name), "/feed.atom", "/", told), ATOM, keep=not visit.actor.is_staff)


@get("/consultations/{slug:str}/feed.atom", needs=Permission.ANYONE)
def give_feed_of_one(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What happened in one consultation, also what the rooms above tell of it."""
    consultation = queries.to_take_along(session, visit.actor, slug)
    told = [(slug, item) for item in [*items(consultation, visit.now), *more(session, visit.actor, consultation)]]
    page = f"/consultations/{slug}"
    return document(feed(str(consultation.title), f"{page}/feed.atom", page, told), ATOM, keep=not visit.actor.is_staff)

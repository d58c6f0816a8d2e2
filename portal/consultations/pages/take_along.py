"""Calendars and feeds: what one takes along into a program of one's own, without leaving an address here."""

from typing import Any
from urllib.parse import urlencode

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _
from portal.base.settings import settings
from portal.consultations import calendars, narrowing, queries
from portal.consultations.calendars import calendar
from portal.consultations.feeds import feed, items, more, more_for_all
from portal.consultations.narrowing import Narrowing
from portal.web.atom import TYPE as ATOM
from portal.web.doors import get
from portal.web.pages import document
from portal.web.visitors import Visit

CALENDAR = "text/calendar"  # the framework adds the charset to texts


@get("/calendar.ics", needs=Permission.ANYONE)
def give_calendar(visit: Visit, session: Session) -> Response[bytes]:
    """The moments of all consultations."""
    wish, found = _asked(visit, session)
    events, days = calendars.more(session, visit.actor, found), calendars.more_days(session, visit.actor, wish)
    return document(calendar(settings().name, found, events, days), CALENDAR, keep=not visit.actor.is_staff and not visit.query)


@get("/consultations/{slug:str}/calendar.ics", needs=Permission.ANYONE)
def give_calendar_of_one(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The moments of one consultation."""
    consultation = queries.to_take_along(session, visit.actor, slug)
    events = calendars.more(session, visit.actor, [consultation])
    return document(calendar(str(consultation.title), [consultation], events), CALENDAR, keep=not visit.actor.is_staff)


@get("/feed.atom", needs=Permission.ANYONE)
def give_feed(visit: Visit, session: Session) -> Response[bytes]:
    """What happened in all consultations, and what is planned."""
    wish, found = _asked(visit, session)
    told = [(f"/consultations/{consultation.slug}", item) for consultation in found for item in items(consultation, visit.now)]
    told += more_for_all(session, visit.actor, wish)
    question = f"?{urlencode(wish.wishes)}" if wish else ""
    whole = feed(_("News from %(portal)s", portal=settings().name), f"/feed.atom{question}", f"/{question}", told)
    return document(whole, ATOM, keep=not visit.actor.is_staff and not visit.query)


def _asked(visit: Visit, session: Session) -> tuple[Narrowing, list[Any]]:
    """What is asked for, and all public consultations that belong to it."""
    wish = narrowing.asked(visit.query)
    return wish, [one for one in queries.with_notices(session, visit.actor) if wish.fits(one.topics, one.region, one.languages)]


@get("/consultations/{slug:str}/feed.atom", needs=Permission.ANYONE)
def give_feed_of_one(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """What happened in one consultation, also what the rooms above tell of it."""
    consultation = queries.to_take_along(session, visit.actor, slug)
    page = f"/consultations/{slug}"
    told = [(page, item) for item in [*items(consultation, visit.now), *more(session, visit.actor, consultation)]]
    return document(feed(str(consultation.title), f"{page}/feed.atom", page, told), ATOM, keep=not visit.actor.is_staff)

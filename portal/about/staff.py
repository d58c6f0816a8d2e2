"""Each person's start page and the room of one consultation."""

from dataclasses import dataclass

from litestar.response import Response

from portal.about import queries
from portal.about.queries import Room
from portal.base import clock
from portal.base.access import Actor, Permission, Role
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Lazy, _l
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.consultations.phases import phase_at
from portal.web.doors import get
from portal.web.pages import page
from portal.web.visitors import Visit


@dataclass(frozen=True)
class Desk:
    """A staff page of a consultation and who works there."""

    path: str
    label: Lazy
    roles: frozenset[Role]


MODERATORS = frozenset({Role.MODERATOR})
ORGANISERS = frozenset({Role.ORGANISER, Role.ADMINISTRATOR})
DESKS = (
    Desk("queue", _l("Contributions that wait"), MODERATORS),
    Desk("flags", _l("Reports"), MODERATORS),
    Desk("messages", _l("Messages"), MODERATORS),
    Desk("published", _l("What is published"), MODERATORS),
    Desk("appeals", _l("Appeals"), frozenset({Role.REVIEWER})),
    Desk("summary", _l("Summary"), MODERATORS),
    Desk("objections", _l("Objections to the summary"), MODERATORS),
    Desk("responses", _l("Answers and promises"), frozenset({Role.RESPONDER})),
    Desk("settings", _l("Settings"), ORGANISERS),
    Desk("team", _l("Team"), ORGANISERS),
)


@get("/staff", needs=Permission.STAFF)
def show_rooms(visit: Visit, session: Session) -> Response[bytes]:
    """Your rooms: where you have a role and what waits there."""
    rooms = [(room, phase_at(room.consultation, clock.now()), desks(room)) for room in queries.rooms(session, visit.actor)]
    return page(visit, "about/staff.html", rooms=rooms)


@get("/staff/{slug:str}", needs=Permission.STAFF)
def show_room(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """The room of one consultation: the ways to its desks."""
    consultation = consultations.one(session, visit.actor, slug)
    room = queries.room(session, visit.actor, consultation)
    if not room.roles:
        raise NotFound
    return page(visit, "about/staff_room.html", room=room, consultation=consultation, phase=phase_at(consultation, clock.now()), desks=desks(room))


def desks(room: Room) -> list[Desk]:
    """The desks that are open to somebody with these roles."""
    return [desk for desk in DESKS if desk.roles & set(room.roles)]


def may_enter(viewer: Actor, consultation: Consultation, path: str) -> bool:
    """Whether a desk is open to somebody, for links on other pages."""
    return any(desk.path == path and desk.roles & set(queries.roles_in(viewer, consultation)) for desk in DESKS)

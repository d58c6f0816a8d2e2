"""Each person's start page and the room of one consultation."""

from dataclasses import dataclass

from litestar.response import Response

from portal.about import admin, queries, waiting
from portal.about.queries import Room
from portal.about.waiting import Task
from portal.base import clock
from portal.base.access import Permission, Role, can_enter
from portal.base.database import Session
from portal.base.errors import NotFound
from portal.base.languages import Lazy, _, _l
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.consultations.phases import phase_at
from portal.consultations.timeline import Milestone, still_standing
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
    Desk("assist", _l("Enter words for somebody"), frozenset({Role.HELPER})),
    Desk("translations", _l("Translations"), frozenset({Role.TRANSLATOR, Role.MODERATOR})),
    Desk("setup", _l("Setting up"), ORGANISERS),
    Desk("settings", _l("Settings"), ORGANISERS),
    Desk("team", _l("Team"), ORGANISERS),
    Desk("links", _l("Links to take part"), ORGANISERS),
    Desk("meetings", _l("Meetings"), ORGANISERS),
    Desk("corrections", _l("Corrections"), ORGANISERS),
    Desk("journal", _l("Record of deeds"), ORGANISERS),
)


KINDS = {
    "contributions": (_l("Contributions"), _l("Read a contribution")),
    "flags": (_l("Reported words"), _l("Answer the reports on No. %(number)s")),
    "messages": (_l("Messages"), _l("Read what an author wrote")),
    "objections": (_l("Objections to the summary"), _l("Answer objection %(number)s")),
    "appeals": (_l("Appeals"), _l("Hear an appeal")),
    "points": (_l("Points without an answer"), _l("Answer point %(number)s")),
    "commitments": (_l("Promises whose day is near or over"), _l("Give news of promise %(number)s")),
    "drafts": (_l("Consultations that are being set up"), _l("Go on setting up")),
    "barriers": (_l("Reports of barriers"), _l("Answer a report of a barrier")),
    "requests": (_l("Requests to join a list"), _l("Answer a request to join")),
    "calls": (_l("Calls for action"), _l("Check a call")),
    "suggestions": (_l("What people suggest"), _l("Look at a suggestion")),
    "entries": (_l("To be looked at again"), _l("Look at entry No. %(number)s")),
}
"""Each kind of thing that waits: its name, and what is to be done."""

COMES = {
    Role.ADMINISTRATOR: _l("Reports of barriers appear here as soon as somebody sends one, and so do new consultations."),
    Role.ORGANISER: _l("Your consultations appear here while they are set up, and reports of barriers when somebody sends one."),
    Role.MODERATOR: _l("Contributions, reports and messages appear here as soon as somebody sends one."),
    Role.REVIEWER: _l("An appeal appears here as soon as somebody contests a decision that neither you nor your unit made."),
    Role.RESPONDER: _l("The points of a summary appear here when it is final, and promises a month before their day."),
    Role.FOCAL_POINT: _l("Complaints that are entrusted to you wait at your desk. A letter calls you when there is one."),
    Role.PROTECTION_OFFICER: _l("Reports in the protected channel wait at your desk. A letter calls you when there is one."),
    Role.EVALUATOR: _l("You may read the figures of moderation and the trace from words to answers. There is nothing to decide."),
    Role.HELPER: _l("You may enter words for people who cannot do it alone. The number is theirs; hand it over sealed."),
    Role.TRANSLATOR: _l("Texts that wait for a translation, and translations that nobody checked, are listed in the room of the consultation."),
    Role.EDITOR: _l("Suggestions for the directory of help, and entries that are due for a look, wait for you."),
    Role.CHAIR: _l("Requests to join a list, and calls that were proposed, wait for you."),
}
"""What somebody in a role may expect when nothing waits."""

MOST_ROOMS = 50


@get("/staff", needs=Permission.STAFF)
def show_start(visit: Visit, session: Session) -> Response[bytes]:
    """What waits for you, by role; and your consultations."""
    rooms = queries.rooms(session, visit.actor)
    waits = waiting.desks(session, visit.actor)
    shown = sorted(rooms, key=lambda room: not any(room.waiting.get(desk.path) for desk in desks(room)))[:MOST_ROOMS]
    return page(
        visit,
        "about/staff.html",
        desks=waits,
        groups=_groups(waiting.urgent(waits)),
        idle=[(desk.role, _next([room for room in rooms if desk.role in room.roles], visit)) for desk in waits if not desk.tasks],
        rooms=[(room, phase_at(room.consultation, visit.now), desks(room), _next([room], visit)) for room in shown],
        unshown=len(rooms) - len(shown),
        borrowed=waiting.borrowed(visit.actor, [room.consultation for room in rooms]),
        lapsed=waiting.lapsed(session, visit.actor),
        may_create=can_enter(visit.actor, Permission.CREATE_CONSULTATION),
        administers=admin.administers(visit.actor),
        leads_calls=can_enter(visit.actor, Permission.LEAD_CALLS),
        edits_directory=can_enter(visit.actor, Permission.EDIT_DIRECTORY),
        has_desk=can_enter(visit.actor, Permission.HOLD_KEY),
        kinds=KINDS,
        comes=COMES,
    )


def _groups(tasks: list[Task]) -> list[tuple[str, list[Task]]]:
    """What waits, by urgency."""
    late, soon = [one for one in tasks if one.late], [one for one in tasks if one.soon]
    rest = [one for one in tasks if not one.late and not one.soon]
    return [(label, some) for label, some in ((_("Late"), late), (_("Due within a week"), soon), (_("Later, or without a day"), rest)) if some]


def _next(rooms: list[Room], visit: Visit) -> tuple[Consultation, Milestone] | None:
    """The next moment in any of these consultations."""
    coming = [(one, milestone) for one in (room.consultation for room in rooms) for milestone in still_standing(one) if milestone.at > visit.now]
    return min(coming, key=lambda pair: (pair[1].at, pair[0].slug), default=None)


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

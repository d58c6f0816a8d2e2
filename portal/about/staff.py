"""Each person's start page, the room of one consultation, and its team."""

from dataclasses import dataclass

from litestar.response import Response

from portal.about import queries
from portal.about.queries import Room
from portal.base import clock
from portal.base.access import Actor, Permission, Role
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import Lazy, _l
from portal.base.settings import settings
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.consultations.phases import phase_at
from portal.identity import commands as identity
from portal.identity import queries as people
from portal.identity.forms import TeamForm
from portal.web.doors import get, post
from portal.web.pages import page, redirect
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


@get("/staff/{slug:str}/team", needs=Permission.MANAGE_STAFF)
def show_team(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Who works here, and the form to invite more."""
    consultation = consultations.one(session, visit.actor, slug)
    return _team(visit, session, consultation, _team_form(session, visit))


@post("/staff/{slug:str}/team", needs=Permission.MANAGE_STAFF)
def invite(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Make an invitation and show its link, this once."""
    consultation = consultations.one(session, visit.actor, slug)
    form = _team_form(session, visit)
    if not form.validate():
        return _team(visit, session, consultation, form, status=422)
    try:
        secret = identity.invite_to(
            session, visit.actor, consultation, Role(form.role.data), organisation_slug=form.organisation.data, new_organisation=form.new_organisation.data or ""
        )
    except Refused as refused:
        form.blame("organisation", refused.sentence)
        return _team(visit, session, consultation, form, status=422)
    link = settings().address + visit.url("/staff/invitation", key=secret)
    return page(visit, "about/staff_invited.html", consultation=consultation, link=link, role=Role(form.role.data), days=identity.INVITATION_LIFETIME.days)


@post("/staff/{slug:str}/team/end", needs=Permission.MANAGE_STAFF)
def end_role(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """End somebody's role here."""
    consultation = consultations.one(session, visit.actor, slug)
    staff_id, role = visit.form.get("person", ""), visit.form.get("role", "")
    if not staff_id.isdecimal() or role not in list(Role):
        raise NotFound
    identity.take_role(session, visit.actor, consultation, people.account(session, visit.actor, int(staff_id)), Role(role))
    return redirect(visit.url(f"/staff/{slug}/team"))


def _team_form(session: Session, visit: Visit) -> TeamForm:
    roles = [(role.value, role.label) for role in identity.IN_ONE_CONSULTATION]
    known = [(one.slug, str(one.name)) for one in people.organisations(session, visit.actor)]
    return TeamForm(visit.form if visit.method == "POST" else None, roles=roles, organisations=known)


def _team(visit: Visit, session: Session, consultation: Consultation, form: TeamForm, *, status: int = 200) -> Response[bytes]:
    team = people.team(session, visit.actor, consultation)
    return page(visit, "about/staff_team.html", status=status, consultation=consultation, team=team, form=form, faults=form.faults())


def may_enter(viewer: Actor, consultation: Consultation, path: str) -> bool:
    """Whether a desk is open to somebody, for links on other pages."""
    return any(desk.path == path and desk.roles & set(queries.roles_in(viewer, consultation)) for desk in DESKS)

"""Who works in a consultation, and how somebody comes to it and leaves it."""

from litestar.response import Response

from portal.base.access import Permission, Role
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.settings import settings
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.identity import commands as identity
from portal.identity import queries as people
from portal.identity.forms import TeamForm
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


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

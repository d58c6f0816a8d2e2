"""Invitations, for administrators: made, listed with their expiry, renewed and withdrawn. A link is shown once."""

from litestar.response import Response

from portal.base.access import Permission, Role
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import _l
from portal.base.settings import settings
from portal.identity import commands, queries
from portal.identity.forms.people_admin import NewInvitationForm
from portal.identity.pages.people_admin import after_from, place_choices
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

LIST = "/staff/admin/invitations"
DONE = {"withdrawn": _l("The invitation is withdrawn. Its link works no more.")}


@get(LIST, needs=Permission.MANAGE_ORGANISATIONS)
def show_invitations(visit: Visit, session: Session) -> Response[bytes]:
    """Invitations that nobody has used yet, and the form for a new one."""
    return _list(visit, session, _form(visit, session))


@post(LIST, needs=Permission.MANAGE_ORGANISATIONS)
def invite(visit: Visit, session: Session) -> Response[bytes]:
    """Make an invitation and show its link, this once."""
    form = _form(visit, session)
    if not form.validate():
        return _list(visit, session, form, status=422)
    organisation = queries.managed(session, visit.actor, form.organisation.data)
    role = Role(form.role.data)
    try:
        secret = commands.invite(session, visit.actor, organisation, role, form.consultation_id, label=form.label.data, unit=form.unit.data or "", token=visit.token)
    except Refused as fault:
        form.blame("role", fault.sentence)
        return _list(visit, session, form, status=422)
    return _ready(visit, secret, role, form.label.data)


@post(LIST + "/{number:int}/renew", needs=Permission.MANAGE_ORGANISATIONS)
def renew(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """A new link for an invitation; the old one works no more."""
    invitation = queries.open_invitation(session, visit.actor, number).invitation
    return _ready(visit, commands.renew_invitation(session, visit.actor, invitation, visit.token), invitation.role, invitation.label)


@post(LIST + "/{number:int}/withdraw", needs=Permission.MANAGE_ORGANISATIONS)
def withdraw(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Withdraw an invitation, after a question."""
    one = queries.open_invitation(session, visit.actor, number)
    if visit.form.get("sure") != "yes":
        return page(visit, "identity/invitation_list_sure.html", one=one)
    commands.withdraw_invitation(session, visit.actor, one.invitation)
    return redirect(visit.url(LIST, done="withdrawn"))


def _ready(visit: Visit, secret: str, role: Role, label: str) -> Response[bytes]:
    link = settings().address + visit.url("/staff/invitation", key=secret)
    return page(visit, "identity/invitation_list_ready.html", link=link, role=role, label=label, days=commands.INVITATION_LIFETIME.days)


def _form(visit: Visit, session: Session) -> NewInvitationForm:
    organisations = [(one.slug, str(one.name)) for one in queries.organisations(session, visit.actor)]
    return NewInvitationForm(visit.form if visit.method == "POST" else None, places=place_choices(visit, session), organisations=organisations)


def _list(visit: Visit, session: Session, form: NewInvitationForm, *, status: int = 200) -> Response[bytes]:
    rows, following = queries.invitations(session, visit.actor, after_from(visit))
    return page(
        visit,
        "identity/invitation_list.html",
        status=status,
        rows=rows,
        first=visit.url(LIST) if visit.query.get("after") else "",
        later=visit.url(LIST, after=following) if following else "",
        form=form,
        faults=form.faults(),
        done=str(DONE.get(visit.query.get("done", ""), "")) if visit.method == "GET" else "",
    )

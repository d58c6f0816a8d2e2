"""Who works in a consultation, and how somebody comes to it and leaves it."""

from typing import Any

from litestar.response import Response

from portal.base.access import IN_ONE_CONSULTATION, Permission, Role
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _, _l
from portal.base.settings import settings
from portal.base.text import one_line
from portal.consultations import commands as organising
from portal.consultations import queries as consultations
from portal.consultations.models import Consultation
from portal.identity import commands as identity
from portal.identity import queries as people
from portal.identity.forms import TeamForm
from portal.identity.forms.people_admin import PartForm
from portal.identity.pages.people_admin import after_from, posted_number
from portal.moderation import commands as moderation
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

TEAM = "/staff/{slug:str}/team"
PAGE = 50
DONE = {
    "given": _l("The part is given. It counts from the next page that this person opens."),
    "borrowed": _l("The reviewer is borrowed, and sees this consultation on the own start page."),
    "named": _l("The organisation is named as one that moderates."),
    "unnamed": _l("The organisation is no longer named as one that moderates. The parts of its people stay until you end them."),
    "independent": _l("The consultation is moderated independently now."),
    "together": _l("People of the host can moderate again."),
}
Faults = list[tuple[str, str]]


@get(TEAM, needs=Permission.MANAGE_STAFF)
def show_team(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Who works here, and the form to invite more."""
    return _team(visit, session, consultations.one(session, visit.actor, slug))


def _team(visit: Visit, session: Session, consultation: Consultation, form: TeamForm | None = None, *, faults: Faults | None = None) -> Response[bytes]:
    form = form or _team_form(session, visit, sent=False)
    found = (faults or []) + form.faults()
    members = people.members(session, visit.actor, consultation)
    start = next((place + 1 for place, one in enumerate(members) if one.held.id == after_from(visit)), 0)
    named = {one.id for one in consultation.moderators}
    return page(
        visit,
        "about/staff_team.html",
        status=422 if found else 200,
        consultation=consultation,
        members=members[start : start + PAGE],
        first=visit.url(f"/staff/{consultation.slug}/team") if start else "",
        later=visit.url(f"/staff/{consultation.slug}/team", after=members[start + PAGE - 1].held.id) if len(members) > start + PAGE else "",
        others=[one for one in people.organisations(session, visit.actor) if one.id not in named],
        form=form,
        faults=found,
        ended=_ended(visit, session) if visit.method == "GET" else None,
        done=str(DONE.get(visit.query.get("done", ""), "")) if visit.method == "GET" else "",
    )


def _ended(visit: Visit, session: Session) -> tuple[Any, Role] | None:
    """Whose part has just ended, so that it can be given back."""
    number, role = visit.query.get("ended", ""), visit.query.get("role", "")
    if not (number.isascii() and number.isdigit() and len(number) < 20 and role in list(Role)):  # noqa: PLR2004  more digits fit no column
        return None
    return people.account(session, visit.actor, int(number)), Role(role)


def _team_form(session: Session, visit: Visit, *, sent: bool) -> TeamForm:
    roles = [(role.value, role.label) for role in IN_ONE_CONSULTATION]
    known = [(one.slug, str(one.name)) for one in people.organisations(session, visit.actor)]
    return TeamForm(visit.form if sent else None, roles=roles, organisations=known)


@post(TEAM, needs=Permission.MANAGE_STAFF)
def invite(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Make an invitation and show its link, this once."""
    consultation = consultations.one(session, visit.actor, slug)
    form = _team_form(session, visit, sent=True)
    if not form.validate():
        return _team(visit, session, consultation, form)
    try:
        secret = identity.invite_to(
            session,
            visit.actor,
            consultation,
            Role(form.role.data),
            organisation_slug=form.organisation.data,
            new_organisation=form.new_organisation.data or "",
            label=form.label.data or "",
            unit=form.unit.data or "",
            token=visit.token,
        )
    except Refused as refused:
        form.blame("organisation", refused.sentence)
        return _team(visit, session, consultation, form)
    link = settings().address + visit.url("/staff/invitation", key=secret)
    return page(visit, "about/staff_invited.html", consultation=consultation, link=link, role=Role(form.role.data), days=identity.INVITATION_LIFETIME.days)


@post(TEAM + "/end", needs=Permission.MANAGE_STAFF)
def end_role(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """End somebody's role here; the next page offers to give it back."""
    consultation = consultations.one(session, visit.actor, slug)
    person = people.account(session, visit.actor, posted_number(visit, "person"))
    role = _role(visit)
    try:
        identity.take_role(session, visit.actor, consultation, person, role)
    except Refused as refused:
        return _team(visit, session, consultation, faults=[("people", refused.sentence)])
    return redirect(visit.url(f"/staff/{slug}/team", ended=person.id, role=role.value))


def _role(visit: Visit) -> Role:
    typed = visit.form.get("role", "")
    if typed not in list(Role):
        raise NotFound
    return Role(typed)


@get(TEAM + "/give", needs=Permission.MANAGE_STAFF)
def show_candidates(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """People who are here already: to be found by name, or by the whole sign-in name."""
    consultation = consultations.one(session, visit.actor, slug)
    text, here = one_line(visit.query.get("q", "")), f"/staff/{slug}/team/give"
    found = people.candidates(session, visit.actor, consultation, text, after_from(visit))
    later = visit.url(here, q=text, after=found.next) if found.next else ""
    first = visit.url(here, q=text) if visit.query.get("after") else ""
    return page(visit, "about/staff_team_give.html", consultation=consultation, found=found, text=text, first=first, later=later)


@get(TEAM + "/give/{number:int}", needs=Permission.MANAGE_STAFF)
def show_giving(visit: Visit, session: Session, slug: str, number: int) -> Response[bytes]:
    """Which part somebody gets."""
    consultation = consultations.one(session, visit.actor, slug)
    return _giving(visit, session, consultation, people.candidate(session, visit.actor, consultation, number), PartForm())


def _giving(visit: Visit, session: Session, consultation: Consultation, person: Any, form: PartForm) -> Response[bytes]:
    faults = form.faults()
    return page(visit, "about/staff_team_part.html", status=422 if faults else 200, consultation=consultation, person=person, form=form, faults=faults)


@post(TEAM + "/give", needs=Permission.MANAGE_STAFF)
def give_role(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Give somebody who is here already a part."""
    consultation = consultations.one(session, visit.actor, slug)
    person = people.candidate(session, visit.actor, consultation, posted_number(visit, "person"))
    form = PartForm(visit.form)
    if form.validate():
        try:
            identity.give_role_in(session, visit.actor, consultation, person, Role(form.role.data))
        except Refused as refused:
            form.blame("role", refused.sentence)
        else:
            return redirect(visit.url(f"/staff/{slug}/team", done="given"))
    return _giving(visit, session, consultation, person, form)


@get(TEAM + "/borrow", needs=Permission.MANAGE_STAFF)
def show_lent(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Reviewers whom other organisations lend."""
    consultation = consultations.one(session, visit.actor, slug)
    text, here = one_line(visit.query.get("q", "")), f"/staff/{slug}/team/borrow"
    found = people.lent_reviewers(session, visit.actor, consultation, text=text, after=after_from(visit), most=PAGE + 1)
    later = visit.url(here, q=text, after=found[PAGE - 1].id) if len(found) > PAGE else ""
    first = visit.url(here, q=text) if visit.query.get("after") else ""
    return page(visit, "about/staff_team_borrow.html", consultation=consultation, found=found[:PAGE], text=text, first=first, later=later)


@post(TEAM + "/borrow", needs=Permission.MANAGE_STAFF)
def borrow(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Borrow a reviewer for this consultation."""
    consultation = consultations.one(session, visit.actor, slug)
    identity.borrow(session, visit.actor, consultation, people.account(session, visit.actor, posted_number(visit, "person")))
    return redirect(visit.url(f"/staff/{slug}/team", done="borrowed"))


@post(TEAM + "/organisations", needs=Permission.MANAGE_CONSULTATION)
def name_moderator(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Name an organisation that moderates, or name it no more; the button says which."""
    consultation = consultations.one(session, visit.actor, slug)
    organisation = people.organisation(session, visit.actor, visit.form.get("organisation", ""))
    if organisation is None:
        return _team(visit, session, consultation, faults=[("moderating", _("Choose an organisation."))])
    named = any(one.id == organisation.id for one in consultation.moderators)
    if visit.form.get("deed") == "remove":
        if named:
            moderation.drop_moderator(session, visit.actor, consultation, organisation)
        return redirect(visit.url(f"/staff/{slug}/team", done="unnamed"))
    if not named:
        organising.add_moderator(session, visit.actor, consultation, organisation)
    return redirect(visit.url(f"/staff/{slug}/team", done="named"))


@post(TEAM + "/independence", needs=Permission.MANAGE_CONSULTATION)
def set_independent(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Keep the host's own people out of moderation and appeals, or let them in; the button says which."""
    consultation, on = consultations.one(session, visit.actor, slug), visit.form.get("on") == "yes"
    try:
        moderation.set_independent(session, visit.actor, consultation, on)
    except Refused as refused:
        return _team(visit, session, consultations.one(session, visit.actor, slug), faults=[("independence", refused.sentence)])
    return redirect(visit.url(f"/staff/{slug}/team", done="independent" if on else "together"))


@get("/staff/{slug:str}/give-back", needs=Permission.DECIDE_APPEAL)
def show_giving_back(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """A reviewer is asked whether to leave."""
    consultation = consultations.one(session, visit.actor, slug)
    if (Role.REVIEWER, consultation.id) not in visit.actor.roles:
        raise NotFound
    return page(visit, "about/staff_give_back.html", consultation=consultation, faults=[])


@post("/staff/{slug:str}/give-back", needs=Permission.DECIDE_APPEAL)
def give_back(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """A reviewer leaves, unless appeals here would have nobody left."""
    consultation = consultations.one(session, visit.actor, slug)
    try:
        identity.give_back(session, visit.actor, consultation)
    except Refused as refused:
        return page(visit, "about/staff_give_back.html", status=422, consultation=consultation, faults=[("main", refused.sentence)])
    return redirect(visit.url("/staff"))

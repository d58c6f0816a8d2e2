"""People and their roles, for administrators."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission, Role
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _, _l
from portal.base.text import one_line
from portal.identity import commands, queries
from portal.identity.forms.people_admin import PersonForm, RoleForm, TrainingForm
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

LIST = "/staff/admin/people"
ONE = LIST + "/{number:int}"
DONE = {
    "saved": _l("The changes are saved."),
    "given": _l("The role is given. It counts from the next page that this person opens."),
    "ended": _l("The role has ended. It counts no more."),
    "trained": _l("The training is noted."),
    "lent": _l("Other organisations can now borrow this person as a reviewer."),
    "kept": _l("This person is no longer lent. What was borrowed before goes on."),
    "factor": _l("The second factor is taken away. The next sign-in sets up a new one."),
    "closed": _l("The account is closed. All sessions and roles have ended."),
}


@get(LIST, needs=Permission.MANAGE_ORGANISATIONS)
def show_people(visit: Visit, session: Session) -> Response[bytes]:
    """All accounts, to be searched by name and organisation."""
    text, slug = one_line(visit.query.get("q", "")), visit.query.get("organisation", "")
    organisations = queries.organisations(session, visit.actor)
    chosen = next((one for one in organisations if one.slug == slug), None)
    found = queries.find_people(session, visit.actor, text, chosen, after_from(visit))
    later = visit.url(LIST, q=text, organisation=slug, after=found.next) if found.next else ""
    first = visit.url(LIST, q=text, organisation=slug) if visit.query.get("after") else ""
    return page(visit, "identity/people.html", found=found, text=text, chosen=chosen, organisations=organisations, first=first, later=later)


def after_from(visit: Visit) -> int | None:
    """After whom a page begins; None for anything that is no number."""
    typed = visit.query.get("after", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 20 else None  # noqa: PLR2004  more digits fit no column


@get(ONE, needs=Permission.MANAGE_ORGANISATIONS)
def show_person(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One person with all roles."""
    return _one(visit, session, number)


def _one(visit: Visit, session: Session, number: int, *, form: PersonForm | None = None, role: RoleForm | None = None, status: int = 200, meanwhile: Any = ()) -> Response[bytes]:
    person = queries.person(session, visit.actor, number)
    form = form or PersonForm(organisations=_organisations(visit, session), person=person)
    role = role or RoleForm(places=place_choices(visit, session))
    return page(
        visit,
        "identity/person.html",
        status=status,
        person=person,
        parts=queries.parts_of(session, visit.actor, person),
        form=form,
        role=role,
        faults=[*form.faults(), *role.faults()],
        ground=fingerprint(person.name, person.organisation_id, person.unit),
        meanwhile=meanwhile,
        training=TrainingForm,
        done=str(DONE.get(visit.query.get("done", ""), "")) if visit.method == "GET" else "",
    )


def _organisations(visit: Visit, session: Session) -> list[tuple[str, str]]:
    return [(one.slug, str(one.name)) for one in queries.organisations(session, visit.actor)]


def place_choices(visit: Visit, session: Session) -> list[tuple[str, str]]:
    """The consultations for a form, by title."""
    return [(str(place.id), str(place.title)) for place in queries.places(session, visit.actor)]


@post(ONE, needs=Permission.MANAGE_ORGANISATIONS)
def save_person(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Save name, organisation and unit."""
    person = queries.person(session, visit.actor, number)
    form = PersonForm(visit.form, organisations=_organisations(visit, session))
    if not form.validate():
        return _one(visit, session, number, form=form, status=422)
    if changed_meanwhile(visit, person.name, person.organisation_id, person.unit):
        now = [(_("Name"), person.name), (_("Organisation"), str(person.organisation.name)), (_("Unit"), person.unit or "–")]
        return _one(visit, session, number, form=form, status=409, meanwhile=now)
    organisation = queries.managed(session, visit.actor, form.organisation.data)
    try:
        commands.change_person(session, visit.actor, person, name=form.name.data, organisation=organisation, unit=form.unit.data or "")
    except Refused as fault:
        form.blame("organisation" if organisation.id != person.organisation_id else "unit", fault.sentence)
        return _one(visit, session, number, form=form, status=422)
    return redirect(visit.url(f"{LIST}/{number}", done="saved"))


@post(ONE + "/roles", needs=Permission.MANAGE_ORGANISATIONS)
def give_role(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Give a role, somewhere or everywhere."""
    person = queries.person(session, visit.actor, number)
    form = RoleForm(visit.form, places=place_choices(visit, session))
    if not form.validate():
        return _one(visit, session, number, role=form, status=422)
    try:
        commands.give_role(session, visit.actor, person, Role(form.role.data), form.consultation_id, form.trained.day)
    except Refused as fault:
        form.blame("role", fault.sentence)
        return _one(visit, session, number, role=form, status=422)
    return redirect(visit.url(f"{LIST}/{number}", done="given"))


@post(ONE + "/roles/end", needs=Permission.MANAGE_ORGANISATIONS)
def end_role(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """End a role, after a question."""
    person = queries.person(session, visit.actor, number)
    held = _held(visit, session, person)
    part = next(one for one in queries.parts_of(session, visit.actor, person) if one.held.id == held.id)
    if visit.form.get("sure") != "yes":
        return page(visit, "identity/person_sure.html", person=person, part=part, deed="end")
    commands.end_role(session, visit.actor, person, held.role, held.consultation_id)
    return redirect(visit.url(f"{LIST}/{number}", done="ended"))


def _held(visit: Visit, session: Session, person: Any) -> Any:
    """The role of a person that a form names."""
    if not visit.form.get("held"):
        raise Refused(_("The form does not say which role is meant. Please open the page of this person again."))
    return queries.held_role(session, visit.actor, person, posted_number(visit, "held"))


def posted_number(visit: Visit, name: str) -> int:
    """A number from a hidden field. Raises NotFound."""
    typed = visit.form.get(name, "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 20):  # noqa: PLR2004  more digits fit no column
        raise NotFound
    return int(typed)


@post(ONE + "/training", needs=Permission.MANAGE_ORGANISATIONS)
def note_training(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Note until when a training is current."""
    person = queries.person(session, visit.actor, number)
    held = _held(visit, session, person)
    form = TrainingForm(visit.form)
    if not form.validate():
        raise Refused(" ".join(sentence for _id, sentence in form.faults()))
    commands.note_training(session, visit.actor, held, form.trained.day)
    return redirect(visit.url(f"{LIST}/{number}", done="trained"))


@post(ONE + "/lend", needs=Permission.MANAGE_ORGANISATIONS)
def lend(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Lend somebody as a reviewer, or no longer; the form says which."""
    on = visit.form.get("lent") == "yes"
    commands.lend(session, visit.actor, queries.person(session, visit.actor, number), on)
    return redirect(visit.url(f"{LIST}/{number}", done="lent" if on else "kept"))


@post(ONE + "/close", needs=Permission.MANAGE_ORGANISATIONS)
def close_account(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Close an account, after a question."""
    person = queries.person(session, visit.actor, number)
    if visit.form.get("sure") != "yes":
        return page(visit, "identity/person_sure.html", person=person, part=None, deed="close")
    if person.active:
        commands.remove_staff(session, visit.actor, person)
    return redirect(visit.url(f"{LIST}/{number}", done="closed"))

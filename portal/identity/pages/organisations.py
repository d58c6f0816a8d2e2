"""Organisations, for administrators: the list, one with all that is known of it, and its confirmation for speaking."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import Refused
from portal.base.languages import Texts, _, _l
from portal.base.settings import settings
from portal.base.text import one_line
from portal.identity import commands, queries
from portal.identity.forms.organisations import OrganisationForm, organisation_form
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

LIST = "/staff/admin/organisations"
ONE = LIST + "/{slug:str}"
DONE = {
    "added": _l("The organisation is entered."),
    "saved": _l("The changes are saved."),
    "ended": _l("The number no longer works."),
}


@get(LIST, needs=Permission.MANAGE_ORGANISATIONS)
def show_organisations(visit: Visit, session: Session) -> Response[bytes]:
    """All organisations, to be searched, and the form for a new one."""
    return _list(visit, session, organisation_form(settings().languages))


@post(LIST, needs=Permission.MANAGE_ORGANISATIONS)
def add_organisation(visit: Visit, session: Session) -> Response[bytes]:
    """Enter an organisation. A form that arrives twice finds the one of the same names."""
    form = organisation_form(settings().languages, visit.form)
    if not form.whole():
        return _list(visit, session, form, status=422)
    name = form.texts("name")
    same = next((one for one in queries.organisations(session, visit.actor) if set(one.name.values()) & set(name.values())), None)
    if same is not None:
        form.blame(form.fields_of("name")[0].name, _("There is an organisation of this name already."))
        return _list(visit, session, form, status=422)
    slug = commands.free_slug(session, visit.actor, next(iter(name.values())))
    commands.found_organisation(session, visit.actor, slug, name, form.texts("contact"))
    return redirect(visit.url(f"{LIST}/{slug}", done="added"))


def _list(visit: Visit, session: Session, form: OrganisationForm, *, status: int = 200) -> Response[bytes]:
    text = one_line(visit.query.get("q", ""))
    found = queries.find_organisations(session, visit.actor, text, visit.query.get("after", ""))
    later = visit.url(LIST, q=text, after=found.next) if found.next else ""
    first = visit.url(LIST, q=text) if visit.query.get("after") else ""
    return page(visit, "identity/organisations.html", status=status, found=found, text=text, first=first, later=later, form=form, faults=form.faults())


@get(ONE, needs=Permission.MANAGE_ORGANISATIONS)
def show_organisation(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """One organisation."""
    return _one(visit, session, slug)


def _one(visit: Visit, session: Session, slug: str, form: OrganisationForm | None = None, *, status: int = 200, meanwhile: Any = ()) -> Response[bytes]:
    organisation = queries.managed(session, visit.actor, slug)
    form = form or organisation_form(_tags(organisation), None, organisation.name, organisation.contact)
    return page(
        visit,
        "identity/organisation.html",
        status=status,
        organisation=organisation,
        form=form,
        faults=form.faults(),
        ground=fingerprint(organisation.name, organisation.contact),
        meanwhile=meanwhile,
        units=queries.units(session, visit.actor, organisation),
        points=queries.contact_points(session, visit.actor, organisation),
        done=str(DONE.get(visit.query.get("done", ""), "")),
    )


def _tags(organisation: Any) -> list[str]:
    """The portal's languages, and those that stand there already."""
    return list(dict.fromkeys([*settings().languages, *organisation.name, *organisation.contact]))


@post(ONE, needs=Permission.MANAGE_ORGANISATIONS)
def save_organisation(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Save names and contact, unless somebody else was faster: then both versions are shown."""
    organisation = queries.managed(session, visit.actor, slug)
    form = organisation_form(_tags(organisation), visit.form)
    if not form.whole():
        return _one(visit, session, slug, form, status=422)
    if changed_meanwhile(visit, organisation.name, organisation.contact):
        return _one(visit, session, slug, form, status=409, meanwhile=_versions(organisation, form))
    commands.rename_organisation(session, visit.actor, organisation, form.texts("name"), form.texts("contact"))
    return redirect(visit.url(f"{LIST}/{slug}", done="saved"))


def _versions(organisation: Any, form: OrganisationForm) -> list[tuple[str, str]]:
    """(label, text) of what stands there now, where it differs from what was typed."""
    now: dict[str, Texts] = {"name": organisation.name, "contact": organisation.contact}
    return [(field.label.text, now[part].get(field.tag, "")) for part in now for field in form.fields_of(part) if now[part].get(field.tag, "") != field.data]


@post(ONE + "/confirm", needs=Permission.MANAGE_ORGANISATIONS)
def confirm(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Confirm an organisation, or give it a new number: shown this once. Replacing asks first."""
    organisation = queries.managed(session, visit.actor, slug)
    if organisation.confirmed_on is not None and visit.form.get("sure") != "yes" and not _made_by_this_form(visit, session, organisation):
        return page(visit, "identity/organisation_sure.html", organisation=organisation, deed="confirm")
    code = commands.confirm_organisation(session, visit.actor, organisation, visit.token)
    return page(visit, "identity/organisation_number.html", organisation=organisation, code=code)


def _made_by_this_form(visit: Visit, session: Session, organisation: Any) -> bool:
    """Whether the same form arrived before: then its number is shown again, instead of a question."""
    return queries.is_number_of(session, visit.actor, organisation, visit.token)


@post(ONE + "/end-confirmation", needs=Permission.MANAGE_ORGANISATIONS)
def end_confirmation(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """End the confirmation, after a question."""
    organisation = queries.managed(session, visit.actor, slug)
    if organisation.confirmed_on is None:
        raise Refused(_("This organisation is not confirmed."))
    if visit.form.get("sure") != "yes":
        return page(visit, "identity/organisation_sure.html", organisation=organisation, deed="end")
    commands.end_confirmation(session, visit.actor, organisation)
    return redirect(visit.url(f"{LIST}/{slug}", done="ended"))

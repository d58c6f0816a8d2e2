"""Contact points: the public page, and their editing by administrators (R19, R71)."""

from typing import Any

from litestar.response import Response

from portal.base import clock
from portal.base.access import Permission
from portal.base.database import Session
from portal.base.languages import _, _l, language_name, place_in_alphabet
from portal.base.settings import settings
from portal.identity import commands, queries
from portal.identity.forms.organisations import ContactForm, contact_form, regions
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

LIST = "/staff/admin/contacts"
DONE = {
    "added": _l("The contact point is public."),
    "saved": _l("The changes are saved."),
    "removed": _l("The contact point is taken off the public page."),
}


@get("/contacts", needs=Permission.ANYONE)
def show_contacts(visit: Visit, session: Session) -> Response[bytes]:
    """Whom to ask, when and in which languages; to be narrowed down by place and language."""
    points = queries.contact_points(session, visit.actor)
    region, tag = visit.query.get("region", ""), visit.query.get("language", "")
    known = dict(regions())
    # Whoever answers for the whole world answers for every part of it.
    found = [one for one in points if (not region or one.region in ("", region)) and (not tag or tag in one.languages)]
    return page(
        visit,
        "identity/contacts.html",
        keep=not visit.query,  # what somebody looked for is kept nowhere
        points=found,
        none_at_all=not points,
        region=region,
        tag=tag,
        regions=[(code, known[code]) for code in sorted({one.region for one in points if one.region in known} - {""}, key=lambda code: place_in_alphabet(known[code]))],
        tags=sorted({one for point in points for one in point.languages}, key=lambda tag: place_in_alphabet(language_name(tag))),
        names=known,
        changed=max((one.checked_on for one in points), default=None),
    )


@get(LIST, needs=Permission.MANAGE_ORGANISATIONS)
def show_list(visit: Visit, session: Session) -> Response[bytes]:
    """All contact points, those first that nobody has looked at for longest."""
    points = sorted(queries.contact_points(session, visit.actor), key=lambda one: (one.checked_on, one.organisation.slug, one.position))
    return page(visit, "identity/contact_list.html", points=points, done=str(DONE.get(visit.query.get("done", ""), "")))


@get(LIST + "/new", needs=Permission.MANAGE_ORGANISATIONS)
def show_new(visit: Visit, session: Session) -> Response[bytes]:
    """The form for a new one."""
    return _page(visit, _form(visit, session, organisation=visit.query.get("organisation", "")))


@post(LIST + "/new", needs=Permission.MANAGE_ORGANISATIONS)
def add(visit: Visit, session: Session) -> Response[bytes]:
    """Publish a contact point."""
    form = _form(visit, session)
    if not _fits(form):
        return _page(visit, form, status=422)
    organisation = queries.managed(session, visit.actor, form.organisation.data)
    commands.add_contact_point(session, visit.actor, organisation, **form.columns())
    return redirect(visit.url(LIST, done="added"))


@get(LIST + "/{number:int}", needs=Permission.MANAGE_ORGANISATIONS)
def show_one(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """One contact point to be edited."""
    point = queries.contact_point(session, visit.actor, number)
    return _page(visit, _form(visit, session, point), point)


@post(LIST + "/{number:int}", needs=Permission.MANAGE_ORGANISATIONS)
def save(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Save a contact point, unless somebody else was faster: then both versions are shown."""
    point = queries.contact_point(session, visit.actor, number)
    form = _form(visit, session, point)
    if not _fits(form):
        return _page(visit, form, point, status=422)
    if changed_meanwhile(visit, *_texts(point)):
        return _page(visit, form, point, status=409, meanwhile=_versions(point, form))
    commands.change_contact_point(session, visit.actor, point, **form.columns())
    return redirect(visit.url(LIST, done="saved"))


@post(LIST + "/{number:int}/remove", needs=Permission.MANAGE_ORGANISATIONS)
def remove(visit: Visit, session: Session, number: int) -> Response[bytes]:
    """Take a contact point away, after a question."""
    point = queries.contact_point(session, visit.actor, number)
    if visit.form.get("sure") != "yes":
        return page(visit, "identity/contact_sure.html", point=point)
    commands.remove_contact_point(session, visit.actor, point)
    return redirect(visit.url(LIST, done="removed"))


def _fits(form: ContactForm) -> bool:
    if not form.whole():
        return False
    if form.checked.day is not None and form.checked.day > clock.today():
        form.blame("checked", _("Nobody can have checked this in the future."))
        return False
    return True


def _form(visit: Visit, session: Session, point: Any = None, *, organisation: str = "") -> ContactForm:
    known = [(one.slug, str(one.name)) for one in queries.organisations(session, visit.actor)]
    if point is not None:  # it stays with its organisation
        known = [(point.organisation.slug, str(point.organisation.name))]
    tags = list(dict.fromkeys([*settings().languages, *(tag for text in _texts(point)[:3] for tag in text)] if point is not None else settings().languages))
    return contact_form(tags, known, visit.form if visit.method == "POST" else None, point, organisation)


def _texts(point: Any) -> list[Any]:
    return [point.title, point.ways, point.hours, point.languages, point.region, point.checked_on]


def _versions(point: Any, form: ContactForm) -> list[tuple[str, str]]:
    now = {"title": point.title, "ways": point.ways, "hours": point.hours}
    texts = [(field.label.text, now[part].get(field.tag, "")) for part in now for field in form.fields_of(part) if now[part].get(field.tag, "") != field.data]
    return [*texts, (_("Languages"), ", ".join(point.languages)), (_("Checked on"), point.checked_on.isoformat())]


def _page(visit: Visit, form: ContactForm, point: Any = None, *, status: int = 200, meanwhile: Any = ()) -> Response[bytes]:
    ground = fingerprint(*_texts(point)) if point is not None else ""
    return page(visit, "identity/contact_form.html", status=status, form=form, faults=form.faults(), point=point, ground=ground, meanwhile=meanwhile)

"""The services through which staff sign in: entered, looked at, switched on and off, and the rules about their claims."""

from typing import Any

from litestar.response import Response

from portal.base.access import Permission, Role
from portal.base.database import Database, Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.identity import commands, openid, queries
from portal.identity.forms import ProviderForm, RuleForm
from portal.identity.openid import Finding
from portal.identity.pages.providers import address_of
from portal.identity.queries.standing import places
from portal.web.doors import get, post
from portal.web.editing import changed_meanwhile, fingerprint
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

PLACE = "/staff/admin/providers"


@get(PLACE, needs=Permission.MANAGE_PROVIDERS)
def show_providers(visit: Visit, session: Session) -> Response[bytes]:
    """Every service, on or off."""
    return page(visit, "identity/provider_list.html", providers=queries.providers(session, visit.actor))


@get(f"{PLACE}/new", needs=Permission.MANAGE_PROVIDERS)
def show_new(visit: Visit, session: Session) -> Response[bytes]:
    """The form for a new service."""
    return page(visit, "identity/provider_new.html", form=ProviderForm(), faults=[])


@post(f"{PLACE}/new", needs=Permission.MANAGE_PROVIDERS)
def add(visit: Visit, session: Session) -> Response[bytes]:
    """Enter a service; it stays off until it was looked at and switched on."""
    form = ProviderForm(visit.form)
    if form.validate() and not form.secret.data and not form.no_secret.data:
        form.blame("secret", _("Type the secret. If there is none, say so below."))
    if form.faults():
        return page(visit, "identity/provider_new.html", status=422, form=form, faults=form.faults())
    provider = commands.add_provider(session, visit.actor, **_typed(form))
    return redirect(visit.url(f"{PLACE}/{provider.slug}"))


def _typed(form: ProviderForm) -> dict[str, Any]:
    secret = "" if form.no_secret.data else form.secret.data
    return {"name": form.name.data, "issuer": form.issuer.data, "client_id": form.client_id.data, "secret": secret, "second_factor": bool(form.second_factor.data)}


@get(PLACE + "/{slug:str}", needs=Permission.MANAGE_PROVIDERS)
def show(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """One service: what to enter there, what is known of it here, and its rules."""
    return _show(visit, session, slug)


def _show(visit: Visit, session: Session, slug: str, *, status: int = 200, **more: Any) -> Response[bytes]:
    provider = queries.one_provider(session, visit.actor, slug)
    known = places(session, visit.actor)
    form = more.pop("form", None) or ProviderForm(None, obj=provider)
    rule_form = more.pop("rule_form", None) or _rule_form(visit, session, sent=False)
    facts: dict[str, Any] = {"finding": None, "meanwhile": [], "done": "", **more}
    return page(
        visit,
        "identity/provider_one.html",
        status=status,
        provider=provider,
        form=form,
        rule_form=rule_form,
        faults=form.faults() + rule_form.faults(),
        titles={place.id: place.title for place in known},
        addresses={place: address_of(slug, place) for place in ("back", "gone", "logout")},
        ground=fingerprint(*_text(provider)),
        **facts,
    )


def _text(provider: Any) -> tuple[object, ...]:
    return provider.name, provider.issuer, provider.client_id, provider.second_factor, (provider.sealed_secret or b"").hex()


@post(PLACE + "/{slug:str}", needs=Permission.MANAGE_PROVIDERS)
def edit(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Change what is known of a service."""
    provider = queries.one_provider(session, visit.actor, slug)
    form = ProviderForm(visit.form)
    if not form.validate():
        return _show(visit, session, slug, status=422, form=form)
    if changed_meanwhile(visit, *_text(provider)):
        theirs = [(_("Name, as staff know it"), provider.name), (_("Address of the service (issuer)"), provider.issuer), (_("Client ID"), provider.client_id)]
        return _show(visit, session, slug, status=409, form=form, meanwhile=theirs)
    try:
        commands.edit_provider(session, visit.actor, provider, no_secret=bool(form.no_secret.data), **_typed(form))
    except Refused as refused:
        form.blame("issuer", refused.sentence)
        return _show(visit, session, slug, status=422, form=form)
    return redirect(visit.url(f"{PLACE}/{slug}"))


@post(PLACE + "/{slug:str}/switch", needs=Permission.MANAGE_PROVIDERS)
def switch(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Switch a service on or off."""
    commands.switch_provider(session, visit.actor, queries.one_provider(session, visit.actor, slug), active=visit.form.get("active") == "yes")
    return redirect(visit.url(f"{PLACE}/{slug}"))


@post(PLACE + "/{slug:str}/look", needs=Permission.MANAGE_PROVIDERS)
async def look(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """Ask the service for its description and say plainly what is wrong."""
    service = await database.reading(lambda session: queries.as_service(session, visit.actor, queries.one_provider(session, visit.actor, slug)))
    finding: Finding = await openid.look(service)
    return await database.reading(lambda session: _show(visit, session, slug, finding=finding))


def _rule_form(visit: Visit, session: Session, *, sent: bool) -> RuleForm:
    organisations = [(one.slug, str(one.name)) for one in queries.organisations(session, visit.actor)]
    known = [(str(place.id), str(place.title)) for place in places(session, visit.actor)]
    return RuleForm(visit.form if sent else None, organisations=organisations, places=known)


@post(PLACE + "/{slug:str}/rules", needs=Permission.MANAGE_PROVIDERS)
def add_rule(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Add a sentence."""
    provider = queries.one_provider(session, visit.actor, slug)
    form = _rule_form(visit, session, sent=True)
    if not form.validate():
        return _show(visit, session, slug, status=422, rule_form=form)
    organisation = queries.organisation(session, visit.actor, form.organisation.data)
    if organisation is None:
        raise NotFound
    role = Role(form.role.data) if form.role.data else None
    where = int(form.consultation.data) if form.consultation.data else None
    try:
        commands.add_rule(session, visit.actor, provider, claim=form.claim.data, value=form.value.data, organisation=organisation, role=role, consultation_id=where)
    except Refused as refused:
        form.blame("role", refused.sentence)
        return _show(visit, session, slug, status=422, rule_form=form)
    return redirect(visit.url(f"{PLACE}/{slug}") + "#rules")


@post(PLACE + "/{slug:str}/rules/{rule_id:int}/{deed:str}", needs=Permission.MANAGE_PROVIDERS)
def change_rule(visit: Visit, session: Session, slug: str, rule_id: int, deed: str) -> Response[bytes]:
    """Take a sentence away, or move it up."""
    rule = queries.rule(session, visit.actor, queries.one_provider(session, visit.actor, slug), rule_id)
    if deed == "remove":
        commands.remove_rule(session, visit.actor, rule)
    elif deed == "up":
        commands.raise_rule(session, visit.actor, rule)
    else:
        raise NotFound
    return redirect(visit.url(f"{PLACE}/{slug}") + "#rules")

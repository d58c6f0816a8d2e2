"""Signing in and out through a service: to the provider, back, and what is said when it does not work.

The network is asked outside any transaction. Three places differ from other doors, each for a reason:

- The way to the provider is a page that goes on by itself, and has a link. A form may lead to our own addresses alone
  (Content-Security-Policy), and browsers hold a redirect after a form to the same rule.
- The way back is a page with one button. A page that is read saves nothing, and a browser that comes from another site
  does not bring the staff cookie along (SameSite=Strict); from our own page it does.
- That button's door takes no form token: the page was made for a browser whose session could not be seen. The state,
  which is good once, and the cookie of the browser that began are the proof.
"""

from litestar.response import Response

from portal.base.access import NOBODY, Permission
from portal.base.database import Database, Session
from portal.base.errors import Refused
from portal.base.languages import _
from portal.base.settings import settings
from portal.identity import commands, openid, queries
from portal.identity.commands.providers import SHOWN_WITHIN, Known, Unknown
from portal.identity.openid import Failed, Service, Trouble
from portal.identity.pages.letting_in import inside, let_in
from portal.identity.queries.providers import UnderWay, browser_cookie
from portal.identity.queries.second_factor import is_fresh
from portal.web import keeping
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit, link

LONGEST_PARAMETER = 4000
PARAMETERS = ("state", "code", "error", "iss")
COOKIE_SECONDS = 600
LONGEST_SESSION_NAME = 255
LONGEST_KEPT = 100_000  # characters; they wait in the database for ten minutes, and anybody may begin


def address_of(slug: str, place: str) -> str:
    """One of the portal's addresses that are entered at the provider. They stay the same in all languages."""
    return settings().address + link(settings().languages[0], f"/staff/providers/{slug}/{place}")


@post("/staff/providers/{slug:str}/begin", needs=Permission.ANYONE, addressed=True)
async def begin(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """Go to the service. From the account page (`purpose=tie`) it is tied to the account; else somebody comes in."""
    provider_id, service = await database.reading(lambda session: queries.service(session, visit.actor, slug))
    tie = visit.form.get("purpose") == "tie" and visit.actor.is_staff
    if tie:
        await database.reading(lambda session: commands.require_fresh(session, visit.actor))
    try:
        begun = await openid.begin(service, address_of(slug, "back"), within=SHOWN_WITHIN if visit.actor.is_staff else None)
    except Failed as fault:
        return await _failed(visit, database, service, fault)
    wanted = "/staff/account/services" if tie else inside(visit.form.get("next", ""))
    kept = visit.form.get("kept", "")
    kept = kept if keeping.unpack(kept) else ""
    if len(kept) > LONGEST_KEPT:
        raise Refused(_("What you typed is too long to take along. Keep that page open and sign in on another page."))
    browser = await database.writing(
        lambda session: commands.begin_provider_sign_in(session, visit.actor, provider_id, begun, wanted=wanted, language=visit.language, kept=kept, tie=tie)
    )
    secure = "; Secure" if settings().secure else ""
    cookie = f"{browser_cookie()}={browser}; Path=/; HttpOnly; SameSite=Lax; Max-Age={COOKIE_SECONDS}{secure}"
    return page(visit, "identity/provider_away.html", name=service.name, address=begun.address, leaving=False, headers={"Set-Cookie": cookie})


@get("/staff/providers/{slug:str}/back", needs=Permission.ANYONE)
def show_back(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Back from the service: one button to go in. Nothing is looked up there and nothing is used up yet."""
    provider = queries.provider_named(session, visit.actor, slug)
    given = {name: visit.query.get(name, "")[:LONGEST_PARAMETER] for name in PARAMETERS}
    way = queries.under_way(session, visit.actor, slug, given["state"])
    if way is not None and way.language != visit.language and way.language in settings().languages:
        return redirect(link(way.language, visit.path, **given))
    stopped = bool(given["error"])
    return page(visit, "identity/provider_back.html", name=provider.name, slug=slug, given=given, tie=way is not None and bool(way.session), stopped=stopped, keep=False)


@post("/staff/providers/{slug:str}/back", needs=Permission.ANYONE, proven=False, addressed=True)
async def come_back(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """Use the answer of the service, once: check it, and let the person in or tie the service to their account."""
    provider_id, service = await database.reading(lambda session: queries.service(session, visit.actor, slug))
    given = {name: visit.form.get(name, "")[:LONGEST_PARAMETER] for name in PARAMETERS}
    browser = visit.cookies.get(browser_cookie(), "")
    way = await database.writing(lambda session: commands.take_provider_sign_in(session, visit.actor, provider_id, given["state"], browser))
    if way is None:
        return await _failed(visit, database, service, Failed(Trouble.OVER))
    try:
        person = await _person(service, way, given)
    except Failed as fault:
        return await _failed(visit, database, service, fault)
    if way.session:
        return await _tie(visit, database, service, provider_id, way, person)
    return await _enter(visit, database, service, provider_id, way, person)


async def _person(service: Service, way: UnderWay, given: dict[str, str]) -> openid.Person:
    await openid.check_answer(service, given["iss"])
    if given["error"]:
        raise Failed(Trouble.CANCELLED if given["error"] == "access_denied" else Trouble.DENIED)
    if not given["code"]:
        raise Failed(Trouble.BROKEN)
    return await openid.redeem(service, given["code"], back=address_of(service.slug, "back"), verifier=way.verifier, nonce=way.nonce)


async def _enter(visit: Visit, database: Database, service: Service, provider_id: int, way: UnderWay, person: openid.Person) -> Response[bytes]:
    def job(session: Session) -> Known | Unknown | Trouble:
        visit.actor = queries.staff_of(session, visit) or NOBODY  # whose session ends when the new one begins
        return commands.meet_by_provider(session, visit.actor, provider_id, person, again=way.again)

    outcome = await database.writing(job)
    if isinstance(outcome, Unknown):
        return await _failed(visit, database, service, Failed(Trouble.NO_RULE), told=outcome.told)
    if isinstance(outcome, Trouble):
        return await _failed(visit, database, service, Failed(outcome))
    return await let_in(
        visit,
        database,
        outcome.staff_id,
        way.next,
        proven=outcome.proven,
        how="provider",
        kept=way.kept,
        provider_id=provider_id,
        provider_session=person.session[:LONGEST_SESSION_NAME],
    )


async def _tie(visit: Visit, database: Database, service: Service, provider_id: int, way: UnderWay, person: openid.Person) -> Response[bytes]:
    """Only the session that began it may end it: nobody's account is tied to a stranger's sign-in."""

    def job(session: Session) -> Trouble | None:
        owner = queries.staff_of(session, visit)
        visit.afterwards = None
        if owner is None or owner.session_id != way.session or not owner.is_staff:
            return Trouble.SIGNED_OUT
        return commands.tie_provider(session, owner, provider_id, person, address=visit.address)

    trouble = await database.writing(job)
    if trouble is not None:
        return await _failed(visit, database, service, Failed(trouble))
    return redirect(visit.url("/staff/account/services"))


async def _failed(visit: Visit, database: Database, service: Service, fault: Failed, *, told: list[tuple[str, str]] | None = None) -> Response[bytes]:
    """A page that says what happened and what to do, and a line in the security log; a repeated answer writes none."""
    if fault.detail != "again":
        await database.writing(lambda session: commands.note_trouble(session, visit.actor, service.slug, fault.trouble, address=visit.address))
    return page(visit, "identity/provider_failed.html", status=int(fault.trouble.status), name=service.name, slug=service.slug, trouble=fault.trouble, told=told)


@get("/staff/providers/{slug:str}/signed-out", needs=Permission.ANYONE)
def show_signed_out(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Signed out here. The service may still hold a session of its own."""
    provider = queries.provider_named(session, visit.actor, slug)
    return page(visit, "identity/provider_signed_out.html", name=provider.name, slug=slug, no_way=False)


@post("/staff/providers/{slug:str}/leave", needs=Permission.ANYONE, addressed=True)
async def leave(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """Go to the service's own place for signing out (OpenID Connect RP-Initiated Logout)."""
    _id, service = await database.reading(lambda session: queries.service(session, visit.actor, slug))
    try:
        address = await openid.address_of_logout(service, address_of(slug, "gone"), visit.language)
    except Failed as fault:
        return await _failed(visit, database, service, fault)
    if not address:
        return page(visit, "identity/provider_signed_out.html", name=service.name, slug=slug, no_way=True)
    return page(visit, "identity/provider_away.html", name=service.name, address=address, leaving=True)


@get("/staff/providers/{slug:str}/gone", needs=Permission.ANYONE)
def show_gone(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Signed out at the service, too: the page to which it sends people back, in the language that they spoke before."""
    provider = queries.provider_named(session, visit.actor, slug)
    spoken = visit.query.get("state", "")
    if spoken in settings().languages and spoken != visit.language:
        return redirect(link(spoken, visit.path))
    return page(visit, "identity/provider_gone.html", name=provider.name)


@post("/staff/providers/{slug:str}/logout", needs=Permission.ANYONE, proven=False, addressed=True)
async def logout(visit: Visit, database: Database, slug: str) -> Response[bytes]:
    """The service itself says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0)."""
    provider_id, service = await database.reading(lambda session: queries.service(session, visit.actor, slug))
    try:
        order = await openid.read_logout(service, visit.form.get("logout_token", ""))
    except Failed as fault:
        trouble = fault.trouble
        if fault.detail != "again":
            await database.writing(lambda session: commands.note_trouble(session, visit.actor, slug, trouble, address=visit.address))
        return _told(400, b'{"error":"invalid_request"}')
    if not await database.writing(lambda session: commands.carry_out_logout(session, visit.actor, provider_id, order)):
        return _told(400, b'{"error":"invalid_request"}')
    return _told(200, b"")


def _told(status: int, body: bytes) -> Response[bytes]:
    """An answer to a machine."""
    return Response(body, status_code=status, media_type="application/json", headers={"Cache-Control": "no-store"})


@get("/staff/account/services", needs=Permission.STAFF)
def show_services(visit: Visit, session: Session) -> Response[bytes]:
    """The services that open one's own account."""
    return page(visit, "identity/provider_ties.html", ties=queries.ties_of(session, visit.actor), fresh=is_fresh(session, visit.actor))


@post("/staff/account/services/end", needs=Permission.STAFF, addressed=True)
def untie(visit: Visit, session: Session) -> Response[bytes]:
    """Use a service no longer for one's own account."""
    commands.untie_provider(session, visit.actor, visit.form.get("service", ""), address=visit.address)
    return redirect(visit.url("/staff/account/services"))

"""Coming in with a password or an invitation, staying, going out."""

import asyncio

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.identity import commands, passwords, queries
from portal.identity.brake import brake
from portal.identity.forms import InvitationForm, SignInForm
from portal.identity.pages.letting_in import cookie_header, inside, let_in
from portal.identity.queries import second_factor as factors
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


@get("/staff/sign-in", needs=Permission.ANYONE)
def show_sign_in(visit: Visit, session: Session) -> Response[bytes]:
    """The form to come in; `next` is the staff room that was asked for."""
    return _sign_in(visit, session, SignInForm(), inside(visit.query.get("next", "")))


def _sign_in(visit: Visit, session: Session, form: SignInForm, wanted: str, kept: str = "", *, status: int = 200) -> Response[bytes]:
    services = queries.open_providers(session, visit.actor)
    return page(visit, "identity/sign_in.html", status=status, form=form, faults=form.faults(), next=wanted, kept=kept, services=services)


@post("/staff/sign-in", needs=Permission.ANYONE, addressed=True)
async def sign_in(visit: Visit, database: Database) -> Response[bytes]:
    """Check name and password; the same answer whether the name, the password or both are wrong."""
    form = SignInForm(visit.form)
    wanted, kept = inside(visit.form.get("next", "")), visit.form.get("kept", "")
    if not form.validate():
        return await database.reading(lambda session: _sign_in(visit, session, form, wanted, kept, status=422))
    await asyncio.sleep(brake.wait())
    staff_id, known_hash = await database.reading(lambda session: queries.password_of(session, visit.actor, form.sign_in_name.data))
    if not await passwords.checked(form.password.data, known_hash) or staff_id is None:
        brake.failed()
        await database.writing(lambda session: commands.note_refusal(session, visit.actor, staff_id, address=visit.address))
        form.blame("password", _("Name and password do not fit. Please try again."))
        return await database.reading(lambda session: _sign_in(visit, session, form, wanted, kept, status=422))
    return await let_in(visit, database, staff_id, wanted, kept=kept)


@post("/staff/sign-out", needs=Permission.ANYONE, addressed=True)
def sign_out(visit: Visit, session: Session) -> Response[bytes]:
    """Go out: the session ends here and the browser is asked to forget."""
    service = queries.came_by(session, visit.actor)
    if visit.actor.is_staff:
        commands.end_session(session, visit.actor, address=visit.address)
    elif visit.actor.session_id:
        commands.forget_session(session, visit.actor, visit.actor.session_id)
    wanted = f"/staff/providers/{service.slug}/signed-out" if service else "/"
    return redirect(visit.url(wanted), headers={"Set-Cookie": cookie_header("", "; Max-Age=0"), "Clear-Site-Data": '"cache", "cookies", "storage"'})


@post("/staff/stay", needs=Permission.STAFF)
def stay(visit: Visit, session: Session) -> Response[bytes]:
    """A sign of life. The page opens beside the one with the typed words, or a script puts the new time into that one."""
    commands.stay(session, visit.actor)
    session.flush()
    queries.staff_of(session, visit)
    return page(visit, "identity/stay.html")


@get("/staff/invitation", needs=Permission.ANYONE)
def show_invitation(visit: Visit, session: Session) -> Response[bytes]:
    """The form behind an invitation's link."""
    key = visit.query.get("key", "")
    if queries.invitation(session, visit.actor, key) is None:
        return page(visit, "identity/invitation_over.html", status=410)
    return page(visit, "identity/invitation.html", form=InvitationForm(), faults=[], key=key, least=passwords.SHORTEST)


@post("/staff/invitation", needs=Permission.ANYONE, addressed=True)
async def accept_invitation(visit: Visit, database: Database) -> Response[bytes]:
    """Make the account, once, and let its owner in."""
    key, form = visit.form.get("key", ""), InvitationForm(visit.form)
    words = await database.reading(lambda session: factors.words_of_invitation(session, visit.actor, key))
    if words is None:
        return page(visit, "identity/invitation_over.html", status=410)
    if form.validate() and (fault := await passwords.fault_of(form.new_password.data, [form.name.data, form.sign_in_name.data, *words])):
        form.blame("new_password", fault)
    if not form.faults():
        made = await passwords.hashed(form.new_password.data)
        try:
            staff_id = await database.writing(
                lambda session: commands.accept(session, visit.actor, key, sign_in_name=form.sign_in_name.data, name=form.name.data, password_hash=made).id
            )
        except NotFound:
            return page(visit, "identity/invitation_over.html", status=410)
        except Refused as taken:
            form.blame("sign_in_name", taken.sentence)
        else:
            return await let_in(visit, database, staff_id)
    return page(visit, "identity/invitation.html", status=422, form=form, faults=form.faults(), key=key, least=passwords.SHORTEST)

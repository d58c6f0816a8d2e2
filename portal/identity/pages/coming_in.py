"""Coming in, going out, and one's own account."""

import asyncio
import re
from typing import Any

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.base.settings import settings
from portal.identity import commands, passwords, queries
from portal.identity.brake import brake
from portal.identity.forms import InvitationForm, PasswordForm, SignInForm
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

STAFF_PATH = re.compile(r"/staff(/[a-z0-9-]+)*", re.ASCII)


@get("/staff/sign-in", needs=Permission.ANYONE)
def show_sign_in(visit: Visit, session: Session) -> Response[bytes]:
    """The form to come in; `next` is the staff room that was asked for."""
    return page(visit, "identity/sign_in.html", form=SignInForm(), faults=[], next=_inside(visit.query.get("next", "")))


@post("/staff/sign-in", needs=Permission.ANYONE)
async def sign_in(visit: Visit, database: Database) -> Response[bytes]:
    """Check name and password; the same answer whether the name, the password or both are wrong."""
    form = SignInForm(visit.form)
    wanted = _inside(visit.form.get("next", ""))
    if not form.validate():
        return page(visit, "identity/sign_in.html", status=422, form=form, faults=form.faults(), next=wanted)
    await asyncio.sleep(brake.wait())
    staff_id, known_hash = await database.reading(lambda session: queries.password_of(session, visit.actor, form.sign_in_name.data))
    if not await passwords.checked(form.password.data, known_hash) or staff_id is None:
        brake.failed()
        form.blame("password", _("Name and password do not fit. Please try again."))
        return page(visit, "identity/sign_in.html", status=422, form=form, faults=form.faults(), next=wanted)
    return await _let_in(visit, database, staff_id, wanted)


async def _let_in(visit: Visit, database: Database, staff_id: int, wanted: str = "/staff") -> Response[bytes]:
    """A new session in place of the one that this browser had."""

    def job(session: Session) -> str:
        if visit.actor.is_staff:
            commands.end_session(session, visit.actor)
        return commands.begin_session(session, visit.actor, queries.account(session, visit.actor, staff_id))

    return redirect(visit.url(wanted), headers={"Set-Cookie": _cookie(await database.writing(job))})


def _cookie(value: str, more: str = "") -> str:
    secure = "; Secure" if settings().secure else ""
    return f"{queries.cookie_name()}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}"


def _inside(wanted: str) -> str:
    """Where to go after signing in: a staff room of this portal, whatever the address says."""
    return wanted if STAFF_PATH.fullmatch(wanted) else "/staff"


@post("/staff/sign-out", needs=Permission.ANYONE)
def sign_out(visit: Visit, session: Session) -> Response[bytes]:
    """Go out: the session ends here and the browser is asked to forget."""
    if visit.actor.is_staff:
        commands.end_session(session, visit.actor)
    return redirect(visit.url("/"), headers={"Set-Cookie": _cookie("", "; Max-Age=0"), "Clear-Site-Data": '"cache", "cookies", "storage"'})


@get("/staff/invitation", needs=Permission.ANYONE)
def show_invitation(visit: Visit, session: Session) -> Response[bytes]:
    """The form behind an invitation's link."""
    key = visit.query.get("key", "")
    if queries.invitation(session, visit.actor, key) is None:
        return page(visit, "identity/invitation_over.html", status=410)
    return page(visit, "identity/invitation.html", form=InvitationForm(), faults=[], key=key, least=passwords.SHORTEST)


@post("/staff/invitation", needs=Permission.ANYONE)
async def accept_invitation(visit: Visit, database: Database) -> Response[bytes]:
    """Make the account, once, and let its owner in."""
    key, form = visit.form.get("key", ""), InvitationForm(visit.form)
    if await database.reading(lambda session: queries.invitation(session, visit.actor, key)) is None:
        return page(visit, "identity/invitation_over.html", status=410)
    facts: dict[str, Any] = {"form": form, "key": key, "least": passwords.SHORTEST}
    if not form.validate():
        return page(visit, "identity/invitation.html", status=422, faults=form.faults(), **facts)
    made = await passwords.hashed(form.new_password.data)
    try:
        staff_id = await database.writing(
            lambda session: commands.accept(session, visit.actor, key, sign_in_name=form.sign_in_name.data, name=form.name.data, password_hash=made).id
        )
    except NotFound:
        return page(visit, "identity/invitation_over.html", status=410)
    except Refused as taken:
        form.blame("sign_in_name", taken.sentence)
        return page(visit, "identity/invitation.html", status=422, faults=form.faults(), **facts)
    return await _let_in(visit, database, staff_id)


@get("/staff/account", needs=Permission.STAFF)
def show_account(visit: Visit, session: Session) -> Response[bytes]:
    """One's own account: password and open sessions."""
    return _account(visit, session, PasswordForm())


def _account(visit: Visit, session: Session, form: PasswordForm, *, status: int = 200, done: str = "") -> Response[bytes]:
    me, sessions = queries.myself(session, visit.actor), queries.sessions_of(session, visit.actor)
    return page(visit, "identity/account.html", status=status, form=form, faults=form.faults(), me=me, sessions=sessions, done=done, least=passwords.SHORTEST)


@post("/staff/account/password", needs=Permission.STAFF)
async def change_password(visit: Visit, database: Database) -> Response[bytes]:
    """Change one's own password, after the old one was typed."""
    form = PasswordForm(visit.form)
    if form.validate():
        known = await database.reading(lambda session: queries.myself(session, visit.actor).password_hash)
        await asyncio.sleep(brake.wait())
        if await passwords.checked(form.old_password.data, known):
            made = await passwords.hashed(form.new_password.data)
            await database.writing(lambda session: commands.change_password(session, visit.actor, made))
            return await database.reading(lambda session: _account(visit, session, PasswordForm(), done=_("Your password is changed. Your other sessions have ended.")))
        brake.failed()
        form.blame("old_password", _("This is not your password."))
    return await database.reading(lambda session: _account(visit, session, form, status=422))


@post("/staff/account/sessions", needs=Permission.STAFF)
def end_sessions(visit: Visit, session: Session) -> Response[bytes]:
    """End one of one's own sessions, or all others."""
    which = visit.form.get("session", "")
    if which == "others":
        commands.end_other_sessions(session, visit.actor)
    elif which.isascii() and which.isdigit():
        commands.end_one_session(session, visit.actor, int(which))
    return redirect(visit.url("/staff/account"))

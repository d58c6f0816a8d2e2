"""One's own account: password, second factors, open sessions, and what the security log tells about oneself."""

import asyncio

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Database, Session
from portal.base.errors import NotFound
from portal.base.languages import _
from portal.identity import commands, passwords, queries
from portal.identity.brake import brake
from portal.identity.forms import PasswordForm
from portal.identity.pages.letting_in import cookie_header
from portal.identity.pages.second_factor import show_recovery_codes
from portal.identity.queries import second_factor as factors
from portal.identity.queries import security
from portal.web.doors import get, post
from portal.web.pages import page, redirect
from portal.web.visitors import Visit


@get("/staff/account", needs=Permission.STAFF)
def show_account(visit: Visit, session: Session) -> Response[bytes]:
    """One's own account."""
    return _account(visit, session, PasswordForm())


def _account(visit: Visit, session: Session, form: PasswordForm, *, status: int = 200, done: str = "", headers: dict[str, str] | None = None) -> Response[bytes]:
    return page(
        visit,
        "identity/account.html",
        status=status,
        headers=headers,
        form=form,
        faults=form.faults(),
        me=queries.myself(session, visit.actor),
        sessions=queries.sessions_of(session, visit.actor),
        factors=factors.factors_of(session, visit.actor),
        fresh=factors.is_fresh(session, visit.actor),
        lines=security.own_events(session, visit.actor),
        done=done,
        least=passwords.SHORTEST,
    )


@post("/staff/account/password", needs=Permission.STAFF, addressed=True)
async def change_password(visit: Visit, database: Database) -> Response[bytes]:
    """Change one's own password, after the old one was typed. The session goes on under a new value."""
    form = PasswordForm(visit.form)
    if form.validate():
        known, words = await database.reading(lambda session: (queries.myself(session, visit.actor).password_hash, factors.words_of(session, visit.actor)))
        await asyncio.sleep(brake.wait())
        if not await passwords.checked(form.old_password.data, known):
            brake.failed()
            form.blame("old_password", _("This is not your password."))
        elif fault := await passwords.fault_of(form.new_password.data, words):
            form.blame("new_password", fault)
        else:
            made = await passwords.hashed(form.new_password.data)
            return await database.writing(lambda session: _changed(visit, session, made))
    return await database.reading(lambda session: _account(visit, session, form, status=422))


def _changed(visit: Visit, session: Session, made: str) -> Response[bytes]:
    commands.change_password(session, visit.actor, made, address=visit.address)
    headers = {"Set-Cookie": cookie_header(commands.renew_session(session, visit.actor))}
    return _account(visit, session, PasswordForm(), done=_("Your password is changed. Your other sessions have ended."), headers=headers)


@post("/staff/account/sessions", needs=Permission.STAFF, addressed=True)
def end_sessions(visit: Visit, session: Session) -> Response[bytes]:
    """End one of one's own sessions, or all others."""
    commands.require_fresh(session, visit.actor)
    which = visit.form.get("session", "")
    if which == "others":
        commands.end_other_sessions(session, visit.actor, address=visit.address)
    else:
        commands.end_one_session(session, visit.actor, _number(which), address=visit.address)
    return redirect(visit.url("/staff/account"))


@post("/staff/account/factors/name", needs=Permission.STAFF)
def name_passkey(visit: Visit, session: Session) -> Response[bytes]:
    """Call a passkey by another name."""
    commands.name_passkey(session, visit.actor, _number(visit.form.get("passkey", "")), visit.form.get("name", ""))
    session.flush()
    return _account(visit, session, PasswordForm(), done=_("The name is changed."))


@post("/staff/account/factors/remove", needs=Permission.STAFF, addressed=True)
def remove_factor(visit: Visit, session: Session) -> Response[bytes]:
    """Take a second factor away, except the last one."""
    which = visit.form.get("passkey", "")
    if which:
        commands.remove_passkey(session, visit.actor, _number(which), address=visit.address)
    else:
        commands.remove_totp(session, visit.actor, address=visit.address)
    session.flush()
    return _account(visit, session, PasswordForm(), done=_("It is removed and opens nothing any more. If somebody else may have used it, end your other sessions."))


@post("/staff/account/recovery", needs=Permission.STAFF, addressed=True)
def new_recovery_codes(visit: Visit, session: Session) -> Response[bytes]:
    """New recovery codes in place of all earlier ones."""
    return show_recovery_codes(visit, commands.make_recovery_codes(session, visit.actor, address=visit.address), "/staff/account")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20):  # noqa: PLR2004  more digits fit no column
        raise NotFound
    return int(text)

"""The second factor: shown at signing in, set up before the first, added later."""

from litestar.response import Response

from portal.base.access import Actor, Permission
from portal.base.database import Session
from portal.base.errors import NotAllowed, Refused
from portal.base.languages import _, ngettext
from portal.identity import commands, totp
from portal.identity.brake import codes as brake
from portal.identity.forms.second_factor import CodeForm, NewCodesForm
from portal.identity.pages.letting_in import arrived, ask, become, cookie_header, inside, set_up
from portal.identity.queries import second_factor as factors
from portal.web import keeping
from portal.web.doors import get, post
from portal.web.pages import document, page, redirect
from portal.web.visitors import Visit


@get("/staff/second-factor", needs=Permission.ANYONE)
def show_second_factor(visit: Visit, session: Session) -> Response[bytes]:
    """Ask for the second factor of whoever has just typed a password."""
    wanted = inside(visit.query.get("next", ""))
    return redirect(visit.url(wanted)) if visit.actor.is_staff else ask(visit, session, wanted)


@post("/staff/second-factor", needs=Permission.ANYONE, addressed=True)
def show_code(visit: Visit, session: Session) -> Response[bytes]:
    """A code from the app, or a recovery code."""
    wanted, kept, form = inside(visit.form.get("next", "")), visit.form.get("kept", ""), CodeForm(visit.form)
    me = factors.coming_in(session, visit)
    if me is None or visit.actor.is_staff:
        return redirect(visit.url("/staff/sign-in", next=wanted))
    if form.validate():
        wait = _wait(me, form.code.data)
        cookie = None if wait else commands.try_code(session, me, form.code.data, address=visit.address)
        if cookie is not None:
            brake.fits(me.staff_id or 0)
            become(visit, session, cookie)
            return arrived(visit, cookie, wanted, kept)
        form.blame("code", _slow(wait) if wait else _("This code does not fit. A code from the app works once, for about a minute."))
    return ask(visit, session, wanted, kept, form=form, status=422)


def _wait(me: Actor, typed: str) -> int:
    """Only what can be guessed is slowed: the six digits."""
    return brake.take(me.staff_id or 0) if len(totp.plain(typed)) <= totp.DIGITS else 0


def _slow(seconds: int) -> str:
    return ngettext(
        "Several wrong codes were typed for this account. The next code from the app is looked at in %(num)s second. A passkey or a recovery code works at once.",
        "Several wrong codes were typed for this account. The next code from the app is looked at in %(num)s seconds. A passkey or a recovery code works at once.",
        seconds,
    )


@post("/staff/second-factor/ask", needs=Permission.ANYONE)
def ask_passkey(visit: Visit, session: Session) -> Response[bytes]:
    """What the browser needs for signing with a passkey."""
    return document(commands.ask_passkey(session, _somebody(visit, session)), "application/json", keep=False)


def _somebody(visit: Visit, session: Session) -> Actor:
    me = factors.coming_in(session, visit)
    if me is None:
        raise NotAllowed(_("Please begin with your name and password."))
    return me


@post("/staff/second-factor/passkey", needs=Permission.ANYONE, addressed=True)
def show_passkey(visit: Visit, session: Session) -> Response[bytes]:
    """The passkey's answer."""
    wanted, kept = inside(visit.form.get("next", "")), visit.form.get("kept", "")
    cookie = commands.try_passkey(session, _somebody(visit, session), visit.form.get("answer", ""), address=visit.address)
    if cookie is not None:
        become(visit, session, cookie)
        return arrived(visit, cookie, wanted, kept)
    form = CodeForm()
    form.blame("code", _("The passkey did not fit. Please try again, or use a code."))
    return ask(visit, session, wanted, kept, form=form, status=422)


@get("/staff/second-factor/set-up", needs=Permission.ANYONE)
def showset_up(visit: Visit, session: Session) -> Response[bytes]:
    """Choose and set up a second factor."""
    return set_up(visit, session, inside(visit.query.get("next", "")))


@post("/staff/second-factor/set-up", needs=Permission.ANYONE, addressed=True)
def set_up_codes(visit: Visit, session: Session) -> Response[bytes]:
    """Take codes from an app as second factor, once one of them was typed."""
    wanted, form, sealed = inside(visit.form.get("next", "")), NewCodesForm(visit.form), visit.form.get("sealed", "")
    me = _somebody(visit, session)
    totp.opened(me.session_id, sealed)
    if form.validate():
        try:
            commands.add_totp(session, me, sealed, form.code.data, address=visit.address)
        except commands.SignInOnceMore:
            raise
        except Refused as wrong:
            form.blame("code", wrong.sentence)
        else:
            return _added(visit, session, me, "app", wanted)
    return set_up(visit, session, wanted, visit.form.get("kept", ""), form=form, sealed=sealed, status=422)


@post("/staff/second-factor/set-up/ask", needs=Permission.ANYONE)
def ask_new_passkey(visit: Visit, session: Session) -> Response[bytes]:
    """What the browser needs for making a passkey."""
    return document(commands.ask_new_passkey(session, _somebody(visit, session)), "application/json", keep=False)


@post("/staff/second-factor/set-up/passkey", needs=Permission.ANYONE, addressed=True)
def set_up_passkey(visit: Visit, session: Session) -> Response[bytes]:
    """Take a new passkey."""
    wanted, me = inside(visit.form.get("next", "")), _somebody(visit, session)
    try:
        commands.add_passkey(session, me, visit.form.get("answer", ""), visit.form.get("name", ""), address=visit.address)
    except commands.SignInOnceMore:
        raise
    except Refused as wrong:
        return set_up(visit, session, wanted, visit.form.get("kept", ""), fault=wrong.sentence, status=422)
    return _added(visit, session, me, "passkey", wanted)


def _added(visit: Visit, session: Session, me: Actor, how: str, wanted: str) -> Response[bytes]:
    """The first factor opens the staff rooms, and comes with recovery codes; later ones are just there."""
    headers = {}
    if not visit.actor.is_staff:
        cookie = commands.let_in(session, me, how=how, address=visit.address)
        become(visit, session, cookie)
        headers["Set-Cookie"] = cookie_header(cookie)
    elif factors.factors_of(session, me).recovery_left:
        return redirect(visit.url("/staff/account"))
    codes = commands.make_recovery_codes(session, visit.actor, address=visit.address)
    return show_recovery_codes(visit, codes, wanted, headers)


def show_recovery_codes(visit: Visit, codes: list[str], wanted: str, headers: dict[str, str] | None = None) -> Response[bytes]:
    """The codes, once."""
    waiting = keeping.unpack(visit.form.get("kept", ""))
    path, fields = waiting or ("", [])
    return page(visit, "identity/second_factor_codes.html", headers=headers, codes=codes, next=wanted, path=path, fields=fields)

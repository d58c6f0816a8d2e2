"""From a right password, or a sign-in service's word, to the staff rooms: the cookie, the second factor, and words that wait."""

import re

from litestar.response import Response

from portal.base.access import NOBODY
from portal.base.database import Database, Session
from portal.base.settings import settings
from portal.identity import commands, queries, totp, webauthn
from portal.identity.forms.second_factor import CodeForm, NewCodesForm
from portal.identity.queries import second_factor as factors
from portal.web import keeping
from portal.web.pages import page, redirect
from portal.web.visitors import Visit

STAFF_PATH = re.compile(r"/staff(/[a-z0-9-]+)*", re.ASCII)


def cookie_header(value: str, more: str = "") -> str:
    """The staff cookie: for this host alone, out of reach of scripts, and never sent along from elsewhere."""
    secure = "; Secure" if settings().secure else ""
    return f"{queries.cookie_name()}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}"


def inside(wanted: str) -> str:
    """Where to go after signing in: a staff room of this portal, whatever the address says."""
    return wanted if STAFF_PATH.fullmatch(wanted) else "/staff"


async def let_in(
    visit: Visit,
    database: Database,
    staff_id: int,
    wanted: str = "/staff",
    *,
    proven: bool = False,
    how: str = "password",
    kept: str = "",
    provider_id: int | None = None,
    provider_session: str = "",
) -> Response[bytes]:
    """A new session in place of the one that this browser had; on to the second factor, or where it was `proven` elsewhere, inside."""

    def job(session: Session) -> Response[bytes]:
        if visit.actor.session_id and visit.actor.receipt_id is None:
            commands.forget_session(session, visit.actor, visit.actor.session_id)
        person = queries.account(session, visit.actor, staff_id)
        cookie = commands.begin_session(session, visit.actor, person, proven=proven, how=how, address=visit.address, provider_id=provider_id, provider_session=provider_session)
        become(visit, session, cookie)
        if visit.actor.is_staff:
            return arrived(visit, cookie, wanted, kept)
        if kept:
            return ask(visit, session, wanted, kept, cookie=cookie)
        return redirect(visit.url("/staff/second-factor", next=wanted), headers={"Set-Cookie": cookie_header(cookie)})

    return await database.writing(job)


def become(visit: Visit, session: Session, cookie: str) -> None:
    """From here on the visit is that of the new session, so that the forms of this page are its own."""
    session.flush()
    visit.cookies[queries.cookie_name()] = cookie
    visit.actor = queries.staff_of(session, visit) or NOBODY


def arrived(visit: Visit, cookie: str, wanted: str, kept: str) -> Response[bytes]:
    """Inside: on to the room that was asked for, or to the words that were typed when the last session ended."""
    headers = {"Set-Cookie": cookie_header(cookie)}
    waiting = keeping.unpack(kept) if kept else None
    if waiting is None:
        return redirect(visit.url(wanted), headers=headers)
    path, fields = waiting
    return page(visit, "identity/go_on.html", headers=headers, path=path, fields=fields)


def ask(visit: Visit, session: Session, wanted: str, kept: str = "", *, form: CodeForm | None = None, status: int = 200, cookie: str = "") -> Response[bytes]:
    """The page that asks for the second factor; whoever has none yet is led to setting one up."""
    me = factors.coming_in(session, visit)
    if me is None:
        return redirect(visit.url("/staff/sign-in", next=wanted))
    headers = {"Set-Cookie": cookie_header(cookie)} if cookie else {}
    mine = factors.factors_of(session, me)
    if not mine.number:
        return set_up(visit, session, wanted, kept, cookie=cookie) if kept else redirect(visit.url("/staff/second-factor/set-up", next=wanted), headers=headers)
    form = form or CodeForm()
    by_key = bool(mine.passkeys) and webauthn.possible()
    return page(
        visit, "identity/second_factor.html", status=status, headers=headers, form=form, faults=form.faults(), factors=mine, by_key=by_key, next=wanted, kept=kept, name=me.name
    )


def set_up(
    visit: Visit, session: Session, wanted: str, kept: str = "", *, form: NewCodesForm | None = None, fault: str = "", sealed: str = "", status: int = 200, cookie: str = ""
) -> Response[bytes]:
    """The page on which a second factor is chosen: at the first sign-in, or to add another."""
    me = factors.coming_in(session, visit)
    if me is None:
        return redirect(visit.url("/staff/sign-in", next=wanted))
    mine = factors.factors_of(session, me)
    if not visit.actor.is_staff and mine.number:
        return redirect(visit.url("/staff/second-factor", next=wanted))
    if visit.actor.is_staff and not factors.is_fresh(session, me):
        return redirect(visit.url("/staff/sign-in", next="/staff/account"))
    form = form or NewCodesForm()
    offer = totp.offer(me.session_id, queries.myself(session, me).sign_in_name, sealed)
    return page(
        visit,
        "identity/second_factor_set_up.html",
        status=status,
        headers={"Set-Cookie": cookie_header(cookie)} if cookie else {},
        form=form,
        faults=form.faults() + ([("new-passkey", fault)] if fault else []),
        offer=offer,
        factors=mine,
        possible=webauthn.possible(),
        next=wanted,
        kept=kept,
        fault=fault,
    )

"""Asking for letters on one's own page; confirming and ending them by the links in the letters."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _
from portal.notifications import commands, queries
from portal.notifications.elsewhere import elsewhere
from portal.notifications.forms import Wishing
from portal.web.doors import Zones, get, post
from portal.web.pages import page
from portal.web.visitors import Visit


@post("/track/letters", needs=Permission.WISH_LETTERS)
def letters(visit: Visit, session: Session) -> Response[bytes]:
    """What letters there can be; the address, once it was typed; or the end of them."""
    if visit.actor.receipt_id is None:
        raise Refused(_("Your page was open for too long. Please type your number again."), next_url=visit.url("/track"), next_label=_("Type your number"))
    ticket = visit.form.get("ticket", "")
    if visit.form.get("end"):
        commands.end_mine(session, visit.actor)
        return page(visit, "notifications/ended.html", ticket=ticket)
    form = Wishing(visit.form if "address" in visit.form else None)
    if "address" not in visit.form or not form.validate():
        status = 422 if "address" in visit.form else 200
        return page(visit, "notifications/letters.html", status=status, form=form, faults=form.faults(), ticket=ticket, wished=queries.wished(session, visit.actor))
    commands.wish(session, visit.actor, str(form.address.data), visit.language)
    return page(visit, "notifications/asked.html", ticket=ticket)


@get("/letters", needs=Permission.ANYONE)
def confirming(visit: Visit, session: Session) -> Response[bytes]:
    """The page behind the first letter's link. It changes nothing: programs that look into mail open links too."""
    return page(visit, "notifications/confirm.html", key=visit.query.get("key", ""))


@post("/letters", needs=Permission.ANYONE, vault=True)
async def confirm(visit: Visit, zones: Zones) -> Response[bytes]:
    """The button on that page, on whichever side the wish is."""
    key = visit.form.get("key", "")
    try:
        await zones.public.writing(lambda session: commands.confirm(session, visit.actor, key))
    except NotFound:
        await zones.vault.writing(lambda session: elsewhere.confirm(session, visit.actor, key))
    return page(visit, "notifications/confirmed.html")


@get("/letters/end", needs=Permission.ANYONE)
def ending(visit: Visit, session: Session) -> Response[bytes]:
    """The page behind the link at the end of every letter."""
    return page(visit, "notifications/end.html", key=visit.query.get("key", ""))


@post("/letters/end", needs=Permission.ANYONE, proven=False, vault=True)
async def end(visit: Visit, zones: Zones) -> Response[bytes]:
    """The button on that page, or the button of a mail program (RFC 8058), which holds no form of ours. It ends the letters of both sides."""
    key = visit.form.get("key", visit.query.get("key", ""))
    address = await zones.public.writing(lambda session: commands.end(session, visit.actor, key))
    if address:
        await zones.vault.writing(lambda session: elsewhere.end_address(session, visit.actor, address))
    elif other := await zones.vault.writing(lambda session: elsewhere.end(session, visit.actor, key)):
        await zones.public.writing(lambda session: commands.end_address(session, visit.actor, other))
    return page(visit, "notifications/ended.html", ticket="")

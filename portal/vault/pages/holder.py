"""What the holder of any case does on the page behind the number: write, take files along, keep it longer, letters, a new number."""

from collections.abc import Sequence

from litestar.response import Response

from portal.base import text as words
from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, PortalError, Refused
from portal.base.languages import _
from portal.base.settings import settings
from portal.receipts import codes
from portal.vault import commands, frame, holding, queries, shown
from portal.vault.arriving import Arrived, arrive
from portal.vault.commands import wishes
from portal.vault.forms import OTHER, WishForm, too_long
from portal.web.doors import Zones, post
from portal.web.pages import document, page
from portal.web.visitors import Visit

Faults = list[tuple[str, str]]


@post("/page/message", needs=Permission.ANYONE, vault=True, uploads=True)
async def send_message(visit: Visit, zones: Zones) -> Response[bytes]:
    """Say something, with files. They are cleaned before anybody has to wait for it."""
    arrived, faults = await received(visit)
    return await zones.vault.writing(lambda session: _send(visit, session, arrived, faults))


async def received(visit: Visit) -> tuple[Sequence[Arrived], Faults]:
    """The files of a form, or what is wrong with them."""
    try:
        return await arrive(visit), []
    except PortalError as fault:
        return [], [("files", fault.sentence)]


def _send(visit: Visit, session: Session, arrived: Sequence[Arrived], faults: Faults) -> Response[bytes]:
    held = holding.require(visit, session)
    text = words.tidy(visit.form.get("text", ""))
    if visit.switching:
        return shown.page_of(visit, session, held)
    if not text and not arrived and not faults:
        faults = [("text", _("Write your message first."))]
    if fault := too_long(text):
        faults = [*faults, ("text", fault)]
    if not faults:
        try:
            said = commands.send(session, visit.actor, held, queries.MessageKind.MESSAGE, {"text": text, "language": tongue(visit)}, token=visit.token, arrived=arrived)
        except Refused as fault_:
            return shown.page_of(visit, session, held, faults=[("files", fault_.sentence)])
        if said:
            shown.room_of(held.case).heard(session, visit.actor, held.case)
        return shown.after(visit, session, held, _("Your message is here, and sealed."))
    return shown.page_of(visit, session, held, faults=faults)


def tongue(visit: Visit) -> str:
    """The language of what was typed, as its writer says."""
    tag = visit.form.get("language", "")
    return tag if tag in settings().languages else OTHER if tag == OTHER else visit.language


@post("/page/file", needs=Permission.ANYONE, vault=True)
def take_file(visit: Visit, session: Session) -> Response[bytes]:
    """A file to take along: its clean copy, under a name that tells nothing."""
    held = holding.require(visit, session)
    number = visit.form.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 6):  # noqa: PLR2004  no case holds more
        raise NotFound
    kept = queries.kept_file(session, visit.actor, held, int(number))
    return document(kept.data, kept.media_type, name=kept.name, keep=False)


@post("/page/longer", needs=Permission.ANYONE, vault=True)
def keep_longer(visit: Visit, session: Session) -> Response[bytes]:
    """A closed case is kept for longer."""
    held = holding.require(visit, session)
    days = visit.form.get("days", "")
    if days not in [str(one) for one in frame.LONGER]:
        raise Refused(_("Choose for how long."))
    commands.keep_longer(session, visit.actor, held, int(days))
    return shown.after(visit, session, held, _("It is kept longer now."))


@post("/page/letters", needs=Permission.ANYONE, vault=True)
def letters(visit: Visit, session: Session) -> Response[bytes]:
    """What letters there can be; the address, once it was typed; or the end of them."""
    held = holding.require(visit, session)
    if visit.form.get("stop"):
        wishes.end_mine(session, visit.actor, held)
        return shown.after(visit, session, held, _("You get no more letters. Your address is erased."))
    form = WishForm(visit.form if "address" in visit.form else None)
    if "address" not in visit.form or not form.validate():
        status = 422 if "address" in visit.form else 200
        return page(visit, "vault/letters.html", status=status, form=form, faults=form.faults(), wished=queries.wished(session, visit.actor, held))
    wishes.wish(session, visit.actor, held, str(form.address.data), visit.language)
    visit.form.popall("address", None)
    return shown.after(visit, session, held, _("We send a letter to the address that you typed. Open the link in it, and press the button there."))


@post("/page/renew", needs=Permission.ANYONE, vault=True)
async def renew(visit: Visit, zones: Zones) -> Response[bytes]:
    """A new number. The same form sent twice, since its page was lost on the way, shows the same one."""
    token = visit.token
    code = holding.renewed_code(token)
    if await zones.vault.reading(lambda session: commands.renewed_before(session, visit.actor, token)):
        return page(visit, "vault/renewed.html", code=code, token=visit.same_token())
    return await zones.vault.writing(lambda session: _renew(visit, session))


def _renew(visit: Visit, session: Session) -> Response[bytes]:
    held = holding.require(visit, session, renewing=True)
    code = commands.renew_number(session, visit.actor, held, visit.token)
    return page(visit, "vault/renewed.html", code=code, token=visit.same_token())


def number_as_file(code: str) -> Response[bytes]:
    """A number as a plain text file that does not say what it opens."""
    return document("\r\n".join([_("Your number"), " ".join(codes.groups(code)), ""]), "text/plain; charset=utf-8", name="number.txt", keep=False)


@post("/page/renewed", needs=Permission.ANYONE, vault=True)
async def save_renewed(visit: Visit, zones: Zones) -> Response[bytes]:
    """The new number as a file, made anew from the form's token, for whoever holds the form."""
    token = visit.token
    if not await zones.vault.reading(lambda session: commands.renewed_before(session, visit.actor, token)):
        raise NotFound
    return number_as_file(holding.renewed_code(token))
